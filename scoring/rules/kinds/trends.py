"""The four trends against the previous assessed period, and the points of each."""

from collections.abc import Iterator, Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Self

from scoring.base.quantities import vietnamese
from scoring.formats.fields import PointsOrUnknown
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.kinds.bands import NO_END
from scoring.rules.kinds.part import PointsRow, Stretch
from scoring.rules.verification import Verification

POINTS_KEY = "điểm theo diễn biến"
"""Where the points of the four trends stand in a part."""


class Trend(Enum):
    """This period's rate against the previous assessed period's."""

    NO_CASE_AROSE = "không phát sinh"
    LOWER = "giảm"
    EQUAL = "không đổi"
    HIGHER = "tăng"

    @property
    def row(self) -> int:
        """Its place in the ruleset's order, from 0."""
        return _ORDER.index(self)


_ORDER = tuple(Trend)


@from_yaml
class PointsByTrend:
    """``điểm theo diễn biến``: points for each of the four trends."""

    no_case_arose: Annotated[
        PointsOrUnknown, yaml_key("không phát sinh", "Kỳ này không có trường hợp nào")
    ]
    lower: Annotated[PointsOrUnknown, yaml_key("giảm", "Thấp hơn kỳ trước")]
    equal: Annotated[PointsOrUnknown, yaml_key("không đổi", "Bằng kỳ trước")]
    higher: Annotated[PointsOrUnknown, yaml_key("tăng", "Cao hơn kỳ trước")]

    @classmethod
    def of(cls, points: Sequence[Fraction | None]) -> Self:
        """Return the points of the four trends in the ruleset's order."""
        return cls(**{trend.name.lower(): p for trend, p in zip(Trend, points, strict=True)})

    def __getitem__(self, trend: Trend) -> Fraction | None:
        """Return the points of a trend, ``None`` where they are not known."""
        points: Fraction | None = getattr(self, trend.name.lower())
        return points

    def __iter__(self) -> Iterator[Fraction | None]:
        """Yield the points of the four trends in the ruleset's order."""
        return (self[trend] for trend in Trend)

    def rows(self, verified: Verification) -> tuple[PointsRow, ...]:
        """Return the four trends as rows of one level."""
        return tuple(
            PointsRow(trend.value, self[trend], verified, (POINTS_KEY, trend.value))
            for trend in Trend
        )

    def faults(self, path: Path_) -> Iterator[Fault]:
        """Yield the trends that bring more points than a better one; the key is at *path*."""
        known = [(t, p) for t in Trend if (p := self[t]) is not None]
        for (better, more), (worse, less) in pairwise(known):
            if less > more:
                message = (
                    f"«{worse.value}» được {vietnamese(less)} điểm, "
                    f"nhiều hơn «{better.value}» ({vietnamese(more)} điểm)"
                )
                yield Fault((*path, worse.value), "nguoc-chieu", message)


def compared(now: int, before: int) -> Trend:
    """Return the trend of two numbers that are not both without a case."""
    if now == before:
        return Trend.EQUAL
    return Trend.LOWER if now < before else Trend.HIGHER


def trend_stretches(
    rows: Sequence[PointsRow], cases: int | None, whole: int = 1, earlier: int | None = 1
) -> Iterator[Stretch]:
    """Yield the counts of each trend against *cases* of *earlier*, out of *whole* now.

    Without the previous figures, or with an *earlier* of 0, only «không phát sinh» is certain.
    """
    none, lower, equal, higher = rows
    yield Stretch(0, 0, none)
    if cases is None or not earlier:
        return
    same, rest = divmod(cases * whole, earlier)
    yield Stretch(1, same if rest else same - 1, lower)
    if not rest and same:
        yield Stretch(same, same, equal)
    yield Stretch(same + 1, NO_END, higher)
