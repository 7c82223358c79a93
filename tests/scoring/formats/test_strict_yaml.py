"""The plain YAML of this project: what it reads, what it refuses, where things stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.base.problems import Place
from scoring.formats.strict_yaml import DEEPEST, Tree, parse


def _tree(text: str) -> Tree:
    tree, problems = parse(text, "x.yaml")

    assert [] == [str(problem) for problem in problems]
    assert tree is not None
    return tree


def _codes(text: str) -> list[str]:
    return [problem.code for problem in parse(text, "x.yaml")[1]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("0", 0),
        ("-3", -3),
        ("98.5", Decimal("98.5")),
        ("0.10", Decimal("0.10")),
        ('"98.5"', "98.5"),
        ("'00004'", "00004"),
        ("chưa rõ", "chưa rõ"),
        ("có", "có"),
        ("2019-01-03", "2019-01-03"),
        ("06/QĐ-TTg", "06/QĐ-TTg"),
        ("null", None),
        ("", None),
        ("~", None),
        ("{}", {}),
        ("123456789012345678", 123456789012345678),
    ],
)
def test_a_value_is_read_as_it_stands(written: str, value: object) -> None:
    tree = _tree(f"khóa: {written}\n")

    assert {"khóa": value} == tree.value
    assert type(value) is type(tree.value["khóa"])


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "No",
        "YES",
        "on",
        "off",
        "true",
        "y",
        "N",
        "00004",
        "0123",
        "-01",
        "01.5",
        "1_000",
        "12:30",
        "1:30:00",
        "0x1F",
        "0o17",
        "0b11",
        ".inf",
        "-.INF",
        ".nan",
        "+5",
        "1e3",
        "1.5E-3",
        ".5",
        "5.",
        "1,5",
        "-1,5",
    ],
)
def test_what_another_reader_would_take_for_something_else_is_refused(written: str) -> None:
    assert ["bay-yaml"] == _codes(f"khóa: {written}\n")


@pytest.mark.parametrize(
    "written",
    ["no", "00004", "1_000", "12:30", "0x1F", "1e3", "1,5"],
)
def test_between_quotes_it_is_text(written: str) -> None:
    assert {"khóa": written} == _tree(f'khóa: "{written}"\n').value


@pytest.mark.parametrize(
    "written", ["không", "số 5", "1.000 trẻ em", "5 %", "từ 98", "a_b", "1.1.1"]
)
def test_ordinary_words_are_no_trap(written: str) -> None:
    assert {"khóa": written} == _tree(f"khóa: {written}\n").value


@pytest.mark.parametrize("written", ["05", "0123", "8:30", "12:30", "7:00:00"])
def test_in_a_file_of_a_person_codes_and_times_are_what_was_typed(written: str) -> None:
    tree, problems = parse(f"khóa: {written}\n", "x.yaml", is_as_typed=True)

    assert [] == problems
    assert {"khóa": written} == (tree and tree.value)


@pytest.mark.parametrize("written", ["no", "-01", "01.5", "1_000", "1.000", "+5", "1e3", "1,5"])
def test_in_a_file_of_a_person_the_other_traps_are_told_all_the_same(written: str) -> None:
    _, problems = parse(f"khóa: {written}\n", "x.yaml", is_as_typed=True)

    assert ["bay-yaml"] == [problem.code for problem in problems]


def test_a_trap_as_a_key_is_refused() -> None:
    assert ["bay-yaml"] == _codes("no: 1\n")


def test_nineteen_digits_are_too_many() -> None:
    assert ["so-qua-dai"] == _codes("khóa: 1234567890123456789\n")


def test_every_key_and_value_keeps_its_place() -> None:
    tree = _tree("a:\n  - b: 1\n    c: hai\n")

    assert Place("x.yaml", 1, 1) == tree.place(("a",), of_key=True)
    assert Place("x.yaml", 2, 3) == tree.place(("a",))
    assert Place("x.yaml", 3, 5) == tree.place(("a", 0, "c"), of_key=True)
    assert Place("x.yaml", 3, 8) == tree.place(("a", 0, "c"))


def test_what_is_not_there_has_the_place_of_the_nearest_thing_around_it() -> None:
    tree = _tree("a:\n  - b: 1\n")

    assert Place("x.yaml", 2, 5) == tree.place(("a", 0, "thiếu", "sâu"))
    assert Place("x.yaml", 1, 1) == tree.place(("thiếu",))


def test_columns_count_letters_not_bytes() -> None:
    tree = _tree("tiêu chí: đủ\n")

    assert Place("x.yaml", 1, 11) == tree.place(("tiêu chí",))


def test_decomposed_letters_become_the_usual_ones() -> None:
    assert {"điểm": "có"} == _tree("đie\u0302\u0309m: co\u0301\n").value


def test_all_refusals_of_a_file_are_told_together() -> None:
    text = "a: &x no\nb: *x\na: !!int 00004\n<<: {c: 1}\nd: [1, 2]\n"
    expected = ["neo", "bay-yaml", "neo", "trung-khoa", "nhan-kieu", "bay-yaml", "khoa-tron"]

    assert [*expected, "danh-sach-ngoac-vuong"] == _codes(text)


def test_a_repeated_key_does_not_overwrite_the_first() -> None:
    tree, problems = parse("a:\n  b: 1\na:\n  b: 2\n", "x.yaml")

    assert tree is not None
    assert {"a": {"b": 1}} == tree.value
    assert Place("x.yaml", 2, 6) == tree.place(("a", "b"))
    assert [Place("x.yaml", 3, 1)] == [problem.place for problem in problems]


def test_an_empty_flow_list_may_stand_for_nothing() -> None:
    assert {"a": ()} == _tree("a: []\n").value


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    def nested(levels: int) -> str:
        return (
            "".join("  " * level + "a:\n" for level in range(levels - 1)) + "  " * levels + "a: 1"
        )

    assert [] == _codes(nested(DEEPEST))
    assert ["long-qua-sau"] == _codes(nested(DEEPEST + 1))


def test_an_alias_bomb_is_told_without_being_unfolded() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert {"neo", "danh-sach-ngoac-vuong"} == set(_codes(bomb))


@pytest.mark.parametrize(
    ("text", "line", "column", "cause"),
    [
        ("a: 1\n\tb: 2\n", 2, 1, "dấu tab"),
        ("a: 1\n  \u3000b: 2\n", 2, 3, "U+3000"),
        ('a: "một\nb: 2\n', 1, 4, "ngoặc kép mở mà không đóng"),
        ("a:\n  b: 'một\n  c: 'hai'\n", 2, 6, "ngoặc đơn mở mà không đóng"),
        ("a: một: hai\n", 1, 7, "dấu hai chấm nằm trong câu"),
        ("a: một\n  b: hai\n", 2, 3, "thụt vào sâu hơn"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "không thẳng"),
        ("a:\n  - 1\n  b: 2\n", 3, 3, "thiếu dấu «-»"),
        ("a:\n  - 1\n  -b: 2\n", 3, 3, "thiếu dấu cách sau dấu «-»"),
        ("a\nb: 1\n", 1, 1, "không có khóa"),
        ("a:1\nb: 1\n", 1, 1, "thiếu dấu cách sau dấu hai chấm"),
        ("a: {b: 1\nc: 2\n", 1, 4, "{ mở mà không đóng"),
        ("a: {b: 1 c: 2}\n", 1, 11, "thiếu dấu phẩy"),
        ("a: {b: 1}}\n", 1, 10, "thừa"),
        ("a: `b`\n", 1, 4, "mở đầu bằng «`»"),
        ("a: %b\n", 1, 4, "mở đầu bằng «%»"),
        ("a: & b\n", 1, 4, "mở đầu bằng «&»"),
        ("a: ? b\n", 1, 4, "mở đầu bằng «?»"),
        ("a: | b\n", 1, 4, "mở đầu bằng «|»"),
        ('a: "\\đ"\n', 1, 5, "«\\»"),
        ("a: b\x07c\n", 1, 5, "U+0007"),
        ("a: b\n# \x81\n", 2, 3, "U+0081"),
        ("%YAML 2.0\n---\na: 1\n", 1, 1, "«%»"),
    ],
)
def test_a_mistake_in_the_writing_is_told_where_it_was_made(
    text: str, line: int, column: int, cause: str
) -> None:
    _, (problem,) = parse(text, "x.yaml")

    assert "cu-phap" == problem.code
    assert cause in problem.message
    assert Place("x.yaml", line, column) == problem.place
