"""What our figures say of another set: no blank proves anything, nothing unread is made up."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import criteria
from scoring.base.communes import Commune, CommuneKind
from scoring.base.problems import ProblemsFound
from scoring.crosswalk.loading import crosswalk_schema_text, load_crosswalk, shipped
from scoring.crosswalk.proving import Proof, applies, proofs
from scoring.crosswalk.structure import CrosswalkFile
from tests.support.scored_years import ALL_YES, best_year

ANSWERS = tuple(ALL_YES)
RURAL, URBAN = "nong-thon-moi-2021-2025.yaml", "do-thi-van-minh-2022.yaml"
STUNTED = "tre_duoi_5_tuoi_thap_coi"


def _load(name: str) -> CrosswalkFile:
    return load_crosswalk(criteria.CROSSWALKS / name, ANSWERS)


def test_every_shipped_set_loads_and_makes_up_no_code() -> None:
    files = [load_crosswalk(path, ANSWERS) for path in shipped()]

    assert 3 == len(files)
    assert {"chưa rõ"} == {item.code for file in files for item in file.items}
    assert all(file.items or file.unknown for file in files)


@pytest.mark.parametrize(
    ("stunted", "region", "expected"),
    [
        (78, "Tây Nguyên", Proof.MET),  # 26 %
        (79, "Tây Nguyên", Proof.MET),  # 26,33 %
        (80, "Tây Nguyên", Proof.NOT_MET),  # 26,67 %
        (78, "Đông Nam Bộ", Proof.NOT_MET),
        (78, None, Proof.UNKNOWN),
    ],
)
def test_the_limit_of_the_region_decides(stunted: int, region: str | None, expected: Proof) -> None:
    one = best_year(**{STUNTED: stunted})

    found = {item.item.indicator: item for item in proofs(_load(RURAL), one, region)}

    assert expected is found["thap_coi"].proof
    assert Fraction(stunted, 3) == found["thap_coi"].value
    assert (stunted, 300) == found["thap_coi"].counts


def test_a_blank_proves_nothing() -> None:
    one = best_year(without=(STUNTED, "12.1"))

    found = list(proofs(_load(RURAL), one, "Tây Nguyên"))

    assert {Proof.UNKNOWN} == {item.proof for item in found}
    assert all(item.why for item in found)


def test_a_no_is_not_met_and_a_yes_is_met() -> None:
    for answer, expected in ((True, Proof.MET), (False, Proof.NOT_MET)):
        one = best_year(answers={"12.1": answer})
        found = {item.item.answer: item for item in proofs(_load(RURAL), one, None)}
        assert expected is found["12.1"].proof


def test_a_set_is_only_for_its_kinds() -> None:
    ward = best_year(Commune("99002", "Phường Thử", CommuneKind.WARD, centrally_run_city=True))

    assert [False, True] == [applies(_load(name), ward) for name in (RURAL, URBAN)]
    assert [True, False] == [applies(_load(name), best_year()) for name in (RURAL, URBAN)]


def test_every_fault_of_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bo.yaml"
    path.write_text(
        "bộ tiêu chí: Thử\nvăn bản: 1/QĐ\nloại đơn vị:\n  - xã\nđối chiếu: {mức: giả định}\nmục:\n"
        "  - {mã: chưa rõ, nội dung: A, phạm vi: trọn, đối chiếu: {mức: giả định}}\n"
        '  - {mã: chưa rõ, nội dung: B, trả lời: "99", phạm vi: trọn, đối chiếu: {mức: giả định}}\n'
        "  - {mã: chưa rõ, nội dung: C, chỉ số: khong, phạm vi: trọn, đối chiếu: {mức: giả định}}\n"
        '  - {mã: chưa rõ, nội dung: D, trả lời: "1.1", ít nhất: 5, phạm vi: trọn,'
        " đối chiếu: {mức: giả định}}\n",
        encoding="utf-8",
    )

    with pytest.raises(ProblemsFound) as found:
        load_crosswalk(path, ANSWERS)

    assert ["cach-tinh", "ten-la", "ten-la", "muc"] == [one.code for one in found.value.problems]


def test_the_schema_is_that_of_the_classes() -> None:
    assert crosswalk_schema_text() == (criteria.CROSSWALKS / "schema.json").read_text("utf-8")
