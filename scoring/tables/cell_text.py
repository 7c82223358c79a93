"""A raw cell, and what every reader of cells must know of it: blanks, faults, its text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.base.text import clean


class Unsaved(Enum):
    """A workbook's formula that no program has computed yet: neither a value nor a blank."""

    FORMULA = "công thức"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A cell that must not be taken for what it seems to hold: why, and what to do."""

    code: str
    message: str
    hint: str


Raw = str | int | float | bool | datetime | date | time | timedelta | Unsaved | Doubtful | None
"""A cell as the file holds it. ``None`` is an empty cell."""

_EXCEL_ERROR = re.compile(r"#(?:[A-Z_]+(?:/[A-Z0-9])?[!?]?|DIV/0!|#+)")


class CellFault(Exception):  # noqa: N818 -- it is the cell that is at fault, not the program
    """What is wrong with one cell: problem code, message, and what to do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep the three texts of a ``Problem`` that has no place yet."""
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(message)


def is_blank(raw: Raw) -> bool:
    """Whether the cell is empty or holds nothing a person could see."""
    if not isinstance(raw, str):
        return raw is None
    # The quick way for almost every cell: a visible first letter.
    return not (raw and "!" <= raw[0] <= "~") and not clean(raw)


def text_of(raw: Raw) -> str:
    """Return a raw value as a person sees it in the table: numbers in Vietnamese style."""
    match raw:
        case None:
            return ""
        case str():
            return clean(raw)
        case bool():
            return "TRUE" if raw else "FALSE"
        case float() if math.isfinite(raw):
            number = f"{Decimal(repr(raw)):f}"
            return vietnamese(number.removesuffix(".0"))
        case datetime():
            return f"{raw:%d/%m/%Y}"
        case date():
            return f"{raw:%d/%m/%Y}"
        case Unsaved():
            return raw.value
        case Doubtful():
            return raw.message
    return str(raw)


def refuse_unreadable(raw: Raw) -> None:
    """Raise for what no column can hold: Excel's errors, formulas, numbers turned into dates."""
    if isinstance(raw, Unsaved):
        message = "ô có công thức nhưng chưa có kết quả"
        hint = "mở bằng Excel, bấm Lưu rồi gửi lại"
        raise CellFault("cong-thuc-chua-luu", message, hint)
    if isinstance(raw, Doubtful):
        raise CellFault(raw.code, raw.message, raw.hint)
    if isinstance(raw, date | time | timedelta):
        message = f"ô đang là ngày giờ ({text_of(raw)})"
        hint = "Excel đã đổi số thành ngày; đổi định dạng ô sang Number rồi gõ lại số"
        raise CellFault("o-ngay-thang", message, hint)
    if isinstance(raw, str) and _EXCEL_ERROR.fullmatch(raw):
        hint = "sửa công thức hoặc gõ thẳng giá trị"
        raise CellFault("loi-excel", f"ô báo lỗi của Excel {shown(raw)}", hint)
    if isinstance(raw, str) and raw.startswith("="):
        message = f"{shown(raw)} là công thức, không phải giá trị"
        raise CellFault("cong-thuc", message, "gõ thẳng giá trị vào ô")
