"""A row of the register's table of results is the row of ``phuhop score -o``."""

from __future__ import annotations

from hypothesis import given, settings
from sample_sheets import STAMP
from strategies import assessments, decision_06

from registry.results import row_of
from reports.results_table import rows
from reports.to_json import as_result
from scoring.assessment import Assessment
from scoring.batch import BatchScorer
from scoring.batch_columns import columns_of
from scoring.results_table_reading import STATUS
from scoring.scorer import score


@settings(max_examples=60, deadline=None)
@given(assessments(decision_06()))
def test_a_row_of_the_stored_result_is_the_row_of_the_vector_scorer(
    assessment: Assessment,
) -> None:
    ruleset = decision_06()
    (expected,) = rows(BatchScorer(ruleset).score(columns_of(ruleset, [assessment])))
    made = row_of(as_result(score(ruleset, assessment), STAMP), "tự chấm")

    assert {**expected, STATUS: "tự chấm"} == made
