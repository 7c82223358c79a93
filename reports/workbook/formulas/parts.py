"""The row of workings of one part: a function for each kind of part."""

from __future__ import annotations

from reports.workbook.formulas.bands import bands_row
from reports.workbook.formulas.language import (
    MISSING,
    NOTHING,
    SCORED,
    UNKNOWN_RULE,
    either,
    first,
    is_blank,
    when,
    whole,
)
from reports.workbook.formulas.reasons import why_items
from reports.workbook.formulas.rows import Row, own_cells
from reports.workbook.formulas.trends import previous_row
from reports.workbook.plan import WorkbookPlan
from scoring.rules.parts import AgainstPrevious, AnyPart, BandScale, ItemSum


def part_row(part: AnyPart, plan: WorkbookPlan) -> Row:
    """Return the formulas of a part's row."""
    match part:
        case ItemSum():
            return items_row(part, plan)
        case BandScale():
            return bands_row(part, plan)
        case AgainstPrevious():
            return previous_row(part, plan)
    raise TypeError(part)


def items_row(part: ItemSum, plan: WorkbookPlan) -> Row:
    """Return the formulas of the row of a sum of items."""
    own = own_cells(part, plan)
    answers = [(plan.now(item.code), item.points) for item in part.items]
    scaled = [(cell, whole(points, plan.scale)) for cell, points in answers]
    earned = "+".join(f"{points}*({cell}=1)" for cell, points in scaled)
    lost = "+".join(f"{points}*({cell}=0)" for cell, points in scaled)
    unknown = either(f"{cell}=1" for cell, points in answers if points is None)
    outcome = first(
        [(is_blank(*(cell for cell, _ in answers)), MISSING), (unknown, UNKNOWN_RULE)], SCORED
    )
    most = whole(part.max_points, plan.scale)
    return {
        "H": outcome,
        "I": when(f"{own['H']}={SCORED}", own["J"], NOTHING),
        "J": earned,
        "K": when(f"{own['H']}={SCORED}", own["J"], f"{most}-({lost})"),
        "Q": why_items(part, plan, own),
    }
