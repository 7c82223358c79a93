"""``so với kỳ trước``: a rate against the same rate of the previous assessed period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.indicators import Ratio, ZeroDenominator
from scoring.rules.kinds.band_scale import CHILDREN
from scoring.rules.kinds.part import BoundaryCase, IsWithin, Part, PointsRow, Stretch
from scoring.rules.kinds.trends import PointsByTrend, Trend, trend_stretches


@from_yaml
class AgainstPrevious(Part):
    """``so với kỳ trước``: a rate against the same rate of the previous assessed period."""

    is_compared: ClassVar[bool] = True

    kind: Annotated[Literal["so với kỳ trước"], yaml_key("cách tính", "Cách tính điểm của phần")]
    indicator: Annotated[Ratio, yaml_key("chỉ số", "Tử số, mẫu số, nhân với")]
    unit: Annotated[Text, yaml_key("đơn vị", "trên 1.000 trẻ em; trên 100.000 trẻ em; phần trăm")]
    points_by_trend: Annotated[
        PointsByTrend, yaml_key("điểm theo diễn biến", "Điểm của bốn diễn biến")
    ]
    zero_denominator: Annotated[
        ZeroDenominator, yaml_key("khi mẫu số bằng 0", "Xử lý khi mẫu số bằng 0")
    ]

    @cached_property
    def rows(self) -> tuple[PointsRow, ...]:
        """The trends."""
        return self.points_by_trend.rows(self.verified)

    def with_points(self, points: Sequence[Fraction | None], most: Fraction | None) -> Self:
        """Return this part with other points of its trends."""
        return replace(self, points_by_trend=PointsByTrend.of(points), given_max_points=most)

    def stretches(
        self, figures: Mapping[str, int], previous: Mapping[str, int]
    ) -> Iterator[Stretch]:
        """Yield the counts of each trend, as far as the previous rate is known."""
        top, bottom = self.figures
        if figures[bottom]:
            cases, earlier = previous.get(top), previous.get(bottom)
            yield from trend_stretches(self.rows, cases, figures[bottom], earlier)

    def faults(self, path: Path_) -> Iterator[Fault]:
        """Yield the trends whose points go the wrong way."""
        yield from self.points_by_trend.faults((*path, "điểm theo diễn biến"))

    def boundary_cases(self, is_within: IsWithin) -> Iterator[BoundaryCase]:
        """Yield a case of each trend, among equally many children."""
        del is_within
        top, bottom = self.figures
        cases = 6
        for trend, now in zip(Trend, (0, cases - 1, cases, cases + 1), strict=True):
            yield BoundaryCase(
                self.code,
                f"{now} so với {cases} kỳ trước",
                {top: now, bottom: CHILDREN},
                {top: cases, bottom: CHILDREN},
                trend.value,
                self.points_by_trend[trend],
            )
