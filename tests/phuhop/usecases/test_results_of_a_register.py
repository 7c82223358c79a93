"""The register is the source: same numbers from it and from its table; no number from a bad one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from phuhop.usecases.province.expected_communes import units_of_table
from phuhop.usecases.province.results import Expected, Source, results_of, years_of
from phuhop.usecases.register.results import figures_of, register_results
from registry.store.database import open_register
from registry.views.listing import Wanted
from scoring.base.communes import CommuneKind
from scoring.base.problems import ProblemsFound
from scoring.recognition.communes import State
from tests.support.province_story import (
    ALL,
    APPEAL,
    RECOGNISED,
    REFUSED,
    SENT_NOTHING,
    WAITING,
    YEAR,
    expected_table,
    lead,
)
from tests.support.registries import ASSESSMENT, FULL, hand_in, new_register, version
from tests.support.tampering import tamper

Run = Callable[..., Result]


def _copy(story: Path, folder: Path) -> Path:
    for name in ("so.db", "phai-gui.csv"):
        shutil.copy(story / name, folder / name)
    return folder


def test_the_register_and_its_table_say_the_same(province_story: Path, tmp_path: Path, run) -> None:
    folder = _copy(province_story, tmp_path)
    done = run("registry", "export", "--db", folder / "so.db", "-o", folder / "kq.csv")
    assert 0 == done.exit_code, done.output

    database = open_register(str(folder / "so.db"))
    expected = Expected(folder / "phai-gui.csv")
    counts = []
    for source in (Source(database=database), Source([folder / "kq.csv"])):
        found = years_of(results_of(source), expected)
        assert () == found.problems
        counts.append(found.latest.count)
        (won,) = [one for one in found.latest.communes if one.code == APPEAL]
        assert won.decision is not None
        assert (State.RECOGNISED, "31/QĐ-UBND") == (won.state, won.decision.number)
    database.close()

    assert counts[0] == counts[1]
    assert (ALL, {
        State.RECOGNISED: RECOGNISED,
        State.REFUSED: REFUSED,
        State.WAITING: WAITING,
        State.SENT_NOTHING: SENT_NOTHING,
        State.SELF_SCORED: 0,
    }) == (counts[0].total, dict(counts[0].states))  # fmt: skip


def test_before_the_appeal_one_more_is_refused(tmp_path: Path) -> None:
    database = lead(tmp_path)
    expected = Expected(expected_table(tmp_path))
    count = years_of(results_of(Source(database=database)), expected).latest.count
    database.close()

    assert (RECOGNISED - 1, REFUSED + 1) == (count.recognised, count.states[State.REFUSED])


def test_a_state_and_a_year_are_asked_for(province_story: Path, tmp_path: Path) -> None:
    database = open_register(str(_copy(province_story, tmp_path) / "so.db"))
    waiting = results_of(Source(database=database, state="đang thẩm định"))
    other = results_of(Source(database=database, year=YEAR - 1))
    database.close()

    assert 3 == len(waiting.rows)
    assert () == other.rows


@pytest.mark.parametrize(
    "command",
    [
        ("rank", "--db", "so.db"),
        ("targets", "--db", "so.db"),
        ("advise", "--db", "so.db", "--summary"),
        ("registry", "export", "--db", "so.db", "-o", "kq.csv"),
        ("publish", "--db", "so.db", "-o", "trang"),
    ],
)
def test_a_register_that_was_tampered_with_gives_no_result(
    command: tuple[str, ...],
    province_story: Path,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(_copy(province_story, tmp_path))
    with sqlite3.connect("so.db") as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE states SET state = 'công nhận' WHERE state = 'đang thẩm định'")
    done = run(*command)

    assert 1 == done.exit_code
    assert "không lấy kết quả từ sổ này" in done.stderr
    assert "trang-thai-khac" in done.stderr
    assert [] == [*tmp_path.glob("kq*"), *tmp_path.glob("trang*")]


@pytest.mark.parametrize("state", ["công nhận", "đã hủy"])
def test_what_was_tampered_with_in_one_year_stops_nobody_of_another(
    address: str, state: str
) -> None:
    """One dossier is turned by hand, or taken out of every list: its own year gives nothing."""
    register = new_register(address)
    other = replace(ASSESSMENT, year=2023)
    for assessment in (ASSESSMENT, other):
        hand_in(register, version(assessment))
    turned = f"UPDATE states SET state = '{state}' WHERE dossier = 1"
    tamper(register, turned, unguarded=False)

    assert [(other.commune.code, 2023)] == [
        (row.code, row.year) for row in register_results(register, Wanted(2023)).rows
    ]
    assert [2023] == [entry.assessment.year for entry in figures_of(register, Wanted(2023)).entries]
    for wanted in (Wanted(2024), Wanted(2024, "đã nộp"), Wanted(), None):
        with pytest.raises(ProblemsFound) as caught:
            register_results(register, wanted)
        assert {"so-khong-lien": register.name, "trang-thai-khac": FULL} == {
            one.code: one.place.file for one in caught.value.problems
        }
    with pytest.raises(ProblemsFound):
        figures_of(register)


def test_an_edited_table_is_refused(province_story: Path, tmp_path: Path, run: Run) -> None:
    folder = _copy(province_story, tmp_path)
    table = folder / "kq.csv"
    run("registry", "export", "--db", folder / "so.db", "-o", table)
    text = table.read_text("utf-8-sig")
    table.write_text(text.replace("không được công nhận", "được công nhận", 1), "utf-8-sig")

    for command in (
        ("rank", table),
        ("targets", table),
        ("publish", table, "-o", folder / "trang"),
    ):
        done = run(*command)
        assert 1 == done.exit_code
        assert "bảng không còn như khi xuất từ sổ" in done.stderr
    assert not (folder / "trang").exists()


def test_advice_takes_the_verified_figures_of_the_register(
    province_story: Path, tmp_path: Path, run: Run
) -> None:
    address = _copy(province_story, tmp_path) / "so.db"
    whole = run("advise", "--db", address, "--summary")
    some = run("advise", "--db", address, "--year", YEAR, "--state", "đang thẩm định", "--summary")

    assert f"TỔNG HỢP NĂM {YEAR}: 56 xã" in whole.stdout
    assert f"TỔNG HỢP NĂM {YEAR}: 3 xã" in some.stdout


def test_the_state_that_is_ranked_does_not_change_how_many_there_are(
    province_story: Path, tmp_path: Path, run: Run
) -> None:
    folder = _copy(province_story, tmp_path)
    done = run(
        "rank", "--db", folder / "so.db", "--state", "không công nhận", "--expected",
        folder / "phai-gui.csv",
    )  # fmt: skip

    assert f"{REFUSED} xã được xếp hạng" in done.stdout
    assert f"{ALL} đơn vị cấp xã: {RECOGNISED} được công nhận" in " ".join(done.stdout.split())


def test_a_state_the_workflow_does_not_have_is_wrong_usage(province_story: Path, run: Run) -> None:
    done = run("rank", "--db", province_story / "so.db", "--state", "đã xong")

    assert 2 == done.exit_code
    assert "đã xong" in done.stderr


def test_a_list_needs_kinds_or_names_that_say_them(tmp_path: Path) -> None:
    path = tmp_path / "phai-gui.csv"
    path.write_text("ma_xa;ten_xa;loai\n99001;Xã Một;\n99002;Hai;phường\n99003;Ba;\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        units_of_table(path)

    (problem,) = found.value.problems
    assert "không biết tên hoặc loại của đơn vị này" in problem.message
    path.write_text("ma_xa;ten_xa;loai\n99001;Xã Một;\n99002;Hai;phường\n", "utf-8")
    units, _ = units_of_table(path)
    assert {"99001": CommuneKind.COMMUNE, "99002": CommuneKind.WARD} == {
        code: unit.kind for code, unit in units.items()
    }


@pytest.mark.parametrize("command", ["report", "publish"])
def test_a_year_without_results_is_told(
    command: str, province_story: Path, tmp_path: Path, run: Run
) -> None:
    done = run(command, "--db", province_story / "so.db", "--year", 2024, "-o", tmp_path / "ra")

    assert 1 == done.exit_code
    assert "không có kết quả năm 2024" in done.stderr
    assert not (tmp_path / "ra").exists()


def test_files_and_a_register_are_not_mixed(run: Run) -> None:
    done = run("rank", "kq.csv", "--db", "so.db")

    assert 2 == done.exit_code
    assert "chỉ dùng một trong hai" in done.stderr


def test_nothing_counted_is_a_problem() -> None:
    with pytest.raises(ProblemsFound, match="không có kết quả nào"):
        years_of(results_of(Source()))
