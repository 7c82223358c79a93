"""Checks of one part: indicator and unit, order of the points, maximum, sentence template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.formats.strict_yaml import Path_
from scoring.rules.band_checks import Fault, band_faults
from scoring.rules.indicators import Count, Ratio
from scoring.rules.parts import AgainstPrevious, AnyPart, BandScale, ItemSum, Trend
from scoring.rules.templates import template_faults

_PER = re.compile(r"trên ([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*) \S.*")


def part_faults(part: AnyPart, path: Path_) -> Iterator[Fault]:
    """Yield the faults of one part that stands at *path*."""
    match part:
        case BandScale():
            yield from band_faults(part, (*path, "thang điểm"))
            yield from _indicator(part, path)
        case AgainstPrevious():
            yield from _unit(part.indicator, part.unit, path)
            yield from _trend(part, path)
        case ItemSum(items=()):
            yield Fault((*path, "nội dung"), "danh-sach-trong", "phần không có nội dung nào")
    yield from _maximum(part, path)
    if part.template is not None:
        for message, hint in template_faults(part.template):
            yield Fault((*path, "giải thích"), "mau-cau", message, hint)


def _indicator(part: BandScale, path: Path_) -> Iterator[Fault]:
    match part.indicator:
        case Ratio() as ratio:
            yield from _unit(ratio, part.unit, path)
            if part.zero_denominator is None:
                message = "thiếu khóa «khi mẫu số bằng 0»"
                hint = "điểm tối đa, không điểm hoặc chờ thẩm định, kèm căn cứ"
                yield Fault(path, "thieu-khoa", message, hint)
        case Count():
            if part.zero_denominator is not None:
                message = "chỉ số là một số liệu thì không có mẫu số"
                yield Fault((*path, "khi mẫu số bằng 0"), "khoa-la", message, "bỏ khóa này")


def _unit(ratio: Ratio, unit: str, path: Path_) -> Iterator[Fault]:
    written = _PER.fullmatch(unit)
    if unit == "phần trăm":
        expected = 100
    elif written:
        expected = int(written[1].replace(".", ""))
    else:
        hint = "viết «phần trăm» hoặc «trên 1.000 trẻ em»"
        yield Fault((*path, "đơn vị"), "don-vi", f"không hiểu đơn vị tỷ số {shown(unit)}", hint)
        return
    if ratio.multiplier != expected:
        message = f"đơn vị {shown(unit)} cần «nhân với: {expected}», ở đây là {ratio.multiplier}"
        yield Fault((*path, "chỉ số", "nhân với"), "nhan-voi", message)


def _trend(part: AgainstPrevious, path: Path_) -> Iterator[Fault]:
    known = [(t, p) for t in Trend if (p := part.points_by_trend[t]) is not None]
    for (better, more), (worse, less) in pairwise(known):
        if less > more:
            message = (
                f"«{worse.value}» được {vietnamese(less)} điểm, "
                f"nhiều hơn «{better.value}» ({vietnamese(more)} điểm)"
            )
            where = (*path, "điểm theo diễn biến", worse.value)
            yield Fault(where, "nguoc-chieu", message)


def _maximum(part: AnyPart, path: Path_) -> Iterator[Fault]:
    given = part.given_max_points
    if part.has_unknown_points and given is None:
        message = "phần có điểm «chưa rõ» phải ghi «điểm tối đa»"
        yield Fault(path, "thieu-khoa", message, "ghi số điểm cao nhất mà phần có thể được")
        return
    most = part.computed_max_points
    if given is None or (given == most and not part.has_unknown_points):
        return
    if given < most or not part.has_unknown_points:
        message = f"điểm tối đa ghi {vietnamese(given)}, các mức cho {vietnamese(most)}"
        yield Fault((*path, "điểm tối đa"), "tong-diem", message)
