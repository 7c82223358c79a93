"""Counts that exceed the count they are part of (``không vượt quá`` in the ruleset)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.base.quantities import vietnamese
from scoring.rules.ruleset import Ruleset


def exceeding(
    ruleset: Ruleset, counts: Mapping[str, int], *, is_previous: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Yield the code, its whole's code and the message of each count that exceeds its whole.

    A blank between the two is stepped over: the nearest whole that is given counts.
    """
    period = " kỳ trước" if is_previous else ""
    for code, wholes in ruleset.wholes.items():
        value = counts.get(code)
        whole = next((one for one in wholes if one in counts), None)
        if value is not None and whole is not None and value > counts[whole]:
            part_name, whole_name = ruleset.figures[code].name, ruleset.figures[whole].name
            message = (
                f"«{part_name}»{period} ({vietnamese(value)}) vượt quá "
                f"«{whole_name}»{period} ({vietnamese(counts[whole])})"
            )
            yield code, whole, message
