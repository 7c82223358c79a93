"""The sheet in which an office writes its parts of a report: a row a section, one cell to fill."""

from __future__ import annotations

import io

from reports.tables.typed_looks import TypedLooks
from reports.tables.writing import XlsxBook
from scoring.duties.outline import Outline
from scoring.duties.texts import CODE, TEXT
from scoring.tables.raw import MARK

_TITLES = (("", 0), ("Mục của báo cáo", 44), ("Nên viết gì", 40), ("Viết ở đây", 80), ("", 0))
_NAMES = (CODE, "muc", "goi_y", TEXT, MARK)
_TALL = 66
"""Points of a row to write in."""
_LEAD = (
    "Mỗi mục một ô, xuống dòng trong ô bằng Alt+Enter là một đoạn mới. Chỉ viết số đếm, không ghi "
    "tên, ngày sinh, nơi ở của trẻ em. Mục để trống thì báo cáo in dòng chấm để viết tay."
)


def texts_workbook(outline: Outline) -> bytes:
    """Return the workbook; by the hidden codes a section is found wherever its row went."""
    output = io.BytesIO()
    workbook = XlsxBook(output).book
    looks = TypedLooks.of(workbook)
    sheet = workbook.add_worksheet("Phần viết")
    for column, ((title, width), name) in enumerate(zip(_TITLES, _NAMES, strict=True)):
        sheet.set_column(column, column, width or None, None, {"hidden": not width})
        sheet.write_string(1, column, name)
        sheet.write_string(2, column, title, looks.head)
    sheet.merge_range(0, 1, 0, 3, _LEAD, looks.lead)
    sheet.set_row(0, 2 * 18)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.freeze_panes(3, 0)
    written = [section for section in outline.sections if section.is_written]
    for at, section in enumerate(written, 3):
        sheet.set_row(at, _TALL)
        sheet.write_string(at, 0, section.code)
        sheet.write_string(at, 1, section.name, looks.plain)
        sheet.write_string(at, 2, section.hint or "", looks.plain)
        sheet.write_blank(at, 3, None, looks.typed)
    workbook.close()
    return output.getvalue()
