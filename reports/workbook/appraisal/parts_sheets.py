"""The worksheet's words: who appraised, reasons and documents of each part, decisions."""

from __future__ import annotations

from typing import Any

from reports.workbook.appraisal.beside import band_words
from reports.workbook.appraisal.draft import (
    HEAD_SHEET,
    LONGEST_TEXT,
    PARTS_SHEET,
    REASONS_COLUMN,
    RULINGS_SHEET,
    SYSTEM_SHEET,
    Worksheet,
)
from reports.workbook.appraisal.running_sheet import part_points, running_line
from reports.workbook.inputs import choice, day, range_choice, words
from reports.workbook.style import height
from scoring.appraisal.findings import EvidenceFinding
from scoring.appraisal.reasons import reasons
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import explain
from scoring.engine.ruling import RULED
from scoring.engine.score_sheet import PartScore
from scoring.forms.ids import LABEL
from scoring.forms.worksheet_ids import (
    APPRAISER,
    BY,
    CITATION,
    DAY,
    EVIDENCE,
    HEAD,
    PARTS,
    POINTS,
    POSITION,
    REASON,
    RULINGS,
    SEEN,
    TEXT,
    VALUE,
)

_NAME_WIDTH = 46


_SEEN = choice(
    "Đã xem hồ sơ",
    "Chọn «có» khi đã xem hồ sơ và tài liệu; chưa chọn thì chưa hoàn thành được",
    ("có", "không"),
)


def write_head(worksheet: Worksheet) -> None:
    """Write the first sheet: which dossier, who appraised, how to fill in."""
    draft, commune = worksheet.draft, worksheet.assessment.commune
    columns = [(LABEL, 34), (VALUE, 60)]
    explained, threshold = explain(worksheet.sheet), worksheet.sheet.threshold
    number = draft.ruleset.document.number
    leads = (
        f"{commune.name}, mã {commune.code}, năm {worksheet.assessment.year}, theo {number}.",
        f"Tự chấm: {explained.total}",
        f"Ngưỡng của nhóm «{threshold.group}»: {vietnamese(threshold.points)} điểm.",
        "Kết luận tự chấm: " + explained.verdict,
        "Ghi vào ô màu vàng ở bốn trang sau. Trang «Số liệu», «Nội dung»: chỉ ghi chỗ khác với",
        "số tự chấm. Trang «Từng phần»: lý do và tài liệu. Trang «Quyết định»: chỉ những phần",
        "văn bản để ngỏ. Trang «Điểm tạm tính» tự tính điểm và kết luận trong khi ghi.",
        "Không ghi tên hay thông tin của trẻ em ở bất kỳ đâu.",
    )
    heads = ("Người thẩm định", "Ghi vào đây")
    row = worksheet.start(
        HEAD_SHEET, (HEAD, columns), "Phiếu thẩm định", leads, heads, running_line(draft.plan)
    )
    sheet, styles = draft.sheets[HEAD_SHEET], draft.styles
    fields: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        (APPRAISER, "Họ tên", "type_text", words("Họ tên", "Người thẩm định", 300)),
        (POSITION, "Chức vụ, cơ quan", "type_text", words("Chức vụ", "Chức vụ, cơ quan", 300)),
        (DAY, "Ngày thẩm định", "type_day", day("Ngày", "Ngày/tháng/năm, ví dụ 25/11/2024")),
        (SEEN, "Đã xem hồ sơ và tài liệu?", "type_text", _SEEN),
    )
    for id_, label, style, validation in fields:
        draft.row(HEAD_SHEET, row, id_)
        sheet.set_row(row, 24)
        sheet.write_string(row, 1, label, styles["cell"])
        draft.input(HEAD_SHEET, (row, 2), (id_, VALUE), style, validation)
        row += 1
    sheet.print_area(0, 0, row, 8)


def write_parts(worksheet: Worksheet) -> None:
    """Write the sheet *Từng phần*: documents, reason and remark of every part."""
    draft = worksheet.draft
    columns = [
        ("", 7),
        (LABEL, _NAME_WIDTH),
        ("", 10),
        ("", 16),
        ("", 16),
        (EVIDENCE, 20),
        (REASON, 34),
        (TEXT, 50),
        ("", 30),
    ]
    heads = (
        "Phần",
        "Tên",
        "Điểm tối đa",
        "Tự chấm",
        "Tạm tính",
        "Tài liệu",
        "Lý do",
        "Ghi rõ",
        "Các mức",
    )
    rules = {part.code: part for _, part in draft.ruleset.parts}
    title = f"Lý do và tài liệu của từng phần, năm {draft.year}"
    leads = ("Ghi lý do ở mọi phần có số khác với số tự chấm.",)
    row = worksheet.start(
        PARTS_SHEET, (PARTS, columns), title, leads, heads, running_line(draft.plan)
    )
    sheet, styles = draft.sheets[PARTS_SHEET], draft.styles
    last = len(reasons())
    source = f"={SYSTEM_SHEET}!${'ABCDEF'[REASONS_COLUMN]}$1:${'ABCDEF'[REASONS_COLUMN]}${last}"
    found = tuple(finding.value for finding in EvidenceFinding)
    for code, name, part in _parts(worksheet):
        draft.row(PARTS_SHEET, row, code)
        bands = band_words(rules[code])
        sheet.set_row(row, height((name, _NAME_WIDTH), (bands, 30)))
        sheet.write_string(row, 9, bands, styles["small"])
        sheet.write_string(row, 1, code, styles["middle"])
        sheet.write_string(row, 2, name, styles["cell"])
        sheet.write_string(row, 3, vietnamese(part.max_points), styles["middle"])
        sheet.write_string(row, 4, _points(part), styles["middle"])
        draft.formula(PARTS_SHEET, (row, 5), part_points(draft.plan, code), "middle")
        inputs = (
            (EVIDENCE, "type_choice", choice(f"Phần {code}", "Kết quả xem tài liệu", found)),
            (REASON, "type_text", range_choice(f"Phần {code}", "Chọn trong danh sách", source)),
            (TEXT, "type_text", words(f"Phần {code}", "Lời người thẩm định", LONGEST_TEXT)),
        )
        for column, (id_, style, validation) in enumerate(inputs, 6):
            draft.input(PARTS_SHEET, (row, column), (code, id_), style, validation)
        row += 1
    sheet.print_area(0, 0, row - 1, len(heads))


def write_rulings(worksheet: Worksheet) -> None:
    """Write the sheet *Quyết định*: points for parts that the law leaves to a person."""
    draft = worksheet.draft
    columns = [
        ("", 7),
        (LABEL, _NAME_WIDTH),
        ("", 18),
        ("", 15),
        (POINTS, 15),
        (REASON, 46),
        (CITATION, 28),
        (BY, 24),
    ]
    heads = (
        "Phần",
        "Tên",
        "Theo số tự chấm",
        "Khoảng để ngỏ",
        "Điểm quyết định",
        "Lý do",
        "Căn cứ",
        "Người quyết định",
    )
    title = f"Quyết định về phần để ngỏ, năm {draft.year}"
    leads = (
        "Chỉ phần «chờ thẩm định» hoặc «chưa rõ quy định» (theo số đã xác minh) mới được quyết",
        "định; điểm nằm trong khoảng để ngỏ. Phần khác: sửa số liệu, điểm được tính lại.",
    )
    above = running_line(draft.plan)
    row = worksheet.start(RULINGS_SHEET, (RULINGS, columns), title, leads, heads, above)
    sheet, styles = draft.sheets[RULINGS_SHEET], draft.styles
    for code, name, part in _parts(worksheet):
        is_open = part.outcome in RULED
        draft.row(RULINGS_SHEET, row, code)
        sheet.set_row(row, height((name, _NAME_WIDTH)))
        sheet.write_string(row, 1, code, styles["middle"])
        sheet.write_string(row, 2, name, styles["cell"])
        sheet.write_string(row, 3, part.outcome.value, styles["middle"])
        span = f"{vietnamese(part.minimum)}–{vietnamese(part.maximum)}" if is_open else "–"
        sheet.write_string(row, 4, span, styles["middle"])
        inputs = (
            (POINTS, "Số điểm, phần lẻ sau dấu phẩy", 12),
            (REASON, "Vì sao cho số điểm đó", LONGEST_TEXT),
            (CITATION, "Văn bản, biên bản làm căn cứ", LONGEST_TEXT),
            (BY, "Người hoặc hội đồng quyết định", 300),
        )
        for column, (id_, message, longest) in enumerate(inputs, 5):
            validation = words(f"Phần {code}", message, longest)
            draft.input(RULINGS_SHEET, (row, column), (code, id_), "type_text", validation)
        row += 1
    sheet.print_area(0, 0, row - 1, len(heads))


def _parts(worksheet: Worksheet) -> list[tuple[str, str, PartScore]]:
    return [
        (part.code, part.name or criterion.name, part)
        for criterion in worksheet.sheet.criteria
        for part in criterion.parts
    ]


def _points(part: PartScore) -> str:
    if part.points is not None:
        return vietnamese(part.points)
    return f"{vietnamese(part.minimum)}–{vietnamese(part.maximum)} ({part.outcome.value})"
