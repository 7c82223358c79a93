"""A table from a register keeps its seal through another program, and loses it by any edit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from phuhop.usecases.samples import demo
from scoring.results.reading import read_results
from scoring.results.seal import seal, seal_path

DEMO = demo.SAMPLES / "so-lieu-mau.csv"
HEAD = f"12:{'a' * 64}"


@pytest.fixture
def table(tmp_path: Path, run: Callable[..., object]) -> Path:
    """Return a table with a seal beside it."""
    return _sealed(tmp_path / "kq.csv", run)


def _sealed(path: Path, run: Callable[..., object]) -> Path:
    run("score", DEMO, "-o", path)
    seal_path(path).write_bytes(seal(read_results([path]).rows, HEAD))
    return path


def _told(path: Path) -> list[str]:
    read = read_results([path])
    assert () == read.rows
    return [f"{problem.place}: {problem.message}" for problem in read.problems]


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8-sig")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8-sig")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_an_untouched_table_is_the_registers(ending: str, tmp_path: Path, run) -> None:
    read = read_results([_sealed(tmp_path / f"kq.{ending}", run)])

    assert () == read.problems
    assert {True} == {row.from_register for row in read.rows}


def test_a_table_without_a_seal_is_nobodys_word(table: Path) -> None:
    seal_path(table).unlink()

    assert {False} == {row.from_register for row in read_results([table]).rows}


def test_saving_the_same_values_in_another_program_keeps_the_seal(tmp_path: Path, run) -> None:
    path = _sealed(tmp_path / "kq.xlsx", run)
    before = path.read_bytes()
    book = load_workbook(path)
    book.active.column_dimensions["A"].width = 30
    book.save(path)

    assert before != path.read_bytes()
    assert {True} == {row.from_register for row in read_results([path]).rows}


def test_rows_in_another_order_are_the_same_rows(table: Path) -> None:
    first, *rest = table.read_text("utf-8-sig").splitlines()
    table.write_text("\n".join([first, *reversed(rest)]), "utf-8-sig")

    assert {True} == {row.from_register for row in read_results([table]).rows}


def test_an_edited_cell_is_told_by_commune_and_column(table: Path) -> None:
    row = read_results([table]).rows[1]
    _edit(table, row.name, f"{row.name} Hai")

    whole, told = _told(table)
    assert "bảng không còn như khi xuất từ sổ (mắt xích 12:aaaa" in whole
    assert f"{table.as_posix()}:3: xã {row.code} năm {row.year} đã bị sửa sau khi xuất" in told
    assert "(cột đã đổi của bảng: ten_xa)" in told


def test_a_row_taken_away_and_a_row_put_in_are_told(table: Path) -> None:
    rows = read_results([table]).rows
    lines = table.read_text("utf-8-sig").splitlines()
    added = lines[2].replace(rows[1].code, "99998", 1)
    table.write_text("\n".join([lines[0], *lines[2:], added]), "utf-8-sig")

    told = " ".join(_told(table))
    assert f"xã {rows[0].code} năm {rows[0].year} có khi xuất, nay không còn trong bảng" in told
    assert "xã 99998 năm" in told


def test_the_seal_of_another_table_is_a_broken_one(table: Path, tmp_path: Path, run) -> None:
    other = tmp_path / "khac.csv"
    run("score", DEMO, "-o", other)
    _edit(other, read_results([other]).rows[0].name, "Xã Khác")
    seal_path(other).write_bytes(seal_path(table).read_bytes())

    assert () == read_results([other]).rows


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", json.dumps({"format": "phuhop.seal/1", "rows": "a"}).encode()]
)
def test_a_seal_that_is_none_holds_the_table_back(content: bytes, table: Path) -> None:
    seal_path(table).write_bytes(content)

    (told,) = _told(table)
    assert "niem-phong.json" in told


def test_recognised_without_the_verdict_is_a_fault(table: Path) -> None:
    seal_path(table).unlink()
    lines = table.read_text("utf-8-sig").splitlines()
    states = ["tinh_trang", *["được công nhận"] * (len(lines) - 1)]
    before = read_results([table]).rows
    table.write_text("\n".join(f"{a};{b}" for a, b in zip(lines, states, strict=True)), "utf-8-sig")
    read = read_results([table])

    kept = [row.code for row in before if row.verdict.name == "MET"]
    assert kept == [row.code for row in read.rows]
    assert len(before) - len(kept) == len(read.faults)
    assert "chỉ công nhận được xã «đạt»" in read.faults[0].message
