"""Whether a withheld number can be found out from all that is published together.

``Outsider`` knows what a reader knows: every statement of every file, that counts are whole
and not negative, and nothing of the data. It names each withheld number that

- follows from published ones by adding and subtracting (``tinh-duoc``),
- can only have one value (``chi-mot-gia-tri``), or
- can only lie among the small counts that are withheld (``chi-so-nho``),
- is a guarded sum that is certain to reach its ceiling (``moi-xa-khong-dat``): known of each,

and each it could not clear within the steps it is given (``chua-chung-minh``): nothing passes
unproved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.disclosure.exact_algebra import Equations
from scoring.disclosure.integer_search import MOST_STEPS, Bounded, GivenUp, Search
from scoring.disclosure.published_sums import Statement, merged_unknowns

COMPUTED, ONE_VALUE, ONLY_SMALL = "tinh-duoc", "chi-mot-gia-tri", "chi-so-nho"
UNPROVED, CONTRADICTION = "chua-chung-minh", "mau-thuan"
EVERY_ONE = "moi-xa-khong-dat"

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Leak:
    """What is given away: which kind, of what, and how one finds out."""

    code: str
    key: str
    message: str

    def __str__(self) -> str:
        """Return ``[code] key: message``."""
        return f"[{self.code}] {self.key}: {self.message}"


def leaks_of(statements: Sequence[Statement], smallest: int, steps: int = MOST_STEPS) -> list[Leak]:
    """Return every way in which *statements* give a withheld number away.

    *smallest* is the smallest count that may be shown: counts from 1 to below it are small.
    """
    return Outsider(statements, smallest, steps).leaks()


class Outsider:
    """A reader of everything published, who can add, subtract and try."""

    def __init__(
        self,
        statements: Sequence[Statement],
        smallest: int,
        steps: int = MOST_STEPS,
        examples: Sequence[list[int]] = (),
    ) -> None:
        """Read the statements; *examples* are counts, by merged unknown, known to fit them."""
        self._statements = list(statements)
        self._smallest = smallest
        self._sets, merged = merged_unknowns(self._statements)
        known = [
            Bounded(tuple(sorted(unknowns)), one.least, one.most)
            for one, unknowns in zip(self._statements, self._sets, strict=True)
            if one.least is not None and one.most is not None
        ]
        self._search = Search(known, len(merged), steps)
        self.examples = list(examples)

    def leaks(self) -> list[Leak]:
        """Return the leaks, each withheld number at most once."""
        equations, numbered = self._equations()
        if equations.contradictions:
            return [self._contradiction(equations, numbered)]
        withheld = [place for place, one in enumerate(self._statements) if one.is_withheld]
        found: dict[int, Leak] = {}
        for place in withheld:
            solved = equations.solved(self._sets[place])
            if solved is not None:
                value, factors = solved
                found[place] = self._computed(
                    place, value, {numbered[n]: f for n, f in factors.items()}
                )
        rest = [place for place in withheld if place not in found]
        rest += [place for place, one in enumerate(self._statements) if one.is_guarded]
        if rest and not self.examples:
            leak = self._first_example(rest[0])
            if leak is not None:
                return [*found.values(), leak]
        for place in rest:
            leak = self.by_trying(place)
            if leak is not None:
                found[place] = leak
        return [found[place] for place in sorted(found)]

    def _equations(self) -> tuple[Equations, list[int]]:
        equations, numbered = Equations(), []
        for place, one in enumerate(self._statements):
            if one.is_exact and one.least is not None:
                equations.add(self._sets[place], one.least)
                numbered.append(place)
        return equations, numbered

    def _first_example(self, place: int) -> Leak | None:
        """Find counts that fit everything published; return what is wrong when there are none."""
        key = self._statements[place].key
        try:
            example = self._search.example()
        except GivenUp:
            message = "không tìm được bộ số nào khớp mọi số công bố trong giới hạn phép thử"
            return Leak(UNPROVED, key, message)
        if example is None:
            message = "không có bộ số nguyên không âm nào khớp mọi số công bố"
            return Leak(CONTRADICTION, key, message)
        self.examples.append(example)
        return None

    def _values(self, place: int) -> set[int]:
        return {sum(example[j] for j in self._sets[place]) for example in self.examples}

    def _is_large(self, value: int) -> bool:
        return value == 0 or value >= self._smallest

    def by_trying(self, place: int) -> Leak | None:
        """Return how the withheld sum is pinned, ``None`` when examples show that it is not.

        Two examples with different sums also show that it cannot be computed.
        """
        key = self._statements[place].key
        ceiling = self._statements[place].ceiling
        try:
            values = self._values(place)
            if ceiling is not None:
                is_open = min(values) < ceiling or self._find(place, 0, ceiling - 1, ceiling)
                message = f"biết chắc cả {ceiling} xã không được công nhận đều không đạt"
                return None if is_open else Leak(EVERY_ONE, key, message)
            if not any(self._is_large(value) for value in values):
                # Above the small counts, else none at all.
                upwards = self._find(place, self._smallest, None, min(values))
                if not upwards and not self._find(place, 0, 0, min(values)):
                    message = f"chỉ có thể là một số từ 1 đến {self._smallest - 1}"
                    return Leak(ONLY_SMALL, key, message)
                values = self._values(place)
            if len(values) > 1:
                return None
            (value,) = values
            if self._find(place, value + 1, None, value) or self._find(place, 0, value - 1, value):
                return None
        except GivenUp:
            message = "chưa chứng minh được là không thể tìm ra (quá giới hạn phép thử)"
            return Leak(UNPROVED, key, message)
        return Leak(ONE_VALUE, key, f"số nguyên không âm duy nhất khớp là {value}")

    def _find(self, place: int, least: int, most: int | None, near: int) -> bool:
        """Look for an example with the sum in *least*…*most*; keep it when there is one."""
        if most is not None and most < least:
            return False
        unknowns = tuple(sorted(self._sets[place]))
        top = self._search.largest * max(1, len(unknowns)) if most is None else most
        close = min(self.examples, key=lambda e: abs(sum(e[j] for j in unknowns) - near))
        example = self._search.example(Bounded(unknowns, least, top), close)
        if example is None:
            return False
        self.examples.append(example)
        return True

    def _computed(self, place: int, value: Fraction, factors: dict[int, Fraction]) -> Leak:
        terms = [f"{_sign(factor)}«{self._said(at)}»" for at, factor in sorted(factors.items())]
        more = f" … ({len(terms)} số)" if len(terms) > _MOST_NAMED else ""
        message = f"tính được là {value} từ {' '.join(terms[:_MOST_NAMED])}{more}"
        return Leak(COMPUTED, self._statements[place].key, message)

    def _contradiction(self, equations: Equations, numbered: list[int]) -> Leak:
        places = [numbered[n] for n in equations.contradictions[0]]
        said = ", ".join(f"«{self._said(place)}»" for place in places[:_MOST_NAMED])
        message = f"các số công bố không khớp nhau: {said}"
        return Leak(CONTRADICTION, self._statements[places[-1]].key, message)

    def _said(self, place: int) -> str:
        one = self._statements[place]
        where = f" ({one.source})" if one.source else ""
        return f"{one.key} = {one.least}{where}"


def _sign(factor: Fraction) -> str:
    sign = "+ " if factor > 0 else "− "
    return sign if abs(factor) == 1 else f"{sign}{abs(factor)} × "
