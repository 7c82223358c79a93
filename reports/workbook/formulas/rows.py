"""What the rows of workings of all kinds of part share.

Columns: C–F the counts (numerator, denominator, both of the previous period), G the band or
trend from 1, H the outcome, I points, J least, K most (whole numbers of 1/scale), L the
value for the eye, M the band's words, N–P the next band (how many, its words, its gain),
Q why, R the previous value; then for each band the count that reaches it and how far it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reports.workbook.formulas.language import (
    NEEDS_APPRAISAL,
    NOTHING,
    SCORED,
    choose,
    first,
    when,
    whole,
)
from reports.workbook.plan import WorkbookPlan
from scoring.rules.indicators import ZeroDenominator
from scoring.rules.kinds.part import Part

FIRST_HELPER = 19
"""Column number (A is 1) of the first helper: after R."""

Row = Mapping[str, str]
"""Column letters → formula without its equals sign."""


def own_cells(part: Part, plan: WorkbookPlan) -> dict[str, str]:
    """Return the cells of the part's own row by their column letters."""
    row = plan.part_rows[part.code]
    return {letter: f"${letter}${row}" for letter in "CDEFGHIJKLMNOPQR"}


def open_between(own: Mapping[str, str], most: str) -> dict[str, str]:
    """Return least and most of a part that counts 0 and its maximum while it is open."""
    points = own["I"]
    return {"J": when(f'{points}=""', "0", points), "K": when(f'{points}=""', most, points)}


def zero_outcome(rule: ZeroDenominator) -> str:
    """Return the outcome of a part whose denominator is 0."""
    return NEEDS_APPRAISAL if rule.outcome == "chờ thẩm định" else SCORED


def zero_points(rule: ZeroDenominator | None, most: str) -> str:
    """Return the points for a denominator of 0, where the ruleset gives any."""
    return most if rule is not None and rule.outcome == "điểm tối đa" else "0"


def points_of(
    own: Mapping[str, str], points: Sequence[Fraction | None], zero: str, scale: int
) -> str:
    """Return the points of the band or trend; an index of 0 is a zero denominator."""
    values = [whole(value, scale) for value in points]
    return first(
        [(f"{own['H']}<>{SCORED}", NOTHING), (f"{own['G']}=0", zero)], choose(own["G"], values)
    )


def helpers(plan: WorkbookPlan) -> tuple[list[str], list[str]]:
    """Return the columns of the counts to reach, and of the distances to them."""
    size = plan.most_bands
    columns = [_letters(FIRST_HELPER + at) for at in range(2 * size)]
    return columns[:size], columns[size:]


def _letters(number: int) -> str:
    head, tail = divmod(number - 1, 26)
    return (chr(ord("A") + head - 1) if head else "") + chr(ord("A") + tail)


def next_cells(
    own: Mapping[str, str],
    plan: WorkbookPlan,
    labels: Sequence[str],
    points: Sequence[Fraction | None],
) -> dict[str, str]:
    """Return how far the nearest better band is, its words, and what it would bring more."""
    row = own["G"].rpartition("$")[2]
    _, distances = helpers(plan)
    span = f"${distances[0]}${row}:${distances[len(labels) - 1]}${row}"
    nearest = f"MATCH({own['N']},{span},0)"
    values = [whole(value, plan.scale) for value in points]
    return {
        "N": when(f"COUNT({span})=0", NOTHING, f"MIN({span})"),
        "O": when(f'{own["N"]}=""', NOTHING, choose(nearest, labels)),
        "P": when(f'{own["N"]}=""', NOTHING, f"{choose(nearest, values)}-{own['I']}"),
    }
