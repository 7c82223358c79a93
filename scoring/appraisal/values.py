"""The values of an appraisal as plain JSON has them, read as people give them.

They come from a form, a YAML file or a worksheet, so a text is tidied and not refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from scoring.base.limits import BLANK_HINT, FIRST_YEAR, LAST_YEAR, MOST_DIGITS
from scoring.base.problems import nearest, shown
from scoring.base.text import clean
from scoring.formats import json_shapes as shapes
from scoring.formats.schema_classes import fault

LONGEST_TEXT = 2_000
"""Characters of a remark. A page of a document has about as many."""

T = TypeVar("T")


def needed(key: str, shape: shapes.Shape) -> shapes.Shape:
    """Return *shape* for a value that must be there: a blank is no better than no key."""

    def given(value: T | None) -> T:
        if value is None:
            raise fault("thieu-khoa", f"thiếu khóa «{key}»")
        return value

    return shapes.then(shapes.maybe(shape), given)


def _line(value: Any) -> str | None:
    if not isinstance(value, str):
        raise fault("khong-phai-chu", f"{shown(value)} không phải là chữ")
    text = clean(value)
    if len(text) > LONGEST_TEXT:
        raise fault("qua-dai", f"dài {len(text)} ký tự, ghi không quá {LONGEST_TEXT}")
    return text or None


LINE = shapes.checked(_line)


def matching(pattern: str, code: str, hint: str) -> shapes.Shape:
    """Return the shape of a text of one form."""

    def read(text: str | None) -> str | None:
        if text is not None and not re.fullmatch(pattern, text):
            raise fault(code, f"{shown(text)} không đúng dạng", hint)
        return text

    return shapes.then(LINE, read)


def choice(known: Collection[str], code: str, what: str) -> shapes.Shape:
    """Return the shape of one of *known*; *what* names such a thing in the message."""

    def read(text: str | None) -> str | None:
        if text is not None and text not in known:
            hint = nearest(text, known) or f"chọn: {', '.join(known)}"
            raise fault(code, f"không có {what} {shown(text)}", hint)
        return text

    return shapes.then(LINE, read)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise fault("khong-phai-so", f"{shown(value)} không phải là số đếm", BLANK_HINT)
    if not 0 <= value < 10**MOST_DIGITS:
        raise fault("so-ngoai-khoang", f"{shown(value)} không phải số đếm của một xã")
    return value


COUNT = shapes.checked(_count)


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise fault("nam-sai", f"năm {shown(year)} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}")
    return year


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise fault("khong-phai-ngay", f"{shown(text)} không phải là ngày", "viết như 2024-11-20")


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise fault("co-khong", f"{shown(value)} không phải có hoặc không")
    return value


YEAR = shapes.then(COUNT, _year)
DAY = shapes.then(LINE, _day)
YES_NO = shapes.checked(_yes_no)
