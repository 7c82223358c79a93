"""One cell of a results table, read: points, a finding, an outcome, a level, a status.

Points come back exactly as they were written: decimal text with the comma of our CSV, or the
double of a workbook or Parquet file, whose shortest text is the decimal that was meant.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from scoring.base.levels import Level
from scoring.base.problems import nearest, shown
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding, Outcome
from scoring.results.rows import Status
from scoring.tables.cell_text import CellFault, Raw, is_blank, refuse_unreadable, text_of

_POINTS = re.compile(r"[0-9]{1,12}(?:,[0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?")
_POINT_FOR_COMMA = re.compile(r"[0-9]{1,12}\.[0-9]{1,20}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

_LEVELS = {word: level for level in Level for word in (level_words(level), level.value)}

_E = TypeVar("_E", bound=Enum)


def points(raw: Raw) -> Fraction | None:
    """Return points, exact; ``None`` for a blank.

    >>> points("862,5"), points(12.5), points("")
    (Fraction(1725, 2), Fraction(25, 2), None)
    """
    if is_blank(raw):
        return None
    refuse_unreadable(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if raw < 0:
            raise CellFault("so-am", f"{shown(text_of(raw))} là số âm", "điểm không âm")
        if math.isfinite(raw):
            return Fraction(Decimal(repr(raw)))
    text = text_of(raw)
    if isinstance(raw, str):
        if _POINTS.fullmatch(text):
            return Fraction(text.replace(",", "."))
        if _POINT_FOR_COMMA.fullmatch(text):
            message = f"{shown(text)} mơ hồ: dấu chấm là hàng nghìn hay phần lẻ?"
            hint = f"nếu là phần lẻ thì ghi {text.replace('.', ',')}"
            raise CellFault("so-mo-ho", message, hint)
    hint = "ghi số điểm bằng chữ số, ví dụ 862,5"
    raise CellFault("khong-phai-so", f"{shown(text)} không phải là số điểm", hint)


def finding(raw: Raw) -> Finding | None:
    """Return đạt, không đạt or chưa kết luận được."""
    return _word(raw, {member.value: member for member in Finding}, "kết luận")


def outcome(raw: Raw) -> Outcome | None:
    """Return what came of a part."""
    return _word(raw, {member.value: member for member in Outcome}, "kết quả của phần")


def status(raw: Raw) -> Status | None:
    """Return how far the result has come."""
    return _word(raw, {member.value: member for member in Status}, "tình trạng")


def level(raw: Raw) -> Level | None:
    """Return a level, in the words of the table or of a ruleset file."""
    return _word(raw, _LEVELS, "mức tin cậy")


def _word(raw: Raw, known: dict[str, _E], what: str) -> _E | None:
    if is_blank(raw):
        return None
    text = text_of(raw)
    refuse_unreadable(text if isinstance(raw, str) else raw)
    found = known.get(text.casefold())
    if found is None:
        hint = nearest(text.casefold(), known) or f"ghi một trong: {'; '.join(known)}"
        raise CellFault("tu-la", f"không có {what} {shown(text)}", hint)
    return found


def sha256(raw: Raw) -> str | None:
    """Return a SHA-256 as 64 hexadecimal digits."""
    if is_blank(raw):
        return None
    text = text_of(raw)
    if not _SHA256.fullmatch(text):
        hint = "chấm lại để lấy bảng kết quả"
        raise CellFault("sha256-sai", f"{shown(text)} không phải là mã băm SHA-256", hint)
    return text
