"""The help of each page: by its route the section of a guide, else the guide of its desk."""

from __future__ import annotations

from collections.abc import Mapping

from phuhop.portal.learning.guides import EVERYBODYS

SECTIONS: Mapping[str, str] = {
    "accept": "tai-khoan#nhan-tai-khoan",
    "account_login": "tai-khoan#nhan-tai-khoan",
    "mfa_index": "tai-khoan#ma-xac-nhan",
    "mfa_authenticate": "tai-khoan#ma-xac-nhan",
    "mfa_activate_totp": "tai-khoan#ma-xac-nhan",
    "mfa_deactivate_totp": "tai-khoan#ma-xac-nhan",
    "mfa_view_recovery_codes": "tai-khoan#ma-xac-nhan",
    "mfa_generate_recovery_codes": "tai-khoan#ma-xac-nhan",
    "usersessions_list": "tai-khoan#phien-lam-viec",
    "waiting": "tai-khoan#phien-lam-viec",
    "notices": "tai-khoan#thong-bao",
    "jobs": "tai-khoan#viec-chay-nen",
    "job": "tai-khoan#viec-chay-nen",
    "tokens": "tai-khoan#khoa-truy-cap-cho-he-thong-khac",
    "reminder_texts": "tham-dinh#nhac-cac-xa",
    "province_reminder_texts": "tham-dinh#nhac-cac-xa",
    "home": "xa#bat-dau",
    "work": "xa#viec-cua-toi",
    "unit": "xa#don-vi-va-co-quan",
    "office": "xa#don-vi-va-co-quan",
    "criterion": "xa#dien-tieu-chi",
    "all_criteria": "xa#dien-tieu-chi",
    "evidence": "xa#minh-chung",
    "missing": "xa#con-thieu-va-nam-truoc",
    "last_year": "xa#con-thieu-va-nam-truoc",
    "excel": "xa#bieu-excel",
    "dossier": "xa#ho-so-va-van-ban",
    "hand_in": "xa#nop",
    "withdraw": "xa#rut-va-tra-loi-yeu-cau-bo-sung",
    "answer": "xa#rut-va-tra-loi-yeu-cau-bo-sung",
    "history": "xa#lich-su",
    "overview": "tinh#tong-quan",
    "communes": "tinh#cac-xa",
    "office_dossier": "tinh#cac-xa",
    "ranking": "tinh#xep-hang-chi-tieu-chi-so",
    "targets": "tinh#xep-hang-chi-tieu-chi-so",
    "children_index": "tinh#xep-hang-chi-tieu-chi-so",
    "crosswalk": "tinh#xep-hang-chi-tieu-chi-so",
    "reports": "tinh#bao-cao",
    "office_files": "tinh#bao-cao",
    "publication": "tinh#cong-bo",
    "receiving": "tinh#nhap-ho-xa",
    "decisions": "quyet-dinh#quyet-dinh-cong-nhan",
    "made_decisions": "quyet-dinh#van-ban",
    "keeping": "quan-tri#so",
    "deadlines": "quan-tri#thoi-han-va-quy-trinh",
    "accounts": "quan-tri#moi-nguoi-va-giao-quyen",
}
"""Names of routes → guide and anchor."""

_DESKS: Mapping[str, str] = {
    "/xa/": "xa",
    "/tham-dinh/": "tham-dinh",
    "/quyet-dinh/": "quyet-dinh",
    "/tinh/": "tinh",
    "/quan-tri/": "quan-tri",
}


def help_of(route: str | None, path: str) -> str:
    """Return guide and perhaps anchor for a page: ``xa#nop``."""
    found = SECTIONS.get(route or "")
    if found is not None:
        return found
    return next((name for start, name in _DESKS.items() if path.startswith(start)), EVERYBODYS)


def help_address(route: str | None, path: str) -> str:
    """Return where the help of a page is read."""
    name, mark, anchor = help_of(route, path).partition("#")
    return f"/hoc/huong-dan/{name}/{mark}{anchor}"
