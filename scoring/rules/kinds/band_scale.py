"""``theo thang điểm``: a ratio or one count falls in a band, the band gives the points."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from scoring.base.quantities import points_text, vietnamese
from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.indicators import Indicator, Ratio, ZeroDenominator
from scoring.rules.kinds.band_checks import band_faults
from scoring.rules.kinds.bands import Band
from scoring.rules.kinds.part import BoundaryCase, IsWithin, Part, PointsRow, Stretch

CHILDREN = 1_000
"""Denominators of boundary cases are the first suitable number from here on."""

Direction = Literal["càng cao càng tốt", "càng thấp càng tốt"]

_STEPS = {-1: "ngay dưới", 0: "đúng", 1: "ngay trên"}


@from_yaml
class BandScale(Part):
    """``theo thang điểm``: a ratio or one count falls in a band, the band gives the points."""

    kind: Annotated[Literal["theo thang điểm"], yaml_key("cách tính", "Cách tính điểm của phần")]
    indicator: Annotated[Indicator, yaml_key("chỉ số", "Tử số, mẫu số, nhân với; hoặc một số liệu")]
    unit: Annotated[Text, yaml_key("đơn vị", "phần trăm; trên 1.000 trẻ em; hoặc đơn vị đếm")]
    direction: Annotated[
        Direction,
        yaml_key("chiều", "càng cao càng tốt hoặc càng thấp càng tốt"),
    ]
    bands: Annotated[tuple[Band, ...], yaml_key("thang điểm", "Các mức và số điểm")]
    zero_denominator: Annotated[
        ZeroDenominator | None, yaml_key("khi mẫu số bằng 0", "Bắt buộc khi chỉ số là một tỷ số")
    ] = None

    @cached_property
    def rows(self) -> tuple[PointsRow, ...]:
        """The bands."""
        return tuple(
            PointsRow(
                band.label,
                band.points,
                band.verified or self.verified,
                ("thang điểm", row, "điểm"),
                self.unit,
                band.edges,
            )
            for row, band in enumerate(self.bands)
        )

    def with_points(self, points: Sequence[Fraction | None], most: Fraction | None) -> Self:
        """Return this scale with other points of its bands."""
        bands = tuple(replace(b, points=p) for b, p in zip(self.bands, points, strict=True))
        return replace(self, bands=bands, given_max_points=most)

    def with_edges(self, moved: Mapping[Fraction, Fraction]) -> Self:
        """Return this scale with some edges elsewhere."""

        def new(bound: Fraction | None) -> Fraction | None:
            return None if bound is None else moved.get(bound, bound)

        bands = tuple(
            replace(
                band,
                at_least=new(band.at_least),
                above=new(band.above),
                at_most=new(band.at_most),
                below=new(band.below),
            )
            for band in self.bands
        )
        return replace(self, bands=bands)

    def band_of(self, top: int, bottom: int) -> int:
        """Return the row of the band that holds *top* ÷ *bottom*, as ``Band.holds`` takes them."""
        for row, band in enumerate(self.bands):
            if band.holds(top, bottom):
                return row
        # Bands tile the whole range, or the ruleset would not have loaded; a count is never
        # negative. Reaching this line means that somebody built a Ruleset around the loader.
        message = f"{self.code}: {top}/{bottom} lies in no band"
        raise ValueError(message)

    def stretches(
        self, figures: Mapping[str, int], previous: Mapping[str, int]
    ) -> Iterator[Stretch]:
        """Yield the counts of each band."""
        del previous
        ratio = self.ratio
        whole, multiplier = (
            (1, 1) if ratio is None else (figures[ratio.denominator], ratio.multiplier)
        )
        if whole:
            for band, row in zip(self.bands, self.rows, strict=True):
                yield Stretch(*band.counts(whole, multiplier), row)

    def faults(self, path: Path_) -> Iterator[Fault]:
        """Yield the faults of the bands, and whether the rule for 0 is where it belongs."""
        is_count = self.ratio is None
        higher = self.is_higher_better
        yield from band_faults(
            self.bands, (*path, "thang điểm"), is_count=is_count, is_higher_better=higher
        )
        if is_count and self.zero_denominator is not None:
            message = "chỉ số là một số liệu thì không có mẫu số"
            yield Fault((*path, "khi mẫu số bằng 0"), "khoa-la", message, "bỏ khóa này")
        if not is_count and self.zero_denominator is None:
            message = "thiếu khóa «khi mẫu số bằng 0»"
            hint = "điểm tối đa, không điểm hoặc chờ thẩm định, kèm căn cứ"
            yield Fault(path, "thieu-khoa", message, hint)

    @classmethod
    def amend_schema(cls, described: dict[str, Any]) -> None:
        """Let an editor ask what a ratio's zero denominator means."""
        described["if"] = {"properties": {"chỉ số": {"required": ["tử số"]}}}
        described["then"] = {"required": ["khi mẫu số bằng 0"]}

    def boundary_cases(self, is_within: IsWithin) -> Iterator[BoundaryCase]:
        """Yield just under, on and just over every edge."""
        for edge, below, above in self._meetings():
            for step, band in _around(edge, below, above):
                figures = self._figures_at(edge, step, is_within)
                if figures is not None:
                    where = f"{_STEPS[step]} {vietnamese(points_text(edge))}"
                    yield BoundaryCase(self.code, where, figures, {}, band.label, band.points)

    def _figures_at(
        self, edge: Fraction, step: int, is_within: IsWithin
    ) -> Mapping[str, int] | None:
        """Return figures *step* units from an edge; ``None`` where there can be none."""
        ratio = self.indicator if isinstance(self.indicator, Ratio) else None
        if ratio is None:
            count = math.floor(edge) + step
            return {self.figures[0]: count} if count >= 0 else None
        share = edge / ratio.multiplier
        children = share.denominator * math.ceil(Fraction(CHILDREN, share.denominator))
        count = int(edge * children / ratio.multiplier) + step
        is_subset = is_within(ratio.numerator, ratio.denominator)
        if count < 0 or (is_subset and count > children):
            return None
        return {ratio.numerator: count, ratio.denominator: children}

    def _meetings(self) -> Iterator[tuple[Fraction, Band, Band]]:
        """Yield each value at which two bands meet, with the band below and the band above."""
        ordered = sorted(self.bands, key=lambda band: band.lower or Fraction(-1))
        for below, above in pairwise(ordered):
            edge = above.lower
            if self.ratio is None and below.at_most is not None and above.at_least is not None:
                edge = below.at_most
            if edge is not None:
                yield edge, below, above


def _around(edge: Fraction, below: Band, above: Band) -> Iterator[tuple[int, Band]]:
    """Yield the steps from an edge with the band each lies in, by the rows' words alone."""
    yield -1, below
    yield 0, below if below.at_most == edge else above
    yield 1, above
