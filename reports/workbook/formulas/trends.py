"""The row of workings of a rate that is compared with the previous period's."""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbook.formulas.language import (
    MISSING,
    NEEDS_APPRAISAL,
    NOTHING,
    SCORED,
    UNKNOWN_RULE,
    both,
    choose,
    either,
    first,
    is_blank,
    least_above,
    rounded,
    text,
    times,
    when,
    whole,
)
from reports.workbook.formulas.reasons import why_trend
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
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.trends import Trend

_TRENDS = (Trend.NO_CASE_AROSE, Trend.LOWER, Trend.EQUAL, Trend.HIGHER)


def previous_row(part: AgainstPrevious, plan: WorkbookPlan) -> Row:
    """Return the formulas of the row of a part that is compared with the previous period."""
    own = own_cells(part, plan)
    ratio = part.indicator
    cases, children, old_cases, old_children = (own[letter] for letter in "CDEF")
    points = part.points_by_trend
    most = whole(part.max_points, plan.scale)
    rule = part.zero_denominator
    blank, old_blank = is_blank(cases, children), is_blank(old_cases, old_children)
    now, before = f"{cases}*{old_children}", f"{old_cases}*{children}"
    index = first(
        [
            (blank, "0"),
            (f"{children}=0", "0"),
            (f"{cases}=0", "1"),
            (old_blank, "0"),
            (f"{old_children}=0", "0"),
            (f"{now}<{before}", "2"),
            (f"{now}={before}", "3"),
        ],
        "4",
    )
    unknown = either(f"{own['G']}={n}" for n, t in enumerate(_TRENDS, 1) if points[t] is None)
    outcome = first(
        [
            (blank, MISSING),
            (f"{children}=0", zero_outcome(rule)),
            (both([f"{cases}<>0", old_blank]), MISSING),
            (both([f"{cases}<>0", f"{old_children}=0"]), NEEDS_APPRAISAL),
            (unknown, UNKNOWN_RULE),
        ],
        SCORED,
    )
    left = [points[trend] for trend in _TRENDS[1:]]
    # Cases now and no previous figure: one of three trends it must be.
    only_previous_missing = both(
        [f"{own['H']}={MISSING}", f'{cases}<>""', f'{children}<>""', f"{old_children}<>0"]
    )
    bounds = open_between(own, most)
    known = [value for value in left if value is not None]
    if len(known) == len(left):
        bounds = {
            "J": when(only_previous_missing, whole(min(known), plan.scale), bounds["J"]),
            "K": when(only_previous_missing, whole(max(known), plan.scale), bounds["K"]),
        }
    shown = both([f"{cases}>0", f'{old_cases}<>""', f'{old_children}<>""'])
    value = f"{times(cases, ratio.multiplier)}/{children}"
    earlier = f"{times(old_cases, ratio.multiplier)}/{old_children}"
    side = f"SIGN({{}}-{earlier})=SIGN({now}-{before})"
    other_side = f"SIGN({value}-{{}})=SIGN({now}-{before})"
    return {
        "C": plan.now(ratio.numerator),
        "D": plan.now(ratio.denominator),
        "E": plan.before(ratio.numerator),
        "F": plan.before(ratio.denominator),
        "G": index,
        "H": outcome,
        "I": points_of(own, [points[t] for t in _TRENDS], zero_points(rule, most), plan.scale),
        **bounds,
        "L": first(
            [
                (blank, NOTHING),
                (f"{children}=0", NOTHING),
                (f"NOT({shown})", rounded(value, [])),
                (f"{old_children}=0", rounded(value, [])),
            ],
            rounded(value, [side]),
        ),
        "R": first(
            [
                (is_blank(children, old_cases, old_children), NOTHING),
                (either([f"{old_children}=0", f"{children}=0", f'{cases}=""']), NOTHING),
            ],
            rounded(earlier, [other_side]),
        ),
        "M": when(
            f"{own['G']}=0", NOTHING, choose(own["G"], [text(trend.value) for trend in _TRENDS])
        ),
        **next_cells(
            own,
            plan,
            [text(trend.value) for trend in _REACHED],
            [points[trend] for trend in _REACHED],
        ),
        "Q": why_trend(part, plan, own),
        **_trend_helpers(part, plan, own),
    }


_REACHED = (Trend.LOWER, Trend.EQUAL, Trend.NO_CASE_AROSE)


def _trend_helpers(
    part: AgainstPrevious, plan: WorkbookPlan, own: Mapping[str, str]
) -> dict[str, str]:
    """Return the most cases that each better trend allows, and how many fewer that is."""
    row = own["G"].rpartition("$")[2]
    same = f"{own['E']}*{own['D']}/{own['F']}"
    is_whole = f"INT({same})*{own['F']}={own['E']}*{own['D']}"
    most_cases = (f"{least_above(same)}-1", when(is_whole, f"INT({same})", "-1"), "0")
    open_ = either([f"{own['H']}<>{SCORED}", f"{own['G']}<2"])
    targets, distances = helpers(plan)
    cells: dict[str, str] = {}
    for trend, most, target, distance in zip(
        _REACHED, most_cases, targets, distances, strict=False
    ):
        points = part.points_by_trend[trend]
        if points is None:
            continue
        reached = f"${target}${row}"
        # No case at all is «không phát sinh», which has points of its own.
        lowest = f"{reached}>=0" if trend is Trend.NO_CASE_AROSE else f"{reached}>0"
        better = [f"{whole(points, plan.scale)}>{own['I']}", lowest, f"{reached}<{own['C']}"]
        cells[target] = when(open_, NOTHING, most)
        cells[distance] = when(open_, NOTHING, when(both(better), f"{own['C']}-{reached}", NOTHING))
    return cells
