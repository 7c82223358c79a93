"""Looking into one dossier: its story, and a version's files taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop.files.writing import check_empty, write_bytes
from registry.views.evidence_overview import EvidenceState, evidence_overview
from registry.views.history import History, history
from registry.views.listing import Wanted

if TYPE_CHECKING:
    from registry.store.database import Database
    from registry.workflow.steps import Offer


@dataclass(frozen=True, slots=True)
class DossierShown:
    """One dossier's story, and the documents of the version that counts."""

    history: History
    documents: EvidenceState

    @property
    def offers(self) -> Sequence[Offer]:
        """The steps that lead on from here."""
        return self.history.offers

    def lines(self, next_steps: str) -> list[str]:
        """Return the story: where it stands, its versions, what was done by whom.

        *next_steps* says the offers in the words of whoever shows them.
        """
        from registry.views.history_text import history_lines

        return [*history_lines(self.history, self.documents, next_steps)]

    def json(self, next_steps: str) -> dict[str, Any]:
        """Return the story as plain values, *next_steps* as in ``lines``."""
        from registry.views.plain_json import plain_history

        return {**plain_history(self.history, self.documents), "next_steps": next_steps}


def show_dossier(database: Database, name: str) -> DossierShown:
    """Return the dossier called *name*; raises ``WrongKey`` or ``ProblemsFound`` for none."""
    with database.reading() as connection:
        found = history(connection, name)
        key = found.key
        about = Wanted(key.year, commune=key.commune)
        return DossierShown(found, evidence_overview(connection, about)[key])


@dataclass(frozen=True, slots=True)
class FileTakenOut:
    """A file that stands now, and its size in bytes."""

    path: Path
    size: int


def take_out(
    database: Database,
    name: str,
    version: int | None,
    output: Path,
    take: Callable[[FileTakenOut], None],
) -> int:
    """Write a version's files, by default of the one that counts, into the empty *output*.

    Each is given to *take* once it stands; returned is how many. Raises ``WrongKey`` or
    ``ProblemsFound`` where there is no such version or the place is taken.
    """
    from registry.views.extraction import extracted

    files = 0
    with database.reading() as connection:
        check_empty(output)
        for path, content in extracted(connection, name, version):
            target = output / path
            write_bytes(target, content, below=output, private=True)
            files += 1
            take(FileTakenOut(target, len(content)))
    return files
