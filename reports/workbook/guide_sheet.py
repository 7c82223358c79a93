"""The sheet *Hướng dẫn*: what to do, in which order, and what the numbers rest on."""

from __future__ import annotations

from reports.wording.vietnamese import short_date
from reports.wording.words import LEVEL_MEANINGS, SELF_ASSESSED
from reports.workbook.draft import Draft
from reports.workbook.plan import GUIDE_SHEET, WorkbookPlan
from reports.workbook.style import height, laid_out, titled
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.forms.ids import CODE
from scoring.rules.ruleset import Ruleset

SAMPLE = "SỐ LIỆU MẪU – đơn vị hư cấu, không phải số liệu thật"
NOT_COMPARED = "Bảng điểm chưa đối chiếu văn bản gốc"

_STEPS = (
    ("Đơn vị", "Ghi mã, tên, loại đơn vị; loại và vùng quyết định ngưỡng điểm phải đạt."),
    (
        "Số liệu",
        (
            "Ghi số đếm (số trẻ em, số vụ việc, số phiếu) vào ô màu vàng; tỷ lệ do biểu tự tính. "
            "Chưa có số liệu thì để trống; đã rà soát và không có trường hợp nào thì ghi 0."
        ),
    ),
    ("Nội dung", "Chọn «có» hoặc «không» cho từng nội dung; chưa trả lời được thì để trống."),
    (
        "Tự chấm",
        "Xem điểm, điều kiện, lý do và việc còn thiếu. Trang này tự tính, không sửa được.",
    ),
    (
        "Minh chứng",
        (
            "Ghi số, ký hiệu, ngày, cơ quan ban hành, trang hoặc mục của từng tài liệu; "
            "không dán tài liệu vào biểu."
        ),
    ),
    (
        "Văn bản",
        "Ghi nơi gửi, người ký, số văn bản; ô để trống thì văn bản in như cột bên cạnh nói.",
    ),
    ("Hội đồng", "Ghi quyết định thành lập, cuộc họp, biểu quyết, ý kiến cho biên bản và báo cáo."),
    ("Kiểm phiếu", "Ghi số phiếu hỏi của từng thôn; biểu tự cộng vào trang Số liệu."),
    ("Giải thích", "Xem ai cung cấp từng số liệu, đếm thế nào, hay sai chỗ nào."),
    (
        "Lưu và gửi",
        (
            "Bấm Lưu (dạng .xlsx) rồi gửi tệp này. Được đổi phông chữ, thêm dòng, thêm trang; "
            "phần mềm đọc theo mã ẩn nên không mất gì."
        ),
    ),
)

_WORDS_WIDTH = 78
_PRIVACY = (
    "Chỉ ghi số đếm. Không ghi họ tên, ngày sinh, địa chỉ, trường lớp, số hồ sơ hay ảnh của bất kỳ "
    "trẻ em nào ở bất kỳ ô nào (Luật Trẻ em Điều 21). Tệp có cột như vậy sẽ bị từ chối."
)


def notices(ruleset: Ruleset) -> tuple[str, ...]:
    """Return what every sheet with points says about the numbers it rests on."""
    if ruleset.level.is_official:
        return ()
    return (f"{NOT_COMPARED}; mức tin cậy thấp nhất: {level_words(ruleset.level)}.",)


def sample_formula(plan: WorkbookPlan) -> str:
    """Return the formula of the warning on an invented commune's sheets."""
    return f'IF({plan.field(CODE)}>="{FIRST_INVENTED_CODE}","{SAMPLE}","")'


def write_guide(draft: Draft) -> None:
    """Write the sheet *Hướng dẫn*."""
    sheet, styles, ruleset = draft.sheets[GUIDE_SHEET], draft.styles, draft.ruleset
    document = ruleset.document
    laid_out(sheet, styles, "huong_dan", columns=[("", 5), ("", 18), ("", _WORDS_WIDTH)])
    row = titled(
        sheet,
        styles,
        f"Biểu tự đánh giá năm {draft.year}",
        [
            f"Theo {document.number} ngày {short_date(document.issued_on)} của {document.issuer}",
            SELF_ASSESSED,
        ],
    )
    sheet.merge_range(row, 1, row, 3, document.title, styles["faint"])
    sheet.set_row(row, 32)
    row += 1
    for notice in notices(ruleset):
        sheet.merge_range(row, 1, row, 3, notice, styles["notice"])
        sheet.set_row(row, 24)
        row += 1
    row += 1
    for number, (name, words) in enumerate(_STEPS, 1):
        sheet.set_row(row, height((words, _WORDS_WIDTH)))
        sheet.write_number(row, 1, number, styles["step"])
        if name in draft.sheets:
            link = f"internal:'{name}'!C6"
            sheet.write_url(row, 2, link, styles["group"], name)
        else:
            sheet.write_string(row, 2, name, styles["group"])
        sheet.write_string(row, 3, words, styles["cell"])
        row += 1
    row += 1
    for style, words in (
        ("like_input", "Ô màu vàng: ô để ghi. Các ô khác đã khóa (không đặt mật khẩu)."),
        ("closed", "Ô màu xám: không cần ghi."),
    ):
        sheet.write_blank(row, 1, None, styles[style])
        sheet.merge_range(row, 2, row, 3, words, styles["plain"])
        row += 1
    row += 1
    sheet.merge_range(row, 1, row, 3, _PRIVACY, styles["notice"])
    sheet.set_row(row, 40)
    row = _levels(draft, row + 2)
    sheet.print_area(0, 0, row, 3)


def _levels(draft: Draft, row: int) -> int:
    sheet, styles, ruleset = draft.sheets[GUIDE_SHEET], draft.styles, draft.ruleset
    sheet.merge_range(
        row, 1, row, 3, "Bốn mức tin cậy của một con số, từ mạnh đến yếu", styles["strong"]
    )
    for known, meaning in LEVEL_MEANINGS.items():
        row += 1
        sheet.set_row(row, 34)
        sheet.merge_range(row, 1, row, 2, level_words(known), styles["group"])
        sheet.write_string(row, 3, meaning[0].upper() + meaning[1:], styles["small"])
    row += 2
    recognition = ruleset.recognition
    sheet.merge_range(row, 1, row, 3, f"Ngưỡng điểm ({recognition.citation})", styles["strong"])
    for threshold in recognition.thresholds:
        row += 1
        sheet.set_row(row, 22)
        level = level_words(recognition.level_of(threshold))
        sheet.merge_range(
            row, 1, row, 2, f"từ {vietnamese(threshold.points)} điểm", styles["group"]
        )
        sheet.write_string(row, 3, f"{threshold.group} ({level})", styles["small"])
    return row
