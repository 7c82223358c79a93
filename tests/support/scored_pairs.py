"""Rulesets with what a commune may report under them: the shipped one and small random ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from scoring.engine.assessment import Assessment
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Ruleset
from tests.support.strategies import assessments, decision_06, small_rulesets

Pair = tuple[Ruleset, Assessment]


@st.composite
def small_pairs(draw: Any, *, blanks: bool = True) -> Pair:
    ruleset = draw(small_rulesets())
    return ruleset, draw(assessments(ruleset, blanks=blanks))


@st.composite
def shipped_pairs(draw: Any, *, blanks: bool = True) -> Pair:
    return decision_06(), draw(assessments(decision_06(), blanks=blanks))


def pairs(*, blanks: bool = True) -> st.SearchStrategy[Pair]:
    return st.one_of(small_pairs(blanks=blanks), shipped_pairs(blanks=blanks))


def parts_of(ruleset: Ruleset) -> Iterator[Part]:
    return (part for _, part in ruleset.parts)
