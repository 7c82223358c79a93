"""The ids by which cells of a self-assessment workbook are found again.

Each sheet of ours has its mark in a hidden corner cell, the ids of its columns in the
mark's row and the ids of its rows in the mark's column. They travel with rows that are
sorted or pushed down, with columns that are inserted, with sheets that are renamed. The
words an officer sees are never used to find anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import lcm

from scoring.base.limits import LARGEST_TYPED
from scoring.rules.ruleset import AREAS, Ruleset

FORM = "phuhop.form/1"
"""Kind and version of the workbook. Another version has other ids."""

UNIT, FIGURES, ITEMS = "don_vi", "so_lieu", "noi_dung"
SCORES, EVIDENCE, SYSTEM, WORKINGS = "tu_cham", "minh_chung", "he_thong", "tinh_diem"
PAPERS, COUNCIL = "van_ban", "hoi_dong"
"""The last word of each sheet's mark."""

VALUE, NOW, BEFORE, ANSWER = "gia_tri", "ky_nay", "ky_truoc", "tra_loi"
SOURCE, NOTE = "nguon", "ghi_chu"
POSITION = "chuc_vu"
NUMBER, DAY, ISSUER, PAGE, FILES = "so_ky_hieu", "ngay", "co_quan", "trang_muc", "ten_tep"
POINTS, LEAST, MOST = "diem", "it_nhat", "nhieu_nhat"
LABEL = "ten"
"""Ids of columns. ``LABEL`` is the column of a row's words: a witness against its id."""

TOTAL, VERDICT = "tong_diem", "ket_luan"
"""Rows of *Tự chấm* that are compared with the scorer; a part's row has the part's code."""

RULESET_ID, RULESET_SHA, FORM_YEAR, LAST = (
    "bo_tieu_chi",
    "sha256",
    "nam_cua_bieu",
    f"{FORM}:het",
)
"""Rows of the system sheet; nothing below ``LAST`` is for the reader."""

OTHER, MOST_OTHERS = "khac", 3
"""What the evidence rows for documents that the ruleset does not name end with, and how many
there are for a part."""
OTHER_UNNAMED = "Tài liệu khác (nếu có)"
"""What earlier forms have where the name of such a document is typed now."""

_EXACT = 10**14
"""Products up to here are exact in the floating numbers of Excel and LibreOffice, and told
apart by their comparisons, which look at 15 digits and 48 bits."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A row of *Đơn vị*: its id, its words, and how it is filled in."""

    id: str
    label: str
    hint: str = ""
    is_yes_no: bool = False


CODE, NAME, KIND, PROVINCE, DISTRICT = "ma_xa", "ten_xa", "loai", "tinh", "huyen"
CITY, YEAR = "tp_truc_thuoc_tw", "nam"

IDENTITY_FIELDS = (
    FormField(CODE, "Mã đơn vị hành chính", "Năm chữ số, giữ số 0 ở đầu, ví dụ 00004"),
    FormField(NAME, "Tên xã, phường, thị trấn", "Ghi cả loại đơn vị, ví dụ Xã Trăng Non"),
    FormField(KIND, "Loại đơn vị", "Chọn trong danh sách"),
    FormField(PROVINCE, "Tỉnh, thành phố"),
    FormField(DISTRICT, "Huyện, quận, thị xã", "Để trống nếu không còn cấp huyện"),
    FormField(
        CITY,
        "Tỉnh là thành phố trực thuộc trung ương?",
        "Chọn có hoặc không; quyết định ngưỡng điểm của phường",
        is_yes_no=True,
    ),
)

_AREA_LABELS = {
    "miền núi": "Thuộc miền núi?",
    "hải đảo": "Thuộc hải đảo?",
    "đặc biệt khó khăn": "Là xã đặc biệt khó khăn?",
}
_AREA_HINTS = {
    # Secondary source; that it decides the group of 800 points is inferred.
    "miền núi": "Có hoặc không; từ 01/12/2025: Nghị định 272/2025/NĐ-CP (2/3 diện tích "
    "cao từ 200 m, hoặc 2/3 số thôn miền núi)",
}
AREA_FIELDS: Mapping[str, FormField] = {
    area: FormField(
        f"vung_{position}",
        _AREA_LABELS[area],
        _AREA_HINTS.get(area, "Chọn có hoặc không"),
        is_yes_no=True,
    )
    for position, area in enumerate(AREAS, 1)
}
"""One row for each area; the tabular contract's ``vung`` is those answered có."""

PREPARER_FIELDS = (
    FormField("ho_so_nguoi_lap", "Người lập biểu"),
    FormField("ho_so_chuc_vu_lap", "Chức vụ người lập biểu"),
)
"""Who filled the form in. What else papers say is in ``scoring.forms.paper_fields``."""


def mark(sheet: str, form: str = FORM) -> str:
    """Return the mark of a sheet's corner cell in a workbook of the kind *form*.

    >>> mark(FIGURES)
    'phuhop.form/1:so_lieu'
    """
    return f"{form}:{sheet}"


def evidence_ids(ruleset: Ruleset) -> dict[str, tuple[str, ...]]:
    """Return, for each part's code, the ids of its evidence rows in the form's order.

    The id of a row is the code of the part or item and the place of the document in it.
    """
    ids: dict[str, tuple[str, ...]] = {}
    for _, part in ruleset.parts:
        own = [f"{part.code}:{place}" for place in range(1, len(part.evidence) + 1)]
        own += [
            f"{item.code}:{place}"
            for item in part.items
            for place in range(1, len(item.evidence) + 1)
        ]
        ids[part.code] = (*own, *other_ids(part.code))
    return ids


def other_ids(part: str) -> tuple[str, ...]:
    """Return the rows for documents that the ruleset does not name; the first has no number.

    >>> other_ids("7")
    ('7:khac', '7:khac:2', '7:khac:3')
    """
    first = f"{part}:{OTHER}"
    return (first, *(f"{first}:{n}" for n in range(2, MOST_OTHERS + 1)))


def is_other(id_: str) -> bool:
    """Whether an evidence row is for a document that the ruleset does not name."""
    return f":{OTHER}" in id_


def scale_of_points(ruleset: Ruleset) -> int:
    """Return the number by which every number of points becomes whole.

    The sheets add and compare whole numbers only: 0,1 + 0,2 is not 0,3 in floating point.
    """
    recognition = ruleset.recognition
    points = [recognition.total_points, recognition.disqualifying_points]
    points += [threshold.points for threshold in recognition.thresholds]
    for _, part in ruleset.parts:
        points += part.all_points
    return lcm(*(value.denominator for value in points))


def largest_count(ruleset: Ruleset) -> int:
    """Return the largest count a form takes: every product the formulas compare is exact."""
    largest = min(LARGEST_TYPED, int(_EXACT**0.5))
    for _, part in ruleset.parts:
        multiplier = 1 if part.ratio is None else part.ratio.multiplier
        for edge in part.edges:
            factor = max(multiplier * edge.denominator, edge.numerator, 1)
            largest = min(largest, _EXACT // factor)
    return largest
