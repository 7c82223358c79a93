"""What a table leaves out of a commune comes from the register of its year, never against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scoring.base.communes import CommuneKind
from scoring.intake.completion import Completed, Said
from scoring.intake.reading import Intake, read_tables
from scoring.units.completion import complete
from scoring.units.loading import load_units
from scoring.units.registers import Units
from tests.support.places import INVENTED_UNITS
from tests.support.strategies import decision_06

HEADS = "ma_xa;ten_xa;loai;vung;tinh;huyen;tp_truc_thuoc_tw;nam;tong_so_tre_em"


def _units() -> Units:
    return load_units(INVENTED_UNITS)


def _completed(said: Said, day: date) -> Completed:
    return complete(said, _units(), day)


def _never(_said: Said, _day: date) -> Completed:
    raise AssertionError


def _read(folder: Path, *rows: str, completing=_completed, year: int | None = 2026) -> Intake:
    path = folder / "bang.csv"
    path.write_text("\n".join((HEADS, *rows)) + "\n", encoding="utf-8")
    return read_tables([path], lambda _year: decision_06(), this_year=year, complete=completing)


def _codes(intake: Intake) -> list[str]:
    return [p.code for p in intake.problems if p.code != "thieu-cot-so-lieu"]


def test_a_blank_kind_province_and_type_come_from_the_register(tmp_path: Path) -> None:
    register = _units().registers[-1]
    unit = next(u for u in register.units.values() if u.kind is CommuneKind.WARD)
    intake = _read(tmp_path, f"{unit.code};{unit.name};;;;;;2025;10")
    (entry,) = intake.entries
    commune = entry.assessment.commune

    assert (unit.kind, unit.province) == (commune.kind, commune.province)
    assert commune.centrally_run_city is not None


def test_a_complete_table_asks_no_register(tmp_path: Path) -> None:
    row = "99101;Xã Thử;xã;không;Tỉnh Thử;;không;2025;10"

    assert [] == _codes(_read(tmp_path, row, completing=_never))


def test_a_register_is_never_used_against_the_table(tmp_path: Path) -> None:
    register = _units().registers[-1]
    unit = next(iter(register.units.values()))
    intake = _read(tmp_path, f"{unit.code};Xã Tên Khác Hẳn;;;;;;2025;10")

    assert () == intake.entries
    assert "thieu-gia-tri" in _codes(intake)


def test_that_there_is_no_register_of_a_day_is_told_once(tmp_path: Path) -> None:
    # Codes that no register has, below the invented ones.
    rows = [f"4000{n};Xã Thử {n};xã;;Tỉnh Thử;;;1999;10" for n in (1, 2, 3)]
    intake = _read(tmp_path, *rows)

    assert 3 == len(intake.entries)
    assert 1 == _codes(intake).count("khong-co-so")


def test_a_kind_that_ended_is_doubted_not_refused(tmp_path: Path) -> None:
    intake = _read(tmp_path, "99001;Thị trấn Thử;thị trấn;không;Tỉnh Thử;;không;2026;10")

    assert 1 == len(intake.entries)
    assert ["loai-khac-thoi"] == _codes(intake)


def test_a_year_outside_the_decisions_force_is_told(tmp_path: Path) -> None:
    intake = _read(tmp_path, "99001;Xã Thử;xã;không;Tỉnh Thử;;không;2018;10")

    assert 1 == len(intake.entries)
    assert ["ngoai-hieu-luc"] == _codes(intake)
