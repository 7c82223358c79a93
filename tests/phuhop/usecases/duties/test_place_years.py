"""A place in each year: who is in it, of how many, what may not be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from phuhop.usecases.duties.place_years import PlaceWish, parts_of, place_years
from phuhop.usecases.province.results import Expected, Source
from phuhop.usecases.samples import demo
from scoring.base.communes import CommuneKind
from scoring.base.problems import ProblemsFound

DATA = demo.SAMPLES / "so-lieu-mau.csv"
HEAD = "ma_xa;ten_xa;loai;vung;tinh;huyen;nam;tong_so_tre_em\n"


def _table(folder: Path, text: str) -> Path:
    path = folder / "so.csv"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_the_register_of_31_december_names_everybody_of_a_real_province(tmp_path: Path) -> None:
    from phuhop.usecases.reading import shipped_units

    register = shipped_units().registers[-1]
    unit = next(one for one in register.units.values() if one.province == "Tỉnh Hưng Yên")
    row = f"{unit.code};{unit.name};{unit.kind.value};;{unit.province};;2026;100\n"
    found = place_years(PlaceWish(Source(), [_table(tmp_path, row)]))

    assert 1 == len(found.years[2026].reports)
    assert 104 == len(found.years[2026].names)
    assert ("Tỉnh Hưng Yên",) == found.provinces


def test_a_list_of_who_is_expected_is_the_whole_where_no_register_knows(tmp_path: Path) -> None:
    listed = tmp_path / "ds.csv"
    listed.write_text("ma_xa;ten_xa\n99001;Xã Trăng Non\n99099;Xã Im Lặng\n", "utf-8")
    found = place_years(PlaceWish(Source(), [DATA], Expected(listed)))

    assert {"99001", "99099"} == {*found.years[2024].names}
    assert {"99001"} == {*found.years[2024].reports}
    assert "ngoai-dia-ban" in {problem.code for problem in found.problems}


def test_years_between_which_units_were_merged_are_told(tmp_path: Path) -> None:
    from phuhop.usecases.reading import shipped_units

    registers = shipped_units().registers
    code = min(
        code
        for code, unit in registers[-1].units.items()
        if unit.kind is CommuneKind.COMMUNE
        and code in registers[0].units
        and registers[0].units[code].kind is CommuneKind.COMMUNE
    )
    rows = "".join(
        f"{code};{register.units[code].name};{register.units[code].kind.value};;"
        f"{register.units[code].province};;{year};100\n"
        for year, register in ((2024, registers[0]), (2025, registers[-1]))
    )
    found = place_years(PlaceWish(Source(), [_table(tmp_path, rows)]))

    assert ((2024, 2025),) == found.rearranged
    assert "sap-xep-lai" in {problem.code for problem in found.problems}


def test_parts_of_a_place_add_up_to_it() -> None:
    found = place_years(PlaceWish(Source(), [DATA]))
    parts = parts_of(found, lambda code: found.labels[code][1])

    assert sum(len(years[2024].names) for years in parts.values()) == len(found.years[2024].names)


def test_nothing_given_is_a_fault() -> None:
    with pytest.raises(ProblemsFound, match="không có kết quả hay số liệu nào"):
        place_years(PlaceWish(Source()))


def test_a_fault_of_a_row_withholds_the_sum(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="so-am"):
        place_years(PlaceWish(Source(), [_table(tmp_path, "99001;Xã A;xã;;T;;2024;-5\n")]))
