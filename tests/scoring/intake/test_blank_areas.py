"""A blank area decides nothing silently: the group it leads to is told, and the other one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.tables.input_table import headings_of, row_of
from reports.tables.writing import to_csv
from reports.workbook.form import form
from reports.workbook.prefill import of_assessment
from scoring.base.communes import Area
from scoring.engine.assessment import Assessment
from scoring.forms.ids import AREA_FIELDS, KIND, VALUE
from scoring.intake.reading import Intake
from tests.support.form_workbooks import ASSESSMENT as SAMPLE
from tests.support.form_workbooks import taken as forms_taken
from tests.support.intake_tables import DECISION_06, HEADINGS, as_csv, taken

# 825 points: enough in the mountains, too few elsewhere.
ASSESSMENT = replace(
    SAMPLE, answers={**SAMPLE.answers, **dict.fromkeys(("1.1", "1.2", "12.2"), False)}
)


def of_form(kind: str = "xã", **areas: str | None) -> list[str]:
    """What is said of a form of 825 points, with these answers about the areas."""
    cells = of_assessment(ASSESSMENT) | {(KIND, VALUE): kind}
    for field in AREA_FIELDS.values():
        cells.pop((field.id, VALUE), None)
    cells |= {(id_, VALUE): word for id_, word in areas.items() if word is not None}
    intake = forms_taken(form(DECISION_06, ASSESSMENT.year, cells))
    return [f"{p.place.cell} {p.message}; {p.hint}" for p in of_areas(intake)]


def of_areas(intake: Intake) -> list:
    assert intake.entries, intake.problems
    return [p for p in intake.problems if p.code == "de-trong-vung"]


def test_all_three_blank_in_a_form_tell_both_thresholds_and_both_verdicts() -> None:
    (line,) = of_form()

    assert (
        "C11 để trống, nên tính là không thuộc miền núi, hải đảo, đặc biệt khó khăn: ngưỡng 850 "
        "điểm, không đạt; nếu thuộc miền núi, hải đảo hoặc đặc biệt khó khăn thì ngưỡng 800 "
        "điểm: đạt; chọn «có» hoặc «không»"
    ) == line


def test_answers_in_words_are_no_blanks() -> None:
    no = "không"

    assert [] == of_form(vung_1=no, vung_2=no, vung_3=no)
    assert [] == of_form(vung_1="có")


def test_one_blank_among_answers_is_told_where_the_group_hangs_on_it() -> None:
    (line,) = of_form(vung_2="không", vung_3="không")
    assert line.startswith("C11 để trống, nên tính là không thuộc miền núi: ngưỡng 850")

    # A township in a poor area belongs to the common group, in the mountains to the other.
    (line,) = of_form("thị trấn", vung_3="có")
    assert "nếu thuộc miền núi hoặc hải đảo thì ngưỡng 800 điểm" in line


def test_of_a_ward_no_area_matters() -> None:
    assert [] == of_form("phường")


def row(code: str, kind: str, areas: str | None) -> tuple[object, ...]:
    return (code, f"{kind.capitalize()} Mẫu {code}", kind, areas, "Tỉnh Mẫu", None, "không", 2024)


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_rows_of_a_table_are_told_once_wherever_the_first_blank_stands() -> None:
    rows = [row(f"{90_000 + n}", "xã", "không") for n in range(150)]
    rows += [row("91001", "xã", None), row("91002", "xã", None), row("91003", "phường", None)]
    path = Path("bang.csv")
    path.write_bytes(as_csv([HEADINGS, *rows]))

    (problem,) = of_areas(taken(path))
    assert 152 == problem.place.line


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_in_a_table_each_row_whose_verdict_hangs_on_it_is_told() -> None:
    near = Assessment(
        replace(ASSESSMENT.commune, areas=(), blank_areas=None),
        ASSESSMENT.year,
        ASSESSMENT.figures,
        ASSESSMENT.previous,
        ASSESSMENT.answers,
    )
    other = replace(near, commune=replace(near.commune, code="99902", name="Xã Khác Hẳn"))
    headings = headings_of([DECISION_06])
    path = Path("bang.csv")
    path.write_bytes(to_csv(headings, [row_of(one) for one in (near, other)]))

    found = of_areas(taken(path))
    assert [2, 3] == [p.place.line for p in found]
    assert all("không đạt; nếu thuộc" in p.message for p in found)


@pytest.mark.parametrize("blank", [None, (), tuple(Area)])
def test_a_table_says_no_area_only_where_somebody_did(blank: tuple[Area, ...] | None) -> None:
    commune = replace(ASSESSMENT.commune, areas=(), blank_areas=blank)
    said = "không" if blank == () else None

    assert said == row_of(replace(ASSESSMENT, commune=commune))["vung"]


def test_what_is_hashed_does_not_depend_on_blank_areas() -> None:
    commune = replace(ASSESSMENT.commune, blank_areas=tuple(Area))

    assert ASSESSMENT.sha256 == replace(ASSESSMENT, commune=commune).sha256
    assert ASSESSMENT.commune == commune


def test_the_form_asks_for_an_answer_and_names_the_test_of_mountains() -> None:
    hints = {area: field.hint for area, field in AREA_FIELDS.items()}

    assert "Nghị định 272/2025/NĐ-CP" in hints["miền núi"]
    assert not any("để trống" in hint for hint in hints.values())
