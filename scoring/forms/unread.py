"""What of a workbook of ours is not read although something stands there, or is read unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from scoring.base.problems import Place, Problem, Severity
from scoring.forms.grid import Grid
from scoring.forms.ids import LABEL
from scoring.forms.sheets import FormSheet
from scoring.tables.cell_text import Raw, Unsaved, is_blank, text_of
from scoring.tables.xlsx_cells import CellPosition, address
from scoring.tables.xlsx_layout import columns_in_words, lines

_MOST_NAMED = 8
"""Cells that are named; the others are hinted at."""


def unread(
    file: str,
    grids: Iterable[Grid],
    sheets: Mapping[str, Sequence[FormSheet]],
    typed_into: Iterable[str],
) -> list[Problem]:
    """Return a warning for each sheet of somebody else's, unread row and hidden input.

    Rows and inputs are those of the sheets *typed_into*.
    """
    ours = {id(one.grid) for copies in sheets.values() for one in copies}
    problems = [
        _warning(Place(file, sheet=grid.name), "trang-khong-doc", _foreign(grid), _FOREIGN_HINT)
        for grid in grids
        if id(grid) not in ours and any(not is_blank(cell.raw) for cell in grid.cells.values())
    ]
    for name in typed_into:
        for one in sheets.get(name, ()):
            problems += _rows_without_id(one)
            problems += _beside(one)
            problems += _hidden_inputs(one)
    return problems


_FOREIGN_HINT = "số liệu của xã phải ghi ở các trang của biểu; nếu là ghi chú riêng thì không sao"


def _foreign(grid: Grid) -> str:
    hidden = "" if grid.is_visible else " và đang ẩn"
    return f"trang này không thuộc biểu{hidden}; không được đọc"


def _rows_without_id(one: FormSheet) -> list[Problem]:
    """Return a warning for each row below the first id that is filled in and has none."""
    known = {row for rows in one.rows.values() for row in rows}
    columns = {at for id_, found in one.columns.items() if id_ != LABEL for at in found}
    first = min(known, default=0)
    heads: set[tuple[int, str]] = set()
    filled: dict[int, int] = {}
    for (row, column), cell in sorted(one.grid.cells.items()):
        if row in known or column not in columns or is_blank(cell.raw):
            continue
        if row < first:
            heads.add((column, text_of(cell.raw)))
        elif (column, text_of(cell.raw)) not in heads:
            # The headings of a column may stand a second time above a second block.
            filled.setdefault(row, column)
    hint = "ghi vào dòng có sẵn của biểu; dòng thêm vào không có mã ẩn ở cột A"
    message = "dòng này không phải của biểu nên không được đọc"
    return [
        _warning(one.place(position), "dong-khong-doc", message, hint)
        for position in filled.items()
    ]


def _beside(one: FormSheet) -> list[Problem]:
    """Return a warning of what stands behind the last heading, in rows of ours."""
    rows = {row for found in one.rows.values() for row in found}
    first = min(rows, default=0)
    last = max((column for row, column in one.grid.cells if row < first), default=0)
    found = sorted(
        position
        for position, cell in one.grid.cells.items()
        if position[0] in rows and position[1] > last and _is_typed(cell.raw)
    )
    # Columns of workings are filled in every row.
    often = Counter(column for _, column in found)
    typed = [address(position) for position in found if often[position[1]] < len(rows)]
    if not typed:
        return []
    named = ", ".join(typed[:_MOST_NAMED]) + (" …" if len(typed) > _MOST_NAMED else "")
    message = f"ô {named} nằm ngoài các cột của biểu nên không được đọc"
    hint = "số liệu thì ghi vào ô màu vàng; nếu là ghi chú riêng thì không sao"
    return [_warning(Place(one.file, sheet=one.grid.name), "o-ngoai-bieu", message, hint)]


def lost_columns(
    file: str, sheets: Mapping[str, Sequence[FormSheet]], needed: Mapping[str, Mapping[str, str]]
) -> list[Problem]:
    """Return a warning for each column of inputs that is gone; *needed* names those of a sheet."""
    hint = "lấy lại cột đã xóa, cùng ô mã ẩn ở dòng 1, từ biểu mới"
    return [
        _warning(
            Place(file, sheet=copies[0].grid.name),
            "mat-cot",
            f"biểu không còn cột «{words}»; coi như chưa ghi gì ở cột đó",
            hint,
        )
        for name, columns in needed.items()
        if (copies := sheets.get(name))
        for column, words in columns.items()
        if not any(column in one.columns for one in copies)
    ]


def _hidden_inputs(one: FormSheet) -> list[Problem]:
    place = Place(one.file, sheet=one.grid.name)
    filled = {position for position in one.inputs if _is_filled(one.grid, position)}
    rows = sorted({row for row, _ in filled if row in one.grid.hidden_rows})
    # A copied table brings its column of ids along, hidden as ours is.
    hidden = {place for place in filled if place[1] in one.grid.hidden_columns}
    columns = sorted({at for row, at in hidden if one.grid.text((row, at)) not in one.rows})
    problems = []
    if rows:
        message = f"{lines(rows)} đang ẩn, vẫn được đọc"
        problems.append(_warning(place, "dong-an", message, "bỏ ẩn (Unhide) để xem lại"))
    if columns:
        message = f"{columns_in_words(columns)} đang ẩn, vẫn được đọc"
        problems.append(_warning(place, "cot-an", message, "bỏ ẩn cột (Unhide) để xem lại"))
    return problems


def _is_typed(raw: Raw) -> bool:
    """Whether somebody typed it: a sum beside the form that nothing computed is no figure."""
    return not is_blank(raw) and not isinstance(raw, Unsaved)


def _is_filled(grid: Grid, position: CellPosition) -> bool:
    cell = grid.cells.get(position)
    return cell is not None and not is_blank(cell.raw)


def _warning(place: Place, code: str, message: str, hint: str) -> Problem:
    return Problem(place, code, message, hint, Severity.WARNING)
