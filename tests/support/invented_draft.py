"""A draft that nobody drafted: Decision 06 with a few numbers changed, for tests and the docs."""

from __future__ import annotations

from pathlib import Path

import criteria

NUMBER = "DỰ THẢO HƯ CẤU (SỐ LIỆU MẪU)"

_CHANGES = (
    ("  số hiệu: 06/QĐ-TTg\n", f"  số hiệu: {NUMBER}\n"),
    # A rate of abuse that did not fall earns something; the last threshold goes up.
    ("giảm: 50, không đổi: 0, tăng: 0}", "giảm: 50, không đổi: 25, tăng: 25}"),
    ("      điểm: 850\n", "      điểm: 890\n"),
    # Criterion 2 is the first with this band.
    ("          - {từ: 95, dưới: 98, điểm: 35}\n", "          - {từ: 95, dưới: 98, điểm: 25}\n"),
)

_NEW_FIGURE = (
    ("tử số: tre_duoc_kham_suc_khoe, mẫu số", "tử số: tre_kham_hai_lan, mẫu số"),
    (
        "  tre_duoc_kham_suc_khoe:\n    tên: Số trẻ em được khám sức khỏe định kỳ\n",
        "  tre_kham_hai_lan:\n    tên: Số trẻ em được khám hai lần trong năm (hư cấu)\n",
    ),
)


def write_draft(folder: Path, *, asks_more: bool = False) -> Path:
    """Write the draft; with *asks_more* it also counts a figure that Decision 06 does not."""
    text = (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_text("utf-8")
    for before, after in (*_CHANGES, *(_NEW_FIGURE if asks_more else ())):
        assert before in text, before
        text = text.replace(before, after, 1)
    path = folder / ("du-thao-hu-cau-2.yaml" if asks_more else "du-thao-hu-cau.yaml")
    path.write_text(text, "utf-8")
    return path
