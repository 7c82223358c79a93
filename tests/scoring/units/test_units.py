"""The registers: what they count, how names are matched, what they may fill in."""

from __future__ import annotations

import csv
import hashlib
import runpy
import shutil
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import criteria
from scoring.base.communes import FIRST_INVENTED_CODE, CommuneKind
from scoring.base.place_names import name_key, readings
from scoring.base.problems import ProblemsFound
from scoring.intake.completion import Said
from scoring.units.comparison import compare
from scoring.units.completion import complete
from scoring.units.loading import load_units
from scoring.units.registers import Confidence, Register, Relation, Unit, Units
from scoring.units.search import find
from tests.support.places import INVENTED_UNITS as INVENTED

SHIPPED = criteria.UNITS
UNITS = load_units(SHIPPED)
SAMPLE = load_units(INVENTED)
OLD_DAY, NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)
LATER = date(2026, 12, 31)


def _on(day: date, units: Units = UNITS) -> Register:
    register = units.on(day)
    assert register is not None
    return register


def _codes(query: str, day: date = NEW_DAY) -> list[str]:
    return [hit.unit.code for hit in find(query, [_on(day)]).exact]


def test_the_two_tier_register_has_the_communes_of_1_july_2025() -> None:
    units = _on(NEW_DAY).units.values()
    kinds = Counter(unit.kind for unit in units)

    assert 3_321 == len(units)
    assert (2_621, 687, 13) == (
        kinds[CommuneKind.COMMUNE],
        kinds[CommuneKind.WARD],
        kinds[CommuneKind.SPECIAL_ZONE],
    )
    assert 34 == len({unit.province_code for unit in units})


def test_the_three_tier_register_has_63_provinces_and_ends_on_30_june_2025() -> None:
    old = _on(OLD_DAY)

    assert 63 == len({unit.province_code for unit in old.units.values()})
    assert 10_035 == len(old.units)
    assert old is not _on(NEW_DAY)
    assert UNITS.on(date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    ("day", "cities"), [(OLD_DAY, 6), (NEW_DAY, 6), (date(2026, 4, 29), 6), (date(2026, 4, 30), 7)]
)
def test_dong_nai_is_a_city_from_30_april_2026(day: date, cities: int) -> None:
    register = _on(day)
    codes = {unit.province_code for unit in register.units.values()}
    types = [UNITS.province_type(register, code, day) for code in codes]

    assert cities == sum(one.is_city for one in types if one is not None)
    assert len(codes) == len([one for one in types if one is not None])


@pytest.mark.parametrize(
    ("code", "from_day"), [("22", date(2026, 9, 1)), ("24", date(2026, 9, 20))]
)
def test_quang_ninh_and_bac_ninh_are_cities_only_unconfirmed(code: str, from_day: date) -> None:
    known = UNITS.province_type(_on(LATER), code, LATER)

    assert known is not None
    assert (from_day, Confidence.UNCONFIRMED) == (known.from_day, known.confidence)


def test_the_conversion_has_the_measured_numbers() -> None:
    conversion = UNITS.conversion
    assert conversion is not None
    relations = {code: {t.relation for t in ts} for code, ts in conversion.targets.items()}
    whole = {code for code, kinds in relations.items() if kinds == {Relation.WHOLE}}
    split = Counter(
        len(ts) for code, ts in conversion.targets.items() if Relation.PART in relations[code]
    )

    assert set(_on(OLD_DAY).units) == set(conversion.targets)
    assert 9_560 == len(whole)
    assert {2: 366, 3: 54, 4: 15, 5: 1} == split
    assert 39 == sum(kinds == {Relation.UNKNOWN} for kinds in relations.values())
    assert all(1 == len(conversion.targets[code]) for code in whole)


def test_only_the_five_islands_without_communes_have_no_source() -> None:
    conversion = UNITS.conversion
    assert conversion is not None
    new = _on(NEW_DAY).units
    without = {new[code].name for code in set(new) - set(conversion.sources)}

    assert {
        f"Đặc khu {x}" for x in ["Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"]
    } == without


def test_each_kind_is_the_one_in_front_of_the_name() -> None:
    for register in UNITS.registers:
        for unit in register.units.values():
            assert unit.name.casefold().startswith(f"{unit.kind.value} ")


def test_no_register_reaches_the_invented_codes() -> None:
    codes = {code for register in UNITS.registers for code in register.units}

    assert FIRST_INVENTED_CODE > max(codes)


def test_every_file_is_sorted_by_code_with_lf_and_five_digits() -> None:
    for path in sorted(SHIPPED.glob("com*.csv")):
        content = path.read_bytes()
        codes = [row["ma_xa"] for row in csv.DictReader(content.decode().splitlines())]

        assert b"\r" not in content
        assert sorted(set(codes)) == codes
        assert {5} == set(map(len, codes))


def test_each_file_has_the_manifests_sha256_source_and_licence() -> None:
    manifest = yaml.safe_load((SHIPPED / "registers.yaml").read_text(encoding="utf-8"))
    files = [
        *manifest["sổ"],
        *manifest["quy đổi"],
        manifest["loại tỉnh"],
        manifest["loại xã chưa rõ"],
    ]

    assert {path.name for path in SHIPPED.glob("*.csv")} == {file["tệp"] for file in files}
    for file in files:
        assert hashlib.sha256((SHIPPED / file["tệp"]).read_bytes()).hexdigest() == file["sha256"]
        assert file["nguồn"]
        assert file["giấy phép"]


def test_the_manifest_is_what_the_script_writes_for_these_files() -> None:
    script = runpy.run_path(str(SHIPPED.parents[1] / "scripts" / "make_units.py"))
    files = ("communes-2025-03-01.csv", "communes-2025-07-01.csv", "conversion-2025-07-01.csv")
    rows = [
        [tuple(row) for row in csv.reader((SHIPPED / file).read_text("utf-8").splitlines())][1:]
        for file in files
    ]

    assert (SHIPPED / "registers.yaml").read_text("utf-8") == script["manifest_text"](*rows)


def test_a_register_changed_by_hand_is_refused_by_name(tmp_path: Path) -> None:
    folder = shutil.copytree(INVENTED, tmp_path / "so")
    moved = folder / "moi.csv"
    moved.write_text(
        moved.read_text(encoding="utf-8").replace("Sương Mai", "Sương"), encoding="utf-8"
    )
    (folder / "loai-tinh.csv").unlink()
    with pytest.raises(ProblemsFound) as found:
        load_units(folder)

    assert ["khong-doc-duoc", "sai-sha256"] == sorted(p.code for p in found.value.problems)
    assert "moi.csv" in str(found.value)


def test_a_folder_without_registers_is_told() -> None:
    with pytest.raises(ProblemsFound, match=r"registers\.yaml: \[khong-doc-duoc\]"):
        load_units(Path("khong-co"))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Phường Hòa Bình, Phú Thọ", "04795"),
        ("phường Hoà Bình,tỉnh Phú Thọ", "04795"),
        (unicodedata.normalize("NFD", "P. Hoà  Bình, Phú Thọ"), "04795"),
        ("HÒA BÌNH, PHÚ THỌ", "04795"),
        ("xã  Xuân Giang, T. Ninh Bình", "14104"),
        ("Xã Ea H’Leo", "24184"),
        ("Ea HLeo", "24184"),
        ("M'Drắk", "24412"),
        ("Xà Phiên", "31495"),
        ("ĐK. Lý Sơn", "21548"),
        ("00004", "00004"),
    ],
)
def test_a_name_is_found_however_it_is_typed(written: str, code: str) -> None:
    assert [code] == _codes(written)


def test_short_kinds_and_numbers_find_the_old_wards() -> None:
    assert ["26884"] == _codes("P10, Q. Gò Vấp, TP.HCM".replace("TP.HCM", "Hồ Chí Minh"), OLD_DAY)
    assert _codes("phường 01, Đà Lạt", OLD_DAY) == _codes("P.1, TP Đà Lạt", OLD_DAY) != []


def test_a_name_without_marks_is_only_near() -> None:
    found = find("Xuan Giang", [_on(NEW_DAY)])

    assert () == found.exact
    assert ["01255", "14104"] == [hit.unit.code for hit in found.near]


def test_a_name_without_marks_may_be_itself_or_another_that_lost_them() -> None:
    found = find("Xuan Giang", [_on(NEW_DAY)])
    shipped = load_units(criteria.UNITS)
    both = find("Ba Dinh", [shipped.registers[-1]])

    assert () == found.exact
    assert ["21499"] == [hit.unit.code for hit in both.exact]
    assert ["00004", "16171"] == [hit.unit.code for hit in both.near]
    assert () == find("Ba Dinh, Quảng Ngãi", [shipped.registers[-1]]).near
    assert () == find("Ba Đình", [shipped.registers[-1]]).near


def test_the_name_of_a_district_leads_to_the_communes_that_took_it_over() -> None:
    shipped = load_units(criteria.UNITS)
    found = find("thị xã Sơn Tây", [shipped.registers[-1]])

    assert () == found.exact
    assert "09574" in [hit.unit.code for hit in found.near]


def test_digits_may_be_a_code_that_lost_its_zeros() -> None:
    found = find("4", [_on(OLD_DAY)])

    assert ["00004"] == [hit.unit.code for hit in found.near]
    assert {"Phường 4"} == {hit.unit.name for hit in found.exact}


def test_a_mistyped_letter_still_leads_there_and_nonsense_nowhere() -> None:
    register = _on(NEW_DAY)

    assert "01255" in [hit.unit.code for hit in find("Xuân Gang", [register]).near]
    assert () == find("Qwertz", [register]).near == find("99999", [register]).near


def test_one_code_means_another_unit_on_another_day() -> None:
    names = {register.units["00004"].name for register in UNITS.registers}

    assert {"Phường Trúc Bạch", "Phường Ba Đình"} == names


@given(st.sampled_from(sorted(_on(NEW_DAY).units)))
def test_every_unit_is_found_by_its_own_full_name(code: str) -> None:
    unit = _on(NEW_DAY).units[code]

    assert code in _codes(unit.full_name)


@given(st.text(max_size=40))
def test_a_name_key_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert name_key(composed) == name_key(decomposed)


def test_different_tones_are_different_names() -> None:
    assert name_key("Hòa") == name_key("Hoà") != name_key("Hóa")
    assert name_key("Hơn") != name_key("Hon")


def test_a_word_with_another_tone_is_no_kind() -> None:
    assert [(None, name_key("Xà Phiên"))] == list(readings("Xà Phiên"))
    assert CommuneKind.COMMUNE is next(readings("Xa Phiên"))[0]


# What a table leaves out.


def test_blanks_are_filled_from_the_register_of_the_day() -> None:
    done = complete(Said("99101", "Mây Trắng"), SAMPLE, NEW_DAY)

    assert (
        Said("99101", "Mây Trắng", CommuneKind.COMMUNE, "Tỉnh Đồi Sim", None, city=False)
        == done.said
    )
    assert ("loai", "tinh", "tp_truc_thuoc_tw") == done.filled
    assert () == done.remarks


def test_what_the_table_says_is_kept_and_only_the_rest_is_filled() -> None:
    done = complete(Said("99101", "Mây Trắng", province="đồi sim"), SAMPLE, NEW_DAY)

    assert "đồi sim" == done.said.province
    assert ("loai", "tp_truc_thuoc_tw") == done.filled


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (Said("99101", "Xã Khác Hẳn"), "ten-ma-lech"),
        (Said("99103", "Thị trấn Suối Bạc"), "loai-lech"),
        (Said("99101", "Mây Trắng", province="Bến Trăng"), "tinh-lech"),
        (Said("99101", "Mây Trắng", CommuneKind.WARD), "loai-lech"),
        (Said("99101", "Mây Trắng", city=True), "loai-tinh-lech"),
        (Said("99109", "Xã Lá Non"), "ten-ngay-khac"),
    ],
)
def test_nothing_is_filled_against_what_the_table_says(said: Said, problem: str) -> None:
    done = complete(said, SAMPLE, NEW_DAY)

    assert (said, ()) == (done.said, done.filled)
    assert problem in [remark.code for remark in done.remarks]
    assert not any(remark.is_fault for remark in done.remarks)


@pytest.mark.parametrize(("code", "problem"), [("00001", "ma-ngay-khac"), ("79999", "ma-khong-co")])
def test_nothing_is_filled_for_a_code_of_another_day_or_of_none(code: str, problem: str) -> None:
    said = Said(code, "Phường Phúc Xá")
    done = complete(said, UNITS, NEW_DAY)

    assert (said, ()) == (done.said, done.filled)
    assert [problem] == [remark.code for remark in done.remarks]


def test_an_unconfirmed_type_is_asked_for_and_never_filled() -> None:
    done = complete(Said("99109", "Ea H’Lá"), SAMPLE, LATER)

    assert done.said.city is None
    assert ("loai", "tinh") == done.filled
    assert "Tỉnh Lá Cọ" == done.said.province
    assert ["loai-tinh-chua-ro"] == [remark.code for remark in done.remarks]


def test_a_kind_that_may_have_changed_is_asked_for_and_never_filled() -> None:
    done = complete(Said("99101", "Mây Trắng"), SAMPLE, LATER)

    assert done.said.kind is None
    assert ("Thành phố Đồi Sim", True) == (done.said.province, done.said.city)
    assert ["loai-chua-ro"] == [remark.code for remark in done.remarks]


def test_a_new_kind_in_a_province_in_doubt_is_a_warning_and_no_fault() -> None:
    said = Said("99101", "Phường Mây Trắng", CommuneKind.WARD, "Đồi Sim", None, city=True)

    assert [("loai-chua-ro", False)] == [(r.code, r.is_fault) for r in compare(said, SAMPLE, LATER)]


@pytest.mark.parametrize(
    "said",
    [
        Said("00004", "Sai Tên", CommuneKind.COMMUNE, "Sai", None, city=False),
        Said("99001", "Xã Trăng Non"),
    ],
)
def test_a_full_row_and_an_invented_code_are_left_alone(said: Said) -> None:
    done = complete(said, UNITS, NEW_DAY)

    assert (said, (), ()) == (done.said, done.filled, done.remarks)


def test_a_day_without_a_register_fills_nothing_and_says_so() -> None:
    done = complete(Said("00004", "Phường Trúc Bạch"), UNITS, date(2024, 12, 31))

    assert () == done.filled
    assert ["khong-co-so"] == [remark.code for remark in done.remarks]


def test_tone_placement_is_no_difference_and_a_lost_mark_is_a_warning() -> None:
    same = Said("04795", "P. Hoà Bình", province="phú thọ")
    lost = Said("04795", "Phường Hoa Bình", province="Phu Tho")

    assert [] == list(compare(same, UNITS, NEW_DAY))
    remarks = list(compare(lost, UNITS, NEW_DAY))
    assert [("ten-khac-dau", False)] * 2 == [(r.code, r.is_fault) for r in remarks]


def test_a_kind_typed_without_marks_is_never_taken_for_another() -> None:
    unit = Unit("99150", "Xã Phương Liễu", CommuneKind.COMMUNE, "97", "Tỉnh Đồi Sim")
    units = Units((Register("Sổ thử", NEW_DAY, None, {unit.code: unit}),))
    codes = [remark.code for remark in compare(Said("99150", "Phuong Lieu"), units, NEW_DAY)]

    assert ["ten-khac-dau"] == codes
