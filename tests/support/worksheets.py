"""The verifier's worksheet, typed into as a person would."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from reports.workbook.appraisal.worksheet import appraisal_form
from scoring.appraisal.findings import Appraisal
from scoring.appraisal.reasons import reasons
from scoring.base.quantities import vietnamese
from scoring.forms.worksheet_ids import UNPROVEN
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS

MET = ASSESSMENTS["mien-nui-dat"]


def put(book: Workbook, sheet: str, row: str, column: str, value: Any) -> None:
    """Write one cell by its ids, as the reader finds it."""
    page = book[sheet]
    columns = {page.cell(1, at).value: at for at in range(1, page.max_column + 1)}
    rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}
    page.cell(rows[row], columns[column]).value = value


def seen(content: bytes) -> bytes:
    """Return a worksheet on which a person says that the dossier was seen."""
    book = load_workbook(io.BytesIO(content))
    put(book, "Người thẩm định", "da_xem", "gia_tri", "có")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def worksheet(ruleset: Ruleset, change: Callable[[Workbook], None] | None = None) -> bytes:
    content = appraisal_form(ruleset, MET)
    if change is None:
        return content
    book = load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(appraisal: Appraisal) -> Callable[[Workbook], None]:
    """Return what types an appraisal into a worksheet, as a person would."""
    words = {True: "có", False: "không", None: UNPROVEN}

    def change(book: Workbook) -> None:
        assert appraisal.day is not None
        put(book, "Người thẩm định", "nguoi_tham_dinh", "gia_tri", appraisal.appraiser)
        put(book, "Người thẩm định", "chuc_vu", "gia_tri", appraisal.position)
        put(book, "Người thẩm định", "ngay", "gia_tri", appraisal.day)
        if appraisal.is_seen:
            put(book, "Người thẩm định", "da_xem", "gia_tri", "có")
        for code, count in appraisal.figures.items():
            value = UNPROVEN.upper() if count is None else count
            put(book, "Số liệu", code, "ky_nay", value)
        for code, answer in appraisal.answers.items():
            put(book, "Nội dung", code, "tra_loi", words[answer])
        for code, finding in appraisal.parts.items():
            name = reasons()[finding.reason].name if finding.reason else None
            put(book, "Từng phần", code, "ly_do", name)
            put(book, "Từng phần", code, "ghi_ro", finding.text)
            evidence = finding.evidence.value if finding.evidence else None
            put(book, "Từng phần", code, "tai_lieu", evidence)
        for ruling in appraisal.rulings:
            put(book, "Quyết định", ruling.part, "diem", vietnamese(ruling.points))
            put(book, "Quyết định", ruling.part, "ly_do", ruling.reason)
            put(book, "Quyết định", ruling.part, "can_cu", ruling.citation)
            put(book, "Quyết định", ruling.part, "nguoi", ruling.by)

    return change
