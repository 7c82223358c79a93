"""One table under two rulesets: gains, losses and reasons are those of the reference scorer."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import criteria
from phuhop.usecases.samples import demo
from scoring.batch.ruleset_comparison import compare, side
from scoring.engine.score_sheet import Finding
from scoring.engine.scorer import score
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.invented_draft import NUMBER, write_draft
from tests.support.strategies import assessments, decision_06

DEMO = demo.SAMPLES / "so-lieu-mau.csv"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    return load(write_draft(tmp_path_factory.mktemp("draft")))


def test_the_draft_says_that_it_is_invented(draft: Ruleset) -> None:
    assert NUMBER == draft.document.number


@examples(30)
@given(data=st.data())
def test_every_count_is_what_the_reference_gives(draft: Ruleset, data: st.DataObject) -> None:
    old = decision_06()
    reported = data.draw(st.lists(assessments(old), min_size=1, max_size=5))
    from dataclasses import replace

    reported = [
        replace(one, commune=replace(one.commune, code=f"9900{at}"))
        for at, one in enumerate(reported)
    ]
    found = compare(side(old, reported), side(draft, reported))
    pairs = [(score(old, one), score(draft, one)) for one in reported]
    certain = [
        (b.total.points - a.total.points)
        for a, b in pairs
        if a.total.points is not None and b.total.points is not None
    ]
    changed = {a.commune.code: (a, b) for a, b in pairs if a.verdict is not b.verdict}

    assert Counter((a.verdict, b.verdict) for a, b in pairs) == found.verdicts
    assert len(pairs) - len(certain) == found.open
    assert sum(d > 0 for d in certain) == found.higher
    assert sum(d < 0 for d in certain) == found.lower
    assert (sum(certain, Fraction(0)) / len(certain) if certain else 0) == found.shift
    assert set(changed) == {change.commune.code for change in found.changes}
    for change in found.changes:
        before, after = changed[change.commune.code]
        lost = tuple(c.number for c in after.criteria if c.finding is Finding.NOT_MET)
        parts = {
            (a.code, a.points, b.points)
            for a, b in zip(before.parts, after.parts, strict=True)
            if a.points is not None and b.points is not None and a.points != b.points
        }

        assert lost == change.lost_after
        assert (after.total.maximum < after.threshold.points) == change.is_below
        assert parts == {(p.code, p.before, p.after) for p in change.parts}


def test_a_ruleset_compared_with_itself_changes_nothing() -> None:
    from scoring.engine.assessment import Assessment
    from tests.support.sample_sheets import ANSWERS, FIGURES, MOUNTAIN, PREVIOUS

    own = side(decision_06(), [Assessment(MOUNTAIN, 2024, FIGURES, PREVIOUS, ANSWERS)])
    found = compare(own, own)

    assert ((), (), (), 0) == (found.changes, found.only_before, found.only_after, found.shift)


def test_the_command_names_who_gains_who_loses_and_through_what(tmp_path: Path, run) -> None:
    draft = write_draft(tmp_path)
    result = run("compare", DEMO, "--ruleset", "06-QD-TTg-2019", "--ruleset", draft)
    text = " ".join(result.stdout.split())

    assert 0 == result.exit_code
    assert f"du-thao-hu-cau: {NUMBER}" in text
    assert "Được công nhận thêm theo du-thao-hu-cau: 1 xã" in text
    assert (
        "99006 Thị trấn Cầu Vồng, năm 2024: không đạt → đạt, 900 → 925 điểm; trước đó vì tiêu chí "
        "3 bị điểm liệt; phần 3: 0 → 25."
    ) in text
    assert "Mất công nhận theo du-thao-hu-cau: 2 xã" in text
    assert "99010 Xã Diều Giấy, năm 2024: đạt → không đạt" in text
    assert "dưới ngưỡng 890" in text


def test_a_figure_that_one_ruleset_needs_is_told_and_never_guessed(tmp_path: Path, run) -> None:
    draft = write_draft(tmp_path, asks_more=True)
    result = run("compare", DEMO, "--ruleset", "06-QD-TTg-2019", "--ruleset", draft)
    text = " ".join(result.stdout.split())

    assert 0 == result.exit_code
    assert "du-thao-hu-cau-2 cần mà bảng không có, không đoán:" in text
    assert "tre_kham_hai_lan" in text
    assert "Phần chỉ có ở 06-QD-TTg-2019: 9." in text
    assert "Đạt theo du-thao-hu-cau-2: 0/14 = 0%" in text


def test_three_rulesets_stand_side_by_side_in_a_table(tmp_path: Path, run) -> None:
    one, two = write_draft(tmp_path), write_draft(tmp_path, asks_more=True)
    names = [n for name in ("06-QD-TTg-2019", one, two) for n in ("--ruleset", name)]
    run("compare", DEMO, *names, "-o", tmp_path / "a.json")
    run("compare", DEMO, *names, "-o", tmp_path / "a.csv")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    by_code = {row["ma_xa"]: row for row in found["rows"]}

    assert ["06-QD-TTg-2019", "du-thao-hu-cau", "du-thao-hu-cau-2"] == [
        ruleset["name"] for ruleset in found["rulesets"]
    ]
    assert "được" == by_code["99006"]["du-thao-hu-cau: thay_doi"]
    assert 14 == sum(entry["communes"] for entry in found["comparisons"][0]["verdicts"])
    assert 15 == len((tmp_path / "a.csv").read_text("utf-8-sig").splitlines())


def test_wrong_usage_is_told(tmp_path: Path, run) -> None:
    copy = tmp_path / "ban-sao.yaml"
    shutil.copy(criteria.DECISIONS / "06-QD-TTg-2019.yaml", copy)

    assert 2 == run("compare", DEMO, "--ruleset", "06-QD-TTg-2019").exit_code
    same = run("compare", DEMO, "--ruleset", "06-QD-TTg-2019", "--ruleset", copy)
    assert 2 == same.exit_code
    assert "cùng một bộ tiêu chí nêu hai lần" in same.stderr
