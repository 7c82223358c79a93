"""The kinds of jobs that the portal comes with."""

from __future__ import annotations

from phuhop.portal.jobs.kinds import Kind, add
from phuhop.portal.permissions import Access

_HERE = "phuhop.portal.jobs"

PAPERS = "van-ban"
DECIDED_PAPERS = "van-ban-da-tham-dinh"
AUDIT = "kiem-so"
BACKUP = "sao-luu"
RESTORE_TEST = "thu-khoi-phuc"
LETTER = "thu-bao"
REMINDERS = "thu-nhac"

add(
    Kind(
        PAPERS,
        "Lập văn bản của các hồ sơ đã nộp",
        (Access.VERIFY, Access.OVERSEE),
        f"{_HERE}.papers.of_what_was_handed_in",
    ),
    Kind(
        DECIDED_PAPERS,
        "Lập văn bản của các hồ sơ đã thẩm định",
        (Access.VERIFY, Access.DECIDE, Access.OVERSEE),
        f"{_HERE}.papers.of_what_was_verified",
    ),
    Kind(AUDIT, "Kiểm tra sổ hồ sơ", (Access.KEEP,), f"{_HERE}.keeping.audit"),
    Kind(BACKUP, "Sao lưu sổ hồ sơ", (Access.KEEP,), f"{_HERE}.keeping.back_up"),
    Kind(
        RESTORE_TEST,
        "Thử khôi phục bản sao lưu mới nhất",
        (Access.KEEP,),
        f"{_HERE}.keeping.try_a_copy",
    ),
    Kind(LETTER, "Gửi thư báo cho xã", (Access.KEEP,), "phuhop.portal.notices.letters.send"),
    Kind(
        REMINDERS,
        "Gửi thư nhắc hạn",
        (Access.VERIFY, Access.OVERSEE),
        "phuhop.portal.notices.letters.remind",
    ),
)
