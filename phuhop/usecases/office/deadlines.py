"""Deadlines changed by a form: rows in, their file out, who is affected told first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from registry.store.dossier_keys import Key
from registry.views.listing import Wanted, listed
from registry.workflow.due_dates import Deadline, Deadlines, deadlines_of
from registry.workflow.due_dates_text import deadlines_text
from registry.workflow.settings import configure, settings_of, settings_seen
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.rules.verification import Verification

if TYPE_CHECKING:
    from registry.store.chain import Actor, Event
    from registry.store.database import Database
    from registry.workflow.repeats import Seen

_NAME = "thời hạn"
_ASSUMED = Verification(level="giả định")
"""An office's own day: nobody has compared it with a text."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline as typed: *is_yearly* is for every year, else for the year of the page."""

    is_yearly: bool
    task: str
    states: tuple[str, ...]
    day: str
    days: str
    ahead: str


@dataclass(frozen=True, slots=True)
class DeadlineForm:
    """The deadlines of a year as rows, the states there are, and what was seen of the settings."""

    rows: tuple[DeadlineRow, ...]
    states: tuple[str, ...]
    seen: Seen


def deadline_form(database: Database, year: int) -> DeadlineForm:
    """Return what a form shows."""
    with database.reading() as connection:
        settings = settings_of(connection)
        seen = settings_seen(connection)
    by_year = settings.deadlines.by_year
    rows = (
        *(_row(one, is_yearly=False) for one in by_year.get(year, ())),
        *(_row(one, is_yearly=True) for one in by_year.get(None, ())),
    )
    gone = settings.workflow.cancelled
    states = tuple(one.name for one in settings.workflow.states if one.name not in gone)
    return DeadlineForm(rows, states, seen)


def _row(one: Deadline, *, is_yearly: bool) -> DeadlineRow:
    day = "" if one.day is None else f"{one.day:%d/%m/%Y}"
    days = "" if one.days is None else str(one.days)
    return DeadlineRow(is_yearly, one.task, tuple(one.states), day, days, str(one.ahead))


def text_of_rows(database: Database, year: int, rows: Sequence[DeadlineRow]) -> str:
    """Return the file that *rows* of a year make; other years stay as they are.

    A row that says the same as before keeps how far it was verified. Raises ``ProblemsFound``
    with every fault of every row.
    """
    with database.reading() as connection:
        settings = settings_of(connection)
    old = settings.deadlines
    known = {_row(one, is_yearly=False): one for one in old.by_year.get(year, ())}
    known |= {_row(one, is_yearly=True): one for one in old.by_year.get(None, ())}
    problems: list[Problem] = []
    own: list[Deadline] = []
    always: list[Deadline] = []
    for number, row in enumerate(rows, 1):
        if row in known:
            read: Deadline | None = known[row]
        else:
            read = _read(row, f"dòng {number}", problems)
        if read is not None:
            (always if row.is_yearly else own).append(read)
    if problems:
        raise ProblemsFound(problems)
    by_year = {**old.by_year, year: tuple(own), None: tuple(always)}
    if not own:
        del by_year[year]
    text = deadlines_text(Deadlines(by_year, old.yearly))
    deadlines_of(text, _NAME, settings.workflow)
    return text


def _read(row: DeadlineRow, name: str, problems: list[Problem]) -> Deadline | None:
    before = len(problems)

    def fault(code: str, message: str, hint: str) -> None:
        problems.append(Problem(Place(name), code, message, hint))

    if not row.task:
        fault("thieu-gia-tri", "chưa ghi việc phải làm", "xóa cả dòng thì bỏ trống mọi ô của dòng")
    if not row.states:
        fault("thieu-gia-tri", "chưa chọn trạng thái nào", "hồ sơ đang ở đâu thì còn phải làm")
    if bool(row.day) == bool(row.days):
        fault("ngay-hoac-so-ngay", "phải có đúng một trong hai: ngày, số ngày", "bỏ trống ô kia")
    day = _day(row.day) if row.day else None
    if row.day and day is None:
        fault("ngay-sai", f"«{row.day}» không phải là ngày", "viết ngày như 30/11/2026")
    for words, text in (("số ngày", row.days), ("nhắc trước", row.ahead)):
        if text and not text.isdecimal():
            fault("so-sai", f"{words} «{text}» không phải số ngày", "viết số nguyên như 14")
    if len(problems) > before:
        return None
    return Deadline(
        task=row.task,
        states=row.states,
        day=day,
        days=int(row.days) if row.days else None,
        ahead=int(row.ahead or 0),
        verified=_ASSUMED,
    )


def _day(text: str) -> date | None:
    try:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Affected:
    """A dossier whose first due day changes: before and after, ``None`` where nothing is due."""

    key: Key
    name: str
    state: str
    before: date | None
    after: date | None


def affected(database: Database, text: str) -> tuple[Affected, ...]:
    """Return the dossiers of all years for which the new deadlines say another day."""
    found = []
    with database.reading() as connection:
        settings = settings_of(connection)
        new = deadlines_of(text, _NAME, settings.workflow)
        for row in listed(connection, Wanted()):
            before = settings.deadlines.due(row.key.year, row.standing)
            after = new.due(row.key.year, row.standing)
            days = (before.day if before else None, after.day if after else None)
            if days[0] != days[1]:
                found.append(Affected(row.key, row.claimed["name"], row.standing.state, *days))
    return tuple(found)


def change_deadlines(database: Database, text: str, actor: Actor, seen: Seen) -> Event:
    """Let the new deadlines hold from now on; the same asked again is answered as before.

    Raises ``ProblemsFound`` for a role that may not, and where the settings changed meanwhile.
    """
    return configure(database, actor, None, text, seen=seen)
