"""XLSX workbooks: our forms by their marks, else every visible sheet with ``ma_xa`` is a table.

A sheet that is not read is named with the reason, and so is whatever of a table is not plain
to see.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace

from scoring.base.problems import Place, Problem, Severity, shown
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw, is_blank
from scoring.tables.legacy_fonts import MOST_SHOWN, RETYPE, converted, told
from scoring.tables.raw import (
    HEADING_WITHIN,
    MARK,
    RawRow,
    RawTable,
    Reader,
    ReadTables,
    headings_of,
)
from scoring.tables.xlsx_cells import address, read_cells
from scoring.tables.xlsx_layout import (
    Rows,
    above_headings,
    hidden_columns,
    hidden_rows,
    spread,
    unread_sheet,
)
from scoring.tables.xlsx_package import SheetPart, XlsxPackage, open_package
from scoring.tables.zip_limits import Unsafe, check_container

MOST_ROWS = 30_000
MOST_COLUMNS = 500
"""A cell at XFD1048576 makes a sheet of 17 billion cells; no more than this is read."""


def read_xlsx(content: bytes, file: str, read_form: Reader) -> ReadTables:
    """Read the bytes of a workbook; *read_form* reads one that says that it is our form.

    Cells have the values that Excel last saved; a formula it never computed is
    ``Unsaved.FORMULA``. Never raises for what is in the workbook.
    """
    try:
        if check_container(content, may_have_links=True):
            return read_form(content, file)
        return _read(content, file)
    except Unsafe as unsafe:
        return [], [Problem(Place(file), unsafe.code, unsafe.message, unsafe.hint)]
    except Exception:  # noqa: BLE001 -- a damaged zip or XML raises many kinds
        message = "tệp .xlsx hỏng, không đọc được"
        return [], [Problem(Place(file), "tep-hong", message, "mở bằng Excel và lưu lại")]


def _read(content: bytes, file: str) -> ReadTables:
    tables: list[RawTable] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = open_package(archive)
        for sheet in package.sheets:
            table, about = _table(package, sheet, file)
            tables += [table] if table else []
            problems += about
    problems += linked(package, file)
    if not tables:
        return [], [_no_table(package, file), *(p for p in problems if p.place.cell)]
    return tables, problems


def linked(package: XlsxPackage, file: str) -> list[Problem]:
    """Return the warning that values may come from other files, as Excel last saw them."""
    if not package.has_links:
        return []
    message = "tệp có liên kết tới tệp khác; đọc giá trị Excel đã lưu"
    hint = "nếu tệp kia đã đổi thì mở bằng Excel, bấm Update Values rồi lưu"
    return [Problem(Place(file), "lien-ket-ngoai", message, hint, Severity.WARNING)]


def _no_table(package: XlsxPackage, file: str) -> Problem:
    seen = [shown(sheet.name) for sheet in package.sheets if sheet.is_visible]
    hidden = [shown(sheet.name) for sheet in package.sheets if not sheet.is_visible]
    sheets = ", ".join(seen) or "không có trang nào"
    message = f"không trang nào có dòng tiêu đề với cột «{MARK}»; các trang: {sheets}"
    hint = f"dòng tiêu đề phải nằm trong {HEADING_WITHIN} dòng đầu"
    if hidden:
        message += f"; trang ẩn, không được đọc: {', '.join(hidden)}"
    return Problem(Place(file), "khong-co-bang", message, hint)


@dataclass(slots=True)
class _Rows:
    """The rows of a sheet while it is read."""

    rows: Rows = field(default_factory=dict)
    far: str | None = None
    old: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    """Texts of old fonts: where, and what is told of them."""

    def take(self, row: int, column: int, raw: Raw, font: str) -> None:
        """Keep a cell within the limits."""
        if row > MOST_ROWS or column > MOST_COLUMNS:
            self.far = self.far or address((row, column))
            return
        if isinstance(raw, str) and not raw.isascii():
            result = converted(raw, font)
            if result is not None and result.text != raw:
                self.old.append(((row, column), told(raw, result)))
                raw = result.text
        values = self.rows.setdefault(row, [])
        if column > len(values):
            values += [None] * (column - len(values))
        values[column - 1] = raw


def _table(
    package: XlsxPackage, sheet: SheetPart, file: str
) -> tuple[RawTable | None, list[Problem]]:
    read = _Rows()
    layout = read_cells(package, sheet, read.take)
    found = _headings(read.rows) if sheet.is_visible else None
    if found is None:
        return None, unread_sheet(read.rows, file, sheet.name, is_visible=sheet.is_visible)
    heading_row, headings = found
    width = max(map(len, read.rows.values()))
    # In a sheet nothing shifts: a value beside the table stands in a column without a name.
    padded = (*headings, *[""] * (width - len(headings)))
    table = RawTable(file, sheet.name, heading_row, padded, ())
    problems = [
        *above_headings(read.rows, table),
        *spread(read.rows, layout, table),
        *_about(table, read),
    ]
    numbered = [(n, _without_end(read.rows[n])) for n in sorted(read.rows) if n > heading_row]
    body = [(number, values) for number, values in numbered if values]
    width = max((len(headings), *(len(values) for _, values in body)))
    rows = tuple(
        RawRow(number, (*values, *[None] * (width - len(values)))) for number, values in body
    )
    problems += hidden_rows((number for number, _ in body), layout, table)
    table = replace(table, headings=padded[:width], rows=rows)
    return table, [*problems, *hidden_columns(table, layout)]


def _headings(rows: Rows) -> tuple[int, tuple[str, ...]] | None:
    """Return the number of the first row with the mark near the top, and its headings."""
    for number in sorted(rows):
        if number > HEADING_WITHIN:
            break
        headings = headings_of(rows[number])
        if MARK in headings:
            return number, headings
    return None


def _without_end(values: list[Raw]) -> list[Raw]:
    while values and is_blank(values[-1]):
        values.pop()
    return values


def _about(table: RawTable, read: _Rows) -> list[Problem]:
    problems = []
    if read.far is not None:
        message = (
            f"ô {read.far} có nội dung, nằm ngoài {vietnamese(MOST_ROWS)} dòng × {MOST_COLUMNS} "
            "cột được đọc"
        )
        place = Place(table.file, sheet=table.sheet, cell=read.far)
        problems.append(Problem(place, "o-qua-xa", message, "xóa ô này, hoặc chia thành nhiều tệp"))
    for (row, column), message in read.old[:MOST_SHOWN]:
        place = table.place(row, column - 1)
        problems.append(Problem(place, "chu-cu", message, RETYPE, Severity.WARNING))
    if len(read.old) > MOST_SHOWN:
        rest = len(read.old) - MOST_SHOWN
        message = f"còn {rest} ô chữ cũ khác cũng được đọc thành chữ Unicode"
        place = Place(table.file, sheet=table.sheet)
        problems.append(Problem(place, "chu-cu", message, RETYPE, Severity.WARNING))
    return problems
