"""What is said of a row whose commune and year stand in another row too."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.intake.row import IntakeRow
from scoring.tables.raw import MARK

MOST_NAMED = 3
"""Places named in one message: a million equal rows must not cost a million squared."""


def say_repeated(row: IntakeRow, places: Sequence[str], others: int) -> None:
    """Note the fault on *row*: the *places* of some of the *others* rows like it."""
    named = "; ".join(places)
    if others > MOST_NAMED:
        named += f" và {others - MOST_NAMED} dòng khác"
    hint = "giữ lại một biểu" if row.table.is_form else "giữ lại một dòng"
    row.say(MARK, "trung-xa", f"xã {row.code} năm {row.year} còn có ở {named}", hint)
