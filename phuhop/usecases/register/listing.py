"""The list of dossiers with their evidence: the whole of it, or one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from phuhop.usecases.wrong_use import WrongUse
from registry.store.dossier_keys import WrongKey, full_key, parse_key
from registry.views.evidence_overview import EvidenceState, evidence_overview
from registry.views.listing import ListedDossier, Page, Wanted, counted, listed

if TYPE_CHECKING:
    from registry.store.database import Database
    from registry.store.dossier_keys import Key

__all__ = ["DossierList", "Wanted", "dossier_list"]


@dataclass(frozen=True, slots=True)
class DossierList:
    """The dossiers of a page, how many of their papers are there, and all *wanted* by state."""

    rows: tuple[ListedDossier, ...]
    documents: Mapping[Key, EvidenceState]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many dossiers there are on all pages."""
        return sum(self.counts.values())

    def lines(self) -> list[str]:
        """Return the page as a table, all pages counted by state."""
        from registry.views.text import list_lines

        return list_lines(self.rows, self.documents, self.counts)

    def json(self) -> list[dict[str, Any]]:
        """Return one plain object a dossier."""
        from registry.views.plain_json import plain_listed

        return [plain_listed(row, self.documents.get(row.key)) for row in self.rows]


def dossier_list(
    database: Database, wanted: Wanted, most: int | None = None, after: str | None = None
) -> DossierList:
    """Return the dossiers *wanted*: all, or at most *most* behind the one named *after*.

    Of a page nothing is read but its own rows and one count. Raises ``WrongUse`` for an *after*
    that names no dossier, ``LookupError`` for a state the workflow does not have.
    """
    last = None if after is None else _named(after)
    page = Page(most or _ALL, last) if most is not None or last is not None else None
    with database.reading() as connection:
        rows = tuple(listed(connection, wanted, page))
        about = wanted
        if page is not None:
            about = replace(wanted, communes={row.key.commune for row in rows})
        documents = evidence_overview(connection, about)
        return DossierList(rows, documents, counted(connection, wanted))


_ALL = 2**31 - 1
_LAST = "\U0010ffff"
"""Behind every ruleset's id: who does not name one has seen them all."""


def _named(text: str) -> Key:
    try:
        return full_key(text if parse_key(text)[2] is not None else f"{text}@{_LAST}")
    except WrongKey as error:
        raise WrongUse("after", str(error)) from None
