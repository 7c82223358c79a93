"""The cases beside the rules, and the edges generated from them, through library and command."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import criteria
from phuhop.usecases.samples import demo
from scoring.base.problems import ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.cases import (
    THRESHOLD,
    TOTAL,
    VERDICT,
    Case,
    Expected,
    cases_file,
    load_cases,
    result_of,
    run_cases,
)
from scoring.engine.score_sheet import Finding, Outcome
from scoring.engine.scorer import score
from scoring.formats.strict_yaml import read
from scoring.rules.boundaries import boundary_cases
from scoring.rules.catalogue import ruleset_files
from scoring.rules.kinds.part import BoundaryCase
from scoring.rules.loading import load
from scoring.rules.ruleset import PREVIOUS, Ruleset

DECISION = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
RULESET = load(DECISION)
CASES = load_cases(cases_file(DECISION), RULESET).cases
EDGES = list(boundary_cases(RULESET))


@pytest.mark.parametrize("path", ruleset_files(criteria.DECISIONS), ids=lambda path: path.stem)
def test_every_ruleset_has_cases_beside_it_and_they_hold(path: Path) -> None:
    ruleset = load(path)

    assert [] == run_cases(ruleset, load_cases(cases_file(path), ruleset))


def test_an_editor_with_the_schema_finds_nothing_wrong_with_what_is_shipped() -> None:
    schema = json.loads((criteria.DECISIONS / "schema.json").read_text(encoding="utf-8"))
    judge = jsonschema.Draft7Validator(schema)
    for path in (DECISION, demo.SAMPLES / "du-thao-mau.yaml"):
        tree, _ = read(path)

        assert [] == [error.message for error in judge.iter_errors(_as_json(tree.value))]


def test_an_editor_asks_for_what_the_loader_asks_for() -> None:
    schema = json.loads((criteria.DECISIONS / "schema.json").read_text(encoding="utf-8"))
    tree, _ = read(DECISION)
    value = _as_json(tree.value)
    del value["tiêu chí"][1]["các phần"][0]["khi mẫu số bằng 0"]
    value["công nhận"]["đối chiếu"] = {"mức": "văn bản gốc", "ngày": "3/1/2019"}
    wrong = list(jsonschema.Draft7Validator(schema).iter_errors(value))

    assert {("công nhận",), ("tiêu chí", 1)} == {
        tuple(e.absolute_path)[: 1 + (e.absolute_path[0] == "tiêu chí")] for e in wrong
    }


def _as_json(value: object) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_as_json(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def test_every_part_has_a_case() -> None:
    asserted = {code for case in CASES for code in case.results}

    assert {part.code for _, part in RULESET.parts} <= asserted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_holds_through_the_library(case: Case) -> None:
    sheet = score(RULESET, case.assessment(RULESET))
    seen = {code: result_of(sheet, code) for code in case.results}

    assert case.results == seen


def test_the_cases_hold_through_the_command(tmp_path: Path, run) -> None:
    table = tmp_path / "bang.csv"
    _write_table(table, [case.assessment(RULESET) for case in CASES])

    result = run("score", "--json", table)

    assert "" == result.stderr.replace(_warnings(result.stderr), "")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    expected = [dict(case.results) for case in CASES]
    seen = [
        {code: _from_json(row, code) for code in case.results}
        for row, case in zip(rows, CASES, strict=True)
    ]

    assert expected == seen


@pytest.mark.parametrize("edge", EDGES, ids=lambda e: f"{e.part}: {e.where}")
def test_each_edge_falls_on_its_own_side(edge: BoundaryCase) -> None:
    case = CASES[0].assessment(RULESET)
    part = score(RULESET, Assessment(case.commune, case.year, edge.figures, edge.previous)).part(
        edge.part
    )

    assert (edge.band, edge.points) == (part.band, part.points)


def test_the_edges_cover_every_band_of_every_scale() -> None:
    bands = {
        (part.code, band.label) for _, part in RULESET.parts for band in getattr(part, "bands", ())
    }

    assert bands <= {(edge.part, edge.band) for edge in EDGES}


def test_a_case_that_comes_out_otherwise_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.cases.yaml"
    path.write_text(
        '- tên: Sai một điểm\n  số liệu: {tre_duoi_1_tuoi: 150}\n  kết quả:\n    "7": 50\n',
        encoding="utf-8",
    )
    problems = run_cases(RULESET, load_cases(path, RULESET))
    expected = (
        f"{path.as_posix()}:4:10: [truong-hop-sai] 7: mong đợi 50 điểm, "
        "chấm ra «thiếu số liệu»; trường hợp «Sai một điểm»"
    )

    assert [expected] == [str(problem) for problem in problems]


def test_unknown_codes_of_a_case_are_told_all_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.cases.yaml"
    path.write_text(
        '- tên: Mã lạ\n  số liệu: {tre_duoi_1_tuoi_: 150}\n  trả lời: {"1.9": có}\n'
        '  kết quả: {"7": tốt}\n'
        '- tên: Mã lạ nữa\n  số liệu: {phieu_hop_le__ky_truoc: 1}\n  kết quả: {"70": 1}\n',
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound) as shape:
        load_cases(path, RULESET)

    assert ["ket-qua-la"] == [problem.code for problem in shape.value.problems]

    path.write_text(path.read_text(encoding="utf-8").replace("tốt", "50"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as unknown:
        load_cases(path, RULESET)
    places = [(problem.code, problem.place.line) for problem in unknown.value.problems]

    assert [("ma-la", 2), ("ma-la", 3), ("ma-la", 6), ("ma-la", 7)] == places


def _write_table(path: Path, assessments: list[Assessment]) -> None:
    figures = [
        column
        for code in RULESET.figures
        for column in ([code, code + PREVIOUS] if code in RULESET.compared_figures else [code])
    ]
    heads = ["ma_xa", "ten_xa", "loai", "vung", "tinh", "huyen", "tp_truc_thuoc_tw", "nam"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow([*heads, *figures, *RULESET.items])
        for number, assessment in enumerate(assessments):
            rows.writerow(_row(number, assessment, figures, RULESET))


def _row(number: int, assessment: Assessment, figures: list[str], ruleset: Ruleset) -> list[object]:
    commune = assessment.commune
    cells: list[object] = [
        f"99{number + 1:03}",
        commune.name,
        commune.kind.value,
        ";".join(area.value for area in commune.areas),
        commune.province,
        "",
        "có" if commune.centrally_run_city else "không",
        assessment.year,
    ]
    for code in figures:
        source = assessment.previous if code.endswith(PREVIOUS) else assessment.figures
        cells.append(source.get(code.removesuffix(PREVIOUS), ""))
    said = {True: "có", False: "không", None: ""}
    return cells + [said[assessment.answers.get(code)] for code in ruleset.items]


def _from_json(row: dict, code: str) -> Expected:
    if code == VERDICT:
        return Finding[row["verdict"]]
    if code == THRESHOLD:
        return row["threshold"]["points"]
    if code == TOTAL:
        return row["total"]["points"]
    parts = {p["code"]: p for criterion in row["criteria"] for p in criterion["parts"]}
    part = parts[code]
    return part["points"] if part["points"] is not None else Outcome[part["outcome"]]


def _warnings(text: str) -> str:
    lines = text.splitlines(keepends=True)
    assert all("cảnh báo" in line for line in lines)
    return "".join(lines)
