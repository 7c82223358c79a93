"""What a person rules on one part, as formulas: read, held to what may be ruled on, counted.

As ``scoring.engine.ruling`` has it: only a part that the law leaves open, within what is open,
with a reason. Points that cannot be read, or do not hold, change nothing and are told.
"""

from __future__ import annotations

from reports.workbook.formulas.language import (
    NEEDS_APPRAISAL,
    NOTHING,
    SCORED,
    UNKNOWN_RULE,
    both,
    either,
    first,
    text,
    when,
)
from reports.workbook.formulas.rows import Row
from reports.workbook.plan import COUNTED, WorkbookPlan

TYPED, COMMA, POINTS, WHY_NOT = "C", "D", "E", "F"
"""Columns: what was typed, where its fraction begins, points in units, why they do not count."""


def ruling_row(plan: WorkbookPlan, code: str, points: str, reason: str) -> Row:
    """Return the row of a part; *points* and *reason* are the inputs."""
    row = plan.ruling_row(code)
    typed, comma, units, why = (f"${column}${row}" for column in (TYPED, COMMA, POINTS, WHY_NOT))
    outcome, least, most = (plan.part(column, code) for column in "HJK")
    is_open = either(f"{outcome}={one}" for one in (NEEDS_APPRAISAL, UNKNOWN_RULE))
    counts = both([f'{units}<>""', f'{why}=""'])
    ruled = {"H": SCORED, "I": units, "J": units, "K": units}
    return {
        TYPED: f'SUBSTITUTE(TRIM({points}&""),".",",")',
        COMMA: f'FIND(",",{typed}&",")',
        POINTS: when(f'{typed}=""', NOTHING, _units(typed, comma, plan.scale)),
        WHY_NOT: first(
            [
                (f'{typed}=""', NOTHING),
                (f'{units}=""', text("không phải số điểm")),
                (f"NOT({is_open})", text("phần này không để ngỏ")),
                (either([f"{units}<{least}", f"{units}>{most}"]), text("ngoài khoảng để ngỏ")),
                (f'TRIM({reason}&"")=""', text("thiếu lý do")),
            ],
            NOTHING,
        ),
        **{
            COUNTED[column]: when(counts, value, plan.part(column, code))
            for column, value in ruled.items()
        },
    }


def _units(typed: str, comma: str, scale: int) -> str:
    """Return the points as a whole number of units, "" for all that is none.

    Digits and one comma alone: what a program takes for a day or a share is written back
    otherwise. No text with a comma is ever converted.
    """
    digits, fraction = f"LEFT({typed},{comma}-1)", f"MID({typed},{comma}+1,12)"
    size = f"10^LEN({fraction})"
    rest = f'VALUE("0"&{fraction})*{scale}'
    is_plain = both(
        [
            f'EXACT(VALUE({digits})&"",{digits})',
            f'EXACT(VALUE("1"&{fraction})&"","1"&{fraction})',
            f'LEFT({digits},1)<>"-"',
            f"MOD({rest},{size})=0",
        ]
    )
    return when(is_plain, f"VALUE({digits})*{scale}+{rest}/{size}", NOTHING)
