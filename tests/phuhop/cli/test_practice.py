"""``phuhop practice``: a question, an answer judged with its reason, the trainer's sheet."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from phuhop.cli.main import phuhop


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(phuhop, ["practice", *map(str, arguments)])


def test_the_list_names_every_exercise_and_keeps_no_names() -> None:
    text = _run().stdout

    assert "o-trong" in text
    assert "không lưu tên người học" in text


def test_a_question_does_not_give_its_answer_away() -> None:
    assert "Nhớ:" not in _run("tim-loi").stdout
    assert 1 == _run("tim-loi").stdout.count("210")


@pytest.mark.parametrize("answer", ["E", "e.", "chưa chấm được", "Chưa chấm được"])
def test_a_right_answer_is_told_with_its_reason(answer: str) -> None:
    result = _run("o-trong", "--answer", answer)

    assert 0 == result.exit_code
    assert "ĐÚNG." in result.stdout
    assert "Ô trống không phải là 0" in " ".join(result.stdout.split())


def test_a_wrong_answer_is_told_with_the_right_one() -> None:
    result = _run("o-trong", "--answer", "A")

    assert 1 == result.exit_code
    assert "Đáp án: E. chưa chấm được" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["o-tron"], "có phải «o-trong»"),
        (["o-trong", "--answer", "Z"], "không phải lựa chọn nào"),
        (["--answer", "A"], "cần nêu BÀI"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], told: str) -> None:
    result = _run(*arguments)

    assert 2 == result.exit_code
    assert told in result.output


def test_the_trainers_sheet_holds_every_exercise_with_its_answer(tmp_path: Path) -> None:
    output = tmp_path / "khoa-hoc.docx"

    assert 0 == _run("--course", output).exit_code

    document = docx.Document(str(output))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("chưa chấm được" in text for text in cells)
    assert sum("phút)" in text for text in cells) == 7
    assert "giả định, không phải quy định" in "\n".join(p.text for p in document.paragraphs)
