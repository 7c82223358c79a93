"""The kinds of jobs: one table, a row a kind. Whoever adds one registers it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from phuhop.portal.permissions import Access

if TYPE_CHECKING:
    from phuhop.portal.jobs.work import Work

Run = Callable[["Work"], str]
"""Does the work, a use case; returns what was made, in words for officers."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its words, the function that does it, and who may order, watch, take it.

    Whoever has one of the accesses ``by`` over all that a job is about may do all of these.
    *run* is named by its dotted path: pages that only order do not load what it needs.
    """

    name: str
    words: str
    by: tuple[Access, ...]
    run: str

    def function(self) -> Run:
        """Return what does the work."""
        found: Run = import_string(self.run)
        return found


KINDS: dict[str, Kind] = {}
"""Every kind by its name."""


def add(*kinds: Kind) -> None:
    """Register *kinds*."""
    KINDS.update({kind.name: kind for kind in kinds})
