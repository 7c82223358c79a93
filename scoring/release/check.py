"""The check before publishing: what a release reveals, alone or beside an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from scoring.base.quantities import vietnamese
from scoring.disclosure.intruder import Leak, leaks_of
from scoring.engine.score_sheet import Finding
from scoring.release.groups import small_difference
from scoring.release.model import FINDINGS, CriterionStatistics, Group, Release, StatisticRow
from scoring.release.reader_knowledge import Knowledge, cell_key, facts_of
from scoring.release.statement import Publication, publication_of
from scoring.release.total_classes import TotalSecrets
from scoring.rules.ruleset import Ruleset

TELLING_TOTAL = "tong-diem-lo"
SMALL_GROUP = "nhom-nho"
OTHER_PATTERN = "mau-che-khac"
SMALL_CHANGE = "hieu-hai-lan"

EARLIER = "bản đã công bố"
NOW = "bản này"


def check_release(
    release: Release, earlier: Release | Mapping[str, Any] | None = None
) -> list[Leak]:
    """Return everything that *release* gives away, alone and together with *earlier*.

    *earlier* is a release or the content of its ``cong-bo.json``. An empty list is what the
    docstrings of ``disclosure``, ``release_groups`` and ``total_classes`` prove, no more; what
    is not proved stands in docs/developers/publication.md.
    """
    content = publication_of(release)
    before = publication_of(earlier) if isinstance(earlier, Release) else earlier
    return check_publication(content, release.ruleset, before)


def check_publication(
    content: Mapping[str, Any], ruleset: Ruleset, earlier: Mapping[str, Any] | None = None
) -> list[Leak]:
    """Return what the content of a ``cong-bo.json`` gives away; see ``check_release``."""
    now = Publication(content, NOW)
    together = [now]
    found: list[Leak] = []
    if earlier is not None:
        before = Publication(earlier, EARLIER)
        if before.scope == now.scope:
            changes = list(_changes(now, before))
            found += _patterns(now, before)
            found += changes
            if not changes:
                # Nothing that is published changed, so both speak of the same results.
                together.append(before)
    smallest = max(2, content["policy"]["smallest_count"])
    found += _small_groups(together, content["policy"]["smallest_group"])
    for slug in content["policy"]["sensitive"]:
        found += _counts(together, slug, smallest)
    if content["policy"]["total"] != "chính xác":
        found += telling_totals(content, ruleset)
    return found


def _patterns(now: Publication, before: Publication) -> Iterator[Leak]:
    mine, theirs = (set(each.content["withheld"]) for each in (now, before))
    for key in sorted(mine ^ theirs):
        shown_in = before if key in mine else now
        message = f"bị che ở một bản, để hiện ở {shown_in.source}; giữ mẫu che đã công bố"
        yield Leak(OTHER_PATTERN, key, message)
    totals, before_totals = (
        {commune["code"]: commune["total"] for commune in each.content["communes"]}
        for each in (now, before)
    )
    for code in sorted(set(totals) & set(before_totals)):
        new, old = totals[code], before_totals[code]
        if new != old and _overlap(new, old):
            message = "tổng điểm công bố ở hai bản theo hai khoảng khác nhau"
            yield Leak(OTHER_PATTERN, f"xã {code}", message)


def _overlap(new: Sequence[str] | None, old: Sequence[str] | None) -> bool:
    """Whether both may be classes of one total, so that together they narrow it down."""
    if new is None or old is None:
        return True
    return max(map(Fraction, (new[0], old[0]))) <= min(map(Fraction, (new[1], old[1])))


def _changes(now: Publication, before: Publication) -> Iterator[Leak]:
    """Yield sensitive counts that moved a little: who changed in between is known to many."""
    sensitive = set(now.content["policy"]["sensitive"])
    smallest = now.content["policy"]["smallest_count"]
    old = {
        (cell["criterion"], cell["family"], cell["group"]): cell["counts"]
        for cell in before.content["cells"]
    }
    for cell in now.content["cells"]:
        key = cell["criterion"], cell["family"], cell["group"]
        if cell["criterion"] not in sensitive or key not in old:
            continue
        for finding in FINDINGS:
            here, there = cell["counts"][finding.name], old[key][finding.name]
            if here is not None and there is not None and 0 < abs(here - there) < smallest:
                name = cell_key(key[0], f"{key[1]}:{key[2]}", finding)
                message = f"hai lần công bố chênh nhau {abs(here - there)} xã"
                yield Leak(SMALL_CHANGE, name, message)


def _small_groups(publications: Sequence[Publication], smallest: int) -> Iterator[Leak]:
    members: dict[str, frozenset[str]] = {}
    for publication in publications:
        members |= publication.members
    for key, codes in members.items():
        if len(codes) < smallest:
            message = f"thống kê của {len(codes)} xã, ít nhất phải {smallest} xã"
            yield Leak(SMALL_GROUP, key, message)
    large = {key: codes for key, codes in members.items() if len(codes) >= smallest}
    found = small_difference(large, smallest)
    if found is not None:
        used = ", ".join(f"«{key}»" for key in found.used)
        message = f"cộng trừ {used} ra thống kê của {found.communes} xã"
        if not found.is_proved:
            message = "chưa chứng minh được là không tính ra nhóm nào quá nhỏ"
        yield Leak(SMALL_GROUP, ", ".join(found.used) or "các nhóm", message)


def _counts(publications: Sequence[Publication], slug: str, smallest: int) -> list[Leak]:
    members: dict[str, frozenset[str]] = {}
    for publication in publications:
        members |= publication.members
    met, lost = (publications[0].decided(one) for one in (Finding.MET, Finding.NOT_MET))
    knowledge = Knowledge(slug, members, met, lost)
    statements = knowledge.statements()
    for publication in publications:
        statements += publication.statements(knowledge)
    return leaks_of(statements, smallest)


def telling_totals(content: Mapping[str, Any], ruleset: Ruleset) -> list[Leak]:
    """Return the communes whose published total and decision leave a sensitive part one outcome.

    Together with what published statistics say of every commune of a group.
    """
    names = {part.code: c.name for c in ruleset.criteria for part in c.parts}
    names |= {str(c.number): c.name for c in ruleset.criteria}
    secrets = TotalSecrets(ruleset, content["policy"]["sensitive"], _facts(content))
    known: dict[tuple[Any, ...], list[str]] = {}
    found = []
    for commune in content["communes"]:
        if commune["total"] is None:
            continue
        least, most = commune["total"]
        key = commune["threshold"], commune["decision"], least, most
        if key not in known:
            determined = secrets.determined(
                Fraction(str(commune["threshold"])),
                Finding[commune["decision"]],
                Fraction(least),
                Fraction(most),
            )
            known[key] = [
                f"phần {one.part} ({names[one.part]}) được {vietnamese(one.points)} điểm"
                for one in determined
            ]
        if known[key]:
            total = (
                vietnamese(least) if least == most else f"{vietnamese(least)}–{vietnamese(most)}"
            )
            message = f"tổng điểm {total} cho biết " + "; ".join(known[key])
            found.append(Leak(TELLING_TOTAL, f"xã {commune['code']}", message))
    return found


def _facts(content: Mapping[str, Any]) -> Iterable[Mapping[str, Finding]]:
    publication = Publication(content, NOW)
    statistics = [
        CriterionStatistics(
            0,
            cell["criterion"],
            "",
            is_sensitive=False,
            rows=(
                StatisticRow(
                    Group(cell["family"], cell["group"], cell["communes"]),
                    {finding: cell["counts"][finding.name] for finding in FINDINGS},
                    None,
                ),
            ),
        )
        for cell in content["cells"]
    ]
    return facts_of(statistics, publication.members)
