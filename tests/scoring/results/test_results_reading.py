"""What phuhop score wrote is read back as it was, and what a hand changed is told."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.samples import demo
from reports.tables.writing import WRITERS
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.results.json_writing import to_json
from scoring.results.reading import read_results
from scoring.results.rows import Interval, PartResult, ResultRow, Status
from scoring.results.table_writing import headings, rows
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.strategies import assessments, small_rulesets

DEMO = demo.SAMPLES / "so-lieu-mau.csv"


def _of_sheet(sheet: ScoreSheet, row: ResultRow) -> dict[str, Any]:
    """Return what the score sheet says, under the names of a row read back."""
    by_code = {condition.code: condition.finding for condition in sheet.conditions}
    commune, total = sheet.commune, sheet.total
    return {
        "code": commune.code,
        "name": commune.name,
        "kind": commune.kind,
        "province": commune.province,
        "district": commune.district,
        "year": sheet.year,
        "ruleset": (sheet.ruleset.id, sheet.ruleset.sha256),
        "level": sheet.ruleset.level,
        "group": sheet.threshold.group,
        "threshold": sheet.threshold.points,
        "total": Interval(total.points, total.minimum, total.maximum),
        "all_criteria": by_code["all_criteria"],
        "no_zero": by_code["no_zero"],
        "reached": by_code["threshold"],
        "verdict": sheet.verdict,
        "criteria": {c.number: Interval(c.points, c.minimum, c.maximum) for c in sheet.criteria},
        "parts": {p.code: PartResult(p.outcome, p.band, p.points) for p in sheet.parts},
        "status": None,
        "place": row.place,
        "decision": None,
        "from_register": False,
    }


def _as_dict(row: ResultRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ResultRow.__slots__}


def _drawn(data: st.DataObject) -> tuple[Ruleset, list[Assessment]]:
    ruleset = data.draw(small_rulesets())
    found = data.draw(st.lists(assessments(ruleset), min_size=1, max_size=4))
    return ruleset, [
        replace(one, commune=replace(one.commune, code=f"9900{at}", province="Tỉnh Mẫu"))
        for at, one in enumerate(found)
    ]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
@examples(25)
@given(data=st.data())
def test_reading_what_was_written_gives_the_same_values(ending: str, data: st.DataObject) -> None:
    ruleset, reported = _drawn(data)
    result = BatchScorer(ruleset).score(columns_of(ruleset, reported))
    sheets = [result.sheet(row) for row in range(len(reported))]
    if ending == ".jsonl":
        content = "\n".join(to_json(sheet, "thử") for sheet in sheets).encode()
    else:
        content = WRITERS[ending](headings([ruleset]), rows(result))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ket-qua{ending}"
        path.write_bytes(content)
        found = read_results([path])

    assert () == found.problems
    assert [_of_sheet(s, r) for s, r in zip(sheets, found.rows, strict=True)] == [
        _as_dict(row) for row in found.rows
    ]


def _table(tmp_path: Path, run, *changes: tuple[str, str]) -> Path:
    path = tmp_path / "ket-qua.csv"
    run("score", DEMO, "-o", path)
    text = path.read_text("utf-8-sig")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8-sig")
    return path


def _with_column(path: Path, name: str, values: list[str]) -> None:
    lines = path.read_text("utf-8-sig").splitlines()
    cells = [name, *values]
    path.write_text("\n".join(f"{a};{b}" for a, b in zip(lines, cells, strict=True)), "utf-8-sig")


def test_every_format_gives_the_same_rows(tmp_path: Path, run) -> None:
    found = []
    for ending in ("csv", "xlsx", "parquet"):
        path = tmp_path / f"ket-qua.{ending}"
        run("score", DEMO, "-o", path)
        read = read_results([path])
        assert () == read.faults
        found.append([replace(row, place=read.rows[0].place) for row in read.rows])
    for rows_ in found:
        for row, first in zip(rows_, found[0], strict=True):
            assert replace(row, place=first.place) == first


def test_a_table_without_a_status_says_nothing_of_it(tmp_path: Path, run) -> None:
    read = read_results([_table(tmp_path, run)])

    assert {None} == {row.status for row in read.rows}


def test_a_blank_status_is_a_self_score(tmp_path: Path, run) -> None:
    path = _table(tmp_path, run)
    count = len(read_results([path]).rows)
    _with_column(path, "tinh_trang", ["", "được công nhận", *["đã thẩm định"] * (count - 2)])
    read = read_results([path])

    assert [Status.SELF_SCORED, Status.RECOGNISED, Status.APPRAISED] == [
        row.status for row in read.rows[:3]
    ]


def test_an_unknown_status_is_told_with_the_nearest(tmp_path: Path, run) -> None:
    path = _table(tmp_path, run)
    count = len(read_results([path]).rows)
    _with_column(path, "tinh_trang", ["đã thẩm đinh", *[""] * (count - 1)])
    (problem,) = read_results([path]).problems

    assert (
        f"{path.as_posix()}:2: cột «tinh_trang»: [tu-la] không có tình trạng «đã thẩm đinh»; "
        "có phải «đã thẩm định»?"
    ) == str(problem)


def test_a_total_that_was_changed_by_hand_is_told(tmp_path: Path, run) -> None:
    whole = read_results([_table(tmp_path, run)]).rows[0]
    points = str(whole.total.minimum)
    path = _table(tmp_path, run, (f";{points};{points};{points};", ";999;999;999;"))
    read = read_results([path])

    assert whole.code not in {row.code for row in read.rows}
    assert {"ket-qua-mau-thuan"} == {problem.code for problem in read.problems}
    assert any("lớn hơn nhiều nhất" in str(problem) for problem in read.problems)


def test_a_table_of_figures_is_no_table_of_results() -> None:
    read = read_results([DEMO])

    (problem,) = read.problems

    assert () == read.rows
    assert "đây là bảng số liệu? chấm trước" in str(problem)


def test_an_ambiguous_number_is_never_read(tmp_path: Path, run) -> None:
    path = _table(tmp_path, run, ('";800;', '";0.800;'))
    (problem,) = read_results([path]).problems

    assert (
        f"{path.as_posix()}:2: cột «nguong»: [so-mo-ho] «0.800» mơ hồ: dấu chấm là hàng nghìn "
        "hay phần lẻ?; nếu là phần lẻ thì ghi 0,800"
    ) == str(problem)


def test_a_commune_twice_under_one_ruleset_is_kept_out(tmp_path: Path, run) -> None:
    path = _table(tmp_path, run)
    copy = tmp_path / "lan-hai.csv"
    copy.write_bytes(path.read_bytes())
    read = read_results([path, copy])

    assert () == read.rows
    assert "giữ lại một dòng" in str(read.faults[0])


def test_the_same_file_twice_is_read_once(tmp_path: Path, run) -> None:
    path = _table(tmp_path, run)

    assert read_results([path]).rows == read_results([path, path]).rows


def test_years_and_rulesets_are_told_apart(tmp_path: Path, run) -> None:
    path = _table(tmp_path, run)
    earlier = tmp_path / "nam-truoc.csv"
    earlier.write_text(path.read_text("utf-8-sig").replace(";2024;", ";2023;"), "utf-8-sig")
    read = read_results([path, earlier])

    assert (2023, 2024) == read.years
    assert 1 == len(read.rulesets)


JSON_FAULTS = [
    (lambda o: o | {"format": "khác/1"}, "cần đối tượng «phuhop.result/1», ở đây là «khác/1»"),
    (lambda o: o | {"year": "2024"}, "cột «year»: [json-la] «2024» không dùng được; cần số nguyên"),
    (
        lambda o: o | {"verdict": "YES"},
        "cột «verdict»: [json-la] «YES» không dùng được; cần một trong: MET, NOT_MET, CANNOT_SAY",
    ),
    (
        lambda o: o | {"total": {**o["total"], "min": None}},
        "cột «total.min»: [json-la] thiếu giá trị; cần số điểm không âm",
    ),
    (lambda o: o | {"criteria": 3}, "cột «criteria»: [json-la] «3» không dùng được; cần danh sách"),
    (
        lambda o: o | {"commune": {**o["commune"], "kind": "xả"}},
        "«xả» không dùng được; cần một trong: xã, phường, thị trấn, đặc khu",
    ),
]


@pytest.mark.parametrize(("change", "message"), JSON_FAULTS, ids=range(len(JSON_FAULTS)))
def test_each_fault_of_an_object_names_its_line_and_key(
    change, message: str, tmp_path: Path, run
) -> None:
    first, second, *_ = run("score", "--json", DEMO).stdout.splitlines()
    path = tmp_path / "ket-qua.jsonl"
    path.write_text(f"{first}\n{json.dumps(change(json.loads(second)))}\n", "utf-8")
    read = read_results([path])
    told = [str(problem) for problem in read.problems]

    assert 1 == len(read.rows)
    assert any(line.startswith(f"{path.as_posix()}:2") and message in line for line in told), told


def test_a_torn_line_names_its_column(tmp_path: Path, run) -> None:
    first = run("score", "--json", DEMO).stdout.splitlines()[0]
    path = tmp_path / "ket-qua.jsonl"
    path.write_text(first[:500], "utf-8")
    (problem,) = read_results([path]).problems

    assert "json-sai" == problem.code
    assert 1 == problem.place.line
    assert problem.place.column is not None


def test_a_key_that_stands_twice_is_refused(tmp_path: Path, run) -> None:
    first = run("score", "--json", DEMO).stdout.splitlines()[0]
    path = tmp_path / "ket-qua.jsonl"
    path.write_text(first.replace('"year": 2024', '"year": 2023, "year": 2024'), "utf-8")
    (problem,) = read_results([path]).problems

    assert f"{path.as_posix()}:1: [json-sai] khóa «year» có hai lần" in str(problem)


def test_findings_that_do_not_follow_are_told(tmp_path: Path, run) -> None:
    first = json.loads(run("score", "--json", DEMO).stdout.splitlines()[0])
    wrong = "NOT_MET" if first["verdict"] == "MET" else "MET"
    path = tmp_path / "ket-qua.jsonl"
    path.write_text(json.dumps(first | {"verdict": wrong}), "utf-8")
    (problem,) = read_results([path]).problems

    assert f"kết luận ghi «{Finding[wrong].value}»" in problem.message


def test_half_points_stay_exact() -> None:
    from scoring.results.cells import points

    assert [Fraction(25, 2), Fraction(1, 10**7), Fraction(1, 10)] == [
        points("12,5"),
        points("1e-07"),
        points(0.1),
    ]
