"""What a save answers of one field, as ``luu.js`` reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from phuhop.portal.drafts.saving import Conflict
from scoring.base.problems import Problem


def words_of(problems: Iterable[Problem]) -> list[str]:
    """Return problems as a page puts them beside their field."""
    return [f"{one.message}{'; ' if one.hint else ''}{one.hint}" for one in problems]


def conflict_of(one: Conflict) -> dict[str, Any]:
    """Return what somebody else saved meanwhile."""
    return {
        "field": one.field,
        "theirs": one.theirs,
        "account": one.their_account,
        "revision": one.their_revision,
        "at": f"{timezone.localtime(one.at):%H:%M}",
    }
