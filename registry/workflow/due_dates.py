"""Deadlines as data: which work is due in which state, by a day or within so many days."""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

import criteria
from registry.workflow.standing import Standing
from registry.workflow.workflow import Workflow
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.duties.calendar import Duty, load_calendar
from scoring.formats.fields import Day, Text, Whole, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, tree_of_text
from scoring.rules.verification import Verification

_NO_LEAP_YEAR = 2023

SHIPPED = criteria.PROCEDURE / "thoi-han.yaml"


@from_yaml
class Deadline:
    """One piece of work: in which states it is still to be done, and by when."""

    task: Annotated[Text, yaml_key("việc", "Việc phải làm")]
    states: Annotated[
        tuple[Text, ...], yaml_key("trạng thái", "Hồ sơ ở trạng thái nào thì còn phải làm")
    ]
    day: Annotated[Day | None, yaml_key("ngày", "Ngày cuối cùng")] = None
    days: Annotated[
        Whole | None, yaml_key("số ngày", "Trong mấy ngày kể từ khi vào trạng thái đó")
    ] = None
    ahead: Annotated[Whole, yaml_key("nhắc trước", "Nhắc trước mấy ngày")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của thời hạn")]


@from_yaml
class _Period:
    year: Annotated[Whole, yaml_key("năm", "Năm đánh giá")]
    deadlines: Annotated[tuple[Deadline, ...], yaml_key("hạn", "Các thời hạn của kỳ này")]


@from_yaml
class YearlyDuty:
    """What the office itself owes every year by a day, whatever the dossiers do."""

    task: Annotated[Text, yaml_key("việc", "Việc phải làm")]
    month: Annotated[Whole, yaml_key("tháng", "Tháng của ngày cuối cùng, 1 đến 12")]
    day: Annotated[Whole, yaml_key("ngày", "Ngày cuối cùng trong tháng")]
    next_year: Annotated[
        YesNo | None, yaml_key("năm sau", "có: hạn rơi vào năm sau năm đánh giá")
    ] = None
    ahead: Annotated[Whole, yaml_key("nhắc trước", "Nhắc trước mấy ngày")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của thời hạn")]

    def on(self, year: int) -> date:
        """Return the last day for the assessment of *year*."""
        return date(year + bool(self.next_year), self.month, self.day)


@from_yaml
class _File:
    periods: Annotated[tuple[_Period, ...], yaml_key("kỳ", "Thời hạn của từng kỳ")] = ()
    always: Annotated[tuple[Deadline, ...], yaml_key("mọi kỳ", "Thời hạn của mọi kỳ")] = ()
    yearly: Annotated[
        tuple[YearlyDuty, ...], yaml_key("hằng năm", "Việc hằng năm của cơ quan, theo ngày")
    ] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """What is due for one dossier, by when, and how sure the deadline is."""

    task: str
    day: date
    ahead: int
    level: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines by year; those of every year under ``None``."""

    by_year: dict[int | None, tuple[Deadline, ...]]
    yearly: tuple[YearlyDuty, ...] = ()

    def duties(self, today: date, year: int | None = None) -> list[Due]:
        """Return what the office owes of *year*; without it, the next day of each duty.

        Duties that the office wrote itself stand in place of the calendar of all.
        """
        found = []
        years = (year,) if year is not None else (today.year - 1, today.year, today.year + 1)
        for duty, days in self._days(years):
            day = next((one for one in days if one >= today), days[-1])
            found.append(Due(duty.task, day, duty.ahead, duty.verified.level))
        return sorted(found, key=lambda due: due.day)

    def _days(self, years: Sequence[int]) -> Iterator[tuple[YearlyDuty | Duty, list[date]]]:
        """Yield each duty with its days for *years*; one that has no day in them is left out."""
        for own in self.yearly:
            yield own, [own.on(year) for year in years]
        calendar = load_calendar()
        for duty in () if self.yearly else calendar.duties:
            found = [calendar.day_of(duty, year) for year in years]
            days = [day for day in found if day is not None]
            if days:
                yield duty, days

    def due(self, year: int, standing: Standing) -> Due | None:
        """Return the first thing due for a dossier of *year* that stands so; ``None`` if nothing.

        A day set for this dossier when it was returned stands before the general deadline.
        """
        found: list[Due] = []
        for deadline in (*self.by_year.get(year, ()), *self.by_year.get(None, ())):
            if standing.state not in deadline.states:
                continue
            day = deadline.day
            if day is None:
                since = datetime.fromisoformat(standing.since).date()
                day = since + timedelta(days=deadline.days or 0)
            found.append(Due(deadline.task, day, deadline.ahead, deadline.verified.level))
        first = min(found, key=lambda due: due.day, default=None)
        if standing.due is None:
            return first
        own = date.fromisoformat(standing.due)
        task = first.task if first is not None else standing.state
        return Due(task, own, first.ahead if first is not None else 0, "ghi khi yêu cầu bổ sung")

    def due_by_day(self, year: int, states: Collection[str]) -> Due | None:
        """Return the first thing due by a set day from one of *states*; ``None`` if nothing.

        For what has not begun: days within a state are counted from nowhere.
        """
        found = (
            Due(deadline.task, deadline.day, deadline.ahead, deadline.verified.level)
            for deadline in (*self.by_year.get(year, ()), *self.by_year.get(None, ()))
            if deadline.day is not None and not {*states}.isdisjoint(deadline.states)
        )
        return min(found, key=lambda due: due.day, default=None)


def deadlines_of(text: str, name: str, workflow: Workflow | None) -> Deadlines:
    """Read the text of a deadlines file; with a workflow its states are checked too.

    Raises ``ProblemsFound`` with all faults by line.
    """
    tree, problems = tree_of_text(text, name)
    file = shaped(_File, tree, problems)
    problems = [*problems, *_faults(file, tree, workflow)]
    if problems:
        raise ProblemsFound(problems)
    by_year: dict[int | None, tuple[Deadline, ...]] = {p.year: p.deadlines for p in file.periods}
    return Deadlines({**by_year, None: file.always}, file.yearly)


def _faults(file: _File, tree: Tree, workflow: Workflow | None) -> Iterator[Problem]:
    years = [period.year for period in file.periods]
    for at, year in enumerate(years):
        if year in years[:at]:
            message = f"năm {year} có hai lần"
            yield Problem(tree.place(("kỳ", at, "năm")), "trung-nam", message)
    for at, duty in enumerate(file.yearly):
        try:
            duty.on(_NO_LEAP_YEAR)
        except ValueError:
            message = f"không có ngày {duty.day} tháng {duty.month} hằng năm"
            yield Problem(tree.place(("hằng năm", at)), "ngay-khong-co", message)
    for path, deadline in _all(file):
        if (deadline.day is None) == (deadline.days is None):
            message = f"hạn {shown(deadline.task)} phải có đúng một trong hai: «ngày», «số ngày»"
            yield Problem(tree.place(path), "ngay-hoac-so-ngay", message)
        if workflow is None:
            continue
        known = [state.name for state in workflow.states]
        for position, name in enumerate(deadline.states):
            if name not in known:
                message = f"quy trình không có trạng thái {shown(name)}"
                hint = nearest(name, known) or f"đang có: {', '.join(known)}"
                place = tree.place((*path, "trạng thái", position))
                yield Problem(place, "ten-la", message, hint)


def _all(file: _File) -> Iterator[tuple[Path_, Deadline]]:
    for at, period in enumerate(file.periods):
        for position, deadline in enumerate(period.deadlines):
            yield ("kỳ", at, "hạn", position), deadline
    for position, deadline in enumerate(file.always):
        yield ("mọi kỳ", position), deadline
