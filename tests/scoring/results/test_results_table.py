"""Results as one table say what the JSON says, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from phuhop.usecases.samples import demo
from reports.tables.writing import to_csv
from scoring.results.table_writing import Heading

DEMO = demo.SAMPLES / "so-lieu-mau.csv"


def _rows(path: Path) -> list[dict]:
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return pq.read_table(path).to_pylist()
    import openpyxl

    cells = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_table_says_what_the_json_says(tmp_path: Path, run, ending: str) -> None:
    target = tmp_path / f"ket-qua.{ending}"
    done = run("score", DEMO, "-o", target)
    results = [json.loads(x) for x in run("score", "--json", DEMO).stdout.splitlines()]
    expected, seen = [], []
    for result, row in zip(results, _rows(target), strict=True):
        total = result["total"]
        expected.append([result["commune"]["code"], total["points"], total["min"], total["max"]])
        seen.append(
            [row["ma_xa"], *(_number(row[n]) for n in ("diem", "diem_it_nhat", "diem_nhieu_nhat"))]
        )
        for criterion in result["criteria"]:
            for part in criterion["parts"]:
                expected.append([part["points"], part["band"] or None])
                code = part["code"]
                seen.append([_number(row[f"phan_{code}_diem"]), row[f"phan_{code}_muc"] or None])

    assert 0 == done.exit_code
    assert expected == seen


def test_verdicts_and_levels_are_words(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "x.csv")
    rows = _rows(tmp_path / "x.csv")

    assert {"đạt", "không đạt", "chưa kết luận được"} == {row["ket_luan"] for row in rows}
    assert {"giả định, không phải quy định"} == {row["muc_tin_cay"] for row in rows}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_same_results_give_the_same_bytes(tmp_path: Path, run, ending: str) -> None:
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    run("score", DEMO, "-o", first)
    run("score", DEMO, "-o", second)

    assert first.read_bytes() == second.read_bytes()


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    written = to_csv([Heading("ten_xa", "text")], [{"ten_xa": "=HYPERLINK(1)"}, {"ten_xa": " +1"}])

    assert "﻿ten_xa\n'=HYPERLINK(1)\n' +1\n" == written.decode()


def test_an_unknown_ending_is_wrong_usage(tmp_path: Path, run) -> None:
    result = run("score", DEMO, "-o", tmp_path / "ket-qua.pdf")

    assert 2 == result.exit_code
    assert ".parquet" in result.stderr


def test_a_bad_row_is_listed_and_the_good_rows_are_written(tmp_path: Path, run) -> None:
    lines = DEMO.read_text("utf-8-sig").splitlines()
    table = tmp_path / "bang.csv"
    table.write_text("\n".join([*lines[:3], lines[3].replace(";2024;", ";24;")]), "utf-8")
    result = run("score", table, "-o", tmp_path / "x.csv")

    assert 1 == result.exit_code
    assert ["99001", "99002"] == [row["ma_xa"] for row in _rows(tmp_path / "x.csv")]


def _number(value: object) -> float | None:
    if value in {None, ""}:
        return None
    return float(str(value).replace(",", "."))
