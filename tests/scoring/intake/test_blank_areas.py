"""A blank area decides nothing silently: the group it leads to is told, and the other one."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from phuhop.usecases.commune.packages import remarks
from phuhop.usecases.rulesets import shipped
from registry.package.making import Maker
from registry.package.reading import read_package
from registry.package.reproduction import reproduced
from reports.dossier.dossier import dossier
from reports.tables.input_table import headings_of, row_of
from reports.tables.writing import to_csv
from reports.workbook.form import form
from reports.workbook.prefill import of_assessment
from scoring.base.communes import Area, CommuneKind
from scoring.base.problems import Place
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import explain
from scoring.engine.score_sheet import Finding
from scoring.engine.scorer import score
from scoring.engine.verdict import THRESHOLD
from scoring.forms.ids import AREA_FIELDS, KIND, VALUE
from scoring.intake.reading import Intake
from scoring.intake.rows.blank_areas import BlankAreas
from scoring.results.json_reading import row_of_result
from scoring.results.json_writing import as_result, to_json
from tests.support.form_workbooks import ASSESSMENT as SAMPLE
from tests.support.form_workbooks import taken as forms_taken
from tests.support.intake_tables import DECISION_06, HEADINGS, as_csv, taken
from tests.support.packages import a_package, saved
from tests.support.sample_sheets import STAMP

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


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_far_down_a_table_a_row_whose_verdict_hangs_on_it_is_told_too() -> None:
    sure = replace(ASSESSMENT, answers=SAMPLE.answers)
    communes = [
        replace(ASSESSMENT.commune, code=f"{91_000 + n}", name=f"Xã Số {n}", areas=())
        for n in range(140)
    ]
    rows = [
        replace(ASSESSMENT if n in {120, 139} else sure, commune=commune)
        for n, commune in enumerate(communes)
    ]
    path = Path("bang.csv")
    path.write_bytes(to_csv(headings_of([DECISION_06]), [row_of(one) for one in rows]))

    found = of_areas(taken(path))
    # The first one speaks for all whose verdict stays.
    assert [2, 122, 141] == [p.place.line for p in found]
    assert ["các dòng khác cũng vậy" in p.hint for p in found] == [True, False, False]


def test_many_rows_are_told_what_each_is_told_alone() -> None:
    """Columns and the reference say the same of points, blanks and lost criteria."""
    blank = replace(ASSESSMENT.commune, areas=(), blank_areas=tuple(Area))
    codes = [*SAMPLE.answers]
    rows = []
    for n in range(40):
        answers = {c: bool(n & 1) for c in codes[: n % 9]} | dict.fromkeys(codes[n % 9 :], True)
        figures = SAMPLE.figures if n % 3 else {c: SAMPLE.figures[c] for c in [*SAMPLE.figures][n:]}
        rows.append(replace(SAMPLE, commune=blank, figures=figures, answers=answers))
    rows.append(replace(ASSESSMENT, commune=blank))
    areas = BlankAreas(DECISION_06)
    alone = [*chain(*(areas.said_of([one]) for one in rows))]

    assert alone == [*areas.said_of(rows)]
    assert {True, False} == {is_decisive for _, is_decisive in alone}


def test_the_score_says_what_other_groups_come_to() -> None:
    blank = replace(ASSESSMENT.commune, areas=(), blank_areas=tuple(Area))
    sheet = score(DECISION_06, replace(ASSESSMENT, commune=blank))
    (other,) = sheet.other_groups

    assert (Finding.NOT_MET, Finding.MET) == (sheet.verdict, other.verdict)
    reason = explain(sheet).conditions[THRESHOLD]
    assert reason.endswith(
        " Vùng để trống, nên tính là không thuộc miền núi, hải đảo, đặc biệt khó khăn: ngưỡng "
        "850 điểm, không đạt; nếu thuộc miền núi, hải đảo hoặc đặc biệt khó khăn thì ngưỡng "
        "800 điểm: đạt."
    )


@pytest.mark.parametrize(
    ("kind", "blank"),
    [(CommuneKind.COMMUNE, ()), (CommuneKind.COMMUNE, None), (CommuneKind.WARD, tuple(Area))],
)
def test_where_no_blank_decides_the_result_is_the_bytes_it_was(
    kind: CommuneKind, blank: tuple[Area, ...] | None
) -> None:
    plain = replace(ASSESSMENT.commune, areas=(), kind=kind)
    sheets = [
        score(DECISION_06, replace(ASSESSMENT, commune=commune))
        for commune in (plain, replace(plain, blank_areas=blank))
    ]

    assert {"group", "points"} == as_result(sheets[0], "1")["threshold"].keys()
    assert to_json(sheets[0], "1") == to_json(sheets[1], "1")


def test_the_result_names_the_blank_areas_the_other_group_and_its_verdict() -> None:
    commune = replace(ASSESSMENT.commune, areas=(Area.ISLAND,), blank_areas=(Area.MOUNTAINOUS,))
    township = replace(commune, kind=CommuneKind.TOWNSHIP, areas=(Area.ESPECIALLY_DISADVANTAGED,))
    result = as_result(score(DECISION_06, replace(ASSESSMENT, commune=township)), "1")

    assert {
        "group": result["threshold"]["group"],
        "points": 850,
        "blank_areas": ["miền núi"],
        "other_groups": [
            {
                "areas": ["miền núi"],
                "group": result["threshold"]["other_groups"][0]["group"],
                "points": 800,
                "verdict": "MET",
            }
        ],
    } == result["threshold"]
    assert row_of_result(result, Place("kq.jsonl", 1)).threshold == 850
    # On an island already: nothing hangs on the mountains.
    assert not score(DECISION_06, replace(ASSESSMENT, commune=commune)).other_groups


def test_the_dossier_says_it_where_the_commune_and_where_the_threshold_stands() -> None:
    blank = replace(ASSESSMENT.commune, areas=(), blank_areas=tuple(Area))
    found = dossier(score(DECISION_06, replace(ASSESSMENT, commune=blank)), STAMP)
    facts = {fact.name: fact.value for fact in found.commune.facts}

    assert "để trống miền núi, hải đảo, đặc biệt khó khăn" == facts["Vùng"]
    assert "thì ngưỡng 800 điểm: đạt." in found.conditions[-1].reason
    assert any("thì ngưỡng 800 điểm: đạt." in line for line in found.result.shortfalls)


def test_a_package_of_a_commune_with_blank_areas_is_made_again_the_same(tmp_path: Path) -> None:
    blank = replace(ASSESSMENT.commune, areas=(), blank_areas=tuple(Area))
    path = saved(tmp_path, a_package(assessment=replace(ASSESSMENT, commune=blank)))
    package = read_package(path)

    assert tuple(Area) == package.assessment.commune.blank_areas
    assert reproduced(package, Maker(), shipped()).is_identical
    (problem,) = remarks(package)
    assert "thì ngưỡng 800 điểm: đạt" in problem.message


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
