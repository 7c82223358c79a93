"""The photo annex: small photographs in the order of the evidence, never of a sensitive part."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from registry.evidence.annex import LONGEST_SIDE, MOST_PHOTOS, annex_photos
from registry.evidence.folder import Gathered, gathered
from registry.evidence.matching import EvidenceCodes
from registry.evidence.model import Exhibit, Proof
from registry.evidence.policy import evidence_policy
from reports.dossier.form_entries import NO_FORM
from scoring.base.problems import Place
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from tests.support.packages import PDF, photo, png
from tests.support.sample_sheets import ASSESSMENTS

HERE = Place("mc")


@pytest.fixture
def codes(decision_06: Ruleset) -> EvidenceCodes:
    return EvidenceCodes(score(decision_06, ASSESSMENTS["mien-nui-dat"]), NO_FORM)


def taken(folder: Path, codes: EvidenceCodes, rules: Ruleset, **files: bytes) -> Gathered:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return gathered(folder, codes, evidence_policy().reasons(rules))


def test_photographs_stand_in_the_order_of_the_evidence_with_number_part_and_file(
    tmp_path: Path, codes: EvidenceCodes, decision_06: Ruleset
) -> None:
    files = {"12.1 sân chơi.jpg": photo(), "7 tiêm.jpg": photo(900, 700), "10 lớp.png": png(2, 2)}
    found = taken(tmp_path, codes, decision_06, **files, **{"9 sổ.pdf": PDF})
    photos, problems = annex_photos(found.exhibits, codes.listed, (), HERE)

    assert [] == problems
    grounds = "Danh mục điểm vui chơi, giải trí, văn hóa, thể dục, thể thao dành cho trẻ em"
    assert [
        "Ảnh 1. TL 15, phần 7: Báo cáo kết quả tiêm chủng mở rộng của trạm y tế (tệp 7 tiêm.jpg)",
        f"Ảnh 2. TL 21, phần 12.1: {grounds} (tệp 12.1 sân chơi.jpg)",
    ] == [one.caption for one in photos]


def test_whoever_takes_photographs_in_is_told_of_faces(
    tmp_path: Path, codes: EvidenceCodes, decision_06: Ruleset
) -> None:
    told = taken(tmp_path, codes, decision_06, **{"7 a.jpg": photo(), "9 b.pdf": PDF}).problems

    assert [("anh-tre-em", False)] == [(one.code, one.is_fault) for one in told]
    assert "có 1 ảnh: không để nhìn rõ mặt, tên, bảng tên của trẻ em" == told[0].message


def test_no_photograph_of_a_sensitive_part_is_ever_shown(
    codes: EvidenceCodes, decision_06: Ruleset
) -> None:
    refused = evidence_policy().reasons(decision_06)
    exhibits = [
        Exhibit(photo(), "jpg", f"{code}.jpg", (Proof(("7",)), Proof((code,)))) for code in refused
    ]

    assert ((), []) == annex_photos(exhibits, codes.listed, refused, HERE)


@pytest.mark.parametrize("name", ["7 cháu Nguyễn Thị Hoa.jpg", "7 bé Lan sinh 02-03-2019.jpg"])
def test_a_file_that_is_named_after_a_child_is_not_taken(
    tmp_path: Path, codes: EvidenceCodes, decision_06: Ruleset, name: str
) -> None:
    found = taken(tmp_path, codes, decision_06, **{name: photo()})

    assert () == found.exhibits
    assert ["chu-rieng-tu"] == [one.code for one in found.problems]


def test_an_annex_is_small_and_the_same_each_time(codes: EvidenceCodes) -> None:
    one = Exhibit(photo(4_000, 1_000), "jpg", "7 a.jpg", (Proof(("7",)),))
    many = [one] * (MOST_PHOTOS + 1)
    photos, problems = annex_photos(many, codes.listed, (), HERE)

    assert MOST_PHOTOS == len(photos)
    assert ["nhieu-anh"] == [problem.code for problem in problems]
    assert photos == annex_photos(many, codes.listed, (), HERE)[0]
    # Turned upright by the telephone's own mark, which is gone with the place.
    assert (LONGEST_SIDE // 4, LONGEST_SIDE) == (photos[0].width, photos[0].height)
    picture = Image.open(io.BytesIO(photos[0].content))
    assert (picture.size, 0) == ((photos[0].width, photos[0].height), len(picture.getexif()))
