"""The sheet *Kiểm phiếu*: ballots by hamlet, of children and of citizens, summed up.

A pair of which one number is blank makes no sum: a blank is never zero. What is typed on
*Số liệu* itself goes before the sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scoring.base.problems import Problem, Severity, shown
from scoring.base.quantities import vietnamese
from scoring.forms.sheets import FoundSheet, Inputs
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, is_blank, text_of

TALLY, ROW, PLACES = "kiem_phieu", "kp", 30
"""The last word of the sheet's mark; what rows' ids begin with; how many rows there are."""

PLACE_NAME = "noi"
CHILDREN = ("hop_le_tre_em", "hai_long_tre_em")
CITIZENS = ("hop_le_nguoi_dan", "hai_long_nguoi_dan")
"""Columns: valid ballots, and those that are satisfied."""

VALID_CODE, SATISFIED_CODE = "kiem_phieu_hop_le", "kiem_phieu_hai_long"
"""Rows of the system sheet: which figures the sums are."""


def row_of(number: int) -> str:
    """Return the id of a row.

    >>> row_of(3)
    'kp:3'
    """
    return f"{ROW}:{number}"


@dataclass(slots=True)
class Ballots:
    """What was typed, the sums of valid and satisfied ballots, and what is wrong."""

    typed: dict[str, str] = field(default_factory=dict)
    """By row and column id, as ``kp:1:noi``."""
    sums: tuple[int, int] | None = None
    problems: list[Problem] = field(default_factory=list)


def read_ballots(inputs: Inputs) -> Ballots:
    """Read the sheet; a form without it has no ballots."""
    found = Ballots()
    pairs: list[tuple[int, int]] = []
    is_whole = True
    for row in inputs.row_ids(TALLY):
        if not row.startswith(f"{ROW}:"):
            continue
        name = inputs.find(TALLY, row, PLACE_NAME).raw
        if not is_blank(name):
            found.typed[f"{row}:{PLACE_NAME}"] = text_of(name)
        for columns in (CHILDREN, CITIZENS):
            here = [inputs.find(TALLY, row, column) for column in columns]
            numbers = [_number(one, found.problems) for one in here]
            for column, number in zip(columns, numbers, strict=True):
                if number is not None:
                    found.typed[f"{row}:{column}"] = str(number)
            valid, satisfied = numbers
            if valid is not None and satisfied is not None:
                pairs.append((valid, satisfied))
                found.problems += _too_many(here[1], valid, satisfied)
            elif not all(is_blank(one.raw) for one in here):
                is_whole = False
                found.problems += _half(here, numbers)
    if pairs and is_whole:
        found.sums = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return found


def _number(found: FoundSheet, problems: list[Problem]) -> int | None:
    raw: Raw = found.raw
    if is_blank(raw):
        return None
    if isinstance(raw, str):
        # The sheet's own formulas read numbers only; both must sum up the same.
        message = f"{shown(text_of(raw))} không phải là số đếm"
        problems.append(Problem(found.place, "khong-phai-so", message, "gõ lại bằng chữ số"))
        return None
    try:
        return cells.count(raw)
    except CellFault as fault:
        problems.append(Problem(found.place, fault.code, fault.message, fault.hint))
    return None


def _too_many(found: FoundSheet, valid: int, satisfied: int) -> Iterator[Problem]:
    if satisfied > valid:
        message = f"{vietnamese(satisfied)} phiếu hài lòng, chỉ có {vietnamese(valid)} phiếu hợp lệ"
        yield Problem(found.place, "vuot-qua", message, "đếm lại phiếu của dòng này")


def _half(here: list[FoundSheet], numbers: list[int | None]) -> Iterator[Problem]:
    for one, number in zip(here, numbers, strict=True):
        if number is None and is_blank(one.raw):
            message = "ô này còn trống nên chưa cộng được phiếu; ô trống không phải là 0"
            hint = "ghi số phiếu; không có phiếu nào thì ghi 0"
            yield Problem(one.place, "phieu-con-trong", message, hint, Severity.WARNING)
