"""Statistics of each criterion over the groups that are large enough, small counts withheld."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.publication_policy import PublicationPolicy
from scoring.release_model import FINDINGS, CriterionStatistics, Group, Share, StatisticRow
from scoring.release_rows import ScoredRow
from scoring.result import Finding
from scoring.ruleset import Criterion, Ruleset
from scoring.verdict import finding_above

Groups = Mapping[str, tuple[Group, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics, the keys of what is withheld, and what they say of every commune."""

    criteria: tuple[CriterionStatistics, ...]
    pattern: tuple[str, ...]
    facts: tuple[Mapping[str, Finding], ...]


def cell_key(slug: str, group: str, finding: Finding) -> str:
    """Return the key of a count: ``abuse|huyện:Rừng Thông|NOT_MET``."""
    return f"{slug}|{group}|{finding.name}"


def statistics_of(
    rows: Sequence[ScoredRow], groups: Groups, policy: PublicationPolicy, ruleset: Ruleset
) -> Statistics:
    """Return the statistics of every criterion of *ruleset* over *groups*."""
    criteria: list[CriterionStatistics] = []
    pattern: list[str] = []
    for criterion in ruleset.criteria:
        found = findings_of(rows, criterion, ruleset.recognition.disqualifying_points)
        counts = {
            (key, finding): sum(found[code] is finding for code in codes)
            for key, (_, codes) in groups.items()
            for finding in FINDINGS
        }
        hidden = hidden_counts(criterion, counts, policy)
        pattern += [cell_key(criterion.slug, key, finding) for key, finding in hidden]
        criteria.append(_shown(criterion, counts, hidden, groups, policy))
    return Statistics(tuple(criteria), tuple(sorted(pattern)), _facts(criteria, groups))


def findings_of(
    rows: Sequence[ScoredRow], criterion: Criterion, floor: Fraction
) -> dict[str, Finding]:
    """Return whether each commune, by its code, meets *criterion*."""
    found = {}
    for row in rows:
        one = row.criteria[criterion.number]
        found[row.code] = finding_above(floor, one.minimum, one.maximum)
    return found


_Counts = Mapping[tuple[str, Finding], int]


def hidden_counts(
    criterion: Criterion, counts: _Counts, policy: PublicationPolicy
) -> set[tuple[str, Finding]]:
    """Return which counts are withheld: the small ones, and those that would give them away."""
    return {key for key, count in counts.items() if policy.is_small(criterion.slug, count)}


def _shown(
    criterion: Criterion,
    counts: _Counts,
    hidden: set[tuple[str, Finding]],
    groups: Groups,
    policy: PublicationPolicy,
) -> CriterionStatistics:
    rows = []
    for key, (group, _) in groups.items():
        shown = {f: None if (key, f) in hidden else counts[key, f] for f in FINDINGS}
        lost = shown[Finding.NOT_MET]
        share = None if lost is None else share_of(lost, group.communes, policy)
        rows.append(StatisticRow(group, shown, share))
    return CriterionStatistics(
        criterion.number,
        criterion.slug,
        criterion.name,
        criterion.slug in policy.sensitive,
        tuple(rows),
    )


def share_of(count: int, whole: int, policy: PublicationPolicy) -> Share:
    """Return a whole per cent, or of fewer than the policy's denominator a class."""
    percent = Fraction(100 * count, whole)
    if whole >= policy.smallest_denominator:
        rounded = math.floor(percent + Fraction(1, 2))
        return Share(rounded, rounded)
    edges = (0, *policy.class_edges, 100)
    at = max(place for place, edge in enumerate(edges[:-1]) if edge <= percent)
    return Share(edges[at], edges[at + 1])


def _facts(
    criteria: Sequence[CriterionStatistics], groups: Groups
) -> tuple[Mapping[str, Finding], ...]:
    """Return what the statistics say of every single commune, once for each different set.

    Where no commune of a published group lost a criterion each of them met it; where all did,
    each lost it.
    """
    certain = [
        (statistics.slug, finding, groups[row.group.key][1])
        for statistics in criteria
        for row in statistics.rows
        for finding in (Finding.MET, Finding.NOT_MET)
        if row.counts[finding] == row.group.communes
    ]
    codes = {code for _, members in groups.values() for code in members}
    sets = {
        tuple(sorted((slug, f.name) for slug, f, members in certain if code in members))
        for code in codes
    }
    return tuple({slug: Finding[name] for slug, name in each} for each in sorted({*sets, ()}))
