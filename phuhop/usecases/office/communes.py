"""The dossiers of a year in a list, a page at a time; drafts say no figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registry.store.dossier_keys import WrongKey, full_key
from registry.views.listing import ListedDossier, Page, Wanted, counted, listed
from registry.views.text import points_words
from registry.workflow.settings import settings_of
from scoring.engine.score_sheet import Finding

if TYPE_CHECKING:
    from registry.store.database import Database

MOST = 100


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """One dossier in words; a draft says where it stands and nothing else."""

    key: str
    commune: str
    name: str
    state: str
    since: str
    locked: bool
    claimed: str
    verified: str
    verdict: str


@dataclass(frozen=True, slots=True)
class CommunesPage:
    """A page of the list, all counted by state, and where the next page begins."""

    rows: tuple[CommuneLine, ...]
    counts: Mapping[str, int]
    following: str | None

    @property
    def total(self) -> int:
        """How many there are on all pages, of every state."""
        return sum(self.counts.values())


def communes_page(
    database: Database,
    year: int,
    communes: Collection[str] | None,
    state: str | None = None,
    after: str | None = None,
) -> CommunesPage:
    """Return a page behind the dossier *after*; raises ``LookupError`` for what there is not."""
    try:
        last = None if after is None else full_key(after)
    except WrongKey as error:
        raise LookupError(after) from error
    with database.reading() as connection:
        workflow = settings_of(connection).workflow
        wanted = Wanted(year, state, communes=communes)
        rows = [*listed(connection, wanted, Page(MOST + 1, last))]
        counts = counted(connection, Wanted(year, communes=communes))
    hidden = {one.name for one in workflow.states if one.status is None}
    lines = tuple(_line(row, is_draft=row.standing.state in hidden) for row in rows[:MOST])
    return CommunesPage(lines, counts, str(rows[MOST - 1].key) if len(rows) > MOST else None)


def _line(row: ListedDossier, *, is_draft: bool) -> CommuneLine:
    standing = row.standing
    claimed = verified = verdict = ""
    if not is_draft:
        claimed = points_words(row.claimed)
        verified = points_words(row.verified) if row.verified else ""
        verdict = Finding[(row.verified or row.claimed)["verdict"]].value
    return CommuneLine(
        str(row.key),
        row.key.commune,
        row.claimed["name"],
        standing.state,
        standing.since,
        standing.locked,
        claimed,
        verified,
        verdict,
    )
