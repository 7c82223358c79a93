"""The calendar of yearly duties as data: who owes what to whom by when, with the days in force."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import criteria
from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.fields import Day, Text, Whole, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.verification import Verification

SHIPPED = criteria.DUTIES / "lich.yaml"
COMMUNE, PROVINCE = "xã", "tỉnh"
_NO_LEAP_YEAR = 2023
_SATURDAY = 5


@from_yaml
class Holiday:
    """A day of every year on which nobody works."""

    month: Annotated[Whole, yaml_key("tháng", "Tháng")]
    day: Annotated[Whole, yaml_key("ngày", "Ngày")]


@from_yaml
class Duty:
    """One duty: a day of the year, or so long after something that has no day."""

    code: Annotated[Text, yaml_key("mã", "Mã của việc")]
    task: Annotated[Text, yaml_key("việc", "Việc phải làm")]
    tier: Annotated[Literal["xã", "tỉnh", "trung ương"], yaml_key("cấp", "Việc của cấp nào")]
    who: Annotated[Text, yaml_key("ai làm", "Cơ quan phải làm")]
    recipient: Annotated[Text, yaml_key("gửi", "Gửi ai")]
    from_day: Annotated[Day | None, yaml_key("từ ngày", "Có hiệu lực từ")] = None
    until_day: Annotated[Day | None, yaml_key("đến ngày", "Ngày cuối cùng còn hiệu lực")] = None
    month: Annotated[Whole | None, yaml_key("tháng", "Tháng của ngày cuối cùng")] = None
    day: Annotated[Whole | None, yaml_key("ngày", "Ngày cuối cùng trong tháng")] = None
    working_days: Annotated[
        Whole | None, yaml_key("số ngày làm việc", "Trong mấy ngày làm việc sau tháng, ngày ấy")
    ] = None
    next_year: Annotated[YesNo | None, yaml_key("năm sau", "có: hạn rơi vào năm sau")] = None
    after: Annotated[Text | None, yaml_key("sau", "Sau việc gì, khi không có ngày cố định")] = None
    days: Annotated[Whole | None, yaml_key("số ngày", "Trong mấy ngày sau việc ấy")] = None
    ahead: Annotated[Whole, yaml_key("nhắc trước", "Nhắc trước mấy ngày")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của thời hạn")]

    @property
    def has_day(self) -> bool:
        """Whether it falls on a day that a calendar can tell."""
        return self.month is not None

    def is_in_force(self, day: date) -> bool:
        """Whether it is owed on *day*."""
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until_day is None or day <= self.until_day)


@from_yaml
class _CalendarFile:
    holidays: Annotated[tuple[Holiday, ...], yaml_key("ngày nghỉ", "Ngày không làm việc")] = ()
    duties: Annotated[tuple[Duty, ...], yaml_key("việc", "Các việc hằng năm")]


@dataclass(frozen=True, slots=True)
class DueDuty:
    """A duty on its day, of the year it is owed for."""

    duty: Duty
    year: int
    day: date


@dataclass(frozen=True, slots=True)
class DutyCalendar:
    """All duties of one file."""

    duties: tuple[Duty, ...]
    holidays: frozenset[tuple[int, int]]

    def day_of(self, duty: Duty, year: int) -> date | None:
        """Return the last day of *duty* for *year*; ``None`` where it has none, or not yet."""
        if duty.month is None or duty.day is None:
            return None
        day = date(year + bool(duty.next_year), duty.month, duty.day)
        if duty.working_days is not None:
            day = self._working_day(day, duty.working_days)
        return day if duty.is_in_force(day) else None

    def between(self, first: date, last: date, tier: str | None = None) -> tuple[DueDuty, ...]:
        """Return what is due from *first* to *last*, by day; of one tier, or of all."""
        found = [
            DueDuty(duty, year, day)
            for duty in self.duties
            for year in range(first.year - 1, last.year + 1)
            for day in (self.day_of(duty, year),)
            if tier in {None, duty.tier} and day is not None and first <= day <= last
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.duty.code)))

    def without_a_day(self, today: date, tier: str | None = None) -> tuple[Duty, ...]:
        """Return the duties that no calendar can date."""
        return tuple(
            duty
            for duty in self.duties
            if not duty.has_day and duty.is_in_force(today) and tier in {None, duty.tier}
        )

    def _working_day(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            is_free = day.weekday() >= _SATURDAY or (day.month, day.day) in self.holidays
            count -= not is_free
        return day


@lru_cache(maxsize=2)
def load_calendar(path: Path = SHIPPED) -> DutyCalendar:
    """Read a calendar; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(_CalendarFile, tree, problems)
    problems += _faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    return DutyCalendar(file.duties, frozenset((one.month, one.day) for one in file.holidays))


def _faults(file: _CalendarFile, tree: Tree) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, duty in enumerate(file.duties):
        place = tree.place(("việc", at))
        if duty.code in seen:
            yield Problem(place, "trung-ma", f"việc {shown(duty.code)} có hai lần")
        seen.add(duty.code)
        if (duty.month is None) != (duty.day is None) or duty.has_day == (duty.after is not None):
            message = f"việc {shown(duty.code)} cần «tháng» và «ngày», hoặc «sau»"
            yield Problem(place, "thieu-ngay", message)
        elif duty.has_day:
            try:
                date(_NO_LEAP_YEAR, duty.month or 0, duty.day or 0)
            except ValueError:
                message = f"không có ngày {duty.day} tháng {duty.month} hằng năm"
                yield Problem(place, "ngay-khong-co", message)
