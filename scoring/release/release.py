"""From scored communes and a policy to what may be published of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from scoring.base.levels import weakest
from scoring.base.problems import Place, Problem, ProblemsFound, nearest, shown
from scoring.disclosure.intruder import Leak
from scoring.engine.score_sheet import Finding
from scoring.release.check import check_release
from scoring.release.criterion_statistics import follows_rules, statistics_of
from scoring.release.groups import groups_of, publishable
from scoring.release.model import (
    FINDINGS,
    DecisionCounts,
    Family,
    Group,
    PublishedRow,
    Release,
    TotalClass,
    YearCounts,
)
from scoring.release.policy import PublicationPolicy
from scoring.release.rows import ScoredRow
from scoring.release.total_classes import TotalSecrets
from scoring.rules.ruleset import Ruleset

__all__ = ["Leak", "Release", "check_release", "release_of"]


def release_of(
    results: Iterable[ScoredRow],
    policy: PublicationPolicy,
    ruleset: Ruleset,
    keep: Collection[str] = (),
) -> Release:
    """Return what may be published of *results* under *policy*.

    Of several years the latest is released; the earlier ones give the trend. *ruleset* is
    the one the latest year was scored under. *keep* is the pattern of an earlier release of
    the same communes and year: what it withheld stays withheld.

    Raises ``ProblemsFound`` for results that cannot be released together: none at all, a
    commune twice, another ruleset, a policy that names criteria the ruleset does not have.
    """
    rows = sorted(results, key=lambda row: (row.year, row.code))
    _refuse_faults(rows, policy, ruleset)
    year = rows[-1].year
    latest = [row for row in rows if row.year == year]
    groups = groups_of(latest)
    shown_groups = publishable(groups, policy.smallest_group)
    statistics = statistics_of(latest, shown_groups.groups, policy, ruleset, keep)
    secrets = TotalSecrets(ruleset, policy.sensitive, statistics.facts)
    published = _published(latest, policy, secrets)
    return Release(
        provinces=tuple(dict.fromkeys(row.province for row in latest if row.province)),
        year=year,
        ruleset=ruleset,
        level=weakest(row.level for row in latest),
        is_sample=any(row.is_invented for row in latest),
        policy=policy,
        overview=_counts("toàn bộ", "", latest),
        by_group=_in_order(_by("nhóm ngưỡng", latest, lambda row: row.group), ruleset),
        by_province=_by("tỉnh", latest, lambda row: row.province),
        by_district=_by("huyện", latest, _district(latest)),
        trend=tuple(
            YearCounts(each, _counts("toàn bộ", "", [r for r in rows if r.year == each]))
            for each in sorted({row.year for row in rows})
        ),
        criteria=statistics.criteria,
        classes=_classes(published),
        rows=published,
        pattern=statistics.pattern,
        omitted=shown_groups.omitted,
        dropped=shown_groups.dropped,
        follows_rules=follows_rules(latest, ruleset),
    )


def _refuse_faults(rows: Sequence[ScoredRow], policy: PublicationPolicy, ruleset: Ruleset) -> None:
    here = Place("kết quả")
    problems: list[Problem] = []
    if not rows:
        raise ProblemsFound([Problem(here, "khong-co-xa", "không có kết quả nào để công bố")])
    twice = [key for key, n in Counter((r.code, r.year) for r in rows).items() if n > 1]
    for code, year in sorted(twice):
        message = f"xã mã {shown(code)} năm {year} có hai kết quả"
        problems.append(Problem(here, "trung-xa", message, "giữ lại một kết quả"))
    latest = max(row.year for row in rows)
    for used in sorted({row.ruleset_sha256 for row in rows if row.year == latest}):
        if used != ruleset.sha256:
            message = (
                f"kết quả năm {latest} chấm theo bộ tiêu chí có SHA-256 {used[:12]}…, "
                f"không phải bộ «{ruleset.id}» ({ruleset.sha256[:12]}…)"
            )
            hint = "chấm lại các xã theo cùng một bộ tiêu chí rồi công bố"
            problems.append(Problem(here, "khac-bo-tieu-chi", message, hint))
    known = [criterion.slug for criterion in ruleset.criteria]
    for slug in policy.sensitive:
        if slug not in known:
            message = f"bộ tiêu chí «{ruleset.id}» không có tiêu chí {shown(slug)}"
            hint = nearest(slug, known) or f"các slug: {', '.join(known)}"
            problems.append(Problem(Place(policy.file), "slug-la", message, hint))
    if problems:
        raise ProblemsFound(problems)


def _counts(family: Family, name: str, rows: Sequence[ScoredRow]) -> DecisionCounts:
    found = Counter(row.decision for row in rows)
    return DecisionCounts(Group(family, name, len(rows)), {f: found[f] for f in FINDINGS})


def _by(
    family: Family, rows: Sequence[ScoredRow], name: Callable[[ScoredRow], str | None]
) -> tuple[DecisionCounts, ...]:
    found: dict[str, list[ScoredRow]] = {}
    for row in rows:
        of_row = name(row)
        if of_row is not None:
            found.setdefault(of_row, []).append(row)
    return tuple(_counts(family, each, members) for each, members in found.items())


def _district(rows: Sequence[ScoredRow]) -> Callable[[ScoredRow], str | None]:
    """Return what names a row's district: of several provinces with the province's name."""
    is_one = len({row.province for row in rows}) == 1

    def name(row: ScoredRow) -> str | None:
        if is_one or row.district is None:
            return row.district
        return f"{row.district} ({row.province or 'chưa rõ tỉnh'})"

    return name


def _in_order(groups: Sequence[DecisionCounts], ruleset: Ruleset) -> tuple[DecisionCounts, ...]:
    """Return threshold groups in the ruleset's order."""
    names = [threshold.group for threshold in ruleset.recognition.thresholds]
    known = [*names, *(one.group.name for one in groups)]
    return tuple(sorted(groups, key=lambda one: known.index(one.group.name)))


_Class = tuple[Fraction, Fraction]


def _runs(
    policy: PublicationPolicy, secrets: TotalSecrets, threshold: Fraction, decision: Finding
) -> tuple[_Class, ...]:
    if policy.total == "theo ngưỡng":
        return secrets.halves(threshold, decision)
    return secrets.runs(threshold, decision) if policy.total == "gộp khi lộ" else ()


def _classes(rows: Sequence[PublishedRow]) -> tuple[TotalClass, ...]:
    found = {
        (row.group, row.decision, row.least, row.most): None
        for row in rows
        if row.least != row.most
    }
    return tuple(
        TotalClass(group, decision, least, most)
        for group, decision, least, most in found
        if least is not None and most is not None
    )


def _published(
    rows: Sequence[ScoredRow], policy: PublicationPolicy, secrets: TotalSecrets
) -> tuple[PublishedRow, ...]:
    totals = {row.code: _total(row, policy, secrets) for row in rows}
    overall = _ranks({code: most for code, (_, most) in totals.items()})
    within: dict[str, int] = {}
    for group in dict.fromkeys(row.group for row in rows):
        within |= _ranks({row.code: totals[row.code][1] for row in rows if row.group == group})
    return tuple(
        PublishedRow(
            code=row.code,
            name=row.name,
            kind=row.kind,
            province=row.province,
            district=row.district,
            year=row.year,
            group=row.group,
            threshold=row.threshold,
            decision=row.decision,
            status=row.status,
            least=totals[row.code][0],
            most=totals[row.code][1],
            rank=overall.get(row.code),
            rank_in_group=within.get(row.code),
        )
        for row in rows
    )


def _total(
    row: ScoredRow, policy: PublicationPolicy, secrets: TotalSecrets
) -> tuple[Fraction | None, Fraction | None]:
    if row.points is None or policy.total == "không công bố":
        return None, None
    for least, most in _runs(policy, secrets, row.threshold, row.decision):
        if least <= row.points <= most:
            return least, most
    return row.points, row.points


def _ranks(totals: Mapping[str, Fraction | None]) -> dict[str, int]:
    """Return standard competition ranks of the published totals; a class counts as its top."""
    known = {code: total for code, total in totals.items() if total is not None}
    rank_of: dict[Fraction, int] = {}
    for place, total in enumerate(sorted(known.values(), reverse=True), 1):
        rank_of.setdefault(total, place)
    return {code: rank_of[total] for code, total in known.items()}
