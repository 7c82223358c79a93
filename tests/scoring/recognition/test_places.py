"""One province under several spellings is one province everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.base.communes import CommuneKind
from scoring.recognition.places import province_key, with_one_name
from scoring.units.registers import Register, Unit, Units
from tests.support.result_rows import result_row

SPELLINGS = ("Tỉnh Hòa Bình", "tỉnh Hoà Bình", "HÒA BÌNH", "Hoà  Bình", "T. Hòa Bình")
REGISTER = Register(
    "Sổ hư cấu",
    date(2024, 1, 1),
    None,
    {"70001": Unit("70001", "Xã Một", CommuneKind.COMMUNE, "", "Tỉnh Hòa Bình")},
)


def _no_register() -> Units:
    raise AssertionError


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_all_spellings_of_a_province_have_one_key(spelling: str) -> None:
    assert province_key("Tỉnh Hòa Bình") == province_key(spelling)


def test_eth_is_taken_for_the_letter_it_looks_like() -> None:
    assert province_key("Tỉnh Điện Biên") == province_key("Tỉnh Ðiện Biên")


def test_two_provinces_have_two_keys() -> None:
    assert province_key("Hà Nội") != province_key("Hà Nam")
    assert province_key("Thành phố Huế") != province_key("Tỉnh Thừa Thiên Huế")


def test_the_register_says_what_a_province_is_called() -> None:
    rows = [result_row("70001", 900, province=spelling) for spelling in SPELLINGS[1:]]

    found = with_one_name(rows, lambda: Units((REGISTER,)))
    assert {"Tỉnh Hòa Bình"} == {row.province for row in found}


def test_without_a_register_most_rows_say_it() -> None:
    names = ["tỉnh Mây", "Tỉnh Mây", "Tỉnh Mây", "MÂY", None]
    rows = [result_row(f"9900{at}", 900, province=name) for at, name in enumerate(names)]

    found = with_one_name(rows, _no_register)
    assert ["Tỉnh Mây"] * 4 + [None] == [row.province for row in found]


def test_districts_of_one_name_in_two_provinces_stay_two() -> None:
    rows = [
        result_row("99001", 900, province="Tỉnh Mây", district="Huyện Hoà"),
        result_row("99002", 900, province="tỉnh mây", district="huyện Hòa"),
        result_row("99003", 900, province="Tỉnh Gió", district="HUYỆN HOÀ"),
    ]
    found = with_one_name(rows, _no_register)

    assert 1 == len({row.district for row in found[:2]})
    assert "HUYỆN HOÀ" == found[2].district
