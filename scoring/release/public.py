"""What is public of one place and year: a function of decisions and non-sensitive criteria.

Nothing here can depend on a sensitive figure, point, outcome, evidence, total or computed
verdict: ``PublicCommune`` has no room for one, but for the two extras that only a named policy
file adds. Pages, open data and public reports are made from a ``PublicRelease`` and from
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property

from scoring.base.communes import CommuneKind
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import Decision, State
from scoring.release.history import YearCount
from scoring.release.policy import PublicationPolicy
from scoring.release.spreads import PublicGroup
from scoring.rules.ruleset import Criterion, Ruleset
from scoring.rules.sensitive import open_criteria, sensitive_criteria


@dataclass(frozen=True, slots=True)
class PublicPoints:
    """Points of the non-sensitive criteria by number; ``None`` is a criterion still open.

    ``total`` is ``None`` where one is open. ``rank`` and ``rank_in_group`` are competition
    ranks by ``total`` over all units and within the threshold group.
    """

    criteria: Mapping[int, Fraction | None]
    total: Fraction | None
    rank: int | None
    rank_in_group: int | None


class ForcedKind(Enum):
    """What a decision and the public points leave of the sensitive criteria."""

    NOTHING = "không nói thêm gì"
    ABOVE_FLOOR = "mỗi tiêu chí trên điểm liệt"
    AT_LEAST = "cộng lại được ít nhất bấy nhiêu điểm"
    LOST = "có tiêu chí không được điểm tối đa"
    UNEXPLAINED = "quyết định không theo từ điểm"


@dataclass(frozen=True, slots=True)
class Forced:
    """What a reader can conclude of one unit, if its decision follows from its points.

    ``criteria`` has for each sensitive criterion the points that remain possible, ascending;
    ``least`` to ``most`` is what they can come to together, ``full`` their maximum.
    """

    kind: ForcedKind
    criteria: Mapping[int, tuple[Fraction, ...]]
    least: Fraction
    most: Fraction
    full: Fraction


@dataclass(frozen=True, slots=True)
class OfficialResult:
    """Total and computed verdict of one unit, public only by a named policy.

    ``points`` is ``None`` where some part is open; then *minimum* to *maximum* may come out.
    """

    points: Fraction | None
    minimum: Fraction
    maximum: Fraction
    verdict: Finding


@dataclass(frozen=True, slots=True)
class PublicCommune:
    """One unit as published.

    ``group`` and ``threshold`` are ``None`` where it sent nothing. ``points`` is ``None``
    where it sent nothing, where the year was scored under other rules than the release's,
    where every criterion is sensitive, or where a refusal beside them would tell that
    something was lost in one named sensitive criterion (``PublicRelease.withheld_points``,
    decided from the ruleset alone). ``forced`` stands where there is a decision beside points.
    ``cluster`` is the province's own.
    """

    code: str
    name: str
    kind: CommuneKind
    province: str | None
    district: str | None
    year: int
    state: State
    decision: Decision | None
    group: str | None
    threshold: Fraction | None
    points: PublicPoints | None
    cluster: str | None = None
    forced: Forced | None = None
    official: OfficialResult | None = None


@dataclass(frozen=True, slots=True)
class WithheldPoints:
    """A threshold group in which only recognised units have points.

    A refusal beside points could tell that less than full points were reached in one of
    *criteria*. All other units have none, also those that still wait: an earlier edition
    would otherwise say what a later refusal forces.
    """

    group: str
    criteria: tuple[int, ...]


class ZeroShare(Enum):
    """Among the refused units, those with a sensitive criterion at or below điểm liệt."""

    UNDER_A_QUARTER = "dưới một phần tư"
    A_QUARTER_TO_A_HALF = "từ một phần tư đến một nửa"
    OVER_A_HALF = "trên một nửa"


@dataclass(frozen=True)
class PublicRelease:
    """Everything public of one year; ``earlier`` are the units of earlier years.

    Units are in the order of their codes, earlier ones by year, then code. ``is_sealed`` is
    false for a table that did not come from a register: then every unit is self-scored, and
    every page must say so. Groups are in the ruleset's order, places by name.
    """

    year: int
    ruleset: Ruleset
    policy: PublicationPolicy
    communes: tuple[PublicCommune, ...]
    earlier: tuple[PublicCommune, ...]
    is_sealed: bool
    is_sample: bool
    whole: PublicGroup
    by_threshold: tuple[PublicGroup, ...]
    by_province: tuple[PublicGroup, ...]
    by_district: tuple[PublicGroup, ...]
    by_cluster: tuple[PublicGroup, ...]
    history: tuple[YearCount, ...]
    withheld_points: tuple[WithheldPoints, ...]
    zero_share: ZeroShare | None
    """Only by a named policy, and only where enough units are refused."""

    @property
    def provinces(self) -> tuple[str, ...]:
        """Every province some unit lies in, by name."""
        return tuple(one.name for one in self.by_province)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria whose points are public, in the ruleset's order."""
        return open_criteria(self.ruleset)

    @cached_property
    def sensitive(self) -> tuple[Criterion, ...]:
        """The criteria that nothing here depends on."""
        return sensitive_criteria(self.ruleset)

    @cached_property
    def max_points(self) -> Fraction:
        """The most points that the public criteria give together."""
        return sum((one.max_points for one in self.criteria), Fraction(0))
