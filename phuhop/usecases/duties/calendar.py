"""What a commune or a province owes in the coming months, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phuhop.usecases.reading import shipped_units
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.place_names import same_place
from scoring.base.problems import nearest
from scoring.duties.calendar import COMMUNE, PROVINCE, DueDuty, Duty, load_calendar

ENDINGS = (".ics", ".csv", ".xlsx")
_CODE_LENGTH, _MONTHS = 5, 12
_LAST_DAY = 28


@dataclass(frozen=True, slots=True)
class CalendarOfPlace:
    """The place's name and tier, what is due by day, and what has no day."""

    place: str
    tier: str
    due: tuple[DueDuty, ...]
    undated: tuple[Duty, ...]
    today: date

    def text(self) -> str:
        """Return the list as text."""
        from reports.duties.calendar import calendar_text

        return calendar_text(self.place, self.due, self.undated, self.today)

    def file(self, ending: str) -> bytes:
        """Return it as a file with one of ``ENDINGS``."""
        from reports.duties.calendar import CALENDAR_HEADINGS, calendar_ics, calendar_rows
        from reports.tables.writing import WRITERS

        if ending == ".ics":
            return calendar_ics(self.place, self.due, self.today)
        return WRITERS[ending](CALENDAR_HEADINGS, calendar_rows(self.due, self.today))


def calendar_of(
    place: str, today: date, months: int = 12, own: Path | None = None
) -> CalendarOfPlace:
    """Return what *place* (a commune's code, or a province's name) owes in so many months.

    Raises ``WrongUse`` for a place that no register has, ``ProblemsFound`` for a faulty
    calendar of one's own.
    """
    name, tier = _place(place, today)
    calendar = load_calendar() if own is None else load_calendar(own)
    month = today.month - 1 + months
    last = date(today.year + month // _MONTHS, month % _MONTHS + 1, min(today.day, _LAST_DAY))
    due = calendar.between(today, last, tier)
    return CalendarOfPlace(name, tier, due, calendar.without_a_day(today, tier), today)


def _place(place: str, today: date) -> tuple[str, str]:
    register = shipped_units().on(today)
    known = {} if register is None else register.units
    if place.isascii() and place.isdigit() and len(place) == _CODE_LENGTH:
        if place in known:
            return f"{known[place].name}, {known[place].province}", COMMUNE
        if known and place < "99001":
            raise WrongUse("place", f"không có xã mã «{place}» trong sổ ngày {today:%d/%m/%Y}")
        return f"xã mã {place}", COMMUNE
    provinces = () if register is None else register.provinces
    for name in provinces:
        if same_place(place, name):
            return name, PROVINCE
    hint = nearest(place, provinces) or "xã thì ghi mã 5 chữ số, tra trong sổ đơn vị hành chính"
    raise WrongUse("place", f"không có tỉnh, thành phố «{place}»; {hint}")
