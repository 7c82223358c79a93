"""Every key a ruleset file may use."""

from __future__ import annotations

import typing
from dataclasses import is_dataclass
from functools import cache

from scoring.formats import schema_classes
from scoring.rules import indicators, parts, ruleset, verification


@cache
def vocabulary() -> tuple[str, ...]:
    """Return every key a ruleset file may use, in the order of the classes."""
    found: dict[str, None] = {}
    for module in (ruleset, parts, verification, indicators):
        for member in vars(module).values():
            if isinstance(member, type) and is_dataclass(member) and _is_written(member):
                found.update(dict.fromkeys(schema_classes.aliases(member).values()))
    return tuple(found)


def _is_written(cls: type) -> bool:
    hints = typing.get_type_hints(cls, include_extras=True)
    return bool(hints) and all(hasattr(hint, "__metadata__") for hint in hints.values())
