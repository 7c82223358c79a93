"""Communes that sent nothing: named before the deadline, from a table, forms or a province."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.form_workbooks import a_form
from tests.support.registries import hand_in, new_register

Run = Callable[..., Result]
TABLE = "ma_xa,ten_xa,dan_so\n99001,Xã Suối Mơ,1\n99007,Xã Bản Đào,1\n99005,Xã Nà Mận,1\n"


@pytest.fixture
def remind(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give ``registry remind`` of a register in which only 99001 sent its dossier of 2024."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    Path("xa.csv").write_text(TABLE, encoding="utf-8")
    hand_in(new_register("so-dang-ky.db"))

    def command(*arguments: object) -> Result:
        return run("registry", "remind", *arguments)

    return command


def test_who_sent_nothing_is_named_with_the_days_that_are_left(remind: Run) -> None:
    done = remind("--year", "2024", "--expected", "xa.csv", "--on", "2024-11-20")

    assert 0 == done.exit_code
    assert (
        "Không có việc nào đến hạn.\n"
        "\n"
        "CHƯA GỬI GÌ, năm 2024: 2/3 xã\n"
        "Gửi hồ sơ tự đánh giá: hạn 30/11/2024, còn 10 ngày (căn cứ của hạn: giả định).\n"
        "  99005  Xã Nà Mận\n"
        "  99007  Xã Bản Đào\n"
        "SỐ LIỆU MẪU: mã từ 80001 là đơn vị hư cấu.\n"
    ) == done.stdout.partition("\nviệc hằng năm của cơ quan")[0]


def test_after_the_deadline_it_says_so_and_in_a_year_without_one_too(remind: Run) -> None:
    late = remind("--year", "2024", "--expected", "xa.csv", "--on", "2024-12-02")
    none = remind("--year", "2025", "--expected", "xa.csv", "--on", "2024-12-02")

    assert "hạn 30/11/2024, quá 2 ngày" in late.stdout
    assert "CHƯA GỬI GÌ, năm 2025: 3/3 xã\nSổ chưa đặt ngày hạn gửi cho năm này.\n" in none.stdout


def test_when_all_sent_theirs_this_is_said(remind: Run) -> None:
    Path("mot.csv").write_text("ma_xa,ten_xa\n99001,Xã Suối Mơ\n", encoding="utf-8")

    assert (
        "Không xã nào chưa gửi: có hồ sơ của đủ 1 xã.\n"
        in remind("--year", "2024", "--expected", "mot.csv").stdout
    )


def test_json_gives_them_as_reminders_in_no_state(remind: Run) -> None:
    done = remind("--year", "2024", "--expected", "xa.csv", "--on", "2024-11-20", "--json")

    assert {
        "dossier": None,
        "commune": "99005",
        "year": 2024,
        "name": "Xã Nà Mận",
        "state": None,
        "task": "Gửi hồ sơ tự đánh giá",
        "due": "2024-11-30",
        "days_left": 10,
        "level": "giả định",
    } == json.loads(done.stdout.splitlines()[0])
    assert 2 == sum("commune" in json.loads(line) for line in done.stdout.splitlines())


def test_a_folder_of_forms_says_who_is_expected(remind: Run) -> None:
    Path("bieu").mkdir()
    Path("bieu/xa.xlsx").write_bytes(a_form())
    done = remind("--year", "2023", "--expected", "bieu")

    assert 0 == done.exit_code, done.stderr
    assert "CHƯA GỬI GÌ, năm 2023: 1/1 xã\n" in done.stdout
    assert "  99001  Xã Suối Mơ\n" in done.stdout


def test_the_communes_of_a_province_come_from_the_register_of_the_years_last_day(
    remind: Run,
) -> None:
    done = remind("--year", "2026", "--province", "an giang", "--on", "2026-11-29")

    assert (
        "CHƯA GỬI GÌ, năm 2026: 102/102 xã\n"
        "Gửi hồ sơ tự đánh giá: hạn 30/11/2026, còn 1 ngày (căn cứ của hạn: giả định).\n"
    ) in done.stdout
    assert "SỐ LIỆU MẪU" not in done.stdout


def test_who_cannot_be_read_is_a_fault_and_never_left_out(remind: Run) -> None:
    Path("xa.csv").write_text(
        "ma_xa,ten_xa\n99001,Xã Suối Mơ\n207,Xã Kia\n,Xã Nọ\n", encoding="utf-8"
    )
    done = remind("--year", "2024", "--expected", "xa.csv")

    assert 1 == done.exit_code
    assert "" == done.stdout
    assert "xa.csv:3: cột «ma_xa»: [mat-so-0] mã xã «207» chỉ có 3 chữ số" in done.stderr
    assert "xa.csv:4: cột «ma_xa»: [thieu-gia-tri] để trống" in done.stderr


def test_a_table_without_codes_names_or_rows_is_told(remind: Run) -> None:
    Path("la.csv").write_text("xã,số\nXã Suối Mơ,1\n", encoding="utf-8")
    Path("rong.csv").write_text("ma_xa,ten_xa\n", encoding="utf-8")
    strange = remind("--year", "2024", "--expected", "la.csv")
    empty = remind("--year", "2024", "--expected", "rong.csv")

    assert "[thieu-cot] không có cột «ma_xa», «ten_xa»; bảng cần cột" in strange.stderr
    assert "rong.csv: [tep-trong] không có dòng nào" in empty.stderr
    assert [1, 1] == [strange.exit_code, empty.exit_code]


def test_wrong_usage_is_told(remind: Run) -> None:
    both = remind("--year", "2024", "--expected", "xa.csv", "--province", "An Giang")
    without = remind("--expected", "xa.csv")
    unknown = remind("--year", "2026", "--province", "An Gang")
    early = remind("--year", "2024", "--province", "An Giang")

    assert [2] * 4 == [done.exit_code for done in (both, without, unknown, early)]
    assert "chỉ dùng một trong hai: --expected hoặc --province" in both.stderr
    assert "nêu năm: chưa gửi hồ sơ của năm nào" in without.stderr
    assert "ngày 31/12/2026 không có tỉnh, thành phố «An Gang»; có phải" in unknown.stderr
    assert "cho ngày 31/12/2024; sổ sớm nhất từ 01/03/2025; dùng --expected" in early.stderr
