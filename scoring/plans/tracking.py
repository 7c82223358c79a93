"""A plan in one year of a place: each target's value, whether it is met, and how far it is.

A typed value stands before a computed one; where neither is there, what the plan's file itself
tells as known. Sums that lack units conclude only what the missing ones cannot change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from scoring.plans.holding import Bound, bound_of
from scoring.plans.loading import ChildrenPlan
from scoring.plans.plan import KnownResult, PlanTarget, TargetLevel
from scoring.totals.amounts import Amount
from scoring.totals.indicators import load_indicators
from scoring.totals.place_sums import PlaceYear, amount_of

Typed = Mapping[tuple[str, int], Amount]
"""What was typed in, by the target's code and the year."""


class Progress(Enum):
    """What can be said of a target."""

    MET = "đạt"
    NOT_MET = "chưa đạt"
    NO_CASE = "không phát sinh"
    CANNOT_SAY = "chưa kết luận được"
    NO_DATA = "chưa có số liệu"


class Trend(Enum):
    """The value against that of the year before."""

    UP = "tăng"
    DOWN = "giảm"
    SAME = "không đổi"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One target in one year.

    ``level`` is ``None`` for a year the plan asks nothing of. ``so_far`` is what the units in
    the sum alone come to, where those that are missing may still change it. ``distance`` counts
    how many more (or fewer) are needed; ``before`` is the amount of the year before.
    """

    target: PlanTarget
    year: int
    level: TargetLevel | None
    amount: Amount | None
    base: Amount | None
    bound: Bound | None
    progress: Progress
    so_far: Progress
    distance: int | None
    before: Amount | None
    why: str

    @property
    def trend(self) -> Trend | None:
        """How the value changed; ``None`` where one of the two is not known of all units."""
        now, before = self.amount, self.before
        if now is None or before is None or now.wanted != before.wanted:
            return None
        if now.value is None or before.value is None or not (now.is_whole and before.is_whole):
            return None
        if now.value == before.value:
            return Trend.SAME
        return Trend.UP if now.value > before.value else Trend.DOWN

    @property
    def counted(self) -> str:
        """What the distance counts."""
        if self.target.unit is not None:
            return self.target.unit
        if self.target.indicator is not None:
            return load_indicators()[self.target.indicator].unit
        return self.target.counted


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a plan is held to: the place in each year, and what was typed in."""

    years: Mapping[int, PlaceYear]
    typed: Typed

    def amount(self, target: PlanTarget, year: int) -> Amount | None:
        """Return the value of *target* in *year* from the best source there is."""
        typed = self.typed.get((target.code, year))
        if typed is not None and typed.covered:
            return typed
        place = self.years.get(year)
        if target.indicator is not None and place is not None:
            found = amount_of(load_indicators()[target.indicator], place)
            if found is not None:
                return found
        known = next((one for one in target.known if one.year == year), None)
        return typed if known is None else _known(known, target.multiplier)


def _known(known: KnownResult, multiplier: int | None) -> Amount:
    origin = f"đã đọc được: {known.source}"
    counts = (known.numerator, known.denominator)
    stated = known.value if known.numerator is None else None
    return Amount(*counts, multiplier, origin, 1, 1, stated=stated)


def tracked(plan: ChildrenPlan, year: int, sources: Sources) -> tuple[Tracked, ...]:
    """Return every target of *plan* in *year*, in the plan's order."""
    return tuple(_tracked(plan, target, year, sources) for target in plan.targets)


def _tracked(plan: ChildrenPlan, target: PlanTarget, year: int, sources: Sources) -> Tracked:
    in_plan = plan.head.first_year <= year <= plan.head.last_year
    level = target.level_of(year) if in_plan else None
    amount, before = sources.amount(target, year), sources.amount(target, year - 1)
    base = None
    if level is not None and level.is_relative:
        base = sources.amount(target, level.base_of(year))
    bound = None if level is None else bound_of(level, None if base is None else base.value)
    so_far = _so_far(target, amount, bound)
    progress, why = _concluded(so_far, amount, base, level, bound, year)
    return Tracked(
        target,
        year,
        level,
        amount,
        base,
        bound,
        progress,
        so_far,
        _distance(amount, bound, so_far),
        before,
        why,
    )


def _so_far(target: PlanTarget, amount: Amount | None, bound: Bound | None) -> Progress:
    if amount is None:
        return Progress.NO_DATA
    if amount.has_no_case and target.when_no_case is not None:
        return Progress.NO_CASE
    if amount.value is None or bound is None:
        return Progress.NO_DATA
    return Progress.MET if bound.holds(amount.value) else Progress.NOT_MET


def _concluded(  # noqa: PLR0913, PLR0917 -- all that a conclusion hangs on
    so_far: Progress,
    amount: Amount | None,
    base: Amount | None,
    level: TargetLevel | None,
    bound: Bound | None,
    year: int,
) -> tuple[Progress, str]:
    if level is None:
        return Progress.NO_DATA, f"kế hoạch không đặt mức cho năm {year}"
    if amount is None:
        return Progress.NO_DATA, ""
    if so_far is Progress.NO_CASE:
        if amount.is_whole:
            return so_far, ""
        return Progress.CANNOT_SAY, _lacking(amount)
    if amount.value is None:
        return Progress.NO_DATA, _no_value(amount)
    if bound is None:
        return Progress.NO_DATA, f"chưa có số của năm gốc {level.base_of(year)}"
    if base is not None and not base.is_whole:
        return Progress.CANNOT_SAY, f"năm gốc {_lacking(base)}"
    if amount.open:
        return _with_open(amount, bound, so_far)
    if amount.is_whole or _is_certain(amount, bound, so_far):
        return so_far, ""
    return Progress.CANNOT_SAY, _lacking(amount)


def _no_value(amount: Amount) -> str:
    if amount.numerator is None:
        return "chưa có quyết định nào" if amount.open else "chưa đơn vị nào có số"
    return "mẫu số bằng 0"


def _lacking(amount: Amount) -> str:
    return f"mới có số của {amount.covered}/{amount.wanted} đơn vị"


def _with_open(amount: Amount, bound: Bound, so_far: Progress) -> tuple[Progress, str]:
    """Return what holds whichever of the open units are still recognised."""
    most = _value(amount, (amount.numerator or 0) + amount.open)
    ends = {bound.holds(amount.value or Fraction(0)), bound.holds(most)}
    between = bound.sign == "=" and (amount.value or 0) < bound.number < most
    if len(ends) == 1 and not between:
        return so_far, ""
    return Progress.CANNOT_SAY, f"còn {amount.open} đơn vị chưa có quyết định"


def _value(amount: Amount, numerator: int) -> Fraction:
    return Fraction(numerator * (amount.multiplier or 1), amount.denominator or 1)


def _is_certain(amount: Amount, bound: Bound, so_far: Progress) -> bool:
    """Whether a plain sum, which can only grow, has passed its bound for good."""
    if amount.multiplier is not None or amount.stated is not None:
        return False
    if bound.sign in {">=", ">"}:
        return so_far is Progress.MET
    return so_far is Progress.NOT_MET and (amount.value or 0) > bound.number


def _distance(amount: Amount | None, bound: Bound | None, so_far: Progress) -> int | None:
    if amount is None or bound is None or amount.numerator is None or amount.stated is not None:
        return None
    if so_far is Progress.MET:
        return 0
    if so_far is not Progress.NOT_MET:
        return None
    whole = Fraction(1)
    if amount.multiplier is not None:
        whole = Fraction(amount.denominator or 0, amount.multiplier)
    enough = bound.nearest_count(whole)
    return None if enough is None else abs(enough - amount.numerator)


def counts_by_progress(found: Iterable[Tracked]) -> dict[Progress, int]:
    """Return how many targets stand where, in the order of ``Progress``."""
    counts = dict.fromkeys(Progress, 0)
    for one in found:
        counts[one.progress] += 1
    return counts
