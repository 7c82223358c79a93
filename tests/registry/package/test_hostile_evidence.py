"""Evidence that attacks, or is not what its name says: refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hostile_packages import (
    ONLY,
    SAVE,
    TAMPERED,
    TEMPLATE,
    Case,
    expected_and_said,
    nested_bomb,
    with_evidence,
)
from tests.support.packages import (
    PDF,
    a_package,
    an_exhibit,
    docx,
    jpg,
    png,
    zipped,
)

REFUSED: dict[str, Case] = {
    "evidence that loads a template": (
        (
            "[lien-ket-ngoai] @evidence: văn bản Word tải khuôn mẫu hoặc nội dung từ nơi khác; "
            f"{SAVE}"
        ),
        lambda: with_evidence(docx({"word/_rels/settings.xml.rels": TEMPLATE}), "docx"),
    ),
    "evidence of another type": (
        f"[kieu-tep-la] @evidence thật ra là tệp png{TAMPERED}",
        lambda: with_evidence(png(9, 9)),
    ),
    "a program called PDF": (
        f"[kieu-tep-la] @evidence: không phải kiểu tệp được nhận; {ONLY}",
        lambda: with_evidence(b"MZ\x90\0" * 20),
    ),
    "a zip called Word": (
        (
            "[kieu-tep-la] @evidence: tệp nén (zip) không phải là văn bản Word hay bảng tính "
            f"Excel; {SAVE}"
        ),
        lambda: with_evidence(zipped({"a": b"a"}), "docx"),
    ),
    "an archive in a Word file": (
        (f"[nen-bat-thuong] @evidence: trong tệp có tệp nén khác; {SAVE}"),
        nested_bomb,
    ),
    "a bomb in a Word file": (
        (f"[nen-bat-thuong] @evidence: tệp nén bất thường (bung ra quá lớn); {SAVE}"),
        lambda: with_evidence(docx({"word/a.xml": b" " * 40_000_000}), "docx"),
    ),
    "macros in a Word file": (
        (f"[co-macro] @evidence: tệp có macro (.xlsm); {SAVE}"),
        lambda: with_evidence(docx({"word/vbaProject.bin": b"x"}), "docx"),
    ),
    "half a Word file": (
        (f"[tep-hong] @evidence: tệp hỏng hoặc bị cắt ngang; {SAVE}"),
        lambda: with_evidence(docx()[:60], "docx"),
    ),
    "a zip behind a PDF": (
        (f"[tep-nen-an] @evidence: trong tệp pdf có tệp nén nối vào; {ONLY}"),
        lambda: with_evidence(PDF + zipped({"a": b"a"})),
    ),
    "a PNG of a billion pixels": (
        (
            "[anh-qua-lon] @evidence: ảnh 40.000 × 30.000 điểm ảnh; "
            "không quá 60 triệu điểm ảnh; quét lại ở 300 dpi"
        ),
        lambda: with_evidence(png(40_000, 30_000), "png"),
    ),
    "a JPEG of a billion pixels": (
        (
            "[anh-qua-lon] @evidence: ảnh 40.000 × 30.000 điểm ảnh; "
            "không quá 60 triệu điểm ảnh; quét lại ở 300 dpi"
        ),
        lambda: with_evidence(jpg(40_000, 30_000), "jpg"),
    ),
    "a JPEG without a frame": (
        "[tep-hong] @evidence: ảnh jpg hỏng; quét hoặc chụp lại",
        lambda: with_evidence(jpg(1, 1)[:12], "jpg"),
    ),
    "a PNG without a head": (
        "[tep-hong] @evidence: ảnh png hỏng; quét hoặc chụp lại",
        lambda: with_evidence(png(1, 1)[:18], "png"),
    ),
    "evidence of abused children": (
        (
            "/manifest.json: [khong-nhan-tep] không nhận tệp «TL 15 báo cáo tiêm chủng.pdf» của "
            "phần 3: hồ sơ xâm hại trẻ em có tên, địa chỉ của trẻ em; chỉ ghi số, ký hiệu và ngày "
            "của văn bản"
        ),
        lambda: a_package(evidence=(an_exhibit(code="3"),)),
    ),
    "evidence of a part that there is not": (
        ("/manifest.json: [ma-la] «TL 15 báo cáo tiêm chủng.pdf»: bộ tiêu chí không có phần «99»"),
        lambda: a_package(evidence=(an_exhibit(code="99"),)),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_evidence_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    expected, said = expected_and_said(REFUSED[name], tmp_path)

    assert expected == said
