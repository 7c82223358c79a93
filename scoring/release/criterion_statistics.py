"""Statistics of each criterion over the groups that are large enough, small counts withheld."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.disclosure.intruder import COMPUTED, ONE_VALUE, Outsider
from scoring.disclosure.published_sums import Statement, withheld
from scoring.disclosure.suppression import suppressed
from scoring.engine.score_sheet import Finding
from scoring.engine.verdict import finding_above
from scoring.release.model import FINDINGS, CriterionStatistics, Group, Share, StatisticRow
from scoring.release.policy import PublicationPolicy
from scoring.release.reader_knowledge import Knowledge, cell_key, facts_of
from scoring.release.rows import ScoredRow
from scoring.rules.ruleset import Criterion, Ruleset

Groups = Mapping[str, tuple[Group, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics, the keys of what is withheld, and what they say of every commune."""

    criteria: tuple[CriterionStatistics, ...]
    pattern: tuple[str, ...]
    facts: tuple[Mapping[str, Finding], ...]


def statistics_of(
    rows: Sequence[ScoredRow],
    groups: Groups,
    policy: PublicationPolicy,
    ruleset: Ruleset,
    keep: Collection[str] = (),
) -> Statistics:
    """Return the statistics of every criterion of *ruleset* over *groups*.

    *keep* are keys that are withheld whatever they are: an earlier release withheld them.
    """
    criteria: list[CriterionStatistics] = []
    pattern: list[str] = []
    floor = ruleset.recognition.disqualifying_points
    members = {key: codes for key, (_, codes) in groups.items()}
    is_ruled = follows_rules(rows, ruleset)
    met, lost = (
        frozenset(row.code for row in rows if is_ruled and row.decision is decision)
        for decision in (Finding.MET, Finding.NOT_MET)
    )
    for criterion in ruleset.criteria:
        found = findings_of(rows, criterion, floor)
        counts = {
            cell_key(criterion.slug, key, finding): sum(found[code] is finding for code in codes)
            for key, codes in members.items()
            for finding in FINDINGS
        }
        knowledge = Knowledge(criterion.slug, members, met, lost)
        hidden = hidden_counts(knowledge, counts, found, policy, frozenset(keep))
        pattern += hidden
        criteria.append(_shown(criterion, counts, hidden, groups, policy))
    return Statistics(tuple(criteria), tuple(sorted(pattern)), facts_of(criteria, members))


def follows_rules(rows: Sequence[ScoredRow], ruleset: Ruleset) -> bool:
    """Whether every recognised commune meets every criterion, and only refused ones lose any."""
    floor = ruleset.recognition.disqualifying_points
    return all(
        one.minimum > floor if row.decision is Finding.MET else one.maximum > floor
        for row in rows
        if row.decision is not Finding.NOT_MET
        for one in row.criteria.values()
    )


def findings_of(
    rows: Sequence[ScoredRow], criterion: Criterion, floor: Fraction
) -> dict[str, Finding]:
    """Return whether each commune, by its code, meets *criterion*."""
    found = {}
    for row in rows:
        one = row.criteria[criterion.number]
        found[row.code] = finding_above(floor, one.minimum, one.maximum)
    return found


_Counts = Mapping[str, int]


def hidden_counts(
    knowledge: Knowledge,
    counts: _Counts,
    found: Mapping[str, Finding],
    policy: PublicationPolicy,
    keep: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Return which counts are withheld: the small ones, and those that would give them away.

    A count that already follows from the decisions on single communes, which are public, is
    shown: withholding it would protect nothing and only look as if.
    """
    slug = knowledge.slug
    if slug not in policy.sensitive:
        return frozenset()
    statements = [
        *knowledge.statements(),
        *(Statement(key, knowledge.unknowns(key), count, count) for key, count in counts.items()),
    ]
    bare = [*knowledge.statements(), *(withheld(one) for one in statements if one.key in counts)]
    truth = knowledge.counts(found)
    open_ = Outsider(bare, policy.smallest_count)
    implied = {leak.key for leak in open_.leaks() if leak.code in {COMPUTED, ONE_VALUE}}
    small = {
        key
        for key, count in counts.items()
        # That no commune is open is no statement about children.
        if policy.is_small(slug, count) and (count or not key.endswith(Finding.CANNOT_SAY.name))
    }
    made = suppressed(
        statements,
        truth,
        lambda one: one.key in keep or (one.key in small and one.key not in implied),
        policy.smallest_count,
        fixed=(implied - keep) | {one.key for one in knowledge.statements()},
    )
    # What cannot be made safe is withheld as a whole.
    return made.keys if made.is_safe else frozenset(counts) - implied


def _shown(
    criterion: Criterion,
    counts: _Counts,
    hidden: frozenset[str],
    groups: Groups,
    policy: PublicationPolicy,
) -> CriterionStatistics:
    rows = []
    for key, (group, _) in groups.items():
        keys = {finding: cell_key(criterion.slug, key, finding) for finding in FINDINGS}
        shown = {f: None if name in hidden else counts[name] for f, name in keys.items()}
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
