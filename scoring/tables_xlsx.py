"""XLSX workbooks: every visible sheet with a heading ``ma_xa`` is a table."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from scoring.cell_text import Raw, Unsaved, is_blank
from scoring.problems import Place, Problem, shown
from scoring.quantities import vietnamese
from scoring.tables_raw import (
    HEADING_WITHIN,
    MARK,
    RawRow,
    RawTable,
    ReadTables,
    headings_of,
)
from scoring.tables_zip import Unsafe, check_container

MOST_ROWS = 30_000
MOST_COLUMNS = 500
"""A cell at XFD1048576 makes a sheet of 17 billion cells; no more than this is walked."""

# Cheap looks at the bytes, to spare most sheets the slow one.
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HAS_FAR_ROW = re.compile(rb'\br="[A-Z]*([3-9][0-9]{4}|[0-9]{6,})"')
_HAS_FAR_COLUMN = re.compile(rb'\br="(?:[A-Z]{3}|[S-Z][A-Z])[0-9]+"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a workbook; openpyxl is imported only here.

    Cells have the values that Excel last saved; a formula it never computed is
    ``Unsaved.FORMULA``. Never raises for what is in the workbook.
    """
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drawings, validations and styles it leaves out; none is read.
            warnings.simplefilter("ignore")
            check_container(content)
            return _read(content, file)
    except Unsafe as unsafe:
        return [], [Problem(Place(file), unsafe.code, unsafe.message, unsafe.hint)]
    except Exception as error:  # noqa: BLE001 -- a damaged part may raise anything in openpyxl
        message = f"tệp .xlsx hỏng, không đọc được ({type(error).__name__})"
        return [], [Problem(Place(file), "tep-hong", message, "mở bằng Excel và lưu lại")]


def _read(content: bytes, file: str) -> ReadTables:
    from openpyxl import load_workbook

    tables: list[RawTable] = []
    problems: list[Problem] = []
    workbook: Any = load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    seen: list[str] = []
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            seen.append(sheet.title)
            table, problem = _table(workbook, sheet, file)
            if table is not None:
                tables.append(table)
            if problem is not None and table is not None:
                problems.append(problem)
    finally:
        workbook.close()
    if not tables:
        sheets = ", ".join(map(shown, seen)) or "không có trang nào"
        message = f"không trang nào có dòng tiêu đề với cột «{MARK}»; các trang: {sheets}"
        hint = f"dòng tiêu đề phải nằm trong {HEADING_WITHIN} dòng đầu"
        return [], [Problem(Place(file), "khong-co-bang", message, hint)]
    return tables, problems


def _table(workbook: Any, sheet: Any, file: str) -> tuple[RawTable | None, Problem | None]:
    unsaved, far = _looked_through(workbook, sheet)
    numbered = _numbered(sheet, unsaved)
    for heading_row, values in numbered:
        headings = headings_of(values)
        if MARK in headings or heading_row > HEADING_WITHIN:
            break
    else:
        return None, None
    if heading_row > HEADING_WITHIN:
        return None, None
    rows = [RawRow(number, tuple(values)) for number, values in numbered]
    width = max((len(row.cells) for row in rows), default=0)
    width = max(width, len(headings))
    # In a sheet nothing shifts: a value beside the table stands in a column without a name.
    padded = (*headings, *[""] * (width - len(headings)))
    table = RawTable(file, sheet.title, heading_row, padded, tuple(_padded(rows, width)))
    if far is None:
        return table, None
    message = (
        f"ô {far} có nội dung, nằm ngoài {vietnamese(MOST_ROWS)} dòng × {MOST_COLUMNS} cột được đọc"
    )
    place = Place(file, sheet=sheet.title, cell=far)
    return table, Problem(place, "o-qua-xa", message, "xóa ô này, hoặc chia thành nhiều tệp")


def _padded(rows: list[RawRow], width: int) -> Iterator[RawRow]:
    for row in rows:
        yield RawRow(row.number, (*row.cells, *[None] * (width - len(row.cells))))


def _numbered(sheet: Any, unsaved: dict[int, list[int]]) -> Iterator[tuple[int, list[Raw]]]:
    """Yield the rows that are not empty, without the blanks at their end."""
    percents: dict[int, bool] = {}
    last: object = None
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    for number, cells in enumerate(rows, 1):
        if cells is last:
            # openpyxl hands out one and the same tuple for every row of a gap.
            continue
        last = cells
        values = _values(cells, percents)
        for position in unsaved.get(number, ()):
            if position < len(values):
                values[position] = Unsaved.FORMULA
        while values and is_blank(values[-1]):
            values.pop()
        if values:
            yield number, values


def _values(cells: tuple[Any, ...], percents: dict[int, bool]) -> list[Raw]:
    from openpyxl.cell.read_only import EMPTY_CELL

    end = len(cells)
    while end and cells[end - 1] is EMPTY_CELL:
        end -= 1
    return [_value(cell, percents) for cell in cells[:end]]


def _value(cell: Any, percents: dict[int, bool]) -> Raw:
    value: Raw = cell.value
    if isinstance(value, str):
        return value.replace("_x000D_", " ")
    if isinstance(value, int | float) and not isinstance(value, bool):
        # 100 % is stored as the number 1. Shown as a percentage, it is not a count of 1.
        style = cell._style_id  # noqa: SLF001 -- number_format is slow; asked once per style
        if style not in percents:
            percents[style] = "%" in (cell.number_format or "")
        if percents[style]:
            return f"{value * 100:g}%".replace(".", ",")
    return value


def _looked_through(workbook: Any, sheet: Any) -> tuple[dict[int, list[int]], str | None]:
    """Return the never computed formulas, and the first cell with content beyond the limits.

    The formulas are rows (from 1) with positions (from 0). openpyxl shows a never computed
    formula as an empty cell, and so it does a formula whose result is empty text; only the
    XML tells the two apart.
    """
    xml = workbook._archive.read(sheet._worksheet_path)  # noqa: SLF001 -- no public way to it
    if not any(look.search(xml) for look in (_HAS_FORMULA, _HAS_FAR_ROW, _HAS_FAR_COLUMN)):
        return {}, None
    scan = _Scan()
    scan.run(xml)
    return scan.unsaved, scan.far


class _Scan:
    """Walks a sheet's XML with expat: DOCTYPE and entities were refused before."""

    def __init__(self) -> None:
        self.unsaved: dict[int, list[int]] = {}
        self.far: str | None = None
        self._cell = ""
        self._is_text = self._is_in_value = self._has_formula = self._has_value = False

    def run(self, xml: bytes) -> None:
        from xml.parsers import expat

        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)  # noqa: FBT003 -- expat's own positional «this is all»

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell = attributes.get("r", "")
                self._is_text = attributes.get("t") == "str"
                self._has_formula = self._has_value = False
            case "f":
                self._has_formula = True
            case "v":
                # Libraries write formulas with <v/>; computed empty text has t="str" as well.
                self._is_in_value = True
                self._has_value = self._is_text
            case "is":
                self._has_value = True

    def _text(self, text: str) -> None:
        if self._is_in_value and text.strip():
            self._has_value = True

    def _end(self, name: str) -> None:
        self._is_in_value = False
        if name.rpartition(":")[2] != "c" or not (self._has_formula or self._has_value):
            return
        found = _REFERENCE.fullmatch(self._cell)
        if found is None:
            return
        column, row = _column_number(found[1]), int(found[2])
        if column > MOST_COLUMNS or row > MOST_ROWS:
            self.far = self.far or self._cell
        elif self._has_formula and not self._has_value:
            self.unsaved.setdefault(row, []).append(column - 1)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
