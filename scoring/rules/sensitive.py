"""Which criteria are sensitive, and whether two rulesets are the same but for those marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from scoring.rules.ruleset import Criterion, Ruleset


def sensitive_criteria(ruleset: Ruleset) -> tuple[Criterion, ...]:
    """Return the criteria that nothing public may depend on; empty where none is marked."""
    return tuple(criterion for criterion in ruleset.criteria if criterion.is_sensitive)


def open_criteria(ruleset: Ruleset) -> tuple[Criterion, ...]:
    """Return the criteria whose points may be published."""
    return tuple(criterion for criterion in ruleset.criteria if not criterion.is_sensitive)


def are_equal_but_for_marks(one: Ruleset, other: Ruleset) -> bool:
    """Whether both say the same rules of the same decision, marks and bytes of the file aside.

    A register keeps the ruleset a dossier was scored with; one from before the marks is
    published with the marks of the shipped one, if nothing else was changed since.
    """
    return bool(_rules_of(one) == _rules_of(other))


def marks_taken_away(ruleset: Ruleset, others: Iterable[Ruleset]) -> tuple[Criterion, ...]:
    """Return the criteria that *ruleset* does not mark and one of *others* of the same id does.

    Marks may be added for a publication; without one of them it would not be safe any more,
    whatever else the two texts differ in.
    """
    marked = {
        criterion.number
        for other in others
        if other.id == ruleset.id
        for criterion in sensitive_criteria(other)
    }
    return tuple(one for one in open_criteria(ruleset) if one.number in marked)


def _rules_of(ruleset: Ruleset) -> Any:
    rules = asdict(ruleset)
    del rules["sha256"]
    return _without_marks(rules)


def _without_marks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_marks(v) for key, v in value.items() if key != "sensitive"}
    if isinstance(value, list | tuple):
        return [_without_marks(member) for member in value]
    return value
