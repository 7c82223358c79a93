"""The calendar of duties as text, as a table, and as a file that calendar programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reports.wording.text_lines import wrapped
from reports.wording.vietnamese import short_date
from scoring.duties.calendar import DueDuty, Duty
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

CALENDAR_HEADINGS = (
    Heading("Hạn", TEXT),
    Heading("Còn (ngày)", NUMBER),
    Heading("Việc", TEXT),
    Heading("Của năm", NUMBER),
    Heading("Ai làm", TEXT),
    Heading("Gửi", TEXT),
    Heading("Mức tin cậy, nguồn", TEXT),
)
_LONGEST_LINE = 75
"""Octets of a line of an .ics file. Source: RFC 5545, 3.1."""


def calendar_text(place: str, due: Sequence[DueDuty], undated: Sequence[Duty], today: date) -> str:
    """Return the list, the nearest first; then what has no day."""
    lines = [f"LỊCH VIỆC VỀ TRẺ EM CỦA {place.upper()}, từ {short_date(today)}"]
    for one in due:
        left = (one.day - today).days
        when = (
            f"{short_date(one.day)} (còn {left} ngày)" if left else f"{short_date(one.day)} (nay)"
        )
        lines += ["", *wrapped(f"{when}: {one.duty.task}, năm {one.year}", "")]
        lines += wrapped(f"{one.duty.who} gửi {one.duty.recipient}", "  ")
        lines += wrapped(f"Căn cứ: {one.duty.verified}", "  ")
    if undated:
        lines += ["", "KHÔNG CÓ NGÀY CỐ ĐỊNH"]
        for duty in undated:
            within = f"trong {duty.days} ngày " if duty.days is not None else ""
            lines += wrapped(f"{duty.task}: {within}sau khi {duty.after}", "  ")
            lines += wrapped(f"{duty.who} gửi {duty.recipient}. Căn cứ: {duty.verified}", "    ")
    return "\n".join([*lines, ""])


def calendar_rows(due: Sequence[DueDuty], today: date) -> Iterator[dict[str, Value]]:
    """Yield a row for each dated duty."""
    for one in due:
        values = (
            short_date(one.day),
            (one.day - today).days,
            one.duty.task,
            one.year,
            one.duty.who,
            one.duty.recipient,
            str(one.duty.verified),
        )
        names = (heading.name for heading in CALENDAR_HEADINGS)
        yield dict(zip(names, values, strict=True))


def calendar_ics(place: str, due: Sequence[DueDuty], today: date) -> bytes:
    """Return an iCalendar file: a whole-day event each, with its reminder.

    The same list on the same day gives the same bytes; an event keeps its name from year to
    year, so that reading the file again renews it. Source: RFC 5545.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//phuhop//lich viec tre em//VI"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(f'Việc về trẻ em: {place}')}"]
    for one in due:
        duty = one.duty
        told = f"{duty.who} gửi {duty.recipient}. Căn cứ của hạn: {duty.verified}."
        lines += [
            "BEGIN:VEVENT",
            f"UID:{duty.code.replace('_', '-')}-{one.year}@phuhop",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"SUMMARY:{_escaped(f'{duty.task}, năm {one.year}')}",
            f"DESCRIPTION:{_escaped(told)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(duty.task)}",
            f"TRIGGER:-P{duty.ahead}D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces no longer than readers must take, broken never within a letter."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        room = _LONGEST_LINE - (1 if pieces else 0)
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
