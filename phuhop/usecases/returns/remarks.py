"""What was asked of a commune with the returns of its dossier, and what it answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.views.remarks import AnswerSaid, RemarkSaid, remarks_of

if TYPE_CHECKING:
    from registry.store.database import Database

__all__ = ["AnswerSaid", "RemarkSaid", "list_remarks"]


def list_remarks(database: Database, name: str) -> tuple[RemarkSaid, ...]:
    """Return the remarks of the dossier *name*, in their order, with all answers.

    Raises ``WrongKey`` and ``ProblemsFound`` where there is no such dossier.
    """
    with database.reading() as connection:
        return remarks_of(connection, name)
