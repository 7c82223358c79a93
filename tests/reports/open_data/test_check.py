"""The check of open data: every file says the same, and all that is derived follows from it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from reports.open_data.check import check_files, ruleset_of
from reports.open_data.files import WHOLE, WORKBOOK, About, files_of, open_data, tables_of
from reports.open_data.forced_text import forced_lines
from scoring.base.problems import ProblemsFound
from scoring.recognition.communes import State
from scoring.release.assembling import assembled
from scoring.release.forced import Inference
from scoring.release.policy import load_policy
from scoring.release.public import PublicPoints, PublicRelease, ZeroShare
from scoring.release.release import public_release
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year
from tests.support.places import DEMO

ABOUT = About("26.11.0", day=date(2024, 12, 31), objections_until=date(2025, 1, 31))
NAMES = {"don-vi": 0, "don-vi-nam-truoc": 1, "nhom": 2, "tieu-chi": 3, "nam": 4}


@pytest.fixture(scope="module")
def release(decision_06: Ruleset) -> PublicRelease:
    units = province_year(decision_06, 40, 4, luck=0.95)
    before = province_year(decision_06, 30, 5, year=2022, is_sealed=False)
    return public_release([*units, *before], decision_06, load_policy())


@pytest.fixture(scope="module")
def files(release: PublicRelease) -> dict[str, bytes]:
    return open_data(release, ABOUT)


def told(files: dict[str, bytes], ruleset: Ruleset) -> list[str]:
    return [f"{one.place.file} [{one.code}]" for one in check_files(files, ruleset).problems]


def test_open_data_as_written_are_sound_and_give_the_release_again(
    files: dict[str, bytes], release: PublicRelease, decision_06: Ruleset
) -> None:
    found = check_files(files, decision_06)

    assert () == found.problems
    assert release.communes == found.release.communes
    assert release.earlier == found.release.earlier
    assert (decision_06.id, decision_06.sha256) == ruleset_of(files)


def test_parquet_of_another_version_of_the_library_is_the_same_table(
    files: dict[str, bytes], decision_06: Ruleset
) -> None:
    table = pq.read_table(io.BytesIO(files["don-vi.parquet"]))
    other = io.BytesIO()
    pq.write_table(table, other, compression="gzip", version="1.0", use_dictionary=False)

    assert other.getvalue() != files["don-vi.parquet"]
    assert [] == told({**files, "don-vi.parquet": other.getvalue()}, decision_06)


def test_one_cell_changed_in_csv_or_workbook_is_named(
    files: dict[str, bytes], decision_06: Ruleset
) -> None:
    text = files["nam.csv"].decode("utf-8-sig").replace("2022;có", "2022;không")
    (problem,) = check_files({**files, "nam.csv": text.encode("utf-8-sig")}, decision_06).problems

    assert "nam.csv" == problem.place.file
    assert "dòng 2, cột tu_cham: ghi «không», phải là «có»" == problem.message
    swapped = open_data_of_other_year(decision_06)[WORKBOOK]
    assert told({**files, WORKBOOK: swapped}, decision_06)


def open_data_of_other_year(ruleset: Ruleset) -> dict[str, bytes]:
    units = province_year(ruleset, 40, 6)
    return open_data(public_release(units, ruleset, load_policy()), ABOUT)


@pytest.mark.parametrize("name", ["nhom.csv", "nhom.parquet", WORKBOOK])
def test_a_missing_or_damaged_file_is_told(
    files: dict[str, bytes], decision_06: Ruleset, name: str
) -> None:
    without = {key: made for key, made in files.items() if key != name}

    assert [f"{name} [thieu-tep]"] == told(without, decision_06)
    assert name in told({**files, name: b"\x00"}, decision_06)[0]


def test_a_table_of_somebody_else_is_told(files: dict[str, bytes], decision_06: Ruleset) -> None:
    beside = {**files, "tre-em.csv": b"ma_xa;tre_bi_xam_hai\n99100;1\n"}

    assert ["tre-em.csv [bang-la]"] == told(beside, decision_06)


def _rewritten(
    files: dict[str, bytes], change: Callable[[dict[str, Any]], None]
) -> dict[str, bytes]:
    """Return all files written again from a whole that somebody changed."""
    whole = json.loads(files[WHOLE])
    change(whole)
    about = {key: value for key, value in whole.items() if key not in {"format", "tables"}}
    return {**files, **files_of(tables_of(whole), about)}


def _cell(whole: dict[str, Any], table: str, row: int, column: str, value: Any) -> None:
    found = whole["tables"][NAMES[table]]
    names = [one["name"] for one in found["columns"]]
    found["rows"][row][names.index(column)] = value


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("nhom", "duoc_cong_nhan", 39),
        ("nhom", "ty_le", 99.5),
        ("tieu-chi", "diem_liet", 17),
        ("tieu-chi", "trung_vi", 1),
        ("don-vi", "hang", 41),
        ("don-vi", "nhay_cam_tu", 3),
        ("don-vi", "suy_ra", "không nói thêm gì gì"),
        ("don-vi", "cong", 1),
        ("nam", "tong_so", 1),
    ],
)
def test_a_number_that_does_not_follow_from_the_public_units_is_told(
    files: dict[str, bytes], decision_06: Ruleset, table: str, column: str, value: Any
) -> None:
    changed = _rewritten(files, lambda whole: _cell(whole, table, 0, column, value))
    problems = check_files(changed, decision_06).problems

    assert f"{WHOLE}, {table}" in {one.place.file for one in problems}
    assert {"khong-khop"} == {one.code for one in problems}


def test_a_column_that_says_more_is_told(files: dict[str, bytes], decision_06: Ruleset) -> None:
    def add(whole: dict[str, Any]) -> None:
        table = whole["tables"][0]
        table["columns"].append({**table["columns"][-1], "name": "tieu_chi_3"})
        for row in table["rows"]:
            row.append(0)

    assert [f"{WHOLE}, don-vi [cot-khac]"] == [
        one for one in told(_rewritten(files, add), decision_06) if "don-vi [" in one
    ]


def test_what_a_named_policy_adds_passes_the_check(decision_06: Ruleset) -> None:
    policy = replace(load_policy(), official_results=True, sensitive_statistic=True)
    units = province_year(decision_06, 90, 4, luck=0.7)
    release = public_release(units, decision_06, policy)
    found = check_files(open_data(release, ABOUT), decision_06)

    assert release.zero_share is not None
    assert () == found.problems
    assert release.communes == found.release.communes
    assert release.zero_share is found.release.zero_share


def test_points_where_none_may_stand_are_told(one_sensitive: Ruleset) -> None:
    """One criterion of three is sensitive: a refusal beside full points would name it."""
    units = province_year(one_sensitive, 30, 1, luck=0.5)
    release = public_release(units, one_sensitive, load_policy())
    full = PublicPoints({1: Fraction(40), 3: Fraction(30)}, Fraction(70), None, None)
    given = [
        replace(one, points=full) if one.state is State.REFUSED else one for one in release.communes
    ]
    leaky = assembled(given, one_sensitive, load_policy(), Inference(one_sensitive))
    problems = check_files(open_data(leaky, ABOUT), one_sensitive).problems

    assert ["Mọi đơn vị"] == [one.group for one in release.withheld_points]
    assert () == check_files(open_data(release, ABOUT), one_sensitive).problems
    assert {"khong-duoc-neu-diem"} == {one.code for one in problems}


@pytest.fixture
def one_sensitive(tmp_path: Path) -> Ruleset:
    text = (DEMO / "du-thao-mau.yaml").read_text("utf-8")
    slug = "    slug: drowning\n"
    assert slug in text
    path = tmp_path / "mot-nhay-cam.yaml"
    path.write_text(text.replace(slug, f"{slug}    nhạy cảm: có\n"), "utf-8")
    return load(path)


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"tables": [{}]}', b"[" * 100_000])
def test_damaged_data_are_told(
    files: dict[str, bytes], decision_06: Ruleset, content: bytes
) -> None:
    with pytest.raises(ProblemsFound) as found:
        check_files({**files, WHOLE: content}, decision_06)

    assert ["tep-hong"] == [one.code for one in found.value.problems]


def test_the_summary_says_what_a_named_policy_adds(release: PublicRelease) -> None:
    more = replace(
        release,
        policy=replace(release.policy, official_results=True),
        zero_share=ZeroShare.UNDER_A_QUARTER,
    )
    head, totals, share, *rest = forced_lines(more)

    assert "(3, 4, 5, 6) suy ra được:" in head
    assert "lấy tổng điểm trừ điểm công bố" in totals
    assert "dưới một phần tư" in share
    assert list(forced_lines(release)[1:]) == rest


def test_the_summary_says_what_follows_and_of_how_many(release: PublicRelease) -> None:
    lines = forced_lines(release)

    assert "tiêu chí nhạy cảm (3, 4, 5, 6) chỉ suy ra được" in lines[0]
    assert any("đơn vị được công nhận: mỗi tiêu chí đó trên điểm liệt" in one for one in lines)
    assert any("đơn vị không được công nhận: có ít nhất một" in one for one in lines)
