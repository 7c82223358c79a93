"""A draft with everything a page needs of it: its fields, what they come to, its ruleset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404

from phuhop.portal.drafts.models import Draft, DraftState
from phuhop.portal.drafts.rows import FieldRow, newest_of, texts_of
from phuhop.portal.drafts.saving import values_of
from phuhop.usecases.drafting.assembling import Assembled, Whose, assembled
from phuhop.usecases.drafting.live import Live, live
from phuhop.usecases.rulesets import named_ruleset
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as it stands in this moment."""

    draft: Draft
    ruleset: Ruleset
    fields: Mapping[str, FieldRow]
    assembled: Assembled
    live: Live | None

    @property
    def whose(self) -> Whose:
        """Whose dossier of which year this is."""
        return Whose(self.draft.commune, self.draft.commune_name, self.draft.year)

    @property
    def texts(self) -> Mapping[str, str]:
        """What was typed, by field."""
        return texts_of(self.fields)

    def revision_of(self, field: str) -> int:
        """Return the revision of a field; 0 where nothing was ever saved."""
        return self.fields[field].revision if field in self.fields else 0

    @property
    def is_open(self) -> bool:
        """Whether something may still be typed."""
        return self.draft.state == DraftState.OPEN


@lru_cache(maxsize=8)
def ruleset_of(id_: str) -> Ruleset:
    """Return a ruleset that travels with the program, read once by each worker."""
    return named_ruleset(id_)


def draft_of(commune: str, year: int, *, is_locked: bool = False) -> Draft:
    """Return the newest draft of a commune and year; raises ``Http404`` where there is none.

    A locked one is this transaction's until its end.
    """
    found: Draft | None = newest_of(Draft, commune, year, is_locked=is_locked)
    if found is None:
        raise Http404
    return found


def opened(draft: Draft, fields: Mapping[str, FieldRow] | None = None) -> OpenDraft:
    """Read *draft* and score it. Pure but for the reading: what is stored decides alone.

    *fields* are what is stored, where a save has just read them.
    """
    ruleset = ruleset_of(draft.ruleset)
    if fields is None:
        fields = values_of(draft)
    whose = Whose(draft.commune, draft.commune_name, draft.year)
    found = assembled(ruleset, whose, texts_of(fields))
    return OpenDraft(draft, ruleset, fields, found, live(ruleset, found))
