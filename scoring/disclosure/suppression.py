"""Which counts to withhold so that no small one can be found out.

Small counts first. Then, as long as some withheld count can be computed or pinned, one more
count is withheld: of those it follows from, the smallest that is not 0, for a small number
says least. At the end what turned out not to be needed is shown again, the largest first. The
judge of each step is ``disclosure.Outsider``, the same that checks a publication, so what comes
out here passes there. Same counts, same pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from scoring.disclosure.exact_algebra import Equations
from scoring.disclosure.intruder import Outsider
from scoring.disclosure.published_sums import Statement, merged_unknowns, withheld

_MANY = 40
"""With more withheld than this one order of showing again is tried instead of three."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """The keys withheld for their own sake, and those withheld to protect them.

    ``is_safe`` is false when even withholding everything would leave something to find out:
    such tables must not be published.
    """

    primary: frozenset[str]
    complementary: frozenset[str]
    is_safe: bool

    @property
    def keys(self) -> frozenset[str]:
        """Everything withheld."""
        return self.primary | self.complementary


def suppressed(
    statements: Sequence[Statement],
    counts: Mapping[str, int],
    is_small: Callable[[Statement], bool],
    smallest: int,
    fixed: Collection[str] = (),
) -> Suppression:
    """Return what to withhold of *statements*, all of which hold their true numbers.

    *counts* are the true values of the unknowns; *fixed* the keys of numbers that everybody
    knows (how many communes there are): they are never withheld.
    """
    return _Suppressing(statements, counts, smallest, fixed).run(is_small)


class _Suppressing:
    def __init__(
        self,
        statements: Sequence[Statement],
        counts: Mapping[str, int],
        smallest: int,
        fixed: Collection[str],
    ) -> None:
        self._statements = list(statements)
        self._smallest = smallest
        self._sets, merged = merged_unknowns(self._statements)
        self._may_hide = [
            place
            for place, one in enumerate(self._statements)
            if one.key not in fixed and one.is_exact
        ]
        self._guarded = [place for place, one in enumerate(self._statements) if one.is_guarded]
        self._truth = [sum(counts[name] for name in names) for names in merged]

    def run(self, is_small: Callable[[Statement], bool]) -> Suppression:
        primary = [place for place in self._may_hide if is_small(self._statements[place])]
        hidden = set(primary)
        waiting, extra = [*primary, *self._guarded], []
        outsider = self._outsider(hidden, [self._truth])
        while waiting:
            if outsider.by_trying(waiting[0]) is None:
                # More withheld leaves more open: what is cleared stays cleared.
                waiting.pop(0)
                continue
            place = self._next(waiting[0], hidden)
            if place is None:
                return self._made(primary, hidden, is_safe=False)
            hidden.add(place)
            extra.append(place)
            waiting.append(place)
            outsider = self._outsider(hidden, outsider.examples)
        examples = outsider.examples
        orders = [sorted(extra, key=lambda p: (-self._value(p), p)), extra, extra[::-1]]
        if len(extra) > _MANY:
            del orders[1:]
        thinned = [self._thinned(hidden, order, examples) for order in orders]
        least = min(thinned, key=lambda h: (len(h), sum(self._value(p) for p in h), sorted(h)))
        return self._made(primary, least, is_safe=True)

    def _thinned(
        self, hidden: set[int], order: Sequence[int], examples: Sequence[list[int]]
    ) -> set[int]:
        """Return *hidden* without what need not be withheld, tried in this order."""
        for place in order:
            if place in hidden:
                hidden = self._shown_again(hidden, place, frozenset(order), examples) or hidden
        return hidden

    def _shown_again(
        self, hidden: set[int], place: int, extra: frozenset[int], examples: Sequence[list[int]]
    ) -> set[int] | None:
        """Return what stays withheld when *place* is shown, ``None`` when it must not be.

        What can then be computed is shown too, as long as it is nothing small.
        """
        opened: set[int] | None = {place}
        while opened:
            hidden = hidden - opened
            opened = self._open(hidden, extra, examples)
        return None if opened is None else hidden

    def _made(self, primary: Sequence[int], hidden: set[int], *, is_safe: bool) -> Suppression:
        own = frozenset(self._statements[place].key for place in primary)
        keys = frozenset(self._statements[place].key for place in hidden)
        return Suppression(own, keys - own, is_safe)

    def _value(self, place: int) -> int:
        return self._statements[place].least or 0

    def _outsider(self, hidden: set[int], examples: Sequence[list[int]]) -> Outsider:
        shown = [
            withheld(one) if place in hidden else one for place, one in enumerate(self._statements)
        ]
        return Outsider(shown, self._smallest, examples=examples)

    def _open(
        self, hidden: set[int], extra: frozenset[int], examples: Sequence[list[int]]
    ) -> set[int] | None:
        """Return the withheld places that are not cleared, ``None`` when one is a small count."""
        shown = [p for p in self._may_hide if p not in hidden]
        fitting = [
            example
            for example in examples
            if all(sum(example[j] for j in self._sets[p]) == self._value(p) for p in shown)
        ]
        outsider = self._outsider(hidden, fitting)
        firm = [*sorted(hidden - extra), *self._guarded]
        if any(outsider.by_trying(place) is not None for place in firm):
            return None
        return {place for place in sorted(hidden & extra) if outsider.by_trying(place) is not None}

    def _next(self, unsafe: int, hidden: set[int]) -> int | None:
        """Return what to withhold next so that *unsafe* opens up."""
        candidates = [place for place in self._may_hide if place not in hidden]
        used = self._used(unsafe, hidden)
        own = self._sets[unsafe]
        shown = [p for p in range(len(self._sets)) if p not in hidden and self._sets[p] & own]
        # Its row, its column and so on, the narrowest first.
        around = sorted((self._sets[p] for p in shown), key=len)
        inside = [[p for p in candidates if self._sets[p] < sums] for sums in around]
        choices = [[p for p in one if p in used] for one in inside]
        choices += [[p for p in candidates if p in used], *inside]
        choices += [[p for p in candidates if self._sets[p] & own], candidates]
        for chosen in choices:
            if chosen:
                return min(chosen, key=lambda p: (self._value(p) == 0, self._value(p), p))
        return None

    def _used(self, unsafe: int, hidden: set[int]) -> set[int]:
        """Return the published numbers that *unsafe* is computed from."""
        equations, numbered = Equations(), []
        for place, one in enumerate(self._statements):
            if place not in hidden and one.is_exact and one.least is not None:
                equations.add(self._sets[place], one.least)
                numbered.append(place)
        solved = equations.solved(self._sets[unsafe])
        return set() if solved is None else {numbered[n] for n in solved[1]}
