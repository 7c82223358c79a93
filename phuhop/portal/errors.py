"""Pages for what went wrong: Vietnamese, with a number to name, never a stack trace."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from sqlalchemy.exc import OperationalError as RegisterAway

from phuhop.portal.security_log import number_of, told
from registry.store.failures import LOST
from scoring.base.problems import ProblemsFound

_WORDS = {
    400: ("Yêu cầu không đọc được", "Quay lại trang trước và thử lại."),
    403: ("Trang này không nhận yêu cầu đó", "Mở lại trang rồi gửi lần nữa; chưa ghi gì."),
    404: ("Không có trang này", "Có thể địa chỉ sai, hoặc ông/bà không được giao đơn vị này."),
    405: ("Trang này không nhận yêu cầu đó", "Mở trang từ các nút và liên kết của cổng."),
    409: ("Chưa ghi được", "Mở lại trang để xem hiện nay, rồi làm lại."),
    413: ("Tệp hoặc biểu quá lớn", "Chưa ghi gì. Mỗi tệp không quá 20 MB; gửi ít tệp hơn một lần."),
    422: ("Có chỗ chưa đúng", "Chưa ghi gì. Quay lại trang trước, sửa rồi gửi lại."),
    429: ("Thử quá nhiều lần", "Chờ 5 phút rồi thử lại. Quên mật khẩu thì hỏi quản trị của tỉnh."),
    500: ("Có lỗi của phần mềm", "Những ô đã báo «đã lưu» vẫn còn. Báo số dưới đây cho quản trị."),
    503: (
        "Cổng đang bận hoặc đang bảo trì",
        "Chưa ghi gì thêm; những ô đã báo «đã lưu» vẫn còn. Thử lại sau ít phút.",
    ),
}
_FAILED = 500


class Unfit(BadRequest):
    """A text that no field takes: which field, and why in words."""

    def __init__(self, field: str, words: str) -> None:
        """Keep both."""
        super().__init__(field)
        self.field, self.words = field, words


def page(request: HttpRequest, status: int, words: str = "") -> HttpResponse:
    """Return the page of a *status*, with *words* of its own where there are some.

    What failed in the program or its database is told on a page that asks neither again.
    """
    title, usual = _WORDS[status]
    said = {"title": title, "words": words or usual, "number": number_of(request)}
    if status >= _FAILED:
        return HttpResponse(render_to_string("loi-nang.html", said), status=status)
    return render(request, "loi.html", said, status=status)


def is_away(error: BaseException | None) -> bool:
    """Whether it says that a database, the portal's or the register's, cannot be reached now."""
    if isinstance(error, ProblemsFound):
        return any(one.code in LOST for one in error.problems)
    return isinstance(error, OperationalError | InterfaceError | RegisterAway)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read, or is too much."""
    words = exception.words if isinstance(exception, Unfit) else ""
    if isinstance(exception, Unfit) and "X-Luu" in request.headers:
        # A page's own script says it beside the field, and saves the others.
        return JsonResponse({"unfit": exception.field, "words": words}, status=400)
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400, words)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer what is not allowed."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address that there is not, or not for this person."""
    return page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer who tries too often."""
    told("qua-nhieu-lan", request)
    return page(request, 429)


def refused(request: HttpRequest, found: ProblemsFound) -> HttpResponse:
    """Answer with what the register said where no page had words for it."""
    told("so-tu-choi", request, why=[one.code for one in found.problems])
    said = (f"{one.message}; {one.hint}" if one.hint else one.message for one in found.problems)
    return page(request, 409, ". ".join(said))


def busy(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer while a database cannot be reached or is held too long."""
    told("co-so-du-lieu-ban", request, error=type(error).__name__)
    return page(request, 503)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer where the program failed; the log has the number, and where it was."""
    kind, error, trace = sys.exc_info()
    if error is not None and is_away(error):
        # Who asks is looked up before any view: what failed there comes here.
        return busy(request, error)
    frames = traceback.extract_tb(trace)
    own = [one for one in frames if "phuhop" in one.filename] or frames
    place = f"{own[-1].filename.rpartition('/')[2]}:{own[-1].lineno}" if own else None
    # What the error itself says may hold figures or words of somebody; it stays out.
    told("loi", request, error=kind.__name__ if kind else None, place=place)
    return page(request, 500)


def csrf_refused(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """Answer a post that did not come from our own page."""
    told("csrf", request, why=reason)
    return page(request, 403)
