"""Just under, on and just over every edge of a ruleset, generated from the ruleset.

What is expected is told from the order of the rows and their words alone, without dividing
anything, so that the table can contradict the scorer; a lawyer can read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.rules.kinds.part import BoundaryCase
from scoring.rules.ruleset import Ruleset


def boundary_cases(ruleset: Ruleset) -> Iterator[BoundaryCase]:
    """Yield the edge cases of every part, in the ruleset's order."""

    def is_within(code: str, limit: str) -> bool:
        return code == limit or limit in ruleset.wholes.get(code, ())

    for _, part in ruleset.parts:
        yield from part.boundary_cases(is_within)
