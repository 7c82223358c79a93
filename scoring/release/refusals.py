"""Why units cannot be published together: every reason, with its place, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.recognition.communes import CommuneYear, State
from scoring.results.rows import RulesetKey
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import (
    are_equal_but_for_marks,
    marks_taken_away,
    sensitive_criteria,
)

_DECIDED = (State.RECOGNISED, State.REFUSED)


def refuse(
    communes: Sequence[CommuneYear],
    ruleset: Ruleset,
    also_under: Sequence[Ruleset],
    clusters: Mapping[str, str],
) -> frozenset[RulesetKey]:
    """Return the rulesets under which a result counts as scored by *ruleset*.

    Raises ``ProblemsFound`` for no unit at all, rules without a mark or with fewer than the same
    rules among *also_under*, a unit twice in a year,
    states that contradict each other, results of the latest year under other rules, clusters
    of units that there are not.
    """
    same = [one for one in also_under if are_equal_but_for_marks(one, ruleset)]
    accepted = frozenset(RulesetKey(one.id, one.sha256) for one in (ruleset, *same))
    problems = [*_of_rules(ruleset, also_under), *_twice(communes), *_states(communes)]
    if communes:
        latest = [one for one in communes if one.year == communes[-1].year]
        problems += _other_rules(latest, ruleset, accepted)
        problems += _rows(communes, ruleset, accepted)
        problems += _clusters(latest, clusters)
    else:
        message = "không có đơn vị nào để công bố"
        problems.append(Problem(Place("kết quả"), "khong-co-xa", message))
    if problems:
        raise ProblemsFound(problems)
    return accepted


def _of_rules(ruleset: Ruleset, others: Sequence[Ruleset]) -> Iterator[Problem]:
    if not sensitive_criteria(ruleset):
        message = (
            f"bộ tiêu chí {ruleset.id} chưa nêu tiêu chí nào là nhạy cảm, nên không biết điều gì "
            "không được công bố"
        )
        hint = "ghi «nhạy cảm: có» ở các tiêu chí ấy trong tệp bộ tiêu chí"
        yield Problem(Place(f"{ruleset.id}.yaml"), "chua-co-nhay-cam", message, hint)
    yield from unmarked(ruleset, others)


def unmarked(ruleset: Ruleset, others: Iterable[Ruleset]) -> Iterator[Problem]:
    """Yield why *ruleset* is no ruleset to publish by: *others* mark more of the same rules."""
    if taken := marks_taken_away(ruleset, others):
        named = ", ".join(str(one.number) for one in taken)
        message = (
            f"bộ tiêu chí {ruleset.id} bỏ dấu «nhạy cảm: có» ở tiêu chí {named}; công bố theo tệp "
            "này sẽ lộ kết quả của tiêu chí ấy"
        )
        hint = "dùng bộ tiêu chí đi kèm phần mềm; muốn công bố thêm thì theo chính sách có tên"
        yield Problem(Place(f"{ruleset.id}.yaml"), "bo-dau-nhay-cam", message, hint)


def _place(one: CommuneYear) -> Place:
    return Place(f"xã {one.code}, năm {one.year}") if one.result is None else one.result.place


def _twice(communes: Sequence[CommuneYear]) -> Iterator[Problem]:
    seen: dict[tuple[int, str], CommuneYear] = {}
    for one in communes:
        other = seen.get((one.year, one.code))
        if other is not None:
            message = f"xã {one.code} năm {one.year} có hai lần (cũng ở {_place(other)})"
            yield Problem(_place(one), "trung-xa", message, "giữ lại một")
        seen[one.year, one.code] = one


def _states(communes: Sequence[CommuneYear]) -> Iterator[Problem]:
    for one in communes:
        if one.state in _DECIDED and one.decision is None:
            message = f"xã {one.code}: «{one.state.value}» mà không có quyết định"
            yield Problem(_place(one), "thieu-quyet-dinh", message)
        elif one.state not in _DECIDED and one.decision is not None:
            message = f"xã {one.code}: có quyết định mà tình trạng là «{one.state.value}»"
            yield Problem(_place(one), "thua-quyet-dinh", message)
    for year in sorted({one.year for one in communes}):
        sent = [one for one in communes if one.year == year and one.result is not None]
        alone = [one for one in sent if one.state is State.SELF_SCORED]
        if alone and len(alone) < len(sent):
            message = (
                f"năm {year} có {len(alone)} xã chỉ tự chấm, chưa qua sổ hồ sơ, lẫn với "
                f"{len(sent) - len(alone)} xã từ sổ"
            )
            hint = "công bố từ một nguồn: sổ hồ sơ, hoặc bảng tự chấm"
            yield Problem(_place(alone[0]), "lan-nguon", message, hint)


def _other_rules(
    communes: Sequence[CommuneYear], ruleset: Ruleset, accepted: frozenset[RulesetKey]
) -> Iterator[Problem]:
    for one in communes:
        row = one.result
        if row is None or row.ruleset in accepted:
            continue
        if row.ruleset.id != ruleset.id:
            message = f"xã {row.code} chấm theo {row.ruleset.id}, bản công bố theo {ruleset.id}"
            hint = "mỗi bản công bố theo một bộ tiêu chí"
        else:
            message = (
                f"xã {row.code} chấm theo một bản khác của {ruleset.id} (SHA-256 "
                f"{row.ruleset.sha256[:12]}…, bản đang dùng {ruleset.sha256[:12]}…)"
            )
            hint = "công bố thẳng từ sổ (bản chỉ khác dấu «nhạy cảm» thì dùng được), hoặc chấm lại"
        yield Problem(row.place, "bo-tieu-chi-khac", message, hint)


def _rows(
    communes: Sequence[CommuneYear], ruleset: Ruleset, accepted: frozenset[RulesetKey]
) -> Iterator[Problem]:
    groups = {each.group: each.points for each in ruleset.recognition.thresholds}
    numbers = {each.number for each in ruleset.criteria}
    for one in communes:
        row = one.result
        if row is None or row.ruleset not in accepted:
            continue
        if groups.get(row.group) != row.threshold:
            message = f"xã {row.code}: nhóm ngưỡng {shown(row.group)} không có trong {ruleset.id}"
            yield Problem(row.place, "nhom-la", message, "chấm lại bằng bộ tiêu chí này")
        if missing := sorted(numbers - set(row.criteria)):
            named = ", ".join(map(str, missing))
            message = f"xã {row.code}: kết quả không có tiêu chí {named}"
            yield Problem(row.place, "thieu-tieu-chi", message, "chấm lại bằng bộ tiêu chí này")


def _clusters(communes: Sequence[CommuneYear], clusters: Mapping[str, str]) -> Iterator[Problem]:
    known = {one.code for one in communes}
    for code in sorted(set(clusters) - known):
        message = f"cụm {shown(clusters[code])} nêu xã {code}, không có trong năm công bố"
        yield Problem(Place("danh sách cụm"), "xa-la", message, "sửa mã xã, hoặc bỏ dòng này")
