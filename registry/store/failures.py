"""What a database says when it cannot go on, as problems of ours: what it is, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoResultFound

from scoring.base.problems import Place, Problem, ProblemsFound, shown

BUSY_SECONDS = 60
"""How long a process waits while another one writes."""

BROKEN_HINT = "kiểm tra sổ cho biết ở đâu; khôi phục từ bản sao lưu"

_UNREACHABLE = (
    (
        ("password authentication failed",),
        "sai-mat-khau",
        "máy chủ không nhận mật khẩu của người dùng này",
        "xem lại tệp mật khẩu (~/.pgpass, quyền 0600) hoặc đặt lại mật khẩu trên máy chủ",
    ),
    (
        ("no password supplied",),
        "thieu-mat-khau",
        "máy chủ cần mật khẩu mà chưa có",
        "ghi mật khẩu vào tệp ~/.pgpass, quyền 0600",
    ),
    (
        ("database", "does not exist"),
        "khong-co-csdl",
        "máy chủ đang chạy nhưng không có cơ sở dữ liệu tên này",
        "tạo bằng createdb -E UTF8 -T template0, hoặc xem lại tên trong địa chỉ",
    ),
    (
        ("role", "does not exist"),
        "khong-co-nguoi-dung",
        "máy chủ đang chạy nhưng không có người dùng này",
        "tạo bằng createuser, hoặc xem lại tên trong địa chỉ",
    ),
    (
        ("no pg_hba.conf entry",),
        "khong-duoc-vao",
        "máy chủ không cho máy này vào",
        "người quản trị thêm một dòng vào pg_hba.conf",
    ),
    (
        ("permission denied",),
        "khong-du-quyen",
        "người dùng này của cơ sở dữ liệu không đủ quyền",
        "khám sổ để biết thiếu quyền nào; chủ sở hữu sổ cấp bằng GRANT",
    ),
    (
        ("resolve host",),
        "khong-co-may",
        "không tìm thấy máy chủ tên này",
        "xem lại tên máy trong địa chỉ, và mạng",
    ),
    (
        ("connection", "failed"),
        "khong-ket-noi-duoc",
        "không kết nối được máy chủ cơ sở dữ liệu",
        "máy chủ chưa chạy, sai tên máy hoặc cổng, hay bị tường lửa chặn",
    ),
    (
        ("connection", "refused"),
        "khong-ket-noi-duoc",
        "không kết nối được máy chủ cơ sở dữ liệu",
        "máy chủ chưa chạy, sai tên máy hoặc cổng, hay bị tường lửa chặn",
    ),
    (
        ("terminating connection",),
        "khong-ket-noi-duoc",
        "máy chủ cơ sở dữ liệu vừa dừng",
        "khởi động lại máy chủ rồi làm lại; việc dở không được ghi",
    ),
    (
        ("closed the connection",),
        "khong-ket-noi-duoc",
        "máy chủ cơ sở dữ liệu vừa dừng",
        "khởi động lại máy chủ rồi làm lại; việc dở không được ghi",
    ),
)
"""What PostgreSQL says when nobody gets in: words of one line, and what is to be done."""

LOST = frozenset({"khong-ket-noi-duoc", "khong-co-may"})
"""Codes of a server that is not there: nothing more can be done in this run."""


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn what a database says when it cannot go on into a problem of ours."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code, message, hint = _words(error.orig if isinstance(error, DBAPIError) else error)
        raise _problem(name, code, message, hint) from error
    except NoResultFound as error:
        # What every register has was taken out behind the program's back.
        message = "sổ thiếu dòng mà sổ nào cũng phải có"
        raise _problem(name, "so-thieu-dong", message, BROKEN_HINT) from error


def _words(error: BaseException | None) -> tuple[str, str, str]:
    said = str(error).strip().splitlines()
    first = said[0] if said else type(error).__name__
    for marks, code, message, hint in _UNREACHABLE:
        if any(all(word in line for word in marks) for line in said):
            return code, message, hint
    if "locked" in first or "lock timeout" in first:
        return "so-ban", f"sổ đang bận quá {BUSY_SECONDS} giây", "thử lại sau"
    # SQLite says «disk I/O error» where a write fails halfway, quota and size limit included.
    if any(words in first for words in ("full", "No space left", "disk I/O error")):
        hint = "việc này chưa được ghi, những gì đã ghi trước đó còn nguyên; dọn đĩa rồi làm lại"
        return "het-cho", "hết chỗ trên đĩa", hint
    if "not a database" in first or "malformed" in first:
        return "so-hong", "tệp này không phải cơ sở dữ liệu SQLite, hoặc đã hỏng", ""
    if "readonly" in first or "unable to open" in first:
        return "khong-ghi-duoc", "không mở hoặc không ghi được tệp", "xem lại quyền và thư mục"
    return "loi-co-so-du-lieu", f"cơ sở dữ liệu báo: {shown(first)}", ""


def _problem(name: str, code: str, message: str, hint: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(Place(name), code, message, hint)])
