"""Checks of one part: indicator and unit, order of the points, maximum, sentence template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.indicators import Ratio
from scoring.rules.kinds.part import Part
from scoring.rules.templates import template_faults

_PER = re.compile(r"trên ([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*) \S.*")


def part_faults(part: Part, path: Path_) -> Iterator[Fault]:
    """Yield the faults of one part that stands at *path*."""
    yield from part.faults(path)
    if part.ratio is not None:
        yield from _unit(part.ratio, part.unit, path)
    yield from _maximum(part, path)
    if part.template is not None:
        for message, hint in template_faults(part.template):
            yield Fault((*path, "giải thích"), "mau-cau", message, hint)


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


def _maximum(part: Part, path: Path_) -> Iterator[Fault]:
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
