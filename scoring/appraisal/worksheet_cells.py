"""The cells of a verifier's worksheet: counts, answers, days, reasons, points."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from scoring.appraisal.findings import EvidenceFinding
from scoring.appraisal.reasons import reasons
from scoring.appraisal.values import LONGEST_TEXT
from scoring.base.limits import BLANK_HINT
from scoring.base.problems import nearest, shown
from scoring.base.quantities import points_text
from scoring.base.text import clean
from scoring.forms import cell_notes
from scoring.forms.worksheet_ids import UNPROVEN
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, is_blank, refuse_unreadable, text_of

AGREED_HINT = f"để trống nếu thống nhất với số tự chấm; ghi «{UNPROVEN}» nếu không có gì chứng minh"

_POINTS = re.compile(r"[0-9]{1,6}(?:,[0-9]{1,6})?")


def is_unproven(raw: Raw) -> bool:
    """Whether the cell says that nothing shows the figure."""
    return isinstance(raw, str) and clean(raw).casefold() == UNPROVEN


def count(raw: Raw) -> int | None:
    """Return a count, ``None`` for a blank."""
    try:
        return cells.count(raw)
    except CellFault as fault:
        hint = AGREED_HINT if fault.hint == BLANK_HINT else fault.hint
        if isinstance(raw, str) and nearest(clean(raw).casefold(), (UNPROVEN,)):
            hint = f"có phải «{UNPROVEN}»?"
        raise CellFault(fault.code, fault.message, hint) from None


def answer(raw: Raw) -> bool | None:
    """Return có or không, ``None`` for a blank."""
    try:
        return cells.yes_no(raw)
    except CellFault as fault:
        hint = f"ghi «có», «không» hoặc «{UNPROVEN}»; để trống nếu thống nhất"
        raise CellFault(fault.code, fault.message, hint) from None


def text(raw: Raw) -> str | None:
    """Return one line of text."""
    if is_blank(raw):
        return None
    refuse_unreadable(raw if not isinstance(raw, date) else None)
    written = text_of(raw)
    if len(written) > LONGEST_TEXT:
        message = f"{shown(written)} dài {len(written)} ký tự"
        raise CellFault("qua-dai", message, f"ghi không quá {LONGEST_TEXT} ký tự")
    return written


def day(raw: Raw) -> str | None:
    """Return a day as 2024-11-25."""
    found = cell_notes.day(raw)
    return None if found is None else found.isoformat()


def reason_code(raw: Raw) -> str | None:
    """Return the code of a reason given by its words or its code."""
    word = text(raw)
    if word is None:
        return None
    names = {reason.name: code for code, reason in reasons().items()}
    if word in names or word in reasons():
        return names.get(word, word)
    hint = nearest(word, names) or "chọn trong danh sách của ô"
    raise CellFault("ly-do-la", f"không có lý do {shown(word)}", hint)


def evidence(raw: Raw) -> str | None:
    """Return the name of an ``EvidenceFinding`` given by its words."""
    word = text(raw)
    words = {finding.value: finding.name for finding in EvidenceFinding}
    if word is None or word in words:
        return words[word] if word else None
    hint = nearest(word, words) or f"chọn: {', '.join(words)}"
    raise CellFault("minh-chung-la", f"{shown(word)} không dùng được ở đây", hint)


def points(raw: Raw) -> str | None:
    """Return points as decimal text with a point."""
    if is_blank(raw):
        return None
    refuse_unreadable(raw)
    written = text_of(raw)
    if isinstance(raw, bool) or not _POINTS.fullmatch(written):
        hint = "ghi số điểm, phần lẻ sau dấu phẩy, ví dụ 12,5"
        raise CellFault("khong-phai-so", f"{shown(written)} không phải số điểm", hint)
    return points_text(Fraction(written.replace(",", ".")))
