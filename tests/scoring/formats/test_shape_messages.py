"""What pydantic finds wrong is told in Vietnamese, each of its error types with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic_core import ValidationError, core_schema

from scoring.base.problems import ProblemsFound
from scoring.formats import schema_classes
from scoring.formats.shape_messages import UNTRANSLATED, words_for
from scoring.formats.strict_yaml import Value, parse
from scoring.rules.loading import load
from scoring.rules.ruleset import RulesetFile
from scoring.rules.vocabulary import vocabulary
from tests.support.places import SOUND

FAULTY = sorted(SOUND.parent.glob("*.yaml"))

# What may stand in the place of any value of a read tree.
WRONG: tuple[Value, ...] = (None, "", "chữ", "có", 5, -1, {}, {"khóa": "x"}, (), (None,), ("x",))


def _tree() -> Value:
    tree, problems = parse(SOUND.read_text(encoding="utf-8"), "_dung.yaml")

    assert tree is not None
    assert [] == problems
    return tree.value


def _variants(value: Value) -> Iterator[Value]:
    """Yield *value* with one inner value replaced, removed, renamed or added."""
    yield from WRONG
    if isinstance(value, dict):
        for key, inner in value.items():
            rest = {k: v for k, v in value.items() if k != key}
            yield rest
            yield {**rest, f"{key} x": inner}
            yield from ({**value, key: variant} for variant in _variants(inner))
    elif isinstance(value, tuple):
        for row, inner in enumerate(value):
            for variant in _variants(inner):
                yield (*value[:row], variant, *value[row + 1 :])


def _errors() -> dict[tuple[str, str], dict[str, Any]]:
    validator = schema_classes.validator(RulesetFile)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for variant in _variants(_tree()):
        try:
            validator.validate_python(variant)
        except ValidationError as error:
            for detail in error.errors():
                found.setdefault((detail["type"], str(detail["loc"][-1:])), dict(detail))
    return found


ERRORS = _errors()


def test_every_error_that_one_wrong_value_brings_about_has_words() -> None:
    without = [
        key
        for key, detail in ERRORS.items()
        if words_for(detail, "x", "y", vocabulary).code == UNTRANSLATED
    ]

    assert {"missing", "unexpected_keyword_argument"} <= {kind for kind, _ in ERRORS}
    assert [] == without


def test_the_words_of_pydantic_itself_never_reach_the_reader() -> None:
    own = [d for (kind, _), d in ERRORS.items() if kind in get_args(core_schema.ErrorType)]

    assert own
    assert [] == [d["msg"] for d in own if words_for(d, "x", "y", vocabulary).message == d["msg"]]


_ENGLISH = re.compile(
    r"\b(?:the|is|are|not|found|expected|value|input|should|must|valid|key|field|line|column"
    r"|error|missing|required|unexpected|character|None|tuple|dict|string|Decimal|Fraction)\b"
)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_no_message_holds_english_or_python(path: Path) -> None:
    try:
        load(path)
    except ProblemsFound as found:
        for problem in found.problems:
            assert not _ENGLISH.search(f"{problem.message} {problem.hint}"), str(problem)


def test_an_unknown_error_type_is_told_all_the_same() -> None:
    words = words_for({"type": "int_parsing", "loc": (), "msg": "…"}, "x", None, vocabulary)

    assert UNTRANSLATED == words.code
    assert "giá trị không hợp lệ: «x»" == words.message


def test_the_vocabulary_holds_the_keys_of_every_section() -> None:
    words = vocabulary()

    assert {"văn bản", "ngưỡng", "khi mẫu số bằng 0", "không phát sinh", "nhân với"} <= set(words)
    assert len(set(words)) == len(words)
