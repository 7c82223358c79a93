"""A ruleset in the plainest words every engine has: sums, edges, comparisons of two rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.batch.columns import Columns
from scoring.rules.indicators import Count
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.ruleset import PREVIOUS, Ruleset


@dataclass(frozen=True)
class Items:
    points: dict[str, int]


@dataclass(frozen=True)
class Bands:
    """Points from an edge on, the highest edge first; ``lowest`` below all of them."""

    top: str
    multiplier: int
    bottom: str | None
    edges: list[tuple[int, int]]
    lowest: int

    @property
    def value(self) -> str:
        whole = "" if self.bottom is None else f" * {self.multiplier} / {self.bottom}"
        return f"{self.top}{whole}"


@dataclass(frozen=True)
class AgainstBefore:
    """Points where no case arose, where the rate is lower, equal, higher than before."""

    cases: str
    children: str
    points: tuple[int, int, int, int]

    @property
    def now(self) -> str:
        return f"{self.cases} * {self.children}{PREVIOUS}"

    @property
    def before(self) -> str:
        return f"{self.cases}{PREVIOUS} * {self.children}"


Term = Items | Bands | AgainstBefore


def terms(ruleset: Ruleset) -> Iterator[Term]:
    """Yield the parts; only for rulesets whose edges and points are whole numbers."""
    for _, part in ruleset.parts:
        match part:
            case ItemSum():
                yield Items({name_of(item.code): int(item.points or 0) for item in part.items})
            case BandScale():
                rows = sorted(part.bands, key=lambda b: b.at_least or Fraction(-1), reverse=True)
                edges = [(int(b.at_least or 0), int(b.points or 0)) for b in rows[:-1]]
                lowest = int(rows[-1].points or 0)
                if isinstance(part.indicator, Count):
                    yield Bands(part.indicator.figure, 1, None, edges, lowest)
                else:
                    ratio = part.indicator
                    yield Bands(ratio.numerator, ratio.multiplier, ratio.denominator, edges, lowest)
            case AgainstPrevious():
                none, lower, equal, higher = (int(p or 0) for p in part.points_by_trend)
                ratio = part.indicator
                points = (none, lower, equal, higher)
                yield AgainstBefore(ratio.numerator, ratio.denominator, points)


def name_of(item: str) -> str:
    """Return an item's code as an identifier."""
    return f"item_{item.replace('.', '_')}"


def named_columns(columns: Columns) -> dict[str, list]:
    """Return every column as a plain list under an identifier."""
    return {
        **{code: c.values.tolist() for code, c in columns.figures.items()},
        **{f"{code}{PREVIOUS}": c.values.tolist() for code, c in columns.previous.items()},
        **{name_of(code): a.yes.tolist() for code, a in columns.answers.items()},
    }


def records(columns: Columns) -> list[dict]:
    """Return every row as a plain dictionary."""
    named = named_columns(columns)
    return [dict(zip(named, row, strict=True)) for row in zip(*named.values(), strict=True)]
