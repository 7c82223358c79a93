"""Figures that can be true but hardly are: told with both readings, and never of honest rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import criteria
from scoring.engine.lost_rates import FEWEST, HUNDRED, LostRate, lost_rates
from scoring.intake.rows.plausibility import Plausibility
from scoring.simulation.model import PARAMETERS, load_model
from scoring.simulation.places import invent
from scoring.units.loading import load_units
from tests.support.form_workbooks import ASSESSMENT, a_form
from tests.support.form_workbooks import taken as forms_taken
from tests.support.intake_tables import DECISION_06, ROOT, assessments, taken

RATES = {rate.part: rate for rate in lost_rates(DECISION_06)}
SLIPS = {"co-the-la-phan-tram", "xa-muc-co-diem", "thay-doi-lon"}


def warned(**figures: int) -> list[str]:
    """What is said of a form with these figures instead of its own."""
    changed = {**ASSESSMENT.figures, **figures}
    intake = forms_taken(a_form(replace(ASSESSMENT, figures=changed)))
    assert intake.entries
    return [f"[{p.code}] {p.message}" for p in intake.problems]


def test_a_percentage_in_a_form_is_told_with_both_readings() -> None:
    total = ASSESSMENT.figures["tong_so_tre_em"]
    meant = f"{(95 * total + 50) // 100:,}".replace(",", ".")

    (line,) = warned(tre_duoc_kham_suc_khoe=95)
    assert line.startswith("[co-the-la-phan-tram] «Số trẻ em được khám sức khỏe định kỳ»: 95 trên ")
    assert line.endswith(f"nếu là 95 % thì khoảng {meant} trẻ em")


def test_one_figure_that_loses_a_criterion_is_told_in_a_form() -> None:
    total = ASSESSMENT.figures["tong_so_tre_em"]

    (line,) = warned(tre_duoc_kham_suc_khoe=total * 6 // 10)
    assert line.startswith("[diem-liet-vi-mot-so] «Số trẻ em được khám sức khỏe định kỳ»: ")
    assert "tiêu chí 9 được 0 điểm (điểm liệt) vì số này: " in line


@pytest.mark.parametrize(("part", "edge"), [("7", 90), ("9", 70), ("13", 70)])
def test_from_two_thirds_of_the_lowest_rate_on_a_percentage_may_be_meant(
    part: str, edge: int
) -> None:
    rate, least = RATES[part], -(-2 * edge // 3)

    assert rate.may_be_percent(least, 2 * HUNDRED)
    assert not rate.may_be_percent(least - 1, 2 * HUNDRED)
    # 92 of 100 is a count; 101 is no percentage; 95 of 120 may be honest.
    assert not rate.may_be_percent(92, HUNDRED)
    assert not rate.may_be_percent(101, 10_000)
    assert not rate.may_be_percent(95, 120)


def test_of_the_lower_the_better_a_small_number_is_no_percentage() -> None:
    assert not RATES["8.1"].may_be_percent(11, 1_000)


@given(st.sampled_from([*RATES.values()]), st.integers(0, 10**5), st.integers(1, 10**5))
def test_the_quick_look_overlooks_nothing(rate: LostRate, cases: int, whole: int) -> None:
    a, b = rate.screen

    if rate.may_be_percent(cases, whole) or rate.is_far(cases, whole):
        assert a * cases <= b * whole


def test_of_few_no_rate_is_far() -> None:
    assert not any(rate.is_far(0, FEWEST - 1) for rate in RATES.values())
    assert RATES["9"].is_far(0, FEWEST)


def test_the_samples_are_not_doubted() -> None:
    intake = taken(ROOT / "phuhop" / "demo_data" / "so-lieu-mau.csv")

    assert 14 == len(assessments(intake))
    assert not SLIPS & {p.code for p in intake.problems}


def test_no_unit_of_a_simulated_nation_is_taken_for_a_slip() -> None:
    model = load_model(PARAMETERS, DECISION_06)
    columns = invent(model, DECISION_06, load_units(criteria.UNITS), year=2026, seed=7).columns
    now = {code: column.values.tolist() for code, column in columns.figures.items()}
    before = {code: column.values.tolist() for code, column in columns.previous.items()}
    plausible = Plausibility(DECISION_06)
    found = [
        doubt.code
        for row in range(len(columns.communes))
        for doubt in plausible.doubts(
            replace(
                ASSESSMENT,
                figures={code: values[row] for code, values in now.items()},
                previous={code: values[row] for code, values in before.items()},
            )
        )
    ]

    assert 3_321 == len(columns.communes)
    assert not SLIPS & {*found}
