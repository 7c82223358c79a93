"""Who has to do what by when: late dossiers, silent communes, missing papers, the office's days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop.usecases.wrong_use import WrongUse
from registry.views.evidence_overview import EvidenceState, evidence_overview
from registry.views.listing import ListedDossier, Wanted, listed
from registry.views.missing_communes import Absent, absent
from registry.views.reminders import OfficeDuty, Reminder, office_duties, reminders

if TYPE_CHECKING:
    from registry.store.database import Database
    from registry.store.dossier_keys import Key
    from scoring.base.problems import Problem


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What to be reminded of: of which year, and which communes the office waits for."""

    year: int | None = None
    everything: bool = False
    table: Path | None = None
    province: str | None = None
    missing_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """What is due on *day*; ``expected`` counts the communes the office waits for."""

    day: date
    rows: tuple[Reminder, ...]
    absent: tuple[Absent, ...]
    expected: int
    duties: tuple[OfficeDuty, ...]
    lacking: tuple[tuple[ListedDossier, EvidenceState], ...]
    """Dossiers without a decision that lack documents; only where it was asked for."""
    evidence: Mapping[Key, EvidenceState] = field(default_factory=dict)
    is_evidence_asked: bool = False
    problems: tuple[Problem, ...] = ()

    def blocks(self) -> list[list[str]]:
        """Return lines: what is due, who sent nothing, which papers lack, the office's own days."""
        from registry.views.text import absent_lines, duty_lines, lacking_lines, reminder_lines

        blocks = [reminder_lines(self.rows)]
        if self.expected:
            blocks.append(absent_lines(self.absent, self.expected))
        if self.is_evidence_asked:
            blocks.append(lacking_lines(self.lacking))
        if self.duties:
            blocks.append(duty_lines(self.duties))
        return blocks

    def json(self) -> list[dict[str, Any]]:
        """Return the same, one plain object a line."""
        from registry.views.plain_json import (
            plain_absent,
            plain_duty,
            plain_lacking,
            plain_reminder,
        )

        return [
            *map(plain_reminder, self.rows),
            *map(plain_absent, self.absent),
            *map(plain_duty, self.duties),
            *(plain_lacking(row, state) for row, state in self.lacking),
        ]


def reminded(database: Database, wish: ReminderWish, today: date) -> Reminded:
    """Return what is late or due soon. Raises ``WrongUse`` for a wish that says too little."""
    expected, warnings = _expected(wish)
    with database.reading() as connection:
        documents = (
            evidence_overview(connection, Wanted(wish.year)) if wish.missing_evidence else {}
        )
        return Reminded(
            today,
            tuple(reminders(connection, today, wish.year, everything=wish.everything)),
            tuple(absent(connection, expected, wish.year, today) if wish.year else ()),
            len(expected),
            tuple(office_duties(connection, today, wish.year, everything=wish.everything)),
            tuple(
                (row, documents[row.key])
                for row in listed(connection, Wanted(year=wish.year))
                if row.key in documents
                and documents[row.key].missing
                and row.standing.decision is None
            ),
            documents,
            wish.missing_evidence,
            tuple(warnings),
        )


def _expected(wish: ReminderWish) -> tuple[dict[str, str], list[Problem]]:
    """Return the communes the office waits for, none where nobody said which."""
    from phuhop.usecases.province.expected_communes import expected_communes

    expected, warnings = expected_communes(wish.table, wish.province)
    if expected is None:
        return {}, []
    if wish.year is None:
        raise WrongUse("year", "nêu năm: chưa gửi hồ sơ của năm nào")
    return dict(expected(wish.year)), warnings
