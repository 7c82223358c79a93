"""Forms of statistics as a workbook in the circular's shape, and the grid to type numbers into."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reports.duties.statistics_words import FormWords
from reports.tables.writing import XlsxBook
from scoring.base.quantities import json_number
from scoring.duties.filled_forms import ROW, FilledForm
from scoring.duties.statistics import Form, StatisticsFile
from scoring.tables.raw import MARK

_FIRST = 2
"""Columns before the numbers: the row's name and its code."""
_MOST_UPRIGHT, _TALL = 6, 220
"""Columns whose headings still stand upright; else the points of a row of turned headings."""
_FONT = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "vcenter"}
_BOX = {**_FONT, "border": 1}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {**_FONT, "text_wrap": False},
    "bold": {**_FONT, "bold": True, "text_wrap": False},
    "title": {**_FONT, "bold": True, "font_size": 14, "align": "center"},
    "middle": {**_FONT, "align": "center"},
    "head": {**_BOX, "bold": True, "align": "center"},
    "tall_head": {**_BOX, "bold": True, "align": "center", "rotation": 90},
    "number_of_column": {**_BOX, "italic": True, "align": "center"},
    "name": _BOX,
    "code": {**_BOX, "align": "center"},
    "count": {**_BOX, "num_format": "#,##0"},
    "share": {**_BOX, "num_format": "0.00"},
    "typed": {**_BOX, "bg_color": "#FFF9DB", "num_format": "#,##0"},
}


def forms_workbook(made: Sequence[tuple[FilledForm, FormWords]]) -> bytes:
    """Return a workbook of the forms, a sheet each: shares as numbers, signatures below."""
    return _workbook([(filled.form, words, filled) for filled, words in made])


def typing_workbook(file: StatisticsFile, words: Mapping[str, FormWords]) -> bytes:
    """Return the workbook to type into: every form that takes numbers."""
    forms = [form for form in file.forms if form.is_typed]
    return _workbook([(form, words[form.code], None) for form in forms])


def _workbook(sheets: Sequence[tuple[Form, FormWords, FilledForm | None]]) -> bytes:
    output = io.BytesIO()
    workbook = XlsxBook(output).book
    looks = {name: workbook.add_format(dict(look)) for name, look in _LOOKS.items()}
    for form, words, filled in sheets:
        _sheet(workbook.add_worksheet(form.code), looks, form, words, filled)
    workbook.close()
    return output.getvalue()


def _sheet(
    sheet: Any, looks: Mapping[str, Any], form: Form, words: FormWords, filled: FilledForm | None
) -> None:
    width = _FIRST + len(form.columns)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 8)
    is_wide = len(form.columns) > _MOST_UPRIGHT
    sheet.set_column(_FIRST, width - 1, 9 if is_wide else 26)
    for at, text in enumerate((f"Biểu số {words.number}", words.issued, words.due)):
        sheet.write_string(at, 0, text, looks["bold" if not at else "plain"])
    sheet.merge_range(3, 0, 3, width - 1, words.name.upper(), looks["title"])
    sheet.merge_range(4, 0, 4, width - 1, words.year, looks["middle"])
    sheet.write_string(5, 0, f"Đơn vị báo cáo: {words.sender}", looks["plain"])
    sheet.write_string(6, 0, f"Đơn vị nhận báo cáo: {words.receiver}", looks["plain"])
    sheet.write_string(7, 0, f"Đơn vị tính: {words.unit}", looks["plain"])
    at = 8
    heads = ("", "Mã số", *(column.name for column in form.columns))
    numbers = ("A", "B", *(str(number) for number in range(1, len(form.columns) + 1)))
    sheet.set_row(at, _TALL if is_wide else 36)
    for column, (head, number) in enumerate(zip(heads, numbers, strict=True)):
        is_tall = is_wide and column >= _FIRST
        sheet.write_string(at, column, head, looks["tall_head" if is_tall else "head"])
        sheet.write_string(at + 1, column, number, looks["number_of_column"])
    # By these names the sheet is read again; nobody sees the row.
    names = ("ten_dong", ROW, *(column.code for column in form.columns), MARK)
    for column, name in enumerate(names):
        sheet.write_string(at + 2, column, name)
    sheet.set_row(at + 2, None, None, {"hidden": True})
    sheet.set_column(width, width, None, None, {"hidden": True})
    at += 3
    for row in form.rows:
        sheet.write_string(at, 0, row.name, looks["name"])
        sheet.write_string(at, 1, row.code, looks["code"])
        for position, one in enumerate(form.columns, _FIRST):
            if row.is_heading:
                sheet.write_blank(at, position, None, looks["name"])
            elif filled is None:
                look = "typed" if one.takes_numbers else "name"
                sheet.write_blank(at, position, None, looks[look])
            else:
                _number(sheet, looks, at, position, filled, (row.code, one.code))
        at += 1
    at += 1
    last = max(width - (4 if is_wide else 1), 2)
    sheet.write_string(at, last, words.signed_on, looks["plain"])
    for signature, column in zip(words.signatures, (0, last), strict=False):
        sheet.write_string(at + 1, column, signature.who, looks["bold"])
        sheet.write_string(at + 2, column, signature.how, looks["plain"])


def _number(  # noqa: PLR0913, PLR0917 -- a cell's place and what stands in it
    sheet: Any,
    looks: Mapping[str, Any],
    at: int,
    position: int,
    filled: FilledForm,
    key: tuple[str, str],
) -> None:
    from fractions import Fraction

    cell = filled.cells[key]
    look = looks["share" if cell.is_share else "count"]
    if cell.number is None or (cell.is_share and not cell.whole):
        sheet.write_blank(at, position, None, look)
    elif cell.is_share:
        share = json_number(Fraction(100 * cell.number, cell.whole or 1))
        sheet.write_number(at, position, share, look)
    else:
        sheet.write_number(at, position, cell.number, look)
