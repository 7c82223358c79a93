"""Cells of a form that no point depends on: days of documents, sources, notes."""

from __future__ import annotations

import re
from datetime import date, datetime

from scoring.base.limits import LAST_YEAR, LONGEST_TEXT
from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import (
    CellFault,
    Doubtful,
    Raw,
    Unsaved,
    is_blank,
    refuse_unreadable,
    text_of,
)

_LEAST_YEAR_OF_A_DOCUMENT = 1945
_DAY = re.compile(
    r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})"
)


def day(raw: Raw) -> date | None:
    """Return a day: a date cell, or text such as 15/11/2024 or 2024-11-15.

    >>> day("5/3/2024"), day("2024-03-05")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5))
    """
    if is_blank(raw):
        return None
    if isinstance(raw, Unsaved | Doubtful):
        refuse_unreadable(raw)
    hint = "ghi ngày/tháng/năm, ví dụ 15/11/2024"
    if isinstance(raw, datetime):
        found: date | None = raw.date()
    elif isinstance(raw, date):
        found = raw
    else:
        found = _day_in_text(text_of(raw))
    if found is None:
        raise CellFault("ngay-sai", f"{shown(text_of(raw))} không phải là ngày", hint)
    if not _LEAST_YEAR_OF_A_DOCUMENT <= found.year <= LAST_YEAR:
        message = f"{shown(text_of(raw))} có năm {found.year}, không phải ngày của một văn bản"
        raise CellFault("ngay-sai", message, hint)
    return found


def _day_in_text(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    if found[4]:
        year, month, number = int(found[4]), int(found[5]), int(found[6])
    else:
        year, month, number = int(found[3]), int(found[2]), int(found[1])
    try:
        return date(year, month, number)
    except ValueError:
        return None


def note(raw: Raw) -> str | None:
    """Return what somebody noted, in NFC on one line: words, a number or a day."""
    if is_blank(raw):
        return None
    refuse_unreadable(raw if not isinstance(raw, date | datetime) else None)
    written = text_of(raw)
    if len(written) > LONGEST_TEXT:
        message = f"{shown(written)} dài {vietnamese(len(written))} ký tự"
        raise CellFault("qua-dai", message, f"ghi không quá {LONGEST_TEXT} ký tự")
    return written
