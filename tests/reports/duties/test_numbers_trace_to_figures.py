"""Change one figure of one commune: exactly the lines that rest on it change, to the new number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reports.duties.figures import figure_words
from reports.duties.outlined import (
    COUNCIL_SET,
    YEAR_SET,
    OutlinedMaterial,
    outlined_documents,
    report_set,
)
from reports.plans.words import tracked_words
from reports.wording.stamp import Stamp
from scoring.base.quantities import vietnamese
from scoring.duties.outline import COUNCIL, YEAR_RESULT, load_outline
from scoring.plans.loading import adopted_plan
from scoring.plans.tracking import Sources, tracked
from scoring.rules.ruleset import Ruleset
from scoring.totals.indicators import load_indicators
from scoring.totals.place_sums import PlaceYear
from tests.support.plan_places import place, units
from tests.support.word_files import as_text

STAMP = Stamp("26.11.0")
PLAN = adopted_plan("qg-23-2021")
ADDED = 1_000_003
"""So large that the number it makes stands nowhere else."""
USED = sorted({code for one in load_indicators().values() for code in one.figures})


def _years(ruleset: Ruleset, changed: str | None = None) -> dict[int, PlaceYear]:
    first = {code: 20 + at for at, code in enumerate(sorted(ruleset.figures))}
    second = {code: 50 + at for at, code in enumerate(sorted(ruleset.figures))}
    if changed is not None:
        second[changed] += ADDED
    before = {code: 10 + at for at, code in enumerate(sorted(ruleset.figures))}
    return {2024: place(2024, [before]), 2025: place(2025, [first, second], count=units(1, 1))}


def _lines(years: Mapping[int, PlaceYear]) -> dict[str, tuple[str, ...]]:
    found = {
        code: (words.now, words.before, words.coverage)
        for code, words in zip(
            load_indicators(), figure_words(load_indicators(), years, 2025), strict=True
        )
    }
    for one in tracked(PLAN, 2025, Sources(years, {})):
        words = tracked_words(one)
        found[f"chỉ tiêu {one.target.code}"] = (words.value, words.before, words.mark)
    return found


def _rests_on(line: str, figure: str) -> bool:
    indicators = load_indicators()
    if line in indicators:
        return figure in indicators[line].figures
    (target,) = [one for one in PLAN.targets if f"chỉ tiêu {one.code}" == line]
    return target.indicator is not None and figure in indicators[target.indicator].figures


@pytest.mark.parametrize("figure", USED)
def test_a_figure_moves_the_lines_that_rest_on_it_and_no_other(
    figure: str, decision_06: Ruleset
) -> None:
    before, after = _lines(_years(decision_06)), _lines(_years(decision_06, figure))

    assert {line for line in before if _rests_on(line, figure)} == {
        line for line in before if before[line] != after[line]
    }


@pytest.mark.parametrize("figure", USED)
@pytest.mark.parametrize(
    ("outline", "documents"), [(COUNCIL, COUNCIL_SET), (YEAR_RESULT, YEAR_SET)]
)
def test_the_paper_prints_the_new_sum(
    outline: object, documents: object, figure: str, decision_06: Ruleset
) -> None:
    years = _years(decision_06, figure)
    wanted = sum(one.figures[figure] for one in years[2025].reports.values())
    found = load_outline(outline)  # type: ignore[arg-type]
    printed = {code for section in found.sections for code in section.indicators}
    if not any(figure in load_indicators()[code].figures for code in printed):
        return
    material = OutlinedMaterial(
        found,
        "tỉnh Mẫu",
        2025,
        years,
        {},
        None,
        PLAN,
        tracked(PLAN, 2025, Sources(years, {})),
    )
    made = outlined_documents(report_set(documents), material, STAMP)  # type: ignore[arg-type]
    text = "".join(as_text(content) for content in made.values())

    assert vietnamese(wanted) in text
    unchanged = OutlinedMaterial(found, "tỉnh Mẫu", 2025, _years(decision_06), {}, None)
    plain = outlined_documents(report_set(documents), unchanged, STAMP)  # type: ignore[arg-type]
    assert vietnamese(wanted) not in "".join(as_text(content) for content in plain.values())
