"""What the sections of a ruleset must satisfy together, beyond the shape of each.

The checks run on whatever sections could be read, so that a misspelt key in one criterion
does not hide a gap in another's scale. They yield ``Fault`` objects with paths; the loader
finds the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.figure_checks import figure_faults
from scoring.rules.kinds.part import Part
from scoring.rules.part_checks import part_faults
from scoring.rules.recognition_checks import recognition_faults
from scoring.rules.ruleset import Document
from scoring.rules.sections import CODE, Sections

_PART_CODE = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def all_faults(sections: Sections) -> Iterator[Fault]:
    """Yield every fault of the sections."""
    if sections.document is not None:
        yield from _document(sections.document)
    if sections.recognition is not None:
        yield from recognition_faults(sections.recognition)
    for path, part in sections.parts:
        yield from part_faults(part, path)
    yield from _criteria(sections)
    yield from _codes(sections)
    yield from figure_faults(sections)


def _document(document: Document) -> Iterator[Fault]:
    until = document.in_force_until
    if until is not None and until <= document.in_force_from:
        message = f"ngày hết hiệu lực {until} không sau ngày có hiệu lực {document.in_force_from}"
        yield Fault(("văn bản", "hết hiệu lực từ"), "ngay-nguoc", message)
    if document.still_in_force_on < document.issued_on:
        seen = document.still_in_force_on
        message = f"ngày rà soát {seen} trước ngày ban hành {document.issued_on}"
        yield Fault(("văn bản", "rà soát hiệu lực ngày"), "ngay-nguoc", message)


def _criteria(sections: Sections) -> Iterator[Fault]:
    if not sections.criteria:
        yield Fault(("tiêu chí",), "danh-sach-trong", "không có tiêu chí nào")
    is_told = False
    for row, criterion in sections.known_criteria:
        path = ("tiêu chí", row)
        if criterion.number != row + 1 and not is_told:
            is_told = True  # every criterion behind a gap would say the same
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
    for row, criterion in sections.known_criteria:
        floor = recognition.disqualifying_points
        if criterion.max_points <= floor < recognition.total_points:
            message = (
                f"tiêu chí được nhiều nhất {vietnamese(criterion.max_points)} điểm, không hơn "
                f"điểm liệt {vietnamese(floor)}"
            )
            yield Fault(("tiêu chí", row, "điểm tối đa"), "diem-liet", message)
    total = sum((c.max_points for _, c in sections.known_criteria), Fraction(0))
    if total != recognition.total_points and sections.criteria:
        message = (
            f"tổng điểm tối đa ghi {vietnamese(recognition.total_points)}, "
            f"các tiêu chí cộng lại {vietnamese(total)}"
        )
        yield Fault(("công nhận", "tổng điểm tối đa"), "tong-diem", message)


def _is_countable(part: Part) -> bool:
    """Whether the part's maximum can be computed (that of an empty scale or sum cannot)."""
    if part.has_unknown_points:
        return part.given_max_points is not None
    if part.given_max_points not in {None, part.computed_max_points}:
        return False
    return bool(part.rows)


def _codes(sections: Sections) -> Iterator[Fault]:
    slugs: list[tuple[Path_, str]] = [
        (("tiêu chí", row, "slug"), criterion.slug) for row, criterion in sections.known_criteria
    ]
    yield from _repeated(slugs, "slug")
    for path, slug in slugs:
        if not CODE.fullmatch(slug):
            hint = "chỉ gồm chữ thường không dấu, số và «_»; bắt đầu bằng chữ"
            yield Fault(path, "ma-sai-dang", f"slug {shown(slug)} không đúng dạng", hint)
    codes: list[tuple[Path_, str]] = [((*path, "mã"), part.code) for path, part in sections.parts]
    items: list[tuple[Path_, str]] = [
        ((*path, "nội dung", row, "mã"), item.code)
        for path, part in sections.parts
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
