"""``phuhop report``: a group now, and what was typed before still works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from phuhop.usecases.samples import demo
from tests.support.word_files import as_text

DATA = demo.SAMPLES / "so-lieu-mau.csv"
Run = Callable[..., Result]


@pytest.mark.parametrize("words", [("report",), ("report", "province")])
def test_the_report_of_a_province_needs_no_name(
    words: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    run("score", DATA, "-o", tmp_path / "kq.csv")
    done = run(*words, tmp_path / "kq.csv", "-o", tmp_path / "bc")

    assert 0 == done.exit_code, done.output
    assert (tmp_path / "bc" / "bao-cao-noi-bo.docx").exists()


@pytest.mark.parametrize("kind", ["council", "year"])
def test_a_commune_reports_of_itself(kind: str, run: Run, tmp_path: Path) -> None:
    options = ("--figures", DATA, "--commune", "99001", "-o", tmp_path)
    done = run("report", kind, *options)
    assert 0 == done.exit_code, done.output
    (made,) = tmp_path.glob("*.docx")

    assert "xã Trăng Non" in as_text(made.read_bytes()).replace("\n", " ")


def test_texts_are_written_into_a_file_of_the_office(run: Run, tmp_path: Path) -> None:
    texts = tmp_path / "loi.yaml"
    assert 0 == run("report", "council", "--sample-text", texts).exit_code
    words = texts.read_text("utf-8").replace("kien_nghi: []", "kien_nghi:\n    - Bố trí kinh phí.")
    texts.write_text(words, "utf-8")
    options = ("--figures", DATA, "--commune", "99001", "--text", texts, "-o", tmp_path / "bc")
    assert 0 == run("report", "council", *options).exit_code
    (made,) = (tmp_path / "bc").glob("*.docx")

    assert "Bố trí kinh phí." in as_text(made.read_bytes())


def test_figures_are_printed_and_written(run: Run, tmp_path: Path) -> None:
    done = run("report", "figures", "--figures", DATA)
    assert "13/14 đơn vị" in done.output
    assert 0 == run("report", "figures", "--figures", DATA, "-o", tmp_path / "a.csv").exit_code

    assert "tiem_chung_day_du" in (tmp_path / "a.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("council", "-o", "x"), "cần tệp KẾT_QUẢ"),
        (("council", "--figures", DATA), "cần -o"),
        (("council", "--figures", DATA, "--commune", "99999", "-o", "x"), "không có xã «99999»"),
        (("year", "--figures", DATA, "--year", "2020", "-o", "x"), "không có số liệu"),
    ],
)
def test_a_wish_that_cannot_be_meant_is_told(
    options: tuple[object, ...], told: str, run: Run
) -> None:
    done = run("report", *options)

    assert done.exit_code
    assert told in done.output


def test_form_604_of_the_story(province_story: Path, run: Run, tmp_path: Path) -> None:
    base = ("--db", province_story / "so.db", "--expected", province_story / "phai-gui.csv")
    done = run("report", "604", *base, "-o", tmp_path / "a")
    assert 0 == done.exit_code, done.output
    (paper,) = (tmp_path / "a").glob("*.docx")
    (book,) = (tmp_path / "a").glob("*.xlsx")
    text = as_text(paper.read_bytes())
    assert "46,67" in text
    again = run("report", "604", *base, "--previous", book, "-o", tmp_path / "b")

    assert 0 == again.exit_code, again.output
    assert "khac-nam-truoc" not in again.output


def test_last_years_form_is_held_against_this_one(run: Run, tmp_path: Path) -> None:
    form = tmp_path / "te.xlsx"
    assert 0 == run("report", "604", "--form", form, "--year", 2026).exit_code
    run("score", DATA, "-o", tmp_path / "kq.csv")
    province = ("--province", "Tỉnh Đồi Sim (SỐ LIỆU MẪU)")
    done = run("report", "604", tmp_path / "kq.csv", *province, "-o", tmp_path / "bieu")

    assert 0 == done.exit_code, done.output
    assert "chưa có quyết định công nhận nào" in done.output
    assert "nhieu-tinh" in run("report", "604", tmp_path / "kq.csv", "-o", tmp_path / "b2").output
