"""Deciding on several dossiers by one paper: who waits, what would come of it, what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from registry.acts.deciding import Paper, decide
from registry.store.dossier_keys import Key, full_key
from registry.store.rehearsal import rehearsal_of
from registry.views.decidable import (
    Decidable,
    appraisal_summary,
    current_appraisal,
    decidable,
    decided,
)
from registry.views.text import points_words
from scoring.base.problems import Problem, ProblemsFound
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding

if TYPE_CHECKING:
    from registry.store.chain import Actor, Event
    from registry.store.database import Database
    from registry.workflow.repeats import Seen


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One dossier that waits, in words; ``pin`` comes back with the decision on it."""

    key: Key
    name: str
    verdict: Finding
    claimed: str
    verified: str
    threshold: str
    level: str
    appraisal: int
    pin: str
    barred: str


@dataclass(frozen=True, slots=True)
class DecisionBoard:
    """Everything of a year that waits for a decision."""

    rows: tuple[WaitingRow, ...]

    def of(self, *verdicts: Finding) -> tuple[WaitingRow, ...]:
        """Return those with one of these verdicts."""
        return tuple(row for row in self.rows if row.verdict in verdicts)


def decision_board(
    database: Database, year: int, communes: Collection[str] | None, person: str
) -> DecisionBoard:
    """Return what waits; rows that *person* may not decide say why."""
    with database.reading() as connection:
        found = tuple(map(_row, decidable(connection, year, communes, person)))
    return DecisionBoard(found)


def _row(one: Decidable) -> WaitingRow:
    verified: Mapping[str, Any] = one.listed.verified or one.listed.claimed
    key = one.listed.key
    return WaitingRow(
        key,
        one.listed.claimed["name"],
        Finding[verified["verdict"]],
        points_words(one.listed.claimed),
        points_words(verified),
        vietnamese(str(verified["threshold"])),
        verified["level"],
        one.appraisal,
        f"{one.seen.version}:{one.seen.step}:{one.appraisal}",
        one.barred,
    )


@dataclass(frozen=True, slots=True)
class RowToDecide:
    """A dossier that was chosen, what was seen of it, and for a refusal why."""

    key: str
    seen: Seen
    appraisal: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OnePaper:
    """The paper that decides on all of them."""

    recognised: bool
    number: str | None
    day: date | None
    signer: str | None


@dataclass(frozen=True, slots=True)
class RowDecided:
    """What came of one: its event, or why it was refused and what has changed since it was seen."""

    key: str
    event: Event | None
    problems: tuple[Problem, ...] = ()
    changed: str = ""


_MOVED = frozenset({"da-khac-luc-xem", "ban-tham-dinh-khac"})


def decide_rows(
    database: Database,
    rows: Sequence[RowToDecide],
    paper: OnePaper,
    actor: Actor,
    *,
    is_rehearsal: bool = False,
) -> tuple[RowDecided, ...]:
    """Decide on each of *rows* by itself; a refusal stops no other.

    What was decided by this very call before is answered as then. With *is_rehearsal* each is
    tried as it would be recorded, and nothing is kept.
    """
    target = rehearsal_of(database) if is_rehearsal else database
    return tuple(_decided(database, target, row, paper, actor) for row in rows)


def _decided(
    database: Database, target: Database, row: RowToDecide, paper: OnePaper, actor: Actor
) -> RowDecided:
    said = Paper(
        paper.recognised,
        paper.number,
        paper.day,
        paper.signer,
        None if paper.recognised else row.reason,
        row.appraisal,
    )
    try:
        return RowDecided(row.key, decide(target, row.key, actor, said, seen=row.seen))
    except ProblemsFound as found:
        changed = ""
        if any(one.code in _MOVED for one in found.problems):
            changed = _changed(database, row)
        return RowDecided(row.key, None, tuple(found.problems), changed)


def _changed(database: Database, row: RowToDecide) -> str:
    """Return what the appraisal said when it was seen, and what it says now."""
    key = full_key(row.key)
    with database.reading() as connection:
        now = current_appraisal(connection, key)
        before = appraisal_summary(connection, key, row.appraisal)
        after = None if now is None else appraisal_summary(connection, key, now)
    if before is None:
        return ""
    was = f"lúc mở trang: bản thẩm định {row.appraisal}, {_words(before)}"
    if after is None:
        return f"{was}; nay chưa có bản thẩm định nào được tính"
    if now == row.appraisal:
        return f"{was}; bản thẩm định không đổi"
    return f"{was}; nay: bản {now}, {_words(after)}"


def _words(summary: Mapping[str, Any]) -> str:
    return f"{Finding[summary['verdict']].value}, {points_words(summary)} điểm"


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """One paper as the register has it, and the dossiers that it decided."""

    outcome: str
    number: str
    day: str
    signer: str
    dossiers: tuple[tuple[Key, str], ...]


def made_decisions(
    database: Database, year: int, communes: Collection[str] | None
) -> tuple[MadeDecision, ...]:
    """Return the papers of a year that count, the newest day first."""
    papers: dict[tuple[str, str, str, str], list[tuple[Key, str]]] = {}
    with database.reading() as connection:
        for one in decided(connection, year, communes):
            papers.setdefault(one.paper, []).append((one.key, one.name))
    found = [MadeDecision(*paper, tuple(own)) for paper, own in papers.items()]
    return tuple(sorted(found, key=lambda one: (one.day, one.number), reverse=True))
