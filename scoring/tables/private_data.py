"""Headings that are named like a child's personal data."""

from __future__ import annotations

import re
from functools import lru_cache

from scoring.base.problems import Problem
from scoring.base.text import plain_letters
from scoring.tables.raw import RawTable

# Headings that belong to a list of children. Each is matched against the whole heading, so
# that a count such as «tre_den_truong_lop_mam_non» is none of them.
_PRIVATE = re.compile(
    r"(?:"
    r"(?:so_)?(?:cccd|cmnd|can_cuoc|dinh_danh|ho_chieu)(?:_.*)?|ma_dinh_danh(?:_.*)?"
    r"|ho_(?:va_|va_chu_dem_)?ten(?:_.*)?|ho_dem(?:_.*)?"
    r"|ten_(?:tre|chau|be|con|hoc_sinh|cha|bo|me|nguoi_giam_ho|phu_huynh)(?:_.*)?"
    r"|(?:ngay|nam|thang|noi)_(?:thang_nam_)?sinh(?:_.*)?|sinh_ngay(?:_.*)?|dob|birth.*"
    r"|dia_chi(?:_.*)?|noi_o(?:_.*)?|(?:noi_|ho_khau_)?(?:thuong_tru|tam_tru|cu_tru)(?:_.*)?"
    r"|(?:so|ma)_(?:ho_so|benh_an|the_bhyt|bhyt)(?:_.*)?"
    r"|lop|lop_hoc|ten_lop|lop_\w{1,3}"
    r"|gioi_tinh(?:_.*)?|(?:so_)?(?:dien_thoai|dt)|sdt(?:_.*)?|e_?mail"
    r"|anh_(?:tre|chan_dung|the)|hinh_anh|address|full_?name"
    r")"
)


def slug(heading: str) -> str:
    """Return a heading without diacritics, words joined by underscores.

    >>> slug("Địa chỉ (thường trú)")
    'dia_chi_thuong_tru'
    """
    return re.sub(r"[^a-z0-9]+", "_", plain_letters(heading)).strip("_")


@lru_cache(maxsize=4096)
def is_private(heading: str) -> bool:
    """Whether a heading is named like a child's personal data.

    >>> is_private("Họ và tên trẻ"), is_private("Số trẻ em được khai sinh")
    (True, False)
    """
    return _PRIVATE.fullmatch(slug(heading)) is not None


def private_columns(table: RawTable) -> list[Problem]:
    """Return a fault for every column that is named like a child's personal data.

    Source: Luật Trẻ em 2016, Điều 21; Luật 91/2025/QH15, Điều 24.
    """
    message = "cột này giống dữ liệu cá nhân của trẻ em; không đọc gì trong tệp"
    hint = "Luật Trẻ em Điều 21: chỉ nhận số đếm; xóa cột này và mọi thông tin từng trẻ rồi gửi lại"
    return [
        Problem(table.place(None, position), "du-lieu-ca-nhan", message, hint)
        for position, heading in enumerate(table.headings)
        if is_private(heading)
    ]
