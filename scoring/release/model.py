"""A release: everything that is published of many communes' results, and nothing else.

Pages, open data and the report for the upper level print only what stands here. A count
that is withheld is ``None``; which counts are withheld is the release's pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.base.levels import Level
from scoring.engine.score_sheet import Finding
from scoring.release.policy import PublicationPolicy
from scoring.rules.ruleset import Ruleset

Family = Literal["toàn bộ", "tỉnh", "nhóm ngưỡng", "huyện"]
"""What the communes of a group have in common; «toàn bộ» is all of the release."""

FINDINGS = (Finding.MET, Finding.NOT_MET, Finding.CANNOT_SAY)


@dataclass(frozen=True, slots=True)
class Group:
    """Communes that are counted together; ``key`` is unique in a release."""

    family: Family
    name: str
    communes: int

    @property
    def key(self) -> str:
        """The group's name in keys of cells."""
        return f"{self.family}:{self.name}"


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """How many communes of a group have which decision; each is public by itself."""

    group: Group
    counts: Mapping[Finding, int]

    @property
    def met(self) -> int:
        """Communes recognised (or, before a decision, that meet the conditions)."""
        return self.counts[Finding.MET]

    @property
    def share(self) -> Fraction | None:
        """Recognised communes per hundred, exact; ``None`` for no commune."""
        if not self.group.communes:
            return None
        return Fraction(100 * self.met, self.group.communes)


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The whole of one year."""

    year: int
    decisions: DecisionCounts


@dataclass(frozen=True, slots=True)
class Share:
    """Per cent of communes, ``least`` to ``most``; whole numbers.

    Equal for a whole per cent, a class where the group is small.
    """

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """How a criterion came out in one group; ``None`` is withheld."""

    group: Group
    counts: Mapping[Finding, int | None]
    lost_share: Share | None
    """Communes that do not meet the criterion."""


@dataclass(frozen=True, slots=True)
class CriterionStatistics:
    """One criterion over all groups that are large enough."""

    number: int
    slug: str
    name: str
    is_sensitive: bool
    rows: tuple[StatisticRow, ...]


@dataclass(frozen=True, slots=True)
class TotalClass:
    """Totals of one threshold group and decision that are published as one interval.

    A release lists the classes that some commune is in.
    """

    group: str
    decision: Finding
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One commune as published.

    ``least`` and ``most`` are the total: equal where it is published as it is, an interval
    where it is classed, ``None`` where it is withheld or some figure is missing. Ranks come
    from what is published: communes of one class share one rank.
    """

    code: str
    name: str
    kind: str
    province: str | None
    district: str | None
    year: int
    group: str
    threshold: Fraction
    decision: Finding
    status: str
    least: Fraction | None
    most: Fraction | None
    rank: int | None
    rank_in_group: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """What one publication of one year says.

    ``pattern`` are the keys of the counts that are withheld, sorted. ``dropped`` are groups
    large enough by themselves that are not shown because others could be computed from
    them. ``omitted`` are those below the policy's smallest group.
    """

    provinces: tuple[str, ...]
    year: int
    ruleset: Ruleset
    level: Level
    """The weakest level of the numbers that were used."""
    is_sample: bool
    policy: PublicationPolicy
    overview: DecisionCounts
    by_group: tuple[DecisionCounts, ...]
    by_province: tuple[DecisionCounts, ...]
    by_district: tuple[DecisionCounts, ...]
    trend: tuple[YearCounts, ...]
    criteria: tuple[CriterionStatistics, ...]
    classes: tuple[TotalClass, ...]
    rows: tuple[PublishedRow, ...]
    """In the order of the codes; renderers sort for the reader."""
    pattern: tuple[str, ...]
    omitted: tuple[Group, ...]
    dropped: tuple[Group, ...]
    follows_rules: bool
    """Whether every recognised commune meets every criterion and only refused ones lose any, so
    that a reader may conclude so."""
