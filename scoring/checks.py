"""What the sections of a ruleset must satisfy together, beyond the shape of each.

The checks run on whatever sections could be read, so that a misspelt key in one criterion
does not hide a gap in another's scale. They yield ``Fault`` objects with paths; the loader
finds the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from scoring.band_checks import Fault, band_faults
from scoring.parts import (
    AgainstPrevious,
    AnyPart,
    BandScale,
    Count,
    ItemSum,
    Ratio,
    Trend,
)
from scoring.problems import nearest, shown
from scoring.quantities import vietnamese
from scoring.recognition_checks import recognition_faults
from scoring.ruleset import PREVIOUS, Criterion, Document, Figure, Recognition, figures_of
from scoring.strict_yaml import Path_
from scoring.templates import template_faults

COMMUNE_COLUMNS = ("ma_xa", "ten_xa", "loai", "vung", "tinh", "huyen", "tp_truc_thuoc_tw", "nam")
"""Columns of a table that describe the commune; no figure may take their names."""

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_PART_CODE = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_PER = re.compile(r"trên ([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*) \S.*")


@dataclass(frozen=True, slots=True)
class Sections:
    """The readable sections of a file; ``None`` stands for one that could not be read."""

    document: Document | None
    recognition: Recognition | None
    figures: Mapping[str, Figure | None]
    criteria: Sequence[Criterion | None]

    @property
    def known_criteria(self) -> list[tuple[int, Criterion]]:
        """The readable criteria with their positions."""
        return [(row, c) for row, c in enumerate(self.criteria) if c is not None]

    @property
    def parts(self) -> Iterator[tuple[Path_, AnyPart]]:
        """The parts of the readable criteria with their paths."""
        for row, criterion in self.known_criteria:
            for position, part in enumerate(criterion.parts):
                yield ("tiêu chí", row, "các phần", position), part


def all_faults(sections: Sections) -> Iterator[Fault]:
    """Yield every fault of the sections."""
    if sections.document is not None:
        yield from _document(sections.document)
    if sections.recognition is not None:
        yield from recognition_faults(sections.recognition)
    for path, part in sections.parts:
        yield from _part(part, path)
    yield from _criteria(sections)
    yield from _codes(sections)
    yield from _figures(sections)


def _document(document: Document) -> Iterator[Fault]:
    until = document.in_force_until
    if until is not None and until <= document.in_force_from:
        message = f"ngày hết hiệu lực {until} không sau ngày có hiệu lực {document.in_force_from}"
        yield Fault(("văn bản", "hết hiệu lực từ"), "ngay-nguoc", message)
    if document.still_in_force_on < document.issued_on:
        seen = document.still_in_force_on
        message = f"ngày rà soát {seen} trước ngày ban hành {document.issued_on}"
        yield Fault(("văn bản", "rà soát hiệu lực ngày"), "ngay-nguoc", message)


def _part(part: AnyPart, path: Path_) -> Iterator[Fault]:
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


def _criteria(sections: Sections) -> Iterator[Fault]:
    if not sections.criteria:
        yield Fault(("tiêu chí",), "danh-sach-trong", "không có tiêu chí nào")
    for row, criterion in sections.known_criteria:
        path = ("tiêu chí", row)
        if criterion.number != row + 1:
            message = f"tiêu chí thứ {row + 1} mang số {criterion.number}"
            hint = "các tiêu chí mang số 1, 2, 3… theo thứ tự, mỗi số một lần"
            yield Fault((*path, "số"), "so-thu-tu", message, hint)
        if not criterion.parts:
            yield Fault((*path, "các phần"), "danh-sach-trong", "tiêu chí không có phần nào")
            continue
        most = sum(
            (part.max_points for part in criterion.parts if _is_countable(part)), Fraction(0)
        )
        if most != criterion.max_points and all(map(_is_countable, criterion.parts)):
            message = (
                f"điểm tối đa của tiêu chí ghi {vietnamese(criterion.max_points)}, "
                f"các phần cộng lại {vietnamese(most)}"
            )
            yield Fault((*path, "điểm tối đa"), "tong-diem", message)
    recognition = sections.recognition
    if recognition is None or len(sections.known_criteria) < len(sections.criteria):
        return
    total = sum((c.max_points for _, c in sections.known_criteria), Fraction(0))
    if total != recognition.total_points and sections.criteria:
        message = (
            f"tổng điểm tối đa ghi {vietnamese(recognition.total_points)}, "
            f"các tiêu chí cộng lại {vietnamese(total)}"
        )
        yield Fault(("công nhận", "tổng điểm tối đa"), "tong-diem", message)


def _is_countable(part: AnyPart) -> bool:
    """Whether the part's maximum can be computed (that of an empty scale or sum cannot)."""
    if part.has_unknown_points:
        return part.given_max_points is not None
    if part.given_max_points not in {None, part.computed_max_points}:
        return False
    return not (
        (isinstance(part, BandScale) and not part.bands)
        or (isinstance(part, ItemSum) and not part.items)
    )


def _codes(sections: Sections) -> Iterator[Fault]:
    slugs: list[tuple[Path_, str]] = [
        (("tiêu chí", row, "slug"), criterion.slug) for row, criterion in sections.known_criteria
    ]
    yield from _repeated(slugs, "slug")
    for path, slug in slugs:
        if not _CODE.fullmatch(slug):
            hint = "chỉ gồm chữ thường không dấu, số và «_»; bắt đầu bằng chữ"
            yield Fault(path, "ma-sai-dang", f"slug {shown(slug)} không đúng dạng", hint)
    codes: list[tuple[Path_, str]] = [((*path, "mã"), part.code) for path, part in sections.parts]
    items: list[tuple[Path_, str]] = [
        ((*path, "nội dung", row, "mã"), item.code)
        for path, part in sections.parts
        if isinstance(part, ItemSum)
        for row, item in enumerate(part.items)
    ]
    yield from _repeated(codes, "mã phần")
    yield from _repeated(items, "mã nội dung")
    for path, code in (*codes, *items):
        if not _PART_CODE.fullmatch(code):
            message = f"mã {shown(code)} không đúng dạng"
            yield Fault(path, "ma-sai-dang", message, 'viết số và dấu chấm, ví dụ "6.1"')


def _repeated(codes: Iterable[tuple[Path_, str]], what: str) -> Iterator[Fault]:
    listed = list(codes)
    counts = Counter(code for _, code in listed)
    seen: set[str] = set()
    for path, code in listed:
        if code in seen:
            yield Fault(path, "trung-ma", f"{what} {shown(code)} dùng {counts[code]} lần")
        seen.add(code)


def _figures(sections: Sections) -> Iterator[Fault]:
    figures = sections.figures
    for code, figure in figures.items():
        path: Path_ = ("số liệu", code)
        if not _CODE.fullmatch(code):
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
        for key, code in zip(_indicator_keys(part), figures_of(part), strict=True):
            used.add(code)
            if code not in figures:
                message = f"số liệu {shown(code)} chưa được khai báo ở mục «số liệu»"
                hint = nearest(code, figures)
                meant += hint
                yield Fault((*path, "chỉ số", key), "so-lieu-la", message, hint)
    used |= {f.not_exceeding for f in figures.values() if f is not None and f.not_exceeding}
    # Where a part could not be read, or is missing, nobody knows what it would have used.
    if sections.criteria and all(c is not None and c.parts for c in sections.criteria):
        for code in figures:
            if code not in used and f"«{code}»" not in meant:
                message = f"số liệu {shown(code)} không được phần nào dùng"
                yield Fault(("số liệu", code), "so-lieu-thua", message, "bỏ đi, hoặc sửa mã")


def _indicator_keys(part: AnyPart) -> tuple[str, ...]:
    match part:
        case ItemSum():
            return ()
        case BandScale(indicator=Count()):
            return ("số liệu",)
        case _:
            return ("tử số", "mẫu số")


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
