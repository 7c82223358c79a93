"""The search itself: ways so far, lengthened by one criterion, without those that others beat.

A way is a gain capped at what is needed, a number of items, a price, and the trail of steps
that led there. Gains are whole numbers of one scale, a price is one whole number: prevention
first, children second. One way beats another that gains no more for no fewer items and no
lower price. Only ways that nothing beats are kept, so the list stays short.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from scoring.advice.steps import RouteStep

DEAR = 10**12
"""The price of one case prevented, in children: no route has so many."""

Trail: TypeAlias = "tuple[Trail, tuple[RouteStep, ...]] | None"
Way = tuple[int, int, int, Trail]
"""Gain, items, price, steps."""

Coded = tuple[int, int, int, tuple[RouteStep, ...]]
"""What one choice adds to a way."""


def extended(ways: Sequence[Way], choices: Sequence[Coded], need: int) -> list[Way]:
    """Return *ways*, each with each of *choices*, without those that others beat."""
    best: dict[tuple[int, int], tuple[int, Trail, tuple[RouteStep, ...]]] = {}
    for gain, items, price, trail in ways:
        for more, added_items, added_price, steps in choices:
            reached = gain + more
            key = (items + added_items, min(reached, need))
            total = price + added_price
            known = best.get(key)
            if known is None or total < known[0]:
                best[key] = (total, trail, steps)
    return _unbeaten(
        (
            (gain, items, price, (trail, steps) if steps else trail)
            for (items, gain), (price, trail, steps) in best.items()
        )
    )


def _unbeaten(ways: Iterable[Way]) -> list[Way]:
    """Keep the ways that no way with as few items beats in price and gain."""
    kept: list[Way] = []
    # Prices ascending, each with the most gain that it or less buys: both rise together.
    prices: list[int] = []
    gains: list[int] = []
    for way in sorted(ways, key=lambda one: (one[1], one[2], -one[0])):
        gain, _, price, _ = way
        at = bisect_right(prices, price)
        if at and gains[at - 1] >= gain:
            continue
        kept.append(way)
        # What costs as much or more and gains no more is beaten from here on.
        after = at
        while after < len(prices) and gains[after] <= gain:
            after += 1
        start = at - 1 if at and prices[at - 1] == price else at
        prices[start:after] = [price]
        gains[start:after] = [gain]
    return kept
