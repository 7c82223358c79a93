"""Validations and messages of the cells that officers fill in, in Vietnamese.

Excel takes 32 characters of a prompt's title and 255 of its message.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from scoring.base.quantities import vietnamese

YES_NO = ("có", "không")
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255


def _said(title: str, message: str, error: str) -> dict[str, Any]:
    return {
        "ignore_blank": True,
        "input_title": _cut(title, _LONGEST_TITLE),
        "input_message": _cut(message, _LONGEST_MESSAGE),
        "error_title": "Chưa đúng",
        "error_message": _cut(error, _LONGEST_MESSAGE),
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def count(title: str, message: str, largest: int) -> dict[str, Any]:
    """Return the validation of a count: a whole number from 0 to *largest*."""
    error = (
        f"Ô này chỉ nhận số nguyên từ 0 đến {vietnamese(largest)}. Không ghi chữ, tỷ lệ, số lẻ. "
        "Chưa có số liệu thì để trống; không có trường hợp nào thì ghi 0."
    )
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": largest,
        **_said(title, message, error),
    }


def count_or_words(title: str, message: str, allowed: tuple[int, str], cell: str) -> dict[str, Any]:
    """Return the validation of a *cell* that takes a whole number up to a limit, or some words."""
    largest, words_ = allowed
    whole = f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={largest},{cell}=INT({cell}))"
    # Excel's AND computes every side: INT of a text would make the whole formula an error.
    formula = f'=IF(ISNUMBER({cell}),{whole},LOWER(TRIM({cell}))="{words_}")'
    error = f"Ô này nhận số nguyên từ 0 đến {vietnamese(largest)}, hoặc «{words_}»."
    return {"validate": "custom", "value": formula, **_said(title, message, error)}


def range_choice(title: str, message: str, source: str) -> dict[str, Any]:
    """Return the validation of a list whose words stand in the cells *source*."""
    error = "Chọn trong danh sách của ô, hoặc để trống."
    return {"validate": "list", "source": source, **_said(title, message, error)}


def choice(title: str, message: str, values: tuple[str, ...]) -> dict[str, Any]:
    """Return the validation of a list."""
    error = f"Chọn trong danh sách: {', '.join(values)}. Chưa trả lời được thì để trống."
    return {"validate": "list", "source": list(values), **_said(title, message, error)}


def day(title: str, message: str) -> dict[str, Any]:
    """Return the validation of a date."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(1990, 1, 1),
        "maximum": date(2100, 12, 31),
        **_said(title, message, "Ghi ngày/tháng/năm, ví dụ 15/11/2024."),
    }


def words(title: str, message: str, longest: int) -> dict[str, Any]:
    """Return the validation of a text of at most *longest* characters."""
    return {
        "validate": "length",
        "criteria": "<=",
        "value": longest,
        **_said(title, message, f"Ghi không quá {longest} ký tự."),
    }


def code(title: str, message: str) -> dict[str, Any]:
    """Return the validation of a commune's code: five characters."""
    return {
        "validate": "length",
        "criteria": "==",
        "value": 5,
        **_said(title, message, "Mã gồm đúng năm chữ số; giữ số 0 ở đầu, ví dụ 00004."),
    }
