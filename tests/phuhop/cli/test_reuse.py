"""``phuhop reuse`` over the sample communes: text, table, a Word page a commune."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from phuhop.cli.main import phuhop
from tests.support.places import ROOT

SAMPLE = str(ROOT / "phuhop" / "demo_data" / "so-lieu-mau.csv")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(phuhop, ["reuse", *map(str, arguments)])


def test_each_line_says_what_it_shows_and_how_far_it_reaches() -> None:
    text = _run(SAMPLE, "--region", "Tây Nguyên").stdout

    assert "19,23% (50/260); nhiều nhất 26,5% → số liệu cho thấy đạt (phạm vi: trọn)" in text
    assert "(phạm vi: một phần)" in text
    assert "Quyết định 51" not in text
    assert "chưa đọc được" in text


def test_the_table_has_a_row_for_each_commune_and_item(tmp_path: Path) -> None:
    output = tmp_path / "dung-lai.csv"

    _run(SAMPLE, "-o", output)

    with output.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert {row["ma_xa"] for row in rows} >= {"99001", "99014"}
    assert all(row["muc_tin_cay"] or "chưa rõ" == row["cho_thay"] for row in rows)


def test_each_commune_has_a_page_and_what_a_person_changed_is_kept(tmp_path: Path) -> None:
    _run(SAMPLE, "--papers", tmp_path)
    (first, *rest) = sorted(tmp_path.iterdir())
    text = "\n".join(p.text for p in docx.Document(str(first)).paragraphs)
    first.write_bytes(b"changed")

    again = _run(SAMPLE, "--papers", tmp_path)

    assert 13 == len(rest)
    assert "không kết luận thay" in text
    assert again.exit_code
    assert b"changed" == first.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--region", "Tây Nguyê"], "có phải «Tây Nguyên»"), (["--set", "khong.yaml"], "khong.yaml")],
)
def test_wrong_usage_is_told(arguments: list[str], told: str) -> None:
    result = _run(SAMPLE, *arguments)

    assert result.exit_code
    assert told in result.output
