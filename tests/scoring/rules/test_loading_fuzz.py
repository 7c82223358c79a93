"""A damaged ruleset file loads, or ends in problems with a place: never in a traceback."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import criteria
from scoring.base.problems import ProblemsFound
from scoring.formats.shape_messages import UNTRANSLATED
from scoring.formats.strict_yaml import read
from scoring.rules.loading import load
from tests.support.examples import examples
from tests.support.places import SOUND

pytestmark = pytest.mark.slow

SOURCE = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
LINES = SOURCE.read_text(encoding="utf-8").split("\n")

# What a keyboard, an editor or a careless paste brings along.
_PIECES = st.sampled_from(
    [
        *"{}[]:,-#&*!|>'\"%@`?=~\\/ \t0159.",
        "\xa0",
        "“",
        "ư",
        "\ufeff",
        "<<: ",
        "- ",
        ": ",
        " #",
        "no",
        "null",
        "1e9",
        "-1",
        "00004",
        "12:30",
        "1_000",
        "1,5",
        "chưa rõ",
        "\x00",
        "\x85",
    ]
)


def _deleted(draw: Callable[..., int], lines: list[str], at: int) -> None:
    del draw
    del lines[at]


def _duplicated(draw: Callable[..., int], lines: list[str], at: int) -> None:
    del draw
    lines.insert(at, lines[at])


def _swapped(draw: Callable[..., int], lines: list[str], at: int) -> None:
    del draw
    lines[at : at + 2] = reversed(lines[at : at + 2])


def _indented(draw: Callable[..., int], lines: list[str], at: int) -> None:
    line = lines[at]
    indent = len(line) - len(line.lstrip(" "))
    lines[at] = " " * draw(st.integers(0, indent + 4)) + line.lstrip(" ")


def _replaced(draw: Callable[..., int], lines: list[str], at: int) -> None:
    line = lines[at]
    start = draw(st.integers(0, len(line)))
    end = draw(st.integers(start, min(len(line), start + 3)))
    lines[at] = line[:start] + str(draw(_PIECES)) + line[end:]


def _cut(draw: Callable[..., int], lines: list[str], at: int) -> None:
    lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]


def _value_lost(draw: Callable[..., int], lines: list[str], at: int) -> None:
    key = lines[at].partition(": ")[0]
    lines[at] = f"{key}: {draw(_PIECES)}"


_DAMAGES = (_deleted, _duplicated, _swapped, _indented, _replaced, _cut, _value_lost)


@st.composite
def _damaged(draw: Callable[..., int], lines: list[str]) -> str:
    damaged = list(lines)
    damage = draw(st.sampled_from(_DAMAGES))
    damage(draw, damaged, draw(st.integers(0, len(lines) - 1)))
    return "\n".join(damaged)


def _loads_or_says_where(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(data)
        try:
            load(path)
        except ProblemsFound as found:
            problems = found.problems
        else:
            return
    text = data.decode("utf-8", "replace")

    assert problems
    for problem in problems:
        assert UNTRANSLATED != problem.code, str(problem)
        assert problem.message
        assert "\n" not in str(problem)
        # Only what is text has YAML's other line ends.
        lines = text.split("\n") if problem.code == "bang-ma" else text.splitlines()
        assert problem.place.line is not None
        assert 1 <= problem.place.line <= len(lines) + 1, str(problem)
        line = lines[problem.place.line - 1] if problem.place.line <= len(lines) else ""
        # A value left blank stands just behind its colon, at the end of the line.
        assert 1 <= (problem.place.column or 0) <= len(line) + 1, str(problem)


@examples(250)
@given(_damaged(LINES))
def test_one_damaged_line_of_the_decision_loads_or_is_told_with_its_place(text: str) -> None:
    _loads_or_says_where(text.encode("utf-8", "surrogatepass"))


@examples(400)
@given(_damaged(SOUND.read_text(encoding="utf-8").split("\n")))
def test_one_damaged_line_of_a_small_ruleset_loads_or_is_told_with_its_place(text: str) -> None:
    _loads_or_says_where(text.encode("utf-8", "surrogatepass"))


@examples(300)
@given(st.binary(max_size=200))
def test_random_bytes_are_told_with_their_place(data: bytes) -> None:
    _loads_or_says_where(data)


@examples(300)
@given(st.text(alphabet="ab: -{}[],#&*!|>'\"%@?~\n\t0.1", max_size=60))
def test_random_yaml_signs_are_told_with_their_place(text: str) -> None:
    _loads_or_says_where(text.encode())


def test_each_line_of_the_decision_may_be_deleted() -> None:
    for at in range(len(LINES)):
        _loads_or_says_where("\n".join(LINES[:at] + LINES[at + 1 :]).encode())


@pytest.mark.parametrize("value", ["", "1", "chưa rõ", "{a: b}", "null", '""', "[]", "no"])
def test_each_value_of_a_small_ruleset_may_be_another(value: str) -> None:
    lines = SOUND.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        key, colon, _ = line.partition(":")
        if colon and not key.startswith("#"):
            damaged = f"{key}: {value}"
            _loads_or_says_where("\n".join([*lines[:at], damaged, *lines[at + 1 :]]).encode())


def test_each_key_of_a_small_ruleset_may_be_misspelt() -> None:
    lines = SOUND.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        if ":" in line:
            damaged = line.replace(":", "x:", 1)
            _loads_or_says_where("\n".join([*lines[:at], damaged, *lines[at + 1 :]]).encode())


def test_deep_nesting_is_refused_before_anything_recurses(tmp_path: Path) -> None:
    path = tmp_path / "sau.yaml"
    path.write_text("a: " + "[" * 100_000, encoding="utf-8")

    _, problems = read(path)

    assert ["long-qua-sau"] == [problem.code for problem in problems]
