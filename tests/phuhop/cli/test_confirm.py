from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from phuhop.cli.main import phuhop
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.review_sheets import filled

ID = "06-QD-TTg-2019"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@time_machine.travel("2026-12-02")
def confirm(*more: str) -> Result:
    given = ("rules", "confirm", "phieu.xlsx", "--by", "Nguyễn Văn A", "--on", "01/12/2026")
    return CliRunner().invoke(phuhop, [*given, *more])


def test_review_writes_a_workbook_to_fill_in_and_a_page_to_print() -> None:
    result = CliRunner().invoke(phuhop, ["rules", "review", ID])

    assert 0 == result.exit_code
    assert f"doi-chieu-{ID}.xlsx\ndoi-chieu-{ID}.html\n" == result.stdout


def test_review_never_writes_over_a_filled_worksheet(decision_06: Ruleset) -> None:
    before = filled(decision_06, {"Phần 3: giảm": "đúng"})
    Path(f"doi-chieu-{ID}.xlsx").write_bytes(before)
    result = CliRunner().invoke(phuhop, ["rules", "review", ID])

    assert 1 == result.exit_code
    assert before == Path(f"doi-chieu-{ID}.xlsx").read_bytes()


def test_a_filled_worksheet_becomes_a_new_ruleset_and_says_what_changes(
    decision_06: Ruleset,
) -> None:
    answers = {"Phần 2: từ 95 dưới 98 phần trăm": "30"}
    Path("phieu.xlsx").write_bytes(filled(decision_06, answers))
    result = confirm("-o", "moi.yaml")

    assert 0 == result.exit_code
    assert "moi.yaml\n" == result.stdout
    assert "Đã xác nhận 1/" in result.stderr
    assert "Phần 2: từ 95 dưới 98 phần trăm: 35 điểm → 30 điểm" in result.stderr
    assert "99001 Xã Trăng Non, năm 2024: " in result.stderr
    new = load(Path("moi.yaml"))
    assert 30 == next(p for _, p in new.parts if p.code == "2").rows[1].points


def test_a_blank_worksheet_is_told_and_nothing_is_written(decision_06: Ruleset) -> None:
    Path("phieu.xlsx").write_bytes(filled(decision_06, {}))
    result = confirm("-o", "moi.yaml")

    assert 1 == result.exit_code
    assert "phiếu chưa ghi dòng nào" in result.stderr
    assert not Path("moi.yaml").exists()


def test_no_file_that_stands_there_is_written_over(decision_06: Ruleset) -> None:
    Path("phieu.xlsx").write_bytes(filled(decision_06, {"Phần 2: chiều": "đúng"}))
    Path(f"{ID}.yaml").write_text("của người khác", encoding="utf-8")
    result = confirm()

    assert 1 == result.exit_code
    assert "không ghi lên tệp cũ" in result.stderr
    assert "của người khác" == Path(f"{ID}.yaml").read_text("utf-8")


def test_a_worksheet_of_another_version_and_without_the_copy_used_is_refused(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    answers = {"Phần 2: từ 95 dưới 98 phần trăm": "30"}
    Path("phieu.xlsx").write_bytes(filled(decision_06, answers))
    confirm("-o", "moi.yaml")
    Path("phieu.xlsx").write_bytes(filled(decision_06, answers, copy=None))
    result = confirm("--ruleset", (tmp_path / "moi.yaml").as_posix(), "-o", "moi2.yaml")

    assert 1 == result.exit_code
    assert "tệp đã đổi từ khi tạo phiếu" in result.stderr
    assert "chưa ghi bản văn bản gốc đã dùng" in result.stderr


def test_a_day_to_come_is_wrong_use(decision_06: Ruleset) -> None:
    Path("phieu.xlsx").write_bytes(filled(decision_06, {"Phần 2: chiều": "đúng"}))
    result = confirm("--on", "03/12/2026")

    assert 2 == result.exit_code
    assert "03/12/2026 chưa đến" in result.stderr
