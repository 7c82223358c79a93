"""Pages for what went wrong: Vietnamese, with a number to name, never a stack trace."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phuhop.portal.security_log import number_of, told

_WORDS = {
    400: ("Yêu cầu không đọc được", "Quay lại trang trước và thử lại."),
    403: ("Trang này không nhận yêu cầu đó", "Mở lại trang rồi gửi lần nữa; chưa ghi gì."),
    404: ("Không có trang này", "Có thể địa chỉ sai, hoặc ông/bà không được giao đơn vị này."),
    413: ("Tệp hoặc biểu quá lớn", "Chưa ghi gì."),
    500: ("Có lỗi của phần mềm", "Những ô đã báo «đã lưu» vẫn còn. Báo số dưới đây cho quản trị."),
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of a *status*."""
    title, words = _WORDS[status]
    said = {"title": title, "words": words, "number": number_of(request)}
    return render(request, "loi.html", said, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer what cannot be read."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer what is not allowed."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address that there is not, or not for this person."""
    return page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer where the program failed; the log has the number."""
    told("loi", request)
    return page(request, 500)


def csrf_refused(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """Answer a post that did not come from our own page."""
    told("csrf", request, why=reason)
    return page(request, 403)
