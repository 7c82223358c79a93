"""Cells of a workbook of ours that must not be there: private data, cells too far out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scoring.base.problems import Place, Problem, Severity
from scoring.forms.grid import Grid
from scoring.forms.sheets import FormSheet, FoundSheet
from scoring.tables.cell_text import Raw
from scoring.tables.legacy_fonts import RETYPE, converted, told
from scoring.tables.private_data import is_private
from scoring.tables.xlsx_cells import address

_LONGEST_HEADING = 60


def private_cells(
    file: str, grids: Sequence[Grid], sheets: Mapping[str, Sequence[FormSheet]]
) -> list[Problem]:
    """Return a fault for each cell that looks like the heading of a child's personal data.

    Inputs of *sheets* are no headings.
    """
    inputs = {id(one.grid): one.inputs for copies in sheets.values() for one in copies}
    message = "cột này giống dữ liệu cá nhân của trẻ em; không đọc gì trong tệp"
    hint = "Luật Trẻ em Điều 21: chỉ nhận số đếm; xóa cột này và mọi thông tin từng trẻ rồi gửi lại"
    problems: list[Problem] = []
    for grid in grids:
        known = inputs.get(id(grid), frozenset())
        for position, cell in grid.cells.items():
            text = cell.raw
            if not isinstance(text, str) or len(text) > _LONGEST_HEADING or position in known:
                continue
            changed = converted(text, cell.font) if not text.isascii() else None
            if is_private(changed.text if changed else text):
                place = Place(file, sheet=grid.name, cell=address(position))
                problems.append(Problem(place, "du-lieu-ca-nhan", message, hint))
    return problems


def unicode_of(found: FoundSheet) -> tuple[Raw, list[Problem]]:
    """Return a cell's value, text of an old font in Unicode, and the warning that says so."""
    raw = found.raw
    if not isinstance(raw, str) or raw.isascii() or found.cell is None:
        return raw, []
    result = converted(raw, found.cell.font)
    if result is None or result.text == raw:
        return raw, []
    problem = Problem(found.place, "chu-cu", told(raw, result), RETYPE, Severity.WARNING)
    return result.text, [problem]


def far_cells(file: str, grids: Iterable[Grid]) -> list[Problem]:
    """Return a fault for each sheet that has content beyond what is read."""
    return [
        Problem(
            Place(file, sheet=grid.name, cell=grid.far),
            "o-qua-xa",
            f"ô {grid.far} có nội dung, nằm ngoài vùng được đọc",
            "xóa ô này rồi lưu lại",
        )
        for grid in grids
        if grid.far
    ]
