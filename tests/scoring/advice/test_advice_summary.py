"""A province summed up says what its communes say one by one; sources that differ are all told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.commune.advice import CYCLE
from phuhop.usecases.samples import demo
from reports.wording.shares import of_text, share_text
from scoring.advice.assessment_cycle import load_deadlines
from scoring.advice.many import advise_many
from scoring.advice.routes import advise
from scoring.advice.summary import away, cheapest, summary
from scoring.base.problems import ProblemsFound
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.score_sheet import Finding
from scoring.engine.scorer import score
from tests.support.examples import examples
from tests.support.strategies import assessments, decision_06

DEMO = demo.SAMPLES / "so-lieu-mau.csv"


@examples(40)
@given(st.lists(assessments(decision_06()), min_size=1, max_size=6))
def test_the_summary_counts_what_each_commune_says(reported: list) -> None:
    ruleset = decision_06()
    sheets = [score(ruleset, one) for one in reported]
    result = BatchScorer(ruleset).score(columns_of(ruleset, reported))
    found = summary(result, list(advise_many(result)), range(len(reported)))
    advices = [advise(ruleset, sheet) for sheet in sheets]
    failing = [sheet for sheet in sheets if sheet.verdict is Finding.NOT_MET]
    lost = [{c.number for c in sheet.criteria if c.finding is Finding.NOT_MET} for sheet in failing]

    assert Counter(map(away, advices)) == found.steps
    assert len(failing) == found.blocking.failing
    assert sum(not numbers for numbers in lost) == found.blocking.by_threshold_only
    for number, count in found.blocking.by_one.items():
        assert sum(number in numbers for numbers in lost) == count
    for pair, count in found.blocking.by_either.items():
        assert sum(bool(numbers & set(pair)) for numbers in lost) == count
        assert sum(numbers >= set(pair) for numbers in lost) == found.blocking.by_both[pair]
    routes = [route for route in map(cheapest, advices) if route]
    assert sum(r.cost.children for r in routes) == sum(one.count for one in found.reach)
    assert sum(r.cost.items for r in routes) == sum(one.communes for one in found.items)


def test_shares_of_nobody_are_nothing_and_never_cross_a_goal() -> None:
    assert "–" == share_text(0, 0)
    assert "64,998%" == share_text(64998, 100000, [Fraction(65)])
    assert "0,001%" == share_text(1, 100_000)
    assert "110/115 = 95,65%" == of_text(110, 115)


def test_the_next_assessment_is_said_as_each_source_has_it() -> None:
    deadlines = load_deadlines(CYCLE)

    assert [(2027, 11), (2025, 12)] == [(d.year, d.cycle.month) for d in deadlines.after(2024)]
    assert [2022, 2024, 2027] == [deadlines.after(year)[0].year for year in (2021, 2022, 2024)]
    assert date(2027, 11, 30) == deadlines.after(2024)[0].last_day


def test_the_body_is_dated_and_unknown_where_nobody_knows() -> None:
    deadlines = load_deadlines(CYCLE)
    now = deadlines.body_on(date(2027, 11, 30))

    assert deadlines.body_on(date(2024, 11, 30)) is None
    assert now is not None
    assert ("Phòng Văn hóa – Xã hội", "Sở Y tế") == (now.name, now.guided_by)


WRONG = [
    ("tháng: 11", "tháng: 13", ":5:12: [thang-sai] tháng 13 không có"),
    ("- thứ: 4", "- thứ: 6", "kế hoạch 5 năm không có năm thứ 6"),
    ("từ ngày: 2025-07-01", "từ ngày: 01/07/2025", "[khong-phai-ngay]"),
    ("cơ quan:", "co quan:", "co quan"),
]


@pytest.mark.parametrize(("before", "after", "told"), WRONG, ids=range(len(WRONG)))
def test_each_fault_of_the_deadlines_is_told(
    before: str, after: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "deadlines.yaml"
    path.write_text(CYCLE.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_deadlines(path)

    assert told in str(found.value)


def test_advice_of_one_commune_has_alternatives_deadline_and_body(run) -> None:
    result = run("advise", DEMO)
    text = " ".join(result.stdout.split())

    assert "Nếu không làm được phần 7: khảo sát lại (phần 13 lên «từ 90»)." in text
    assert "bước này bắt buộc" in text
    assert "tháng 11/2027" in text
    assert "tháng 12/2025 (hằng năm" in text
    assert "Phòng Văn hóa – Xã hội, Sở Y tế hướng dẫn" in text


def test_a_province_is_summed_up(run, tmp_path: Path) -> None:
    target = tmp_path / "duong-di.csv"
    result = run("advise", DEMO, "--summary", "-o", target)

    assert 0 == result.exit_code
    assert "TỔNG HỢP NĂM 2024: 14 xã" in result.stdout
    assert "0 bước (đã đủ điều kiện)" in result.stdout
    assert 15 == len(target.read_text("utf-8-sig").splitlines())
    assert "phần 7: thêm 2 trẻ em" in target.read_text("utf-8-sig")


def test_no_failing_commune_means_nothing_blocks() -> None:
    from scoring.engine.assessment import Assessment
    from tests.support.sample_sheets import ANSWERS, FIGURES, MOUNTAIN, PREVIOUS

    ruleset = decision_06()
    good = Assessment(MOUNTAIN, 2024, FIGURES, PREVIOUS, ANSWERS)
    assert score(ruleset, good).verdict is not Finding.NOT_MET
    result = BatchScorer(ruleset).score(columns_of(ruleset, [good, replace(good, year=2025)]))
    found = summary(result, list(advise_many(result)), [0])

    assert (1, 0) == (found.communes, found.blocking.failing)
    assert 0 == found.blocking.share(0)
