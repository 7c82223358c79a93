"""Checks of one band scale: its rows cover every value once, and points follow the direction."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from scoring.base.quantities import points_text, vietnamese
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.kinds.bands import Band


@dataclass(frozen=True, slots=True)
class _Span:
    """The values a band holds; ``upper`` is ``None`` when there is no end."""

    row: int
    lower: Fraction
    holds_lower: bool
    upper: Fraction | None
    holds_upper: bool

    @property
    def is_empty(self) -> bool:
        """Whether no value lies in it; a span of one value holds both its ends."""
        if self.upper is None:
            return False
        is_point = self.holds_lower and self.holds_upper
        return self.lower > self.upper or (self.lower == self.upper and not is_point)


def band_faults(
    bands: Sequence[Band], path: Path_, *, is_count: bool, is_higher_better: bool
) -> Iterator[Fault]:
    """Yield the faults of a scale whose key stands at *path*."""
    if not bands:
        yield Fault(path, "danh-sach-trong", "thang điểm không có mức nào")
        return
    word_faults = [fault for row, band in enumerate(bands) for fault in _words(band, row, path)]
    yield from word_faults
    if word_faults:
        return
    spans = sorted(
        (_span(band, row, is_count=is_count) for row, band in enumerate(bands)),
        key=lambda span: (span.lower, not span.holds_lower),
    )
    empty = [span.row for span in spans if span.is_empty]
    for row in empty:
        message = f"mức «{bands[row].label}» không chứa giá trị nào"
        hint = "số sau «từ / trên» phải nhỏ hơn số sau «đến / dưới»"
        yield Fault((*path, row), "muc-rong", message, hint)
    if empty:
        return
    cover_faults = list(_cover(spans, path))
    yield from cover_faults
    if not cover_faults:
        yield from _direction(bands, spans, path, is_higher_better=is_higher_better)


def _words(band: Band, row: int, path: Path_) -> Iterator[Fault]:
    here = (*path, row)
    if band.at_least is not None and band.above is not None:
        yield Fault((*here, "trên"), "muc-thua-tu", "một mức chỉ dùng «từ» hoặc «trên»")
    if band.at_most is not None and band.below is not None:
        yield Fault((*here, "dưới"), "muc-thua-tu", "một mức chỉ dùng «đến» hoặc «dưới»")
    if not band.edges:
        message = "mức không có «từ», «trên», «đến» hoặc «dưới»"
        yield Fault(here, "muc-thieu-tu", message, "ghi mức này gồm các giá trị nào")


def _span(band: Band, row: int, *, is_count: bool) -> _Span:
    lower = band.at_least if band.above is None else band.above
    upper = band.at_most if band.below is None else band.below
    holds_lower, holds_upper = band.above is None, band.at_most is not None
    if is_count:
        # Counts are whole, so «đến 0» and «từ 1» meet: every bound becomes ≥ or <.
        if lower is not None:
            lower = Fraction(math.ceil(lower) if holds_lower else math.floor(lower) + 1)
        if upper is not None:
            upper = Fraction(math.floor(upper) + 1 if holds_upper else math.ceil(upper))
        holds_lower, holds_upper = True, False
    return _Span(row, lower or Fraction(0), holds_lower, upper, holds_upper)


def _cover(spans: list[_Span], path: Path_) -> Iterator[Fault]:
    first, last = spans[0], spans[-1]
    if first.lower > 0 or not first.holds_lower:
        until = f"{'dưới' if first.holds_lower else 'đến'} {_text(first.lower)}"
        yield _gap((*path, first.row), until)
    for below, above in pairwise(spans):
        if below.upper is None or above.lower < below.upper:
            yield _overlap((*path, above.row), below, above)
        elif above.lower > below.upper:
            start = f"{'trên' if below.holds_upper else 'từ'} {_text(below.upper)}"
            end = f"{'dưới' if above.holds_lower else 'đến'} {_text(above.lower)}"
            yield _gap((*path, above.row), f"{start} {end}")
        elif not below.holds_upper and not above.holds_lower:
            yield _gap((*path, above.row), f"đúng {_text(above.lower)}")
        elif below.holds_upper and above.holds_lower:
            yield _overlap((*path, above.row), below, above)
    if last.upper is not None and all(span.upper is not None for span in spans):
        edge = _text(last.upper)
        values = f"trên {edge}" if last.holds_upper else f"từ {edge} trở lên"
        yield _gap((*path, last.row), values)


def _gap(path: Path_, values: str) -> Fault:
    message = f"thang điểm hở: giá trị {values} không thuộc mức nào"
    return Fault(path, "thang-diem-ho", message, "sửa «từ / trên / đến / dưới» cho liền nhau")


def _overlap(path: Path_, below: _Span, above: _Span) -> Fault:
    message = (
        f"thang điểm chồng nhau: giá trị {_text(above.lower)} thuộc cả mức thứ "
        f"{min(below.row, above.row) + 1} và mức thứ {max(below.row, above.row) + 1}"
    )
    return Fault(path, "thang-diem-chong", message, "mỗi giá trị chỉ thuộc một mức")


def _direction(
    bands: Sequence[Band], spans: list[_Span], path: Path_, *, is_higher_better: bool
) -> Iterator[Fault]:
    ascending = [(span, bands[span.row].points) for span in spans]
    known = [(span, points) for span, points in ascending if points is not None]
    for (_, lower_points), (span, upper_points) in pairwise(known):
        goes_up = upper_points >= lower_points
        goes_down = upper_points <= lower_points
        if goes_up if is_higher_better else goes_down:
            continue
        direction = "càng cao càng tốt" if is_higher_better else "càng thấp càng tốt"
        message = (
            f"«{direction}» nhưng mức «{bands[span.row].label}» được "
            f"{vietnamese(upper_points)} điểm, mức thấp hơn được {vietnamese(lower_points)} điểm"
        )
        yield Fault(
            (*path, span.row, "điểm"), "nguoc-chieu", message, "đổi «chiều» hoặc sửa số điểm"
        )


def _text(value: Fraction) -> str:
    return vietnamese(points_text(value))
