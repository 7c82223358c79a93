"""Outlines and what offices write into them: all faults at once, nothing about a child."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from reports.duties.texts_workbook import texts_workbook
from scoring.base.private_text import PRIVATE
from scoring.base.problems import ProblemsFound
from scoring.duties.outline import COUNCIL, YEAR_RESULT, load_outline
from scoring.duties.texts import load_texts, sample_texts
from scoring.rules.ruleset import Ruleset


@pytest.mark.parametrize("path", [COUNCIL, YEAR_RESULT])
def test_an_outline_names_criteria_of_the_decision(path: Path, decision_06: Ruleset) -> None:
    numbers = {criterion.number for criterion in decision_06.criteria}

    assert all({*section.criteria} <= numbers for section in load_outline(path).sections)


def test_the_council_hears_of_all_thirteen_criteria(decision_06: Ruleset) -> None:
    found = [number for one in load_outline(COUNCIL).sections for number in one.criteria]

    assert sorted(criterion.number for criterion in decision_06.criteria) == sorted(found)


@pytest.mark.parametrize("path", [COUNCIL, YEAR_RESULT])
def test_the_file_to_write_in_is_read_back_empty(path: Path, tmp_path: Path) -> None:
    outline, file = load_outline(path), tmp_path / "loi.yaml"
    file.write_text(sample_texts(outline), "utf-8")

    assert {()} == {*load_texts(file, outline).values()}


def test_unknown_sections_and_words_on_a_child_are_told_together(tmp_path: Path) -> None:
    file = tmp_path / "loi.yaml"
    text = (
        "phần viết:\n  tap_huanh:\n    - x\n  bao_ve:\n    - Cháu Nguyễn Văn A, sinh 02/03/2015\n"
    )
    file.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_texts(file, load_outline(COUNCIL))

    assert [("muc-la", 2), (PRIVATE, 5)] == [
        (problem.code, problem.place.line) for problem in found.value.problems
    ]


@pytest.mark.parametrize("path", [COUNCIL, YEAR_RESULT])
def test_the_sheet_to_write_in_comes_back_by_paragraphs(path: Path, tmp_path: Path) -> None:
    outline, file = load_outline(path), tmp_path / "loi.xlsx"
    file.write_bytes(texts_workbook(outline))
    assert {} == load_texts(file, outline)
    book = openpyxl.load_workbook(file)
    sheet = book["Phần viết"]
    (row,) = [line for line in sheet.iter_rows(min_row=4) if line[0].value == "kien_nghi"]
    row[3].value = "Bố trí kinh phí.\n\nTập huấn cán bộ."
    book.save(file)

    assert {"kien_nghi": ("Bố trí kinh phí.", "Tập huấn cán bộ.")} == load_texts(file, outline)


def test_faults_of_the_sheet_are_told_at_their_cells(tmp_path: Path) -> None:
    outline, file = load_outline(COUNCIL), tmp_path / "loi.xlsx"
    file.write_bytes(texts_workbook(outline))
    book = openpyxl.load_workbook(file)
    sheet = book["Phần viết"]
    sheet["A4"].value, sheet["D4"].value = "muc_la", "x"
    sheet["D5"].value = "Cháu Nguyễn Văn A, sinh 02/03/2015"
    book.save(file)
    with pytest.raises(ProblemsFound) as found:
        load_texts(file, outline)

    assert [("muc-la", "D4"), (PRIVATE, "D5")] == [
        (problem.code, problem.place.cell) for problem in found.value.problems
    ]


def test_a_fault_of_an_outline_is_told_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "de-cuong.yaml"
    text = COUNCIL.read_text("utf-8").replace("- khai_sinh", "- khai_sin")
    file.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound, match="có phải «khai_sinh»"):
        load_outline(file)
