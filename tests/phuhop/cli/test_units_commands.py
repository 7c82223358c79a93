"""``phuhop units`` as an officer meets it: find, check, convert."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

import criteria
from scoring.units.loading import load_units
from scoring.units.table_check import CheckedTables, check_tables
from tests.support.places import DEMO

Run = Callable[..., Result]
SAMPLE_TABLE = DEMO / "so-lieu-mau.csv"
UNITS = load_units(criteria.UNITS)
HEADS = "ma_xa;ten_xa;loai;tinh;huyen;tp_truc_thuoc_tw;nam"
TODAY = date(2026, 11, 22)


def _table(folder: Path, *rows: str, heads: str = HEADS) -> Path:
    path = folder / "bang.csv"
    path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
    return path


def _checked(
    folder: Path, *rows: str, heads: str = HEADS, day: date | None = None
) -> CheckedTables:
    return check_tables([_table(folder, *rows, heads=heads)], UNITS, day, today=TODAY)


def _problems(folder: Path, *rows: str) -> list[tuple[str | None, str, bool]]:
    found = _checked(folder, *rows).problems
    return [(problem.place.heading, problem.code, problem.is_fault) for problem in found]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("79999;Phường Ba Đình;phường;Hà Nội;;có;2025", ("ma_xa", "ma-khong-co", True)),
        ("00001;Phường Phúc Xá;phường;Hà Nội;;có;2025", ("ma_xa", "ma-ngay-khac", True)),
        ("00004;Phường Trúc Bạch;phường;Hà Nội;;có;2025", ("ten_xa", "ten-ngay-khac", True)),
        ("00004;Phường Ngọc Hà;phường;Hà Nội;;có;2025", ("ten_xa", "ten-ma-lech", True)),
        ("00004;P. Ba Đinh;phường;Hà Nội;;có;2025", ("ten_xa", "ten-khac-dau", False)),
        ("4;Phường Ba Đình;phường;Hà Nội;;có;2025", ("ma_xa", "mat-so-0", True)),
        (";Phường Ba Đình;phường;Hà Nội;;có;2025", ("ma_xa", "thieu-gia-tri", True)),
        ("00004;Ba Đình;xã;Hà Nội;;có;2025", ("loai", "loai-lech", True)),
        ("00004;Xã Ba Đình;;Hà Nội;;có;2025", ("ten_xa", "loai-lech", True)),
        ("00004;Ba Đình;phường;Huế;;có;2025", ("tinh", "tinh-lech", True)),
        ("00004;Ba Đình;phường;Ha Noi;;có;2025", ("tinh", "ten-khac-dau", False)),
        ("00004;Ba Đình;phường;Hà Nội;Ba Đình;có;2025", ("huyen", "khong-con-huyen", False)),
        ("00004;Ba Đình;phường;Hà Nội;;không;2025", ("tp_truc_thuoc_tw", "loai-tinh-lech", True)),
        ("06970;Ba Chẽ;xã;Quảng Ninh;;không;2026", ("tp_truc_thuoc_tw", "loai-tinh-lech", False)),
        ("00004;Trúc Bạch;phường;Hà Nội;;có;2024", ("nam", "khong-co-so", False)),
        ("00004;Ba Đình;quận;Hà Nội;;có;2025", ("loai", "loai-la", True)),
    ],
)
def test_each_way_to_differ_from_the_register_is_told_once(
    tmp_path: Path, row: str, problem: tuple[str, str, bool]
) -> None:
    assert [problem] == _problems(tmp_path, row)


@pytest.mark.parametrize(
    "row",
    [
        "00004;Phường Ba Đình;phường;Thành phố Hà Nội;;có;2025",
        "00004;P. Ba Đình;Phường;TP Hà Nội;;;2026",
        "04795;PHƯỜNG HOÀ BÌNH;;phú thọ;;không;2025",
        "26068;Biên Hòa;phường;Đồng Nai;;không;2025",
        "26068;Biên Hòa;phường;Thành phố Đồng Nai;;có;2026",
        "99001;Xã Trăng Non;xã;Tỉnh Đồi Sim;;không;2025",
    ],
)
def test_other_spellings_of_the_same_unit_are_no_problem(tmp_path: Path, row: str) -> None:
    assert [] == _problems(tmp_path, row)


def test_the_day_asked_for_decides_and_not_the_year(tmp_path: Path) -> None:
    row = "00004;Phường Trúc Bạch;phường;Hà Nội;Quận Ba Đình;có;2025"

    assert () == _checked(tmp_path, row, day=date(2025, 6, 30)).problems
    assert ["khong-con-huyen", "ten-ngay-khac"] == [
        problem.code for problem in _checked(tmp_path, row).problems
    ]


def test_a_wrong_code_comes_with_the_code_of_the_name(tmp_path: Path) -> None:
    (problem,) = _checked(tmp_path, "79999;Xã  Xuân Giang;xã;Ninh Bình;;không;2025").problems

    assert "14104 Xã Xuân Giang, Tỉnh Ninh Bình" in problem.hint
    assert "01255" not in problem.hint


def test_a_list_of_names_alone_gets_its_codes(tmp_path: Path) -> None:
    checked = _checked(tmp_path, "Phường Ba Đình;Hà Nội", heads="ten_xa;tinh")

    assert ["thieu-gia-tri"] == [problem.code for problem in checked.problems]
    assert "00004 Phường Ba Đình" in checked.problems[0].hint


def test_a_table_without_code_and_name_is_told(tmp_path: Path) -> None:
    assert ["thieu-cot"] == [p.code for p in _checked(tmp_path, "1;2", heads="a;b").problems]


def test_a_childs_data_stop_the_reading(tmp_path: Path) -> None:
    heads = "ma_xa;ten_xa;ngay_sinh"
    problems = _checked(tmp_path, "79999;Xã X;01/01/2020", heads=heads).problems

    assert ["du-lieu-ca-nhan"] == [problem.code for problem in problems]


def test_a_year_without_a_register_is_told_once_for_the_table(tmp_path: Path) -> None:
    rows = [f"{code};Xã X;xã;Hà Nội;;có;2024" for code in ("00004", "00008", "00025")]
    checked = _checked(tmp_path, *rows)

    assert (0, ["khong-co-so"]) == (checked.compared, [p.code for p in checked.problems])


def test_check_exits_with_1_for_faults_and_0_for_warnings(tmp_path: Path, run: Run) -> None:
    wrong = run("units", "check", _table(tmp_path, "79999;Xã X;xã;Hà Nội;;có;2025"))
    lost = run("units", "check", _table(tmp_path, "00004;Ba Đinh;;;;;2025"))
    sample = run("units", "check", SAMPLE_TABLE, "--on", "31/12/2025")

    assert (1, 0, 0) == (wrong.exit_code, lost.exit_code, sample.exit_code)
    assert "bang.csv:2: cột «ma_xa»: [ma-khong-co]" in wrong.stdout
    assert "14 dòng có mã hư cấu" in sample.stdout


def test_find_shows_what_a_code_was_and_is(run: Run) -> None:
    result = run("units", "find", "00001")

    assert 0 == result.exit_code
    assert "từ 01/07/2025: toàn bộ vào 00097 Phường Hồng Hà" in result.stdout
    assert "đến hết 30/06/2025" in result.stdout


def test_find_takes_several_words_and_a_day(run: Run) -> None:
    result = run("units", "find", "xã", "Xuân", "Giang,", "Nam", "Định", "--on", "30/06/2025")

    assert "14104  Xã Xuân Giang, Huyện Xuân Trường, Tỉnh Nam Định" == result.stdout.splitlines()[0]


def test_find_says_what_is_unconfirmed_and_what_may_have_changed(run: Run) -> None:
    city = run("units", "find", "Ba Chẽ", "--on", "2026-12-01").stdout
    kind = run("units", "find", "Long Thành, Đồng Nai", "--on", "2026-12-01").stdout

    assert "chưa xác nhận" in city
    assert "có thể đã thành phường" in kind


def test_what_is_only_like_the_query_exits_with_1(run: Run) -> None:
    near = run("units", "find", "Xuan Giang")
    nothing = run("units", "find", "Qwertz")

    assert (1, 1) == (near.exit_code, nothing.exit_code)
    assert "gần giống" in near.stderr
    assert "01255  Xã Xuân Giang" in near.stdout
    assert "" == nothing.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("units", "find", "x", "--on", "2020-01-01"), "sổ sớm nhất từ 01/03/2025"),
        (("units", "check", "x.csv", "--on", "2020-01-01"), "sổ sớm nhất từ 01/03/2025"),
        (("units", "convert", "x.csv", "-o", "x.csv"), "trùng với bảng đưa vào"),
        (("units", "convert", "y.nguon.csv", "-o", "y.csv"), "trùng với bảng đưa vào"),
        (("units", "convert", "x.csv", "-o", "y.txt"), ".csv hoặc .xlsx"),
    ],
)
def test_wrong_usage_exits_with_2(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)

    assert 2 == result.exit_code
    assert said in result.stderr


def test_a_folder_without_registers_exits_with_1(run: Run, tmp_path: Path) -> None:
    result = run("units", "find", "x", "--units", tmp_path)

    assert 1 == result.exit_code
    assert "[khong-doc-duoc]" in result.stderr


def test_scoring_a_whole_table_loads_no_register() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from phuhop.cli.main import phuhop; "
        f"r = CliRunner().invoke(phuhop, ['score', '--json', {str(SAMPLE_TABLE)!r}]); "
        "print(r.exit_code, [m for m in sys.modules if m.startswith('scoring.units')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "0 []\n" == done.stdout
