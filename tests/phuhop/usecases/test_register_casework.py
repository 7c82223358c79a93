"""What a verifier works with straight from the register: worksheets, comparison, figures."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook

from registry.acts.appraising import record_appraisal
from registry.store.database import Database
from scoring.appraisal.worksheet import read_worksheet
from tests.support.appraisal_samples import DISAGREED
from tests.support.registries import ASSESSMENT, by, exhibit, found, hand_in, new_register, step
from tests.support.registries import version as a_version
from tests.support.sample_sheets import STAMP

Run = Callable[..., Result]
REGISTER = "so-dang-ky.db"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Give a register with a dossier of 2023 that was verified, and one of 2024 that was not."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    database = new_register(REGISTER)
    hand_in(database, a_version(replace(ASSESSMENT, year=2023)))
    step(database, "start", "thẩm định", key="99001/2023")
    given = replace(DISAGREED, year=2023, assessment_sha256=None)
    record_appraisal(database, "99001/2023", found(given), by("thẩm định"), STAMP)
    proofs = [{"codes": ["7"], "label": "TL 10", "document": "Báo cáo"}]
    file = replace(exhibit(b"%PDF-1.4", "bao-cao-tiem-chung.pdf"), proofs=proofs)
    hand_in(database, replace(a_version(), evidence=(file,)))
    return database


def rows_of(sheet: Any) -> dict[str, tuple[Any, ...]]:
    """Return the rows of a worksheet's sheet by their hidden ids."""
    return {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}


@pytest.mark.usefixtures("register")
def test_a_worksheet_from_the_register_shows_papers_and_last_years_verified_figure(
    run: Run,
) -> None:
    done = run("verify", "blank", "--db", REGISTER, "--year", 2024, "-o", "phieu")
    (path,) = Path("phieu").iterdir()
    book = load_workbook(path)
    figures = rows_of(book["Số liệu"])
    changed = next(code for code, count in DISAGREED.figures.items() if count is not None)

    assert 0 == done.exit_code, done.stderr
    text = [cell for row in book["Số liệu"].iter_rows(values_only=True) for cell in row]
    assert "Năm 2023 (đã xác minh)" in text
    assert DISAGREED.figures[changed] == figures[changed][9]
    every = " ".join(str(cell) for row in figures.values() for cell in row)
    assert "tệp bao-cao-tiem-chung.pdf" in every
    lead = " ".join(str(row[1]) for row in book["Người thẩm định"].iter_rows(values_only=True))
    assert "Ngưỡng của nhóm" in lead
    assert any("từ 98%: 50" in str(cell) for cell in rows_of(book["Từng phần"])["7"])


@pytest.mark.usefixtures("register")
def test_the_verifier_is_filled_in_once_and_read_back(run: Run) -> None:
    who = ("--verifier", "Trần Thị Mơ", "--title", "Chuyên viên", "--day", "2024-12-01")
    done = run("verify", "blank", "--db", REGISTER, "--year", 2024, *who, "-o", "phieu.xlsx")
    read = read_worksheet(Path("phieu.xlsx").read_bytes(), "phieu.xlsx").document

    assert 0 == done.exit_code, done.stderr
    assert ("Trần Thị Mơ", "Chuyên viên") == (read["appraiser"], read["position"])
    assert date(2024, 12, 1).isoformat() == str(read["day"])


@pytest.mark.usefixtures("register")
def test_verified_figures_are_exported_and_what_nobody_verified_is_not(run: Run) -> None:
    done = run("registry", "figures", "-o", "xac-minh.csv")
    with Path("xac-minh.csv").open(encoding="utf-8-sig") as file:
        rows = [*csv.DictReader(file, delimiter=";")]
    strange = run("registry", "figures", "-o", "xac-minh.pdf")

    assert "xac-minh.csv: 1 hồ sơ đã thẩm định\n" == done.stdout
    assert ["2023"] == [row["nam"] for row in rows]
    for code, count in DISAGREED.figures.items():
        assert ("" if count is None else str(count)) == rows[0][code]
    assert 0 == run("check", "xac-minh.csv").exit_code
    assert 2 == strange.exit_code


@pytest.mark.usefixtures("register")
def test_comparison_ledger_and_focus_come_straight_from_the_register(run: Run) -> None:
    compared = run("verify", "compare", "99001/2023", "--db", REGISTER)
    without = run("verify", "compare", "99001/2024", "--db", REGISTER)
    ledger = run("verify", "ledger", "--db", REGISTER)
    focus = run("verify", "focus", "--db", REGISTER)

    assert [0, 2, 0, 0] == [one.exit_code for one in (compared, without, ledger, focus)]
    assert "99001" in compared.stdout
    assert "hồ sơ 99001/2024 chưa có bản thẩm định nào" in without.stderr
    assert "1 xã" in ledger.stdout
    assert "năm 2024" in focus.stdout


@pytest.mark.usefixtures("register")
def test_files_and_a_register_are_not_read_together(run: Run) -> None:
    both = run("verify", "blank", "bieu.xlsx", "--db", REGISTER, "-o", "ra")
    filtered = run("verify", "ledger", "bieu.xlsx", "--year", 2024)

    assert [2, 2] == [both.exit_code, filtered.exit_code]
    assert "một trong hai" in both.stderr
    assert "--state, --year cần --db" in filtered.stderr
