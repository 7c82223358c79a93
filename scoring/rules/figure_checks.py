"""Checks of the figures: declared and used, well named, within one another without a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.base.problems import nearest, shown
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import PREVIOUS, Figure
from scoring.rules.sections import CODE, Sections

COMMUNE_COLUMNS = ("ma_xa", "ten_xa", "loai", "vung", "tinh", "huyen", "tp_truc_thuoc_tw", "nam")
"""Columns of a table that describe the commune; no figure may take their names."""


def figure_faults(sections: Sections) -> Iterator[Fault]:
    """Yield the faults of the figures and of the parts' references to them."""
    figures = sections.figures
    for code, figure in figures.items():
        path: Path_ = ("số liệu", code)
        if not CODE.fullmatch(code):
            message = f"mã số liệu {shown(code)} không đúng dạng"
            hint = "chỉ gồm chữ thường không dấu, số và «_»; bắt đầu bằng chữ"
            yield Fault(path, "ma-sai-dang", message, hint)
        elif code.endswith(PREVIOUS):
            message = f"mã số liệu {shown(code)} có đuôi dành cho cột kỳ trước"
            yield Fault(path, "ma-sai-dang", message, f"bỏ đuôi «{PREVIOUS}»")
        if code in COMMUNE_COLUMNS:
            yield Fault(path, "trung-ma", f"mã {shown(code)} là cột về đơn vị hành chính")
        if figure is not None and figure.not_exceeding is not None:
            yield from _not_exceeding(code, figure.not_exceeding, figures)
    yield from _figures_used(sections)


def _figures_used(sections: Sections) -> Iterator[Fault]:
    figures = sections.figures
    used = set()
    meant = ""
    for path, part in sections.parts:
        for key, code in zip(_indicator_keys(part), part.figures, strict=True):
            used.add(code)
            if code not in figures:
                message = f"số liệu {shown(code)} chưa được khai báo ở mục «số liệu»"
                hint = nearest(code, figures)
                meant += hint
                yield Fault((*path, "chỉ số", key), "so-lieu-la", message, hint)
        yield from _turned_round(part, path, figures)
    used |= {f.not_exceeding for f in figures.values() if f is not None and f.not_exceeding}
    # Where a part could not be read, or is missing, nobody knows what it would have used.
    if sections.criteria and all(c is not None and c.parts for c in sections.criteria):
        for code in figures:
            if code not in used and f"«{code}»" not in meant:
                message = f"số liệu {shown(code)} không được phần nào dùng"
                yield Fault(("số liệu", code), "so-lieu-thua", message, "bỏ đi, hoặc sửa mã")


def _turned_round(part: Part, path: Path_, figures: Mapping[str, Figure | None]) -> Iterator[Fault]:
    """Find a ratio whose denominator is declared to be within its numerator."""
    if part.ratio is None:
        return
    top, bottom = part.figures
    part_figure, whole = figures.get(top), figures.get(bottom)
    is_circle = part_figure is not None and part_figure.not_exceeding == bottom
    if whole is not None and whole.not_exceeding == top and not is_circle:
        message = f"{shown(bottom)} ở mẫu số nhưng được khai là không vượt quá {shown(top)} ở tử số"
        where = (*path, "chỉ số", "mẫu số")
        yield Fault(where, "tu-mau-nguoc", message, "có phải viết ngược tử số và mẫu số?")


def _indicator_keys(part: Part) -> tuple[str, ...]:
    return () if part.indicator is None else part.indicator.keys


def _not_exceeding(code: str, limit: str, figures: Mapping[str, Figure | None]) -> Iterator[Fault]:
    path: Path_ = ("số liệu", code, "không vượt quá")
    if limit not in figures:
        message = f"số liệu {shown(limit)} chưa được khai báo"
        yield Fault(path, "so-lieu-la", message, nearest(limit, figures))
        return
    seen = [code]
    step: str | None = limit
    while step is not None and step not in seen:
        seen.append(step)
        figure = figures.get(step)
        step = figure.not_exceeding if figure is not None else None
    if step == code:
        chain = " → ".join([*seen, code])
        yield Fault(path, "vong-lap", f"«không vượt quá» đi vòng tròn: {chain}")
