"""Which rows may have a figure that can be true but hardly is.

``scoring.intake.plausibility`` says what is doubtful; here whole columns are asked whether it could
have anything to say of a row. Too many rows may be named, never too few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from scoring.batch.columns import Bools, Ints
from scoring.intake.plausibility import FEWEST_EQUAL, LARGEST_COUNT, SMALLEST_COMPARED, rates
from scoring.rules.parts import AgainstPrevious
from scoring.rules.ruleset import PREVIOUS, Ruleset

Counts = Mapping[str, Ints]
"""Figure code → counts, a number below 0 where there is a blank."""


def may_be_implausible(
    ruleset: Ruleset, figures: Counts, previous: Counts, headings: Collection[str], size: int
) -> Bools:
    """Return which of *size* rows ``implausible`` may warn of.

    *figures* has every code of the ruleset, *previous* every code that is compared;
    *headings* are those of the table.
    """
    found = np.zeros(size, np.bool_)
    for doubtful in (
        _large(figures, previous),
        _zero_denominators(ruleset, figures, previous),
        _halves(ruleset, figures, previous, headings),
        _leaps(ruleset, figures, previous),
        _copies(figures, previous),
    ):
        for mask in doubtful:
            found |= mask
    return found


def _large(figures: Counts, previous: Counts) -> Iterator[Bools]:
    for counts in (figures, previous):
        for values in counts.values():
            yield values > LARGEST_COUNT


def _zero_denominators(ruleset: Ruleset, figures: Counts, previous: Counts) -> Iterator[Bools]:
    for part, ratio in rates(ruleset):
        rule = part.zero_denominator
        if rule is None or rule.outcome != "chờ thẩm định":
            continue
        for counts in (figures, previous):
            is_read = counts is figures or isinstance(part, AgainstPrevious)
            if is_read:
                yield counts[ratio.denominator] == 0


def _halves(
    ruleset: Ruleset, figures: Counts, previous: Counts, headings: Collection[str]
) -> Iterator[Bools]:
    """Find rows with one half of a pair whose columns the table has both."""
    for part, ratio in rates(ruleset):
        for counts, suffix in ((figures, ""), (previous, PREVIOUS)):
            if suffix and not isinstance(part, AgainstPrevious):
                continue
            names = [f"{code}{suffix}".lower() for code in (ratio.numerator, ratio.denominator)]
            if not all(name in headings for name in names):
                continue
            is_half = (counts[ratio.numerator] < 0) != (counts[ratio.denominator] < 0)
            # Without a case now, nothing earlier is compared.
            yield is_half & (figures[ratio.numerator] != 0) if suffix else is_half


def _leaps(ruleset: Ruleset, figures: Counts, previous: Counts) -> Iterator[Bools]:
    for part, ratio in rates(ruleset):
        code = ratio.denominator
        if not isinstance(part, AgainstPrevious):
            continue
        now, before = figures[code], previous[code]
        is_given = (now > 0) & (before > 0)
        is_large = np.maximum(now, before) >= SMALLEST_COMPARED
        yield is_given & is_large & (2 * np.abs(now - before) > before)


def _copies(figures: Counts, previous: Counts) -> Iterator[Bools]:
    pairs = [(figures[code], previous[code]) for code in figures if code in previous]
    if len(pairs) < FEWEST_EQUAL:
        return
    given = [(now >= 0) & (before >= 0) for now, before in pairs]
    equal = [now == before for now, before in pairs]
    is_equal = np.logical_and.reduce([~g | e for g, e in zip(given, equal, strict=True)])
    yield is_equal & (np.sum(given, axis=0) >= FEWEST_EQUAL)
