"""The verifier's inbox: dossiers by state with counts, in the order in which to look at them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from phuhop.usecases.verifying.looking_first import Decisive
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import dossiers
from registry.views.listing import Wanted, counted
from registry.views.text import points_words
from registry.views.worklist import Summaries, WorkItem, summaries_of, work_items
from registry.workflow.due_dates import Due
from registry.workflow.kept_rulesets import kept_rulesets
from registry.workflow.repeats import Seen, seen_of
from registry.workflow.settings import settings_of
from reports.wording.vietnamese import short_date
from reports.wording.words import MARKS
from scoring.engine.score_sheet import Finding
from scoring.focus.sampling import draw

A_PAGE = 100
"""Lines of a page."""

SOON = 7
"""Days within which something is due soon."""

LATE, NEAR, UNDATED = "qua-han", "trong-7-ngay", "khong-han"
DUES = {LATE: "quá hạn", NEAR: f"còn không quá {SOON} ngày", UNDATED: "không có hạn"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verifier filters by; ``None`` and ``""`` are any.

    ``assignee`` is an account's name, ``""`` for any and ``"-"`` for nobody; ``threshold`` the
    points of a group, ``sample`` how many communes chance draws with ``seed``.
    """

    year: int
    state: str | None = None
    due: str = ""
    assignee: str = ""
    verdict: Finding | None = None
    threshold: int | None = None
    page: int = 1
    sample: int = 0
    seed: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One dossier of the list, in words."""

    key: Key
    name: str
    state: str
    is_locked: bool
    due: str
    days_left: int | None
    claimed: str
    verified: str
    verdict: str
    tone: str
    assignee: str
    nearest: str
    is_drawn: bool
    seen: Seen


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of the list: counts by state before the filters, and what the filters leave."""

    asked: Asked
    counts: Mapping[str, int]
    lines: tuple[WorkLine, ...]
    found: int
    uncounted: int
    """Dossiers whose order is not known yet: nobody computed what could overturn them."""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.found // A_PAGE))


def years_of(database: Database, communes: Collection[str] | None) -> list[int]:
    """Return the years of which the register has dossiers of *communes*, newest first."""
    query = select(dossiers.c.year).distinct().order_by(dossiers.c.year.desc())
    if communes is not None:
        query = query.where(dossiers.c.commune.in_(sorted(communes)))
    with database.reading() as connection:
        return [int(year) for year in connection.execute(query).scalars()]


def thresholds_of(database: Database) -> list[int]:
    """Return the points that groups of communes have to reach, by the rulesets in the register."""
    with database.reading() as connection:
        kept = kept_rulesets(connection)
    every = {one.points for ruleset in kept for one in ruleset.recognition.thresholds}
    return sorted(int(points) for points in every)


def worklist(  # noqa: PLR0913, PLR0917 -- who asks, for what, and what the face keeps
    database: Database,
    asked: Asked,
    scope: tuple[Collection[str] | None, Collection[str]],
    assigned: Mapping[tuple[str, int], str],
    known: Callable[[Iterable[str]], Mapping[str, Decisive]],
    today: date,
) -> Worklist:
    """Return the page that was *asked* for.

    *scope* are the communes (``None`` is every one) and the states that the person sees,
    *assigned* the accounts' names by commune and year, *known* gives what could overturn by the
    hash of a version, as far as it was computed. The order is that of the day something is due,
    then the smallest change that overturns, then the code.
    """
    communes, states = scope
    seen = [state for state in states if asked.state in {None, state}]
    every = Wanted(asked.year, communes=communes, states=states)
    wanted = Wanted(
        asked.year,
        communes=communes,
        states=seen,
        counting_verdict=asked.verdict,
        threshold=asked.threshold,
    )
    with database.reading() as connection:
        settings = settings_of(connection)
        counts = counted(connection, every)
        items = [*work_items(connection, wanted)]
        dues = {item.number: settings.deadlines.due(asked.year, item.standing) for item in items}
        items = [
            item
            for item in items
            if _is_due(asked.due, dues[item.number], today)
            and asked.assignee in {"", _assignee(item.key, assigned) or "-"}
        ]
        order = known(item.sha256 for item in items)
        items.sort(key=lambda item: _order(item, dues[item.number], order.get(item.sha256)))
        page = items[(asked.page - 1) * A_PAGE : asked.page * A_PAGE]
        summaries = summaries_of(connection, [item.number for item in page])
    drawn = _drawn(asked, items)
    names = [state.name for state in settings.workflow.states]
    return Worklist(
        asked,
        {name: counts.get(name, 0) for name in names if name in states},
        tuple(
            _line(
                item,
                summaries[item.number],
                dues[item.number],
                order.get(item.sha256),
                (today, _assignee(item.key, assigned), item.key.commune in drawn),
            )
            for item in page
        ),
        len(items),
        sum(item.sha256 not in order for item in items),
    )


def versions_of(
    database: Database, year: int, scope: tuple[Collection[str] | None, Collection[str]]
) -> list[tuple[str, str]]:
    """Return name and hash of the version that counts of every dossier of a year in *scope*."""
    wanted = Wanted(year, communes=scope[0], states=scope[1])
    with database.reading() as connection:
        return [(str(item.key), item.sha256) for item in work_items(connection, wanted)]


def _assignee(key: Key, assigned: Mapping[tuple[str, int], str]) -> str:
    return assigned.get((key.commune, key.year), "")


def _is_due(asked: str, due: Due | None, today: date) -> bool:
    if not asked:
        return True
    if due is None:
        return asked == UNDATED
    left = (due.day - today).days
    return (asked == LATE and left < 0) or (asked == NEAR and 0 <= left <= SOON)


def _order(item: WorkItem, due: Due | None, first: Decisive | None) -> tuple[object, ...]:
    day = date.max if due is None else due.day
    return day, first is None, () if first is None else first.sort_key, item.key


def _drawn(asked: Asked, items: Iterable[WorkItem]) -> frozenset[str]:
    codes = sorted({item.key.commune for item in items})
    if not asked.sample or not codes:
        return frozenset()
    return frozenset(draw(codes, min(asked.sample, len(codes)), asked.seed).codes)


def _line(
    item: WorkItem,
    summaries: Summaries,
    due: Due | None,
    first: Decisive | None,
    about: tuple[date, str, bool],
) -> WorkLine:
    today, assignee, is_drawn = about
    verdict = Finding[summaries.counting["verdict"]]
    return WorkLine(
        key=item.key,
        name=summaries.claimed["name"],
        state=item.standing.state,
        is_locked=item.standing.locked,
        due="" if due is None else short_date(due.day),
        days_left=None if due is None else (due.day - today).days,
        claimed=points_words(summaries.claimed),
        verified="" if summaries.verified is None else points_words(summaries.verified),
        verdict=str(MARKS[verdict]),
        tone=MARKS[verdict].tone,
        assignee=assignee,
        nearest="" if first is None else first.nearest,
        is_drawn=is_drawn,
        seen=seen_of(item.standing),
    )
