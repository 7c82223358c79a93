"""Every key a ruleset file may use."""

from __future__ import annotations

import sys
import typing
from dataclasses import fields, is_dataclass
from functools import cache

from scoring.formats import schema_classes
from scoring.rules import indicators, ruleset, verification
from scoring.rules.parts import KINDS_OF_PART


def vocabulary() -> tuple[str, ...]:
    """Return every key a ruleset file may use, in the order of the classes."""
    return _vocabulary(tuple(KINDS_OF_PART))


@cache
def _vocabulary(kinds: tuple[type, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    of_kinds = dict.fromkeys(sys.modules[kind.__module__] for kind in kinds)
    for module in (indicators, *of_kinds, ruleset, verification):
        for member in vars(module).values():
            if isinstance(member, type) and is_dataclass(member) and _is_written(member):
                found.update(dict.fromkeys(schema_classes.aliases(member).values()))
    return tuple(found)


def _is_written(cls: type) -> bool:
    hints = typing.get_type_hints(cls, include_extras=True)
    named = [hints[field.name] for field in fields(cls)]
    return bool(named) and all(hasattr(hint, "__metadata__") for hint in named)
