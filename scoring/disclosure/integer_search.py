"""Whole numbers that fit everything published: the witnesses that a withheld sum stays open.

Linear algebra knows nothing of counts being whole and not negative, yet that alone may pin a
sum («at least 0» and «at most what is left»). What proves that it is open is an example: counts
that give every published number and put the withheld sum elsewhere. ``Search`` looks for one
by narrowing every count to what its sums leave it, then trying values; each example is checked
against every statement by addition. «None» is a proof as well: everything was tried. A search
that takes too many steps raises ``GivenUp``, and who asked must treat the sum as revealed.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.disclosure.exact_simplex import Number, point

MOST_STEPS = 200
_QUICK_STEPS = 40


class GivenUp(Exception):  # noqa: N818 -- what the search did
    """Too many steps: neither an example nor a proof that there is none."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """The sum of these unknowns lies between *least* and *most*."""

    unknowns: tuple[int, ...]
    least: int
    most: int


class Search:
    """Looks for whole numbers from 0 that keep every bounded sum."""

    def __init__(self, sums: Sequence[Bounded], count: int, steps: int = MOST_STEPS) -> None:
        """Keep the sums over *count* unknowns; *steps* limits each search."""
        self._sums = list(sums)
        self._count = count
        self._steps = steps
        # No sum needs more in one unknown than all published numbers together and a little.
        self.largest = sum(one.most for one in self._sums) + 2 * steps.bit_length()
        self._narrowed: tuple[list[int], list[int]] | None = None
        self._of_unknown: list[list[int]] = [[] for _ in range(count)]
        for place, one in enumerate(self._sums):
            for unknown in one.unknowns:
                self._of_unknown[unknown].append(place)

    def example(
        self, wanted: Bounded | None = None, near: Sequence[int] | None = None
    ) -> list[int] | None:
        """Return counts that keep every sum and *wanted* too, ``None`` when there are none.

        *near* are counts to stay close to: of a neighbour few have to move. Raises
        ``GivenUp``.
        """
        extra = len(self._sums)
        if wanted is not None:
            self._sums.append(wanted)
            for unknown in wanted.unknowns:
                self._of_unknown[unknown].append(extra)
        try:
            return self._started(extra, near)
        finally:
            if wanted is not None:
                self._sums.pop()
                for unknown in wanted.unknowns:
                    self._of_unknown[unknown].pop()

    def _started(self, known: int, near: Sequence[int] | None) -> list[int] | None:
        """Search from what the first *known* sums leave, which is found out only once."""
        if self._narrowed is None:
            low, high = [0] * self._count, [self.largest] * self._count
            is_left = self._narrow(low, high, range(known))
            self._narrowed = (low, high) if is_left else ([], [])
        low, high = (ends.copy() for ends in self._narrowed)
        if not low or not self._narrow(low, high, range(known, len(self._sums))):
            return None
        try:
            return self._by_mending(low, high, near)
        except GivenUp:
            return self._by_branching(low, high)

    def _by_branching(self, low: list[int], high: list[int]) -> list[int] | None:
        """Solve without wholeness, then split at a count that came out broken."""
        stack: list[tuple[list[int], list[int], dict[int, int]]] = [(low, high, {})]
        for _ in range(self._steps):
            if not stack:
                return None
            low, high, caps = stack.pop()
            values = self._solved(low, high, caps)
            if values is None:
                continue
            broken = next((j for j, value in enumerate(values) if value.denominator != 1), None)
            if broken is None:
                return [value.numerator for value in values]
            below = math.floor(values[broken])
            for first, last in ((low[broken], below), (below + 1, high[broken])):
                new_low, new_high = low.copy(), high.copy()
                new_low[broken], new_high[broken] = first, last
                if self._narrow(new_low, new_high, list(self._of_unknown[broken])):
                    stack.append((new_low, new_high, caps | {broken: last}))
        raise GivenUp

    def _solved(
        self, low: list[int], high: list[int], caps: Mapping[int, int]
    ) -> list[Number] | None:
        """Return numbers, not always whole, that keep every sum and lie in *low*…*high*.

        Of the upper bounds only *caps* must be said: the others follow from the sums.
        """
        rows: list[tuple[dict[int, int], int]] = []
        extra = self._count
        is_free = {j for j in range(self._count) if low[j] < high[j]}
        for one in self._sums:
            row = {j: 1 for j in one.unknowns if j in is_free}
            base = sum(low[j] for j in one.unknowns)
            if not row:
                continue
            if one.least != one.most:
                row[extra] = -1
                rows.append(({extra: 1, extra + 1: 1}, one.most - one.least))
                extra += 2
            rows.append((row, one.least - base))
        for j, cap in caps.items():
            if j in is_free:
                rows.append(({j: 1, extra: 1}, cap - low[j]))
                extra += 1
        found = point(rows)
        if found is None:
            return None
        return [low[j] + found.get(j, 0) for j in range(self._count)]

    def _by_mending(
        self, low: list[int], high: list[int], near: Sequence[int] | None
    ) -> list[int] | None:
        steps = 0
        stack = [(low, high)]
        while stack:
            steps += 1
            if steps > min(_QUICK_STEPS, self._steps):
                raise GivenUp
            low, high = stack.pop()
            guess = [
                min(max(least if near is None else near[j], least), high[j])
                for j, least in enumerate(low)
            ]
            broken = self._broken(guess)
            if broken is None:
                return guess
            stack += reversed(list(self._tried(low, high, guess, broken)))
        return None

    def _broken(self, values: Sequence[int]) -> int | None:
        """Return a sum that *values* do not keep, the one with fewest unknowns."""
        shortest = self._count + 1
        worst: int | None = None
        for place, one in enumerate(self._sums):
            if len(one.unknowns) < shortest:
                total = sum([values[j] for j in one.unknowns])
                if not one.least <= total <= one.most:
                    worst, shortest = place, len(one.unknowns)
        return worst

    def _tried(
        self, low: list[int], high: list[int], guess: list[int], broken: int
    ) -> list[tuple[list[int], list[int]]]:
        """Return narrower worlds that together are this one: one unknown moves, or it does not.

        The unknown is taken from the broken sum and moves in the direction that mends it.
        """
        one = self._sums[broken]
        total = sum(guess[j] for j in one.unknowns)
        is_up = total < one.least
        room = [j for j in one.unknowns if (guess[j] < high[j] if is_up else guess[j] > low[j])]
        if not room:
            return []
        # The unknown in fewest sums moves most freely.
        chosen = min(room, key=lambda j: (len(self._of_unknown[j]), j))
        need = one.least - total if is_up else total - one.most
        far = (
            min(high[chosen], guess[chosen] + need)
            if is_up
            else max(low[chosen], guess[chosen] - need)
        )
        found = []
        for first, last in self._ranges(low[chosen], high[chosen], guess[chosen], far):
            new_low, new_high = low.copy(), high.copy()
            new_low[chosen], new_high[chosen] = first, last
            if self._narrow(new_low, new_high, list(self._of_unknown[chosen])):
                found.append((new_low, new_high))
        return found

    @staticmethod
    def _ranges(low: int, high: int, at: int, far: int) -> list[tuple[int, int]]:
        """Split *low*…*high* so that *far* comes first, then its side, then the guess's."""
        if far > at:
            parts = [(far, far), (at + 1, far - 1), (far + 1, high), (low, at)]
        else:
            parts = [(far, far), (far + 1, at - 1), (low, far - 1), (at, high)]
        return [(first, last) for first, last in parts if first <= last]

    def _narrow(self, low: list[int], high: list[int], places: Sequence[int] | range) -> bool:
        """Narrow every unknown to what its sums leave it; whether anything is left."""
        waiting = deque(places)
        queued = set(waiting)
        while waiting:
            place = waiting.popleft()
            queued.discard(place)
            one = self._sums[place]
            least = sum([low[j] for j in one.unknowns])
            most = sum([high[j] for j in one.unknowns])
            if least > one.most or most < one.least:
                return False
            for j in one.unknowns:
                new_high = one.most - (least - low[j])
                new_low = one.least - (most - high[j])
                if new_high >= high[j] and new_low <= low[j]:
                    continue
                least -= low[j]
                most -= high[j]
                high[j] = min(new_high, high[j])
                low[j] = max(new_low, low[j])
                if low[j] > high[j]:
                    return False
                least += low[j]
                most += high[j]
                for other in self._of_unknown[j]:
                    if other != place and other not in queued:
                        queued.add(other)
                        waiting.append(other)
        return True
