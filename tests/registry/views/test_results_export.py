"""A row of the register's table of results is the row of ``phuhop score -o``."""

from __future__ import annotations

from hypothesis import given

from scoring.base.problems import Place
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.results.columns import DECISION, STATUS, cells_of
from scoring.results.json_reading import row_of_result
from scoring.results.json_writing import as_result
from scoring.results.rows import Status
from scoring.results.table_writing import rows
from tests.support.examples import examples
from tests.support.sample_sheets import STAMP
from tests.support.strategies import assessments, decision_06


@examples(60)
@given(assessments(decision_06()))
def test_a_row_of_the_stored_result_is_the_row_of_the_vector_scorer(
    assessment: Assessment,
) -> None:
    ruleset = decision_06()
    (expected,) = rows(BatchScorer(ruleset).score(columns_of(ruleset, [assessment])))
    result = as_result(score(ruleset, assessment), STAMP.program)
    made = cells_of(row_of_result(result, Place(""), Status.SELF_SCORED))

    assert {**expected, STATUS: "tự chấm", **dict.fromkeys(DECISION)} == made
