"""A frame is read and scored as the table it is; its faults name the frame's own labels."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from phuhop import frames
from phuhop.cli.main import phuhop
from tests.support.places import ROOT

SAMPLE = ROOT / "phuhop" / "demo_data" / "so-lieu-mau.csv"
WRONG = ROOT / "phuhop" / "demo_data" / "so-lieu-co-loi.csv"
FIGURE = "tre_duoi_1_tuoi"


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return frames.read(SAMPLE)


def test_a_frame_gets_the_points_that_the_command_writes(
    figures: pd.DataFrame, tmp_path: Path
) -> None:
    output = tmp_path / "ket-qua.parquet"
    CliRunner().invoke(phuhop, ["score", str(SAMPLE), "-o", str(output)])
    expected = pd.read_parquet(output)

    found = frames.score(figures)

    assert list(expected.columns) == list(found.columns)
    for column in expected:
        blank = expected[column].isna()
        assert blank.tolist() == found[column].isna().tolist()
        as_it_is = found[column].astype(expected[column].dtype)
        assert expected[column][~blank].tolist() == as_it_is[~blank].tolist()


def test_figures_are_whole_numbers_answers_yes_or_no_and_codes_text(
    figures: pd.DataFrame,
) -> None:
    assert "string" == figures.ma_xa.dtype
    assert "Int64" == figures[FIGURE].dtype
    assert "boolean" == figures["1.1"].dtype
    assert figures[FIGURE].isna().any()
    assert figures["1.1"].isna().any()


def test_what_was_read_is_the_same_again_when_read_as_a_frame(figures: pd.DataFrame) -> None:
    assert frames.check(figures).equals(frames.check(figures.astype(object)))
    assert frames.score(figures).equals(frames.score(figures.astype(object)))


def test_points_keep_the_labels_of_their_rows(figures: pd.DataFrame) -> None:
    labelled = figures.set_index("ten_xa", drop=False)

    assert list(labelled.index) == list(frames.score(labelled).index)


def test_a_blank_is_never_zero(figures: pd.DataFrame) -> None:
    blank = figures.copy()
    blank[FIGURE] = pd.NA

    found = frames.score(blank)

    assert found.tc7_diem.isna().all()
    assert found.diem.isna().all()


def test_every_fault_is_told_with_its_row_and_column(figures: pd.DataFrame) -> None:
    wrong = figures.set_index("ten_xa", drop=False).astype(object)
    wrong.loc["Xã Gió Lành", FIGURE] = "khoảng 90"
    wrong.loc["Xã Trăng Non", "tong_so_tre_em"] = -4

    with pytest.raises(frames.FaultsInFrame) as refused:
        frames.score(wrong)

    faults = refused.value.faults
    assert ["Xã Trăng Non", "Xã Gió Lành"] == faults.dong.tolist()
    assert ["tong_so_tre_em", FIGURE] == faults.cot.tolist()
    assert "khoảng 90" in str(refused.value)


def test_rows_at_fault_are_left_out_when_that_is_asked_and_it_is_said(
    figures: pd.DataFrame,
) -> None:
    wrong = figures.astype({FIGURE: object})
    wrong.loc[3, FIGURE] = "khoảng 90"

    with pytest.warns(UserWarning, match="1 lỗi"):
        found = frames.score(wrong, errors="skip")

    assert [at for at in figures.index if at != 3] == found.index.tolist()


def test_a_commune_twice_is_a_fault_of_both_rows(figures: pd.DataFrame) -> None:
    faults = frames.check(pd.concat([figures, figures.iloc[[0]]], ignore_index=True))

    assert {0, 14} == set(faults.dong[faults.muc == "lỗi"])


def test_a_frame_without_its_columns_or_without_rows_is_told() -> None:
    nothing = pd.DataFrame()
    other = pd.DataFrame({"a": [1], "b": ["x"]})
    no_rows = frames.read(SAMPLE).iloc[:0]

    assert [False, False, False] == [
        frames.check(frame).empty for frame in (nothing, other, no_rows)
    ]


def test_a_column_that_names_children_is_refused(figures: pd.DataFrame) -> None:
    with pytest.raises(frames.FaultsInFrame):
        frames.score(figures.assign(ho_ten_tre="không in ra"))


def test_faults_of_files_name_the_file() -> None:
    with pytest.raises(frames.FaultsInFrame) as refused:
        frames.read(WRONG)

    assert {WRONG.as_posix()} == set(refused.value.faults.tep)
    assert WRONG.name in str(refused.value)


def test_ranks_and_targets_come_from_points_or_from_files(
    figures: pd.DataFrame, tmp_path: Path
) -> None:
    points = frames.score(figures)
    output = tmp_path / "ket-qua.csv"
    CliRunner().invoke(phuhop, ["score", str(SAMPLE), "-o", str(output)])

    ranked = frames.rank(points)

    assert ranked.equals(frames.rank(output))
    assert frames.targets(points).equals(frames.targets([output]))
    assert 14 == len(ranked)
    assert [1, 2, 3] == ranked.hang_chung.head(3).tolist()
    # Points of our own are recognised by nobody.
    assert frames.targets(points).so_duoc_cong_nhan.isna().all()


def test_results_that_were_changed_are_refused(figures: pd.DataFrame) -> None:
    changed = frames.score(figures)
    changed.loc[0, "ket_luan"] = "không đạt"

    with pytest.raises(frames.FaultsInFrame) as refused:
        frames.rank(changed)

    assert 0 in refused.value.faults.dong.tolist()


def test_criteria_say_their_points_and_how_well_they_are_known() -> None:
    found = frames.criteria("06-QD-TTg-2019")

    assert 1000 == found.diem_toi_da.sum()
    assert "giả định, không phải quy định" in set(found.muc_tin_cay)


@given(st.lists(st.sampled_from(range(14)), unique=True, min_size=1))
def test_rows_in_any_order_keep_their_points(figures: pd.DataFrame, order: list[int]) -> None:
    points = frames.score(figures)

    assert points.iloc[order].equals(frames.score(figures.iloc[order]))


def test_pandas_is_imported_in_one_file_of_the_program() -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for package in ("criteria", "scoring", "reports", "registry", "phuhop")
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(a.name.startswith("pandas") for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pandas"))
    ]

    assert ["phuhop/frames.py"] == importing
