"""The security log to look through: newest first, by what, by account, by day."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from phuhop.portal.accounts.models import Role
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.settings import CONFIG

MOST = 200
"""Lines on one page."""

WORDS = {
    "dang-nhap": "đăng nhập",
    "dang-nhap-hong": "đăng nhập không được",
    "dang-xuat": "đăng xuất",
    "het-phien": "hết phiên",
    "qua-nhieu-lan": "thử quá nhiều lần",
    "ma-xac-nhan-hong": "mã xác nhận sai",
    "doi-mat-khau": "đổi mật khẩu",
    "bat-ma-xac-nhan": "bật mã xác nhận",
    "tat-ma-xac-nhan": "tắt mã xác nhận",
    "ma-du-phong-moi": "tạo mã dự phòng mới",
    "truy-cap-bi-tu-choi": "bị từ chối xem trang",
    "csrf": "yêu cầu không từ trang của cổng",
    "moi": "mời",
    "moi-theo-danh-sach": "mời theo danh sách",
    "moi-lai": "gửi lại thư mời",
    "thu-thu-moi": "thu hồi thư mời",
    "nhan-loi-moi": "nhận tài khoản",
    "cap-quyen": "cấp quyền",
    "thu-quyen": "thu quyền",
    "doi-chieu-quyen": "đối chiếu quyền",
    "khoa-tai-khoan": "khóa tài khoản",
    "mo-tai-khoan": "mở tài khoản",
    "dat-lai-mat-khau": "gửi thư đặt lại mật khẩu",
    "gan-dang-nhap-tinh": "gắn đăng nhập của tỉnh",
    "bo-dang-nhap-tinh": "bỏ gắn đăng nhập của tỉnh",
    "dang-nhap-tinh-hong": "đăng nhập của tỉnh không xong",
    "ma-xac-nhan-o-tinh": "mã xác nhận do đăng nhập của tỉnh hỏi",
    "da-dat-lai-mat-khau": "đã đặt lại mật khẩu",
    "bo-ma-xac-nhan": "bỏ mã xác nhận",
    "ket-thuc-phien": "kết thúc phiên",
    "doi-thiet-lap": "đổi quy trình, thời hạn",
    "tai-ve": "tải tệp về",
    "tep-nhiem": "tệp có mã độc",
    "tep-bi-tu-choi": "tệp bị từ chối",
    "so-tu-choi": "sổ từ chối",
    "co-so-du-lieu-ban": "cơ sở dữ liệu bận",
    "loi": "lỗi của phần mềm",
    "cong-bo": "công bố trang",
    "nhap-goi": "nhập gói thay xã",
    "dung-viec": "dừng việc chạy nền",
    "so-khac": "sổ không phải sổ lúc trước",
    "tao-khoa": "tạo khóa lấy dữ liệu",
    "thu-khoa": "thu khóa lấy dữ liệu",
    "lay-du-lieu": "lấy dữ liệu bằng khóa",
    "khoa-bi-tu-choi": "khóa lấy dữ liệu sai",
}
"""What a line is about, in words; what is not here is shown as it is."""

_NAMES = {
    "commune": "xã",
    "year": "năm",
    "of": "tài khoản",
    "invited": "người được mời",
    "role": "vai trò",
    "event": "mắt xích",
    "sessions": "số phiên",
    "job": "việc số",
    "edition": "bản số",
    "kind": "loại",
    "which": "tên",
    "files": "số tệp",
    "taken": "số hồ sơ đã nhận",
    "count": "số người",
    "token": "khóa số",  # nosec B105 -- a word
    "access": "quyền cần có",
    "why": "vì",
    "error": "lỗi",
    "place": "chỗ",
}
"""What stands in a line besides, in words."""

_ROLES = {role.value: role.label for role in Role}

_KNOWN = ("at", "what", "account", "address", "page", "request", "method")


def lines_of(path: Path, what: str, account: str, day: str) -> tuple[list[dict[str, Any]], int]:
    """Return the newest lines that are asked for, and how many there are of these."""
    kept: deque[dict[str, Any]] = deque(maxlen=MOST)
    count = 0
    for line in _lines(path):
        if what and line["what"] != what:
            continue
        if account and account not in {line.get("account"), line.get("of"), line.get("invited")}:
            continue
        if day and not str(line["at"]).startswith(day):
            continue
        count += 1
        kept.append(line)
    return [_shown(line) for line in reversed(kept)], count


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as stream:
        for text in stream:
            try:
                found = json.loads(text)
            except ValueError:
                # A line that a full disk cut off.
                continue
            if isinstance(found, dict) and {"at", "what"} <= found.keys():
                yield found


def _shown(line: dict[str, Any]) -> dict[str, Any]:
    more = {name: value for name, value in line.items() if name not in _KNOWN}
    return {
        "at": datetime.fromisoformat(line["at"]),
        "what": WORDS.get(line["what"], line["what"]),
        "account": line.get("account") or "",
        "address": line.get("address") or "",
        "page": line.get("page") or "",
        "request": line.get("request") or "",
        "more": "; ".join(
            f"{_NAMES.get(name, name)}: {_ROLES.get(value, value) if name == 'role' else value}"
            for name, value in more.items()
        ),
    }


@needs(Access.ACCOUNTS)
@require_GET
def page(request: PermittedRequest) -> HttpResponse:
    """Show the log."""
    what, account = request.GET.get("viec", ""), request.GET.get("tai-khoan", "").strip()
    day = request.GET.get("ngay", "").strip()
    told_wrong = ""
    try:
        iso = f"{datetime.strptime(day, '%d/%m/%Y').date()}" if day else ""  # noqa: DTZ007
    except ValueError:
        iso, told_wrong = "", "Viết ngày như 28/11/2026; đang xem mọi ngày."
    lines, count = lines_of(CONFIG.home / "an-ninh.jsonl", what, account, iso)
    said = {
        "lines": lines,
        "count": count,
        "most": MOST,
        "kinds": WORDS,
        "what": what,
        "account_wanted": account,
        "day": day,
        "told_wrong": told_wrong,
        "here": "security_log",
    }
    return render(request, "quan-tri/nhat-ky.html", said)
