"""The mark «nhạy cảm» says what nothing public may depend on; it changes no rule and no point."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

import criteria
from scoring.base.problems import ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import (
    are_equal_but_for_marks,
    marks_taken_away,
    open_criteria,
    sensitive_criteria,
)
from tests.support.strategies import assessments, decision_06

SOURCE = (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_text("utf-8")
MARK = "    nhạy cảm: có\n"


def _loaded(folder: Path, text: str) -> Ruleset:
    path = folder / "06-QD-TTg-2019.yaml"
    path.write_text(text, "utf-8")
    return load(path)


@pytest.fixture(scope="module")
def unmarked(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    return _loaded(tmp_path_factory.mktemp("khong-dau"), SOURCE.replace(MARK, ""))


def test_decision_06_marks_abuse_offending_injuries_and_special_circumstances() -> None:
    assert [3, 4, 5, 6] == [criterion.number for criterion in sensitive_criteria(decision_06())]
    assert [1, 2, 7, 8, 9, 10, 11, 12, 13] == [c.number for c in open_criteria(decision_06())]


@given(assessment=assessments(decision_06()))
def test_the_marks_change_no_point_and_no_verdict(
    unmarked: Ruleset, assessment: Assessment
) -> None:
    with_marks, without = score(decision_06(), assessment), score(unmarked, assessment)

    assert without == replace(with_marks, ruleset=without.ruleset)


def test_the_texts_with_and_without_marks_are_the_same_rules(unmarked: Ruleset) -> None:
    assert unmarked.sha256 != decision_06().sha256
    assert are_equal_but_for_marks(unmarked, decision_06())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{từ: 95, dưới: 98, điểm: 35}", "{từ: 95, dưới: 98, điểm: 36}"),
        ("      điểm: 850\n", "      điểm: 851\n"),
        ("tên: Trẻ em bị xâm hại\n", "tên: Trẻ em bị xâm hại nhiều\n"),
        ("cơ quan ban hành: Thủ tướng Chính phủ", "cơ quan ban hành: Thủ tướng"),
    ],
)
def test_any_other_change_makes_other_rules(tmp_path: Path, before: str, after: str) -> None:
    changed = _loaded(tmp_path, SOURCE.replace(before, after, 1))

    assert not are_equal_but_for_marks(changed, decision_06())


def test_a_copy_may_mark_more_but_never_less(tmp_path: Path) -> None:
    eighth = "    slug: malnutrition\n"
    moved = _loaded(tmp_path, SOURCE.replace(MARK, "").replace(eighth, f"{eighth}{MARK}"))
    (tmp_path / "more").mkdir()
    more = _loaded(tmp_path / "more", SOURCE.replace(eighth, f"{eighth}{MARK}"))

    assert [3, 4, 5, 6] == [one.number for one in marks_taken_away(moved, [decision_06()])]
    assert () == marks_taken_away(more, [decision_06()])


def test_a_marked_part_makes_the_whole_criterion_sensitive(tmp_path: Path) -> None:
    part = '      - mã: "8.2"\n'
    ruleset = _loaded(tmp_path, SOURCE.replace(part, f"{part}        nhạy cảm: có\n"))

    assert 8 in [criterion.number for criterion in sensitive_criteria(ruleset)]


def test_another_word_than_yes_or_no_is_told_with_its_line(tmp_path: Path) -> None:
    line = SOURCE[: SOURCE.index(MARK)].count("\n") + 1

    with pytest.raises(ProblemsFound) as found:
        _loaded(tmp_path, SOURCE.replace(MARK, "    nhạy cảm: cao\n", 1))

    (problem,) = found.value.problems
    assert "co-khong" == problem.code
    assert line == problem.place.line
