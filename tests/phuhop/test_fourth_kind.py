"""A kind of part that only tests define goes all the way, from its YAML to the public site."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from reports.dossier.dossier import dossier
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from reports.rules.review_rows import review_groups
from reports.rules.text import rules_text
from reports.word.writing import docx_templates
from reports.workbook.appraisal.beside import band_words
from scoring.advice.routes import advise
from scoring.base.problems import ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.possible_points import attainable, away
from scoring.engine.score_sheet import Outcome, PartScore
from scoring.engine.scorer import score
from scoring.intake.rows.plausibility import Plausibility
from scoring.ranking.assumed_numbers import Limits, assumed, perturbed
from scoring.rules.boundaries import boundary_cases
from scoring.rules.json_schema import schema_text
from scoring.rules.ruleset import Ruleset
from scoring.rules.vocabulary import vocabulary
from tests.support.both_scorers import assert_rows_agree
from tests.support.calculated_forms import CalculatedForm, compare
from tests.support.examples import examples
from tests.support.fourth_kind import KIND, decision_with_it, registered, small_ruleset
from tests.support.public_samples import release
from tests.support.sample_sheets import ASSESSMENTS, FIGURES, MOUNTAIN, PREVIOUS, STAMP
from tests.support.sample_site import pages_of, sample_edition
from tests.support.strategies import assessments

COUNT, PART = "tre_duoi_5_tuoi_nhe_can", "8.1"
UNKNOWN = """điểm tối đa: 20
        điểm theo diễn biến: {không phát sinh: 20, giảm: chưa rõ, không đổi: 0, tăng: 0}"""


@pytest.fixture(autouse=True, scope="module")
def _fourth_kind() -> Iterator[None]:
    with registered():
        yield


@pytest.fixture(scope="module")
def decision(_fourth_kind: None) -> Ruleset:
    return decision_with_it()


def _year(now: int | None, before: int | None) -> Assessment:
    counts = ({**FIGURES, COUNT: now}, {**PREVIOUS, COUNT: before})
    figures, previous = ({code: n for code, n in each.items() if n is not None} for each in counts)
    return replace(ASSESSMENTS["mien-nui-dat"], figures=figures, previous=previous)


def _part(decision: Ruleset, now: int | None, before: int | None) -> PartScore:
    return score(decision, _year(now, before)).part(PART)


@pytest.mark.parametrize(
    ("now", "before", "band", "points"),
    [
        (0, None, "không phát sinh", 25),
        (0, 7, "không phát sinh", 25),
        (44, 45, "giảm", 15),
        (45, 45, "không đổi", 5),
        (46, 45, "tăng", 0),
    ],
)
def test_a_count_is_scored_against_its_own_previous(
    decision: Ruleset, now: int, before: int | None, band: str, points: int
) -> None:
    part = _part(decision, now, before)

    assert (KIND, Outcome.SCORED, band, points) == (part.kind, part.outcome, part.band, part.points)


def test_without_the_previous_count_three_trends_are_left(decision: Ruleset) -> None:
    missing, blank = _part(decision, 45, None), _part(decision, None, 45)

    assert (Outcome.MISSING, 0, 15) == (missing.outcome, missing.minimum, missing.maximum)
    assert (Outcome.MISSING, 0, 25) == (blank.outcome, blank.minimum, blank.maximum)


def test_the_next_better_trend_and_the_way_there_are_told(decision: Ruleset) -> None:
    assessment = _year(47, 45)
    part = score(decision, assessment).part(PART)
    (rule,) = (rule for _, rule in decision.parts if rule.code == PART)
    far = away(decision, assessment, rule, part, Fraction(25))

    assert part.next_band is not None
    assert ("không đổi", 5, 2, False) == (
        part.next_band.label,
        part.next_band.gain,
        part.next_band.count,
        part.next_band.is_more,
    )
    assert (0, 5, 15, 25) == attainable(rule, part)
    assert far is not None
    assert (47, False) == (far.count, far.is_more)


def test_its_edges_score_as_the_rules_words_say(decision: Ruleset) -> None:
    cases = [case for case in boundary_cases(decision) if case.part == PART]

    assert ["không phát sinh", "giảm", "không đổi", "tăng"] == [case.band for case in cases]
    for case in cases:
        given_ = Assessment(MOUNTAIN, 2024, case.figures, case.previous)
        part = score(decision, given_).part(PART)
        assert (case.band, case.points) == (part.band, part.points)


def test_its_file_is_checked_and_described(decision: Ruleset) -> None:
    with pytest.raises(ProblemsFound) as caught:
        small_ruleset("điểm theo diễn biến: {không phát sinh: 20, giảm: 0, không đổi: 10, tăng: 0}")

    assert ["nguoc-chieu"] == [problem.code for problem in caught.value.problems]
    assert f'"const": "{KIND}"' in schema_text()
    assert "điểm theo diễn biến" in vocabulary()
    assert [] == [d for d in Plausibility(decision).doubts(_year(45, 46)) if d.heading == COUNT]


@examples(60)
@given(st.data())
def test_its_vector_form_gives_the_scorers_answers(data: st.DataObject) -> None:
    for ruleset in (small_ruleset(), small_ruleset(UNKNOWN), decision_with_it()):
        rows = data.draw(st.lists(assessments(ruleset), min_size=1, max_size=6))
        assert_rows_agree(ruleset, rows)


@pytest.mark.slow
def test_its_formulas_give_the_scorers_answers(decision: Ruleset) -> None:
    shown = CalculatedForm(decision)
    unknown = CalculatedForm(small_ruleset(UNKNOWN))
    counts = (None, 0, 1, 5, 6, 7)
    for now in counts:
        for before in counts:
            compare(shown, _year(now, before))
            figures, previous = (
                {"tong_so_tre_em": 100} | ({} if n is None else {"tre_bi_xam_hai": n})
                for n in (now, before)
            )
            compare(unknown, Assessment(MOUNTAIN, 2024, figures, previous))


def test_it_stands_in_the_rules_pages_and_the_verifiers_worksheet(decision: Ruleset) -> None:
    (rule,) = (rule for _, rule in decision.parts if rule.code == PART)
    text = rules_text(decision)

    assert f"({rule.unit}), {KIND}" in text
    assert {"Phần 8.1: giảm", "Phần 8.1: tăng"} <= {
        row.what for group in review_groups(decision) for row in group.rows
    }
    assert "không phát sinh: 25\ngiảm: 15\nkhông đổi: 5\ntăng: 0" == band_words(rule)


def test_its_sentence_stands_in_the_page_and_the_word_files(decision: Ruleset) -> None:
    papers = dossier(score(decision, _year(44, 45)), STAMP)
    page = html_template(commune_set()).packed(papers)
    words = [Document(io.BytesIO(t.fill(papers))) for t in docx_templates(commune_set())]
    sentence = "kỳ này 44, kỳ trước 45: giảm, được 15/25 điểm."

    assert sentence in "".join(map(_text, words))
    assert sentence in bytes(page).decode()


def _text(document: Document) -> str:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([p.text for p in document.paragraphs] + [cell.text for cell in cells])


def test_advice_counts_its_fewer_cases_as_prevention(decision: Ruleset) -> None:
    low = _year(46, 45)
    figures = {**low.figures, "tre_khai_sinh_dung_quy_dinh": 331, "tre_duoi_5_tuoi_thap_coi": 100}
    sheet = score(decision, replace(low, figures=figures))
    steps = [step for route in advise(decision, sheet).routes for step in route.steps]

    assert (PART, 1) in {(step.part, step.cost.prevented) for step in steps}


def test_trials_of_a_ranking_move_its_points_too(decision: Ruleset) -> None:
    random = np.random.default_rng(7)
    points = {
        tuple(row.points for row in part.rows)
        for _ in range(20)
        for _, part in perturbed(decision, Limits(), random).parts
        if part.code == PART
    }

    assert 2 < len(points)
    assert assumed(decision).lower > 0
    for each in points:
        assert sorted(each, reverse=True) == list(each)


def test_a_public_site_is_made_of_its_results(decision: Ruleset) -> None:
    _, files = sample_edition(release(decision))
    pages = pages_of(files)

    assert "index.html" in pages
    assert any("suy dinh dưỡng thể nhẹ cân" in page for page in pages.values())
