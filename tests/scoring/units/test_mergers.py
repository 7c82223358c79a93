"""New communes from old counts: what is added, what stays blank, what a person must do."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

import criteria
from reports.tables.input_table import to_xlsx
from reports.tables.writing import to_csv
from reports.units.tables import merged_table, trail_table
from scoring.base.communes import Area, Commune, CommuneKind
from scoring.base.problems import Place
from scoring.engine.assessment import Assessment
from scoring.intake.reading import Entry, read_tables
from scoring.rules.loading import load
from scoring.units.loading import load_units
from scoring.units.mergers import Merged, MergedUnit, MergerStatus, merge
from tests.support.places import INVENTED_UNITS

# Codes and names of this register are invented; no real commune gets a figure here.
UNITS = load_units(INVENTED_UNITS)
DECISION_06 = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
OLD = {unit.code: unit for unit in UNITS.registers[0].units.values()}
FIGURES = tuple(DECISION_06.figures)
COMPARED = tuple(sorted(DECISION_06.compared_figures))
ITEMS = tuple(DECISION_06.items)
ALL_YES = dict.fromkeys(ITEMS, True)

Counts = dict[str, int]


def _entry(code: str, *, areas: tuple[Area, ...] = (), year: int = 2024, **reported: Any) -> Entry:
    unit = OLD[code]
    commune = Commune(code, unit.name, unit.kind, areas, unit.province, unit.district)
    place = Place("cu.csv", int(code[-2:]))
    return Entry(Assessment(commune, year, **reported), DECISION_06, place)


def _whole(code: str, number: int = 1, *, areas: tuple[Area, ...] = (), year: int = 2024) -> Entry:
    """An entry without a blank: every figure is *number*."""
    figures, previous = dict.fromkeys(FIGURES, number), dict.fromkeys(COMPARED, number)
    reported = {"figures": figures, "previous": previous, "answers": ALL_YES}
    return _entry(code, areas=areas, year=year, **reported)


def _only(merged: Merged, code: str) -> MergedUnit:
    (unit,) = (unit for unit in merged.units if unit.unit.code == code)
    return unit


def _sums(merged: Merged, code: str) -> Assessment:
    assessment = _only(merged, code).assessment
    assert assessment is not None
    return assessment


def test_counts_of_whole_sources_are_added_figure_by_figure() -> None:
    merged = merge([_whole("99101", 3), _whole("99102", 4)], UNITS)
    sums = _sums(merged, "99101")

    assert dict.fromkeys(FIGURES, 7) == sums.figures
    assert dict.fromkeys(COMPARED, 7) == sums.previous
    assert ALL_YES == sums.answers
    assert MergerStatus.COMPLETE is _only(merged, "99101").status
    assert () == merged.problems


def test_the_new_commune_is_the_new_registers() -> None:
    merged = merge([_whole("99103"), _whole("99104")], UNITS)
    expected = Commune("99103", "Phường Suối Bạc", CommuneKind.WARD, (), "Tỉnh Đồi Sim")

    assert replace(expected, centrally_run_city=False) == _sums(merged, "99103").commune


@pytest.mark.parametrize("blank", ["figures", "previous"])
def test_a_blank_in_one_source_leaves_the_sum_blank_and_is_told(blank: str) -> None:
    code = COMPARED[0]
    full, gap = _whole("99101"), _whole("99102")
    given_counts = getattr(gap.assessment, blank)
    counts = {key: value for key, value in given_counts.items() if key != code}
    gap = replace(gap, assessment=replace(gap.assessment, **{blank: counts}))
    merged = merge([full, gap], UNITS)
    unit = _only(merged, "99101")

    assert code not in getattr(_sums(merged, "99101"), blank)
    assert MergerStatus.TO_REVIEW is unit.status
    suffix = "__ky_truoc" if blank == "previous" else ""
    assert (f"tổng để trống vì có nguồn để trống: {code}{suffix} (Xã Mây Hồng)",) == unit.reasons
    assert ["can-xem-lai"] == [problem.code for problem in merged.problems]


@pytest.mark.parametrize("other", [{ITEMS[0]: False}, {}])
def test_an_answer_is_kept_only_where_all_sources_give_it(other: dict[str, bool]) -> None:
    item = ITEMS[0]
    differing = _whole("99102")
    answers = {code: True for code in ITEMS if code != item} | other
    differing = replace(differing, assessment=replace(differing.assessment, answers=answers))
    merged = merge([_whole("99101"), differing], UNITS)

    assert {code: True for code in ITEMS if code != item} == _sums(merged, "99101").answers
    assert item in _only(merged, "99101").reasons[0]


def test_equal_areas_are_kept_and_differing_ones_are_left_to_a_person() -> None:
    mountain = (Area.MOUNTAINOUS,)
    same = merge([_whole("99101", areas=mountain), _whole("99102", areas=mountain)], UNITS)
    differing = merge([_whole("99101", areas=mountain), _whole("99102")], UNITS)

    assert mountain == _sums(same, "99101").commune.areas
    assert not _only(same, "99101").areas_differ
    assert _only(differing, "99101").areas_differ
    assert MergerStatus.TO_REVIEW is _only(differing, "99101").status


def test_no_reader_takes_a_row_whose_areas_nobody_decided(tmp_path: Path) -> None:
    merged = merge([_whole("99101", areas=(Area.ISLAND,)), _whole("99102")], UNITS)
    path = tmp_path / "moi.csv"
    path.write_bytes(to_csv(*merged_table(merged)))
    intake = read_tables([path], lambda _year: DECISION_06)

    assert () == intake.entries
    assert ["vung-la"] == [fault.code for fault in intake.faults]


@pytest.mark.parametrize(
    ("codes", "target", "reason"),
    [
        (("99105", "99106"), "99105", "Xã Sương Sớm (99106) chỉ nhập một phần"),
        (("99106",), "99106", "Xã Sương Sớm (99106) chỉ nhập một phần"),
        (("99107",), "99107", "Xã Hoà Mai (99107) chưa rõ nhập toàn bộ hay một phần"),
        (("99101",), "99101", "bảng không có dòng dùng được của Xã Mây Hồng (99102)"),
    ],
)
def test_split_unclear_and_missing_sources_give_no_sum(
    codes: tuple[str, ...], target: str, reason: str
) -> None:
    merged = merge([_whole(code) for code in codes], UNITS)
    unit = _only(merged, target)

    assert (MergerStatus.NOT_CONVERTIBLE, None) == (unit.status, unit.assessment)
    assert (reason,) == unit.reasons
    assert any(reason in p.message and p.is_fault and p.place.line for p in merged.problems)
    assert target not in [row["ma_xa"] for row in merged_table(merged)[1]]


def test_a_missing_year_is_not_filled_from_another() -> None:
    merged = merge([_whole("99101", year=2023), _whole("99102", year=2024)], UNITS)

    assert [2023, 2024] == [unit.year for unit in merged.units]
    assert () == merged.written


def test_a_row_whose_name_is_not_its_codes_is_never_added() -> None:
    wrong = _whole("99102")
    commune = replace(wrong.assessment.commune, name="Xã Khác Hẳn")
    wrong = replace(wrong, assessment=replace(wrong.assessment, commune=commune))
    merged = merge([_whole("99101"), wrong], UNITS)

    assert () == merged.written
    assert ["khong-quy-doi", "ten-ma-lech"] == sorted(p.code for p in merged.problems)


def test_a_code_that_the_old_register_does_not_have_is_told() -> None:
    unknown = _whole("99101")
    commune = replace(unknown.assessment.commune, code="99111", name="Đặc khu Đảo Nhỏ")
    merged = merge(
        [replace(unknown, assessment=replace(unknown.assessment, commune=commune))], UNITS
    )

    assert ((), ["ma-khong-co"]) == (merged.units, [p.code for p in merged.problems])


def test_an_unconfirmed_city_is_left_to_a_person() -> None:
    merged = merge([_whole("99109", year=2026)], UNITS)

    assert _sums(merged, "99109").commune.centrally_run_city is None
    assert "tp_truc_thuoc_tw" in _only(merged, "99109").reasons[0]


def test_a_sum_that_could_not_be_read_back_stays_blank() -> None:
    merged = merge([_whole("99101", 9_999_999), _whole("99102", 1)], UNITS)

    assert {} == _sums(merged, "99101").figures
    assert MergerStatus.TO_REVIEW is _only(merged, "99101").status


@st.composite
def _sound_counts(draw: st.DrawFn) -> Counts:
    """Counts with blanks, in which no part exceeds the nearest given whole."""
    counts: Counts = {}
    for code in sorted(FIGURES, key=_depth):
        if draw(st.booleans()):
            whole = _nearest(code, counts)
            counts[code] = draw(st.integers(0, 5_000 if whole is None else whole))
    return {code: counts[code] for code in FIGURES if code in counts}


def _depth(code: str) -> int:
    whole = DECISION_06.figures[code].not_exceeding
    return 0 if whole is None else 1 + _depth(whole)


def _nearest(code: str, counts: Counts) -> int | None:
    whole = DECISION_06.figures[code].not_exceeding
    while whole is not None:
        if whole in counts:
            return counts[whole]
        whole = DECISION_06.figures[whole].not_exceeding
    return None


@given(_sound_counts(), _sound_counts())
def test_no_part_of_a_sum_exceeds_its_whole(first: Counts, second: Counts) -> None:
    merged = merge([_entry("99101", figures=first), _entry("99102", figures=second)], UNITS)
    sums = dict(_sums(merged, "99101").figures)

    assert all(
        whole is None or value <= whole
        for value, whole in ((value, _nearest(code, sums)) for code, value in sums.items())
    )


@given(_sound_counts(), _sound_counts())
def test_the_order_of_rows_changes_no_sum_and_no_blank_counts(
    first: Counts, second: Counts
) -> None:
    entries = [_entry("99101", figures=first), _entry("99102", figures=second)]
    forwards, backwards = merge(entries, UNITS), merge(entries[::-1], UNITS)

    assert _sums(forwards, "99101") == _sums(backwards, "99101")
    assert set(first) & set(second) == set(_sums(forwards, "99101").figures)


@pytest.mark.parametrize(("name", "render"), [("moi.csv", to_csv), ("moi.xlsx", to_xlsx)])
def test_what_is_written_is_read_back_the_same(
    tmp_path: Path, name: str, render: Callable[..., bytes]
) -> None:
    entries = [_whole(code, 30, areas=(Area.MOUNTAINOUS,)) for code in ("99101", "99102", "99110")]
    merged = merge(entries, UNITS)
    path = tmp_path / name
    path.write_bytes(render(*merged_table(merged)))
    intake = read_tables([path], lambda _year: DECISION_06)

    assert () == intake.faults
    assert [unit.assessment for unit in merged.written] == [e.assessment for e in intake.entries]


def test_writing_twice_gives_the_same_bytes() -> None:
    table = merged_table(merge([_whole("99110")], UNITS))

    assert (to_csv(*table), to_xlsx(*table)) == (to_csv(*table), to_xlsx(*table))


def test_the_trail_names_every_source_of_every_unit() -> None:
    merged = merge([_whole("99101"), _whole("99102"), _whole("99105")], UNITS)
    names = ("ma_xa_moi", "ket_qua", "ma_xa_cu", "quan_he", "tu_dong")
    rows = [tuple(row[name] for name in names) for row in trail_table(merged)[1]]

    assert [
        ("99101", "đủ", "99101", "toàn bộ", "cu.csv:1"),
        ("99101", "đủ", "99102", "toàn bộ", "cu.csv:2"),
        ("99105", "không quy đổi được", "99105", "toàn bộ", "cu.csv:5"),
        ("99105", "không quy đổi được", "99106", "một phần", None),
    ] == rows


def test_a_file_name_that_looks_like_a_formula_is_no_formula_in_the_trail() -> None:
    entry = replace(_whole("99110"), place=Place("=1+1.csv", 2))

    assert b";'=1+1.csv:2" in to_csv(*trail_table(merge([entry], UNITS)))


def _old_table(folder: Path, *codes: str) -> Path:
    rows = [["ma_xa", "ten_xa", "loai", "tinh", "nam", *FIGURES, *ITEMS]]
    for code in codes:
        unit = OLD[code]
        figures = ["2" for _ in FIGURES]
        rows.append(
            [code, unit.name, unit.kind.value, "", "2024", *figures, *["có" for _ in ITEMS]]
        )
    path = folder / "cu.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    return path


def test_the_command_writes_the_table_and_its_trail(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    old, new = _old_table(tmp_path, "99101", "99102", "99106"), tmp_path / "moi.csv"
    result = run("units", "convert", old, "-o", new, "--units", INVENTED_UNITS)
    text = new.read_text(encoding="utf-8")

    assert 1 == result.exit_code
    assert text.startswith("\ufeffma_xa;ten_xa;loai;vung;tinh;huyen;tp_truc_thuoc_tw;nam;")
    assert [f"99101;Xã Mây Trắng;xã;;Tỉnh Đồi Sim;;không;2024;{'4;' * len(FIGURES)}"] == [
        line[: line.index("2024;") + 5 + 2 * len(FIGURES)] for line in text.splitlines()[1:]
    ]
    assert (tmp_path / "moi.nguon.csv").exists()
    assert "cu.csv:4: [khong-quy-doi]" in result.stderr


def test_where_nothing_can_be_added_only_the_trail_is_written(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    result = run(
        *("units", "convert", _old_table(tmp_path, "99106"), "-o", tmp_path / "moi.csv"),
        *("--units", INVENTED_UNITS),
    )

    assert 1 == result.exit_code
    assert ["cu.csv", "moi.nguon.csv"] == sorted(path.name for path in tmp_path.iterdir())
