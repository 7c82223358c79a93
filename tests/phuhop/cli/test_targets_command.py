"""``phuhop targets --plan``: over sample figures, by commune, as tables, with wrong wishes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from phuhop.usecases.samples import demo

DATA = demo.SAMPLES / "so-lieu-mau.csv"
Run = Callable[..., Result]


def test_a_plan_over_the_sample_figures(run: Run) -> None:
    done = run("targets", "--plan", "qg-23-2021", "--figures", DATA, "--year", 2024)

    assert 0 == done.exit_code, done.output
    assert "SỐ LIỆU MẪU" in done.output
    assert "5a. Trẻ em dưới 1 tuổi tiêm chủng đầy đủ 8 loại vắc xin" in done.output
    assert "13/14 đơn vị" in done.output or "14/14 đơn vị" in done.output
    assert "Lưu hành nội bộ" in done.output


def test_parts_of_the_place_follow_as_rows(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    options = ("--plan", "qg-23-2021", "--figures", DATA, "--year", 2024, "--by", "xa", "-o", path)
    assert 0 == run("targets", *options).exit_code
    rows = json.loads(path.read_text("utf-8"))["targets"]

    whole = [one for one in rows if one["noi"] == "cả nước" and one["ma_chi_tieu"] == "5a"]
    communes = [one for one in rows if one["noi"] != "cả nước" and one["ma_chi_tieu"] == "5a"]
    assert whole[0]["tu_so"] == sum(one.get("tu_so", 0) for one in communes)
    assert {"tính"} == {one["cach_co_so"] for one in communes}


def test_typed_rows_of_communes_stand_in_their_parts(run: Run, tmp_path: Path) -> None:
    typed, path = tmp_path / "so.csv", tmp_path / "a.json"
    typed.write_text(
        "ma_chi_tieu;ma_xa;don_vi;nam;tu_so;mau_so;gia_tri;nguon\n"
        "7;99001;Xã Trăng Non;2024;3;4;;BC 1\n7;99002;Xã khác;2024;1;4;;BC 2\n",
        "utf-8",
    )
    options = ("--figures", DATA, "--typed", typed, "--year", 2024, "--by", "xa", "-o", path)
    assert 0 == run("targets", "--plan", "qg-23-2021", *options).exit_code
    rows = [r for r in json.loads(path.read_text("utf-8"))["targets"] if r["ma_chi_tieu"] == "7"]

    assert ("cả nước", 4, 8) == (rows[0]["noi"], rows[0]["tu_so"], rows[0]["mau_so"])
    parts = {one["noi"]: (one["tu_so"], one["mau_so"]) for one in rows[1:]}
    assert {"Xã Trăng Non (99001)": (3, 4), "Xã Gió Lành (99002)": (1, 4)} == parts


def test_a_province_that_no_figures_are_of_is_a_fault(run: Run) -> None:
    done = run("report", "figures", "--figures", DATA, "--province", "Hưng Yên")

    assert 1 == done.exit_code
    assert "không có xã nào của Hưng Yên" in done.output


def test_the_list_the_sample_and_the_form_are_written(run: Run, tmp_path: Path) -> None:
    assert 13 == run("targets", "--list").output.count(": Kế hoạch") + run(
        "targets", "--list"
    ).output.count(": Chương trình") + run("targets", "--list").output.count(": Huyện")
    sample, form = tmp_path / "mau.yaml", tmp_path / "bieu.xlsx"
    assert 0 == run("targets", "--sample", sample).exit_code
    options = ("--plan", sample, "--year", 2026, "--units", "Cụm A", "--form", form)
    done = run("targets", *options)
    assert 0 == done.exit_code, done.output
    assert 0 == run("targets", "--plan", sample, "--typed", form, "--year", 2026).exit_code


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--figures", DATA), "cần --plan"),
        (("--plan", "khong-co"), "không có kế hoạch «khong-co»"),
        (("--form", "a.xlsx"), "--form cần --plan và --year"),
        (("--plan", "qg-23-2021", "-o", "a.doc"), "phải có đuôi"),
    ],
)
def test_a_wish_that_cannot_be_meant_is_told(run: Run, options: tuple[str, ...], told: str) -> None:
    done = run("targets", *options)

    assert done.exit_code
    assert told in done.output
