"""The row of workings of one part: a function for each kind of part."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from reports.workbook.formulas.bands import bands_row
from reports.workbook.formulas.language import (
    MISSING,
    NOTHING,
    SCORED,
    UNKNOWN_RULE,
    both,
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
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part


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
    # An item of unknown points may bring what the part's maximum leaves, until it is «không».
    given = sum((points for _, points in answers if points is not None), Fraction(0))
    open_ = [f"{cell}=0" for cell, points in answers if points is None]
    most, known = (whole(value, plan.scale) for value in (part.max_points, given))
    reachable = f"{when(both(open_), known, most) if open_ else known}-({lost})"
    return {
        "H": outcome,
        "I": when(f"{own['H']}={SCORED}", own["J"], NOTHING),
        "J": earned,
        "K": when(f"{own['H']}={SCORED}", own["J"], reachable),
        "Q": why_items(part, plan, own),
    }


ROWS: dict[type[Part], Callable[[Any, WorkbookPlan], Row]] = {
    ItemSum: items_row,
    BandScale: bands_row,
    AgainstPrevious: previous_row,
}
"""The formulas of each kind of part."""


def part_row(part: Part, plan: WorkbookPlan) -> Row:
    """Return the formulas of a part's row."""
    return ROWS[type(part)](part, plan)
