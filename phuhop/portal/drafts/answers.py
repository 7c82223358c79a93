"""What a save answers of one field, as ``luu.js`` reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from phuhop.portal.drafts.changes import people
from phuhop.portal.drafts.saving import Conflict
from scoring.base.problems import Problem


def words_of(problems: Iterable[Problem]) -> list[str]:
    """Return problems as a page puts them beside their field."""
    return [f"{one.message}{'; ' if one.hint else ''}{one.hint}" for one in problems]


def conflicts_of(conflicts: Iterable[Conflict]) -> list[dict[str, Any]]:
    """Return what others saved meanwhile, by their names."""
    found = [*conflicts]
    names = people(one.their_account for one in found) if found else {}
    return [_conflict(one, names) for one in found]


def _conflict(one: Conflict, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "field": one.field,
        "theirs": one.theirs,
        "account": names[one.their_account],
        "revision": one.their_revision,
        "at": f"{timezone.localtime(one.at):%H:%M}",
    }
