"""What is withheld keeps what is small from being found out, and the outsider is exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from scoring.disclosure.exact_algebra import Equations
from scoring.disclosure.exact_simplex import point
from scoring.disclosure.integer_search import Bounded, GivenUp, Search
from scoring.disclosure.intruder import (
    COMPUTED,
    CONTRADICTION,
    ONE_VALUE,
    ONLY_SMALL,
    UNPROVED,
    Leak,
    leaks_of,
)
from scoring.disclosure.published_sums import MARGIN, CountTable, Statement, numerators, withheld
from scoring.disclosure.suppression import suppressed

SMALLEST = 5


@st.composite
def tables(draw, most: int = 30, rows: int = 5, columns: int = 4) -> CountTable:  # type: ignore[no-untyped-def]
    names = tuple(f"r{n}" for n in range(draw(st.integers(2, rows))))
    heads = tuple(f"c{n}" for n in range(draw(st.integers(2, columns))))
    counts = st.one_of(st.integers(0, 6), st.integers(0, most))
    return CountTable("t", names, heads, {cell: draw(counts) for cell in product(names, heads)})


def unknowns(table: CountTable) -> dict[str, int]:
    return {f"{table.title}|{row}|{column}": n for (row, column), n in table.counts.items()}


def is_small(one: Statement) -> bool:
    return one.least is not None and 0 < one.least < SMALLEST


def published(statements: Sequence[Statement], keys: frozenset[str] | set[str]) -> list[Statement]:
    return [withheld(one) if one.key in keys else one for one in statements]


def keys_of(leaks: Sequence[Leak]) -> list[str]:
    return [leak.key for leak in leaks]


@given(tables())
@settings(max_examples=40, deadline=None)
def test_nothing_withheld_can_be_found_out(table: CountTable) -> None:
    statements = table.statements()
    made = suppressed(statements, unknowns(table), is_small, SMALLEST)
    shown = published(statements, made.keys)

    assert made.is_safe
    assert {one.key for one in statements if is_small(one)} == made.primary
    assert [] == leaks_of(shown, SMALLEST)


@given(tables(rows=3, columns=3), st.integers(2, 3))
@settings(max_examples=12, deadline=None)
def test_nothing_can_be_found_out_of_two_linked_tables(table: CountTable, parts: int) -> None:
    """One table by rows, one by parts, over the same columns; both share every margin."""
    spread = {
        (row, column): [count // parts + (n < count % parts) for n in range(parts)]
        for (row, column), count in table.counts.items()
    }
    inside = {cell: [f"{cell}{n}" for n in range(parts)] for cell in spread}
    heads = tuple(f"p{n}" for n in range(parts))
    other = CountTable(
        "u",
        heads,
        table.columns,
        {
            (head, column): sum(spread[row, column][n] for row in table.rows)
            for n, head in enumerate(heads)
            for column in table.columns
        },
    )
    across = {
        (head, column): [f"{(row, column)}{n}" for row in table.rows]
        for n, head in enumerate(heads)
        for column in table.columns
    }
    counts = {f"{cell}{n}": count for cell, all_ in spread.items() for n, count in enumerate(all_)}
    statements = [*table.statements(inside), *other.statements(across)]
    made = suppressed(statements, counts, is_small, SMALLEST)

    assert made.is_safe
    assert [] == leaks_of(published(statements, made.keys), SMALLEST)


@given(tables())
@settings(max_examples=40, deadline=None)
def test_the_same_table_is_withheld_in_the_same_way(table: CountTable) -> None:
    made = [suppressed(table.statements(), unknowns(table), is_small, SMALLEST) for _ in range(2)]

    assert made[0] == made[1]


def test_little_is_withheld() -> None:
    counts = {("a", "x"): 2, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 9, ("c", "x"): 7}
    table = CountTable("t", ("a", "b", "c"), ("x", "y"), {**counts, ("c", "y"): 40})
    made = suppressed(table.statements(), unknowns(table), is_small, SMALLEST)

    assert {"t|a|x"} == made.primary
    assert {"t|a|y", "t|b|x", "t|b|y"} == made.complementary


def test_numbers_everybody_knows_are_not_withheld() -> None:
    table = CountTable("t", ("a",), ("x", "y"), {("a", "x"): 2, ("a", "y"): 8})
    known = {f"t|{row}|{column}" for row in ("a", MARGIN) for column in (MARGIN,)}
    made = suppressed(table.statements(), unknowns(table), is_small, SMALLEST, known)

    assert not made.keys & known
    assert [] == leaks_of(published(table.statements(), made.keys), SMALLEST)


def test_tables_that_cannot_be_made_safe_are_told() -> None:
    table = CountTable("t", ("a",), ("x",), {("a", "x"): 2})
    fixed = {f"t|{MARGIN}|x", f"t|a|{MARGIN}", f"t|{MARGIN}|{MARGIN}"}
    made = suppressed(table.statements(), unknowns(table), is_small, SMALLEST, fixed)

    assert not made.is_safe


def feasible(statements: Sequence[Statement], names: Sequence[str]) -> Mapping[str, set[int]]:
    """Return, by trying everything, which sums each withheld statement can have."""
    total = max(one.least for one in statements if one.least is not None)
    found: dict[str, set[int]] = {one.key: set() for one in statements if one.is_withheld}
    for values in product(range(total + 1), repeat=len(names)):
        counts = dict(zip(names, values, strict=True))
        sums = [(one, sum(counts[name] for name in one.unknowns)) for one in statements]
        if all(one.least is None or one.least <= n <= (one.most or 0) for one, n in sums):
            for one, n in sums:
                if one.is_withheld:
                    found[one.key].add(n)
    return found


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_outsider_agrees_with_trying_everything(data) -> None:  # type: ignore[no-untyped-def]
    table = data.draw(tables(most=3, rows=2, columns=2))
    statements = table.statements()
    total = f"t|{MARGIN}|{MARGIN}"
    assume(sum(table.counts.values()) <= 14)
    hidden = data.draw(st.sets(st.sampled_from([s.key for s in statements if s.key != total])))
    shown = published(statements, hidden)
    smallest = data.draw(st.integers(2, 5))
    expected = {
        key
        for key, values in feasible(shown, sorted(unknowns(table))).items()
        if len(values) == 1 or values <= set(range(1, smallest))
    }

    assert expected == set(keys_of(leaks_of(shown, smallest)))


def test_a_missing_complementary_cell_is_found_and_named() -> None:
    counts = {("a", "x"): 2, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 9}
    statements = CountTable("t", ("a", "b"), ("x", "y"), counts).statements()
    (leak,) = leaks_of(published(statements, {"t|a|x"}), SMALLEST)

    assert (COMPUTED, "t|a|x") == (leak.code, leak.key)
    assert leak.message.startswith("tính được là 2 từ ")


def test_a_rounded_percentage_with_a_known_denominator_is_found() -> None:
    names = frozenset({"x"}), frozenset({"x", "y"})
    count = Statement("xã không đạt", names[0], None, None)
    whole = Statement("số xã", names[1], 25, 25)
    least, most = numerators("12 %", 25)
    percent = Statement("tỷ lệ", names[0], least, most)
    (leak,) = leaks_of([count, whole, percent], SMALLEST)
    coarse = Statement("tỷ lệ", names[0], *numerators("1 %", 200))
    (small,) = leaks_of([count, Statement("số xã", names[1], 200, 200), coarse], SMALLEST)

    assert COMPUTED == leak.code
    assert (ONLY_SMALL, "chỉ có thể là một số từ 1 đến 4") == (small.code, small.message)


def test_a_sum_pinned_by_not_being_negative_is_found() -> None:
    """Three withheld counts that add up to nothing are nothing, though no equation says so."""
    three = [Statement(name, frozenset({name}), None, None) for name in "xyz"]
    whole = Statement("tổng", frozenset("xyz"), 0, 0)
    codes = {leak.code for leak in leaks_of([*three, whole], SMALLEST)}

    assert {ONE_VALUE} == codes


def test_a_count_between_zero_and_four_is_not_called_small() -> None:
    """Zero stays possible, so nobody knows that there was anything."""
    two = [Statement(name, frozenset({name}), None, None) for name in "xy"]

    assert [] == leaks_of([*two, Statement("tổng", frozenset("xy"), 3, 3)], SMALLEST)


def test_two_files_together_give_away_what_each_hides() -> None:
    one = Statement("a", frozenset({"x"}), None, None, "tệp 1")
    whole = Statement("tổng", frozenset({"x", "y"}), 12, 12, "tệp 1")
    rest = Statement("phần còn lại", frozenset({"y"}), 9, 9, "tệp 2")
    (leak,) = leaks_of([one, whole, rest], SMALLEST)

    assert [] == leaks_of([one, whole], SMALLEST)
    assert "«tổng = 12 (tệp 1)» − «phần còn lại = 9 (tệp 2)»" in leak.message


def test_numbers_that_contradict_each_other_are_told() -> None:
    same = [Statement(name, frozenset({"x"}), n, n) for name, n in (("a", 3), ("b", 4))]
    (leak,) = leaks_of(same, SMALLEST)

    assert CONTRADICTION == leak.code


RING = [(n, (n + 1) % 101) for n in range(101)]
"""Counts in a ring, neighbours always nine together: halves fit, whole numbers do not."""


def test_a_search_that_is_given_up_is_no_proof() -> None:
    ring = [Statement(f"s{a}", frozenset({f"x{a}", f"x{b}"}), 9, 9) for a, b in RING]
    free = [Statement(f"y{n}", frozenset({f"y{n}"}), 0, 9) for n in range(2)]
    hidden = Statement("y", frozenset({"y0", "y1"}), None, None)
    (given_up,) = leaks_of([*ring, *free, hidden], SMALLEST, steps=0)
    (contradiction,) = leaks_of([*ring, *free, hidden], SMALLEST)

    assert UNPROVED == given_up.code
    assert CONTRADICTION == contradiction.code


def test_whole_numbers_pin_what_fractions_leave_open() -> None:
    """Three counts, each two of them 1 together: halves only."""
    sums = [Bounded((0, 1), 1, 1), Bounded((1, 2), 1, 1), Bounded((0, 2), 1, 1)]

    assert Search(sums, 3).example() is None


@given(st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=1), st.integers(0, 9)), max_size=6))
@settings(deadline=None)
def test_what_algebra_computes_is_true_for_every_solution(
    equations: list[tuple[set[int], int]],
) -> None:
    truth = [3, 1, 4, 1, 5, 9]
    system = Equations()
    for columns, _ in equations:
        system.add(columns, sum(truth[c] for c in columns))
    for target in ({0}, {1, 2}, {3, 4, 5}):
        solved = system.solved(target)
        if solved is not None:
            value, factors = solved

            assert sum(truth[c] for c in target) == value
            row = [Fraction(0)] * 6
            for number, factor in factors.items():
                for c in equations[number][0]:
                    row[c] += factor
            assert [Fraction(c in target) for c in range(6)] == row
    assert [] == system.contradictions


SUMS = st.lists(
    st.tuples(st.sets(st.integers(0, 3), min_size=1), st.integers(0, 4), st.integers(0, 2)),
    min_size=1,
    max_size=5,
)


@given(SUMS)
@example([({0, 1}, 1, 0), ({1, 2}, 1, 0), ({0, 2}, 1, 0)])
@settings(deadline=None)
def test_the_search_finds_whole_numbers_exactly_where_there_are_some(
    given_: list[tuple[set[int], int, int]],
) -> None:
    sums = [Bounded(tuple(sorted(c)), least, least + more) for c, least, more in given_]
    used = sorted({c for one in sums for c in one.unknowns})
    exists = any(
        all(
            one.least <= sum(values[used.index(c)] for c in one.unknowns) <= one.most
            for one in sums
        )
        for values in product(range(7), repeat=len(used))
    )
    found = Search(sums, 4).example()

    assert exists == (found is not None)
    if found is not None:
        assert all(one.least <= sum(found[c] for c in one.unknowns) <= one.most for one in sums)


def test_simplex_proves_that_there_is_no_point() -> None:
    rows = [({0: 1, 1: 1}, 3), ({0: 1, 1: 1, 2: 1}, 2)]

    assert point(rows) is None
    assert {0: Fraction(1, 2), 1: Fraction(1, 2), 2: Fraction(1, 2)} == point(
        [({0: 1, 1: 1}, 1), ({1: 1, 2: 1}, 1), ({0: 1, 2: 1}, 1)]
    )
    assert point([({0: -1}, 2)]) is None


def test_a_search_says_when_it_gives_up() -> None:
    with pytest.raises(GivenUp):
        Search([Bounded(pair, 9, 9) for pair in RING], 101, steps=0).example()


@pytest.mark.parametrize(
    ("percent", "whole", "expected"),
    [("0 %", 30, (0, 0)), ("100", 30, (30, 30)), ("12,5 %", 8, (1, 1)), ("50 %", 300, (149, 151))],
)
def test_the_counts_behind_a_percentage(
    percent: str, whole: int, expected: tuple[int, int]
) -> None:
    assert expected == numerators(percent, whole)


@pytest.mark.parametrize("percent", ["", "khoảng 3", "7 %"])
def test_what_is_no_percentage_is_refused(percent: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        numerators(percent, 3)
