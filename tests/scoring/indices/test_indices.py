"""An index is what its file says: exact, with no blank as 0, ranks within groups, firmness told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import criteria
from scoring.base.levels import Level
from scoring.base.problems import ProblemsFound
from scoring.forms.files import read_file
from scoring.indices.computing import compute
from scoring.indices.json_schema import index_schema_text
from scoring.indices.loading import Index, load_index
from scoring.indices.sensitivity import assumed_weights, rank_spans
from scoring.indices.standings import IndexRank, changes, ranks
from scoring.indices.values import typed_values

KNOWN = "đối chiếu: {mức: nguồn thứ cấp, nguồn: sách}"
ASSUMED = "đối chiếu: {mức: giả định}"
HEAD = f"tên: Thử\nthang: 10\nlời dẫn: Để khuyến khích\n{ASSUMED}\n"
ABOVE = f"chỉ số tổng hợp:\n  - {{mã: I, tên: Cả, {KNOWN}}}\n"
TWO = (
    f"chỉ số thành phần:\n"
    f"  - {{mã: a, tên: A, thuộc: I, chiều: càng cao càng tốt, trọng số: 3, {ASSUMED}}}\n"
    f"  - {{mã: b, tên: B, thuộc: I, chiều: càng thấp càng tốt, {KNOWN}}}\n"
)
NUMBERS = {
    "a": {"x": Fraction(0), "y": Fraction(5), "z": Fraction(10)},
    "b": {"x": Fraction(1), "y": Fraction(2), "z": Fraction(3)},
}


def _index(folder: Path, text: str = HEAD + ABOVE + TWO) -> Index:
    path = folder / "chi-so.yaml"
    path.write_text(text, encoding="utf-8")
    return load_index(path)


def _faults(folder: Path, text: str) -> dict[str, int | None]:
    with pytest.raises(ProblemsFound) as found:
        _index(folder, text)
    return {problem.code: problem.place.line for problem in found.value.problems}


def test_the_shipped_index_loads_and_says_that_it_is_assumed() -> None:
    index = load_index()

    assert Level.ASSUMED is index.level
    assert 10 == index.file.scale
    assert 5 == len(index.children[index.root.code])


def test_values_are_weighted_means_good_ones_high(tmp_path: Path) -> None:
    computed = compute(_index(tmp_path), ["x", "y", "z"], NUMBERS)

    totals = [computed.total(score) for score in computed.scores]
    # x: 0 and 10, weights 3 and 1; y: 5 and 5; z: 10 and 0.
    assert [Fraction(10, 4), 5, Fraction(30, 4)] == totals
    assert {"a": Fraction(3, 4), "b": Fraction(1, 4)} == computed.shares


def test_a_place_without_a_number_has_no_index_and_is_no_zero(tmp_path: Path) -> None:
    numbers = {**NUMBERS, "b": {"x": Fraction(1), "z": Fraction(3)}}

    computed = compute(_index(tmp_path), ["x", "y", "z"], numbers)

    assert [True, False, True] == [computed.total(one) is not None for one in computed.scores]
    assert ("b",) == computed.scores[1].missing
    assert IndexRank(2, 2, 1) == ranks(computed, {})["x"]


def test_numbers_that_are_equal_everywhere_are_left_out_and_named(tmp_path: Path) -> None:
    numbers = {**NUMBERS, "b": dict.fromkeys("xyz", Fraction(4))}

    computed = compute(_index(tmp_path), ["x", "y", "z"], numbers)

    assert ("b",) == computed.telling_nothing
    assert [0, 5, 10] == [computed.total(score) for score in computed.scores]
    assert {"a": 1} == computed.shares


def test_goal_posts_hold_and_what_lies_outside_gets_the_end(tmp_path: Path) -> None:
    posts = "chuẩn hóa: mốc, mốc thấp: 2, mốc cao: 6, "
    index = _index(tmp_path, HEAD + ABOVE + TWO.replace("trọng số: 3, ", posts))

    computed = compute(index, ["x", "y", "z"], NUMBERS)

    assert [0, Fraction(30, 4), 10] == [score.values["a"] for score in computed.scores]


def test_z_has_its_mean_in_the_middle_and_a_deviation_is_a_tenth(tmp_path: Path) -> None:
    index = _index(tmp_path, HEAD + ABOVE + TWO.replace("trọng số: 3, ", "chuẩn hóa: z, "))

    computed = compute(index, ["x", "y", "z"], NUMBERS)

    assert [4, 5, 6] == [round(score.values["a"], 9) for score in computed.scores]


def test_equal_totals_share_a_rank_within_their_group(tmp_path: Path) -> None:
    numbers = {"a": dict(zip("xyzw", map(Fraction, (1, 2, 2, 3)), strict=True))}
    numbers["b"] = dict.fromkeys("xyzw", Fraction(1))
    computed = compute(_index(tmp_path), [*"xyzw"], numbers)

    found = ranks(computed, {"x": "A", "y": "A", "z": "A", "w": "B"})

    assert {
        "y": IndexRank(1, 3, 2),
        "z": IndexRank(1, 3, 2),
        "x": IndexRank(3, 3, 1),
        "w": IndexRank(1, 1, 1),
    } == found


def test_two_years_are_compared_over_the_places_that_both_have(tmp_path: Path) -> None:
    index = _index(tmp_path)
    now = compute(index, ["x", "y", "z"], NUMBERS)
    then = {code: {"x": Fraction(9), "z": Fraction(2)} for code in ("a", "b")}

    found = changes(now, compute(index, ["x", "z"], then), {})

    assert {"x": -1, "z": 1} == {place: one.climbed for place, one in found.items()}
    # Values that compare places with each other measure no place over two years.
    assert [None, None] == [one.value for one in found.values()]


def test_the_year_before_of_another_index_is_no_measure(tmp_path: Path) -> None:
    one = compute(_index(tmp_path), ["x", "y", "z"], NUMBERS)
    (tmp_path / "b").mkdir()
    other = compute(
        _index(tmp_path / "b", HEAD + ABOVE + TWO.replace("3", "4")), ["x", "y", "z"], NUMBERS
    )

    with pytest.raises(ValueError, match="Thử"):
        changes(one, other, {})


def test_only_assumed_weights_move_and_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    index = _index(tmp_path)
    asked = {"limit": Fraction(1, 2), "draws": 30, "seed": 7}

    first = rank_spans(index, ["x", "y", "z"], NUMBERS, {}, **asked)

    assert {"a": 3} == assumed_weights(index)
    assert first == rank_spans(index, ["x", "y", "z"], NUMBERS, {}, **asked)
    assert (1, 1, 30) == (first["z"].best, first["z"].worst, first["z"].same)


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = HEAD + (
        f"chỉ số tổng hợp:\n"
        f"  - {{mã: I, tên: Cả, {KNOWN}}}\n"
        f"  - {{mã: J, tên: Hai, {KNOWN}}}\n"
        f"  - {{mã: K, tên: Ba, thuộc: L, {KNOWN}}}\n"
        f"chỉ số thành phần:\n"
        f"  - {{mã: a, tên: A, thuộc: I, chỉ số: khong_co, chiều: càng cao càng tốt, {KNOWN}}}\n"
        f"  - {{mã: a, tên: A, thuộc: I, chiều: càng cao càng tốt, trọng số: 0, {KNOWN}}}\n"
        f"  - {{mã: c, tên: A, thuộc: I, chiều: càng cao càng tốt, chuẩn hóa: mốc, {KNOWN}}}\n"
    )

    assert {
        "khong-mot-goc",
        "khong-co-gi",
        "ten-la",
        "trung-ma",
        "trong-so",
        "moc",
    } == _faults(tmp_path, wrong).keys()


def test_a_circle_is_told(tmp_path: Path) -> None:
    wrong = (
        ABOVE
        + f"  - {{mã: J, tên: J, thuộc: K, {KNOWN}}}\n  - {{mã: K, tên: K, thuộc: J, {KNOWN}}}\n"
    )

    assert "vong-tron" in _faults(tmp_path, HEAD + wrong + TWO)


def test_goal_posts_against_the_direction_are_told(tmp_path: Path) -> None:
    posts = "chuẩn hóa: mốc, mốc thấp: 6, mốc cao: 2, "

    assert "moc-nguoc" in _faults(tmp_path, HEAD + ABOVE + TWO.replace("trọng số: 3, ", posts))


def test_typed_numbers_are_read_as_people_write_them(tmp_path: Path) -> None:
    table = tmp_path / "so.csv"
    table.write_text("noi;nam;a;b\nx;2024;74,5;1.234\ny;2024;;2\nx;2023;1;1\n", encoding="utf-8")
    tables, _ = read_file(table)

    found = typed_values(_index(tmp_path), tables, ["x", "y"], 2024)

    assert {"a": {"x": Fraction(149, 2)}, "b": {"x": 1234, "y": 2}} == found


def test_every_wrong_cell_of_typed_numbers_is_told(tmp_path: Path) -> None:
    table = tmp_path / "so.csv"
    table.write_text("noi;nam;a;c\nx;2024;nhiều;1\nx;2024;1;1\nw;2024;1;1\n", encoding="utf-8")
    tables, _ = read_file(table)

    with pytest.raises(ProblemsFound) as found:
        typed_values(_index(tmp_path), tables, ["x", "y"], 2024)

    assert {"khong-phai-so", "trung-noi", "noi-la", "cot-la"} == {
        problem.code for problem in found.value.problems
    }


@given(
    a=st.lists(st.integers(0, 50), min_size=2, max_size=8),
    b=st.lists(st.integers(0, 50), min_size=2, max_size=8),
)
def test_whatever_the_numbers_the_index_lies_on_the_scale_and_adds_up(
    tmp_path_factory: pytest.TempPathFactory, a: list[int], b: list[int]
) -> None:
    size = min(len(a), len(b))
    places = [f"n{at}" for at in range(size)]
    numbers = {
        "a": {place: Fraction(value) for place, value in zip(places, a, strict=False)},
        "b": {place: Fraction(value) for place, value in zip(places, b, strict=False)},
    }

    computed = compute(_index(tmp_path_factory.mktemp("chi-so")), places, numbers)

    for score in computed.scores:
        total = computed.total(score)
        if total is not None:
            assert 0 <= total <= 10
            assert total == sum(computed.contributions(score).values())


def test_the_schema_is_that_of_the_classes() -> None:
    assert index_schema_text() == (criteria.INDICES / "schema.json").read_text(encoding="utf-8")
