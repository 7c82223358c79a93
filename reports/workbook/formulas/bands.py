"""The row of workings of a band scale: a ratio or one count falls in a band."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.workbook.formulas.language import (
    MISSING,
    NOTHING,
    SCORED,
    UNKNOWN_RULE,
    both,
    choose,
    either,
    first,
    holds,
    is_blank,
    least_above,
    rounded,
    same_side,
    text,
    times,
    when,
    whole,
)
from reports.workbook.formulas.reasons import why_ratio
from reports.workbook.formulas.rows import (
    Row,
    helpers,
    next_cells,
    open_between,
    own_cells,
    points_of,
    zero_outcome,
    zero_points,
)
from reports.workbook.plan import WorkbookPlan
from scoring.rules.indicators import Ratio
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.bands import Band


def bands_row(part: BandScale, plan: WorkbookPlan) -> Row:
    """Return the formulas of a band scale's row."""
    own = own_cells(part, plan)
    ratio = part.indicator if isinstance(part.indicator, Ratio) else None
    if isinstance(part.indicator, Ratio):
        counts = {
            "C": plan.now(part.indicator.numerator),
            "D": plan.now(part.indicator.denominator),
        }
        top, bottom = times(own["C"], part.indicator.multiplier), own["D"]
        blank, value = is_blank(own["C"], own["D"]), f"{top}/{own['D']}"
    else:
        counts = {"C": plan.now(part.indicator.figure)}
        top, bottom, blank, value = own["C"], "1", is_blank(own["C"]), own["C"]
    zero = [(f"{own['D']}=0", "0")] if ratio else []
    index = first(
        [
            (blank, "0"),
            *zero,
            *((holds(b, top, bottom), str(n)) for n, b in enumerate(part.bands, 1)),
        ],
        "0",
    )
    unknown = either(f"{own['G']}={n}" for n, b in enumerate(part.bands, 1) if b.points is None)
    rule = part.zero_denominator
    outcome = first(
        [
            (blank, MISSING),
            *([(f"{own['D']}=0", zero_outcome(rule))] if ratio and rule else []),
            (unknown, UNKNOWN_RULE),
        ],
        SCORED,
    )
    most = whole(part.max_points, plan.scale)
    labels = [text(band.label) for band in part.bands]
    return {
        **counts,
        "G": index,
        "H": outcome,
        "I": points_of(own, [b.points for b in part.bands], zero_points(rule, most), plan.scale),
        **open_between(own, most),
        "L": first(
            [(blank, NOTHING), *((c, NOTHING) for c, _ in zero)], _display(part, top, bottom, value)
        ),
        "M": when(f"{own['G']}=0", NOTHING, choose(own["G"], labels)),
        **next_cells(own, plan, labels, [b.points for b in part.bands]),
        "Q": why_ratio(part, plan, own),
        **_band_helpers(part, plan, own),
    }


def _display(part: BandScale, top: str, bottom: str, value: str) -> str:
    if not isinstance(part.indicator, Ratio):
        return value
    return rounded(value, [same_side(edge, top, bottom) for edge in part.edges])


def _band_helpers(part: BandScale, plan: WorkbookPlan, own: Mapping[str, str]) -> dict[str, str]:
    ratio = part.indicator if isinstance(part.indicator, Ratio) else None
    row = own["G"].rpartition("$")[2]
    targets, distances = helpers(plan)
    open_ = either([f"{own['H']}<>{SCORED}", f"{own['G']}=0"])
    cells: dict[str, str] = {}
    for band, target, distance in zip(part.bands, targets, distances, strict=False):
        if band.points is None:
            continue
        reached = f"${target}${row}"
        top, bottom = (times(reached, ratio.multiplier), own["D"]) if ratio else (reached, "1")
        reachable = [
            f"{whole(band.points, plan.scale)}>{own['I']}",
            f"{reached}>=0",
            *([f"{reached}<={own['D']}"] if ratio and part.is_higher_better else []),
            holds(band, top, bottom),
        ]
        cells[target] = when(open_, NOTHING, _target(part, band, own))
        # The outer IF: AND would compute its terms on empty text too.
        found = when(both(reachable), f"ABS({reached}-{own['C']})", NOTHING)
        cells[distance] = when(open_, NOTHING, found)
    return cells


def _target(part: BandScale, band: Band, own: Mapping[str, str]) -> str:
    """Return the count nearest to worse bands that lies inside *band*."""
    ratio = part.indicator if isinstance(part.indicator, Ratio) else None

    def scaled(bound: Fraction) -> str:
        whole_ = times(own["D"], bound.numerator) if ratio else str(bound.numerator)
        divisor = bound.denominator * (ratio.multiplier if ratio else 1)
        return whole_ if divisor == 1 else f"{whole_}/{divisor}"

    if part.is_higher_better:
        if band.above is not None:
            return f"INT({scaled(band.above)})+1"
        return least_above(scaled(band.at_least or Fraction(0)))
    if band.below is not None:
        return f"{least_above(scaled(band.below))}-1"
    return f"INT({scaled(band.at_most or Fraction(0))})"
