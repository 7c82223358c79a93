"""``phuhop index`` over the sample communes: text, tables, typed numbers, wrong files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phuhop.cli.main import phuhop
from tests.support.places import ROOT

SAMPLE = str(ROOT / "phuhop" / "demo_data" / "so-lieu-mau.csv")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(phuhop, ["index", *map(str, arguments)])


def test_the_text_says_what_it_is_for_and_what_it_rests_on() -> None:
    text = " ".join(_run(SAMPLE).stdout.split())

    assert "khuyến khích, không phê bình" in text
    assert "SỐ LIỆU MẪU" in text
    assert "giả định, không phải quy định" in text
    assert "Xã Hạt Dẻ: chưa tính được" in text


@pytest.mark.parametrize("by", ["xa", "huyen", "tinh"])
def test_contributions_of_a_row_sum_to_its_index(tmp_path: Path, by: str) -> None:
    output = tmp_path / "chi-so.json"

    _run(SAMPLE, "--by", by, "-o", output)

    places = json.loads(output.read_text(encoding="utf-8"))["places"]
    assert places
    for row in places:
        brought = [value for name, value in row.items() if name.endswith("__dong_gop")]
        if "hang" in row:
            assert pytest.approx(row["I"], abs=1e-9) == sum(brought)


def test_a_figure_that_changes_moves_the_index_of_its_commune(tmp_path: Path) -> None:
    table = tmp_path / "so-lieu.csv"
    text = Path(SAMPLE).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    at = rows[0].index("tre_duoc_kham_suc_khoe")
    row = next(one for one in rows if one[1] == "Xã Gió Lành")
    row[at] = str(int(row[at]) - 50)
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)

    def values(path: object) -> dict[str, float]:
        output = tmp_path / "ra.json"
        assert 0 == _run(path, "-o", output).exit_code
        places = json.loads(output.read_text(encoding="utf-8"))["places"]
        return {one["ten_noi"]: one["kham_suc_khoe"] for one in places if "kham_suc_khoe" in one}

    before, after = values(SAMPLE), values(table)
    assert {"Xã Gió Lành"} == {name for name in before if before[name] != after[name]}


def test_typed_numbers_make_an_index_of_their_own(tmp_path: Path) -> None:
    index = tmp_path / "bo.yaml"
    known = "đối chiếu: {mức: giả định}"
    index.write_text(
        f"tên: Của tỉnh\nthang: 10\nlời dẫn: Để khuyến khích\n{known}\n"
        f"chỉ số tổng hợp:\n  - {{mã: I, tên: Cả, {known}}}\n"
        f"chỉ số thành phần:\n"
        f"  - {{mã: chi, tên: Chi cho trẻ em, thuộc: I, chiều: càng cao càng tốt, {known}}}\n",
        encoding="utf-8",
    )
    table = tmp_path / "so.csv"
    table.write_text("noi;nam;nhom;chi\nHuyện A;2024;đồng bằng;10\nHuyện B;2024;núi;4\n", "utf-8")

    result = _run("--typed", table, "--index", index, "--year", 2024)

    assert 0 == result.exit_code
    assert "đồng bằng" in result.stdout
    assert "1/1   Huyện A" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "nêu số liệu các xã"),
        ([SAMPLE, "--by", "cum"], "chia theo cụm cần bảng các cụm"),
        ([SAMPLE, "--year", "2001"], "không có số liệu năm 2001"),
        ([SAMPLE, "--index", "khong-co.yaml"], "khong-co.yaml"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], told: str) -> None:
    result = _run(*arguments)

    assert result.exit_code
    assert told in result.output
