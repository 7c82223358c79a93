"""The workbook's formulas against the scorer, thousands of cases: IronCalc computes in process.

``test_form_formulas.py`` puts a few of them to LibreOffice, as a second engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.samples.demo import SAMPLES
from reports.workbook.prefill import of_assessment
from scoring.engine.assessment import Assessment
from scoring.forms.ids import NOW, VALUE, largest_count
from scoring.rules.boundaries import boundary_cases
from scoring.rules.indicators import Count, Ratio
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.trends import Trend
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from scoring.tables import cells
from scoring.tables.cell_text import CellFault
from tests.support.calculated_forms import (
    CalculatedForm,
    compare,
)
from tests.support.examples import examples
from tests.support.form_workbooks import ASSESSMENT, within_their_wholes
from tests.support.strategies import assessments, decision_06, small_rulesets

pytestmark = pytest.mark.slow

DRAFT = load(SAMPLES / "du-thao-mau.yaml")
BOTH = [decision_06(), DRAFT]
by_id = pytest.mark.parametrize("ruleset", BOTH, ids=lambda r: r.id)
Draw = Callable[[st.SearchStrategy[Any]], Any]


@cache
def of(ruleset_id: str) -> CalculatedForm:
    return CalculatedForm(next(ruleset for ruleset in BOTH if ruleset.id == ruleset_id))


@st.composite
def near_an_edge(draw: Draw, ruleset: Ruleset) -> Assessment:
    """Draw counts of any size on an edge of a band, one below or one above it."""
    figures: dict[str, int] = {}
    previous: dict[str, int] = {}
    largest = largest_count(ruleset)
    sizes = st.one_of(st.integers(1, 50), st.integers(1, 5_000), st.integers(1, largest))
    for _, part in ruleset.parts:
        step = draw(st.integers(-1, 1))
        match part:
            case BandScale(indicator=Ratio() as ratio):
                children = figures.setdefault(ratio.denominator, draw(sizes))
                edge = draw(st.sampled_from(sorted(part.edges))) / ratio.multiplier
                code, count = ratio.numerator, int(edge * children) + step
            case BandScale(indicator=Count(figure=code)):
                count = int(draw(st.sampled_from(sorted(part.edges)))) + step
            case AgainstPrevious(indicator=ratio):
                children = figures.setdefault(ratio.denominator, draw(sizes))
                earlier = previous.setdefault(ratio.denominator, draw(sizes))
                cases = previous.setdefault(ratio.numerator, draw(st.integers(0, 60)))
                code, count = ratio.numerator, cases * children // earlier + step
            case _:
                continue
        figures.setdefault(code, min(max(count, 0), largest))
    answers = {code: draw(st.booleans()) for code in ruleset.items}
    commune = draw(assessments(ruleset, blanks=False)).commune
    found = replace(
        ASSESSMENT, commune=commune, figures=figures, previous=previous, answers=answers
    )
    return within_their_wholes(found, ruleset)


@by_id
def test_every_edge_of_every_band_and_one_beside_it(ruleset: Ruleset) -> None:
    form = of(ruleset.id)
    reached: set[tuple[str, str | None]] = set()
    for case in boundary_cases(ruleset):
        figures = {**ASSESSMENT.figures, **case.figures}
        whole = replace(ASSESSMENT, figures=figures, previous=dict(case.previous))
        alone = replace(whole, figures=dict(case.figures), answers={})
        for assessment in (alone, within_their_wholes(_known(whole, ruleset), ruleset)):
            reached |= {(part.code, part.band) for part in compare(form, assessment).parts}
    for _, part in ruleset.parts:
        if isinstance(part, BandScale):
            assert {(part.code, band.label) for band in part.bands} <= reached
        elif isinstance(part, AgainstPrevious):
            assert {(part.code, trend.value) for trend in Trend} <= reached


def _known(assessment: Assessment, ruleset: Ruleset) -> Assessment:
    """Return what of an assessment another decision's form has."""
    figures = {code: n for code, n in assessment.figures.items() if code in ruleset.figures}
    previous = {c: n for c, n in assessment.previous.items() if c in ruleset.compared_figures}
    answers = dict.fromkeys(ruleset.items, True)
    return replace(assessment, figures=figures, previous=previous, answers=answers)


@by_id
@examples(300)
@given(st.data())
def test_counts_of_any_size_at_the_edges(ruleset: Ruleset, data: st.DataObject) -> None:
    compare(of(ruleset.id), data.draw(near_an_edge(ruleset)))


@by_id
@examples(300)
@given(st.data())
def test_whatever_a_commune_reports_and_leaves_blank(ruleset: Ruleset, data: st.DataObject) -> None:
    compare(of(ruleset.id), within_their_wholes(data.draw(assessments(ruleset)), ruleset))


@examples(24)
@given(st.data())
def test_the_form_of_any_decision(data: st.DataObject) -> None:
    ruleset = data.draw(small_rulesets())
    form = CalculatedForm(ruleset)
    for _ in range(6):
        compare(form, within_their_wholes(data.draw(assessments(ruleset)), ruleset))


def as_read(raw: Any) -> int | None:
    """Return the count as the reader of every table takes it, ``None`` for none."""
    try:
        return cells.count(raw)
    except CellFault:
        return None


def typed(raw: Any) -> tuple[Any, str]:
    """Return the count that the form makes of an input, and what stands beside it."""
    form = of(decision_06().id)
    form.filled({("tong_so_tre_em", NOW): raw})
    return form.figure("tong_so_tre_em"), form.check("tong_so_tre_em")


AS_TYPED = (
    *("1.065", " 256 ", "12\u00a0", "\u200b7", "0", "5,0", "5,00", "5.0", "12.00", "1.065,00"),
    *("1.234.567", "12.345", "9999999", "9.999.999", "10000000", "99.999.999", "1.000"),
    *("007", "00", "1.06", "1,065", "12.34", "1.000.00", "1.0.0", "5,000", "1e3", "1E+20", "-5"),
    *("+5", "-0", "5%", "1/2", "12:30", "12 trẻ", "2OOO", "１２", "0x1F", "=5", ".5", "5.", ","),
    *("1 000", "TRUE", "#N/A", "1.0000", "0.005", "0,0", "1.234.56", "a", "256\n", "2\t5", "'5"),
    *(0, 7, 21.2, 1.012, 0.5, -1, 15.0, 10_000_000, 1e12, True),
)


@pytest.mark.parametrize("raw", AS_TYPED, ids=repr)
def test_a_number_typed_as_text_counts_here_as_in_every_table(raw: Any) -> None:
    expected = as_read(raw)
    count, check = typed(raw)

    assert expected == count
    assert ("✔" == check) == (expected is not None), check


@examples(300)
@given(st.text("0123456789.,  \u00a0-e%", max_size=9))
def test_whatever_is_typed_of_digits_and_signs_counts_as_in_every_table(raw: str) -> None:
    assert as_read(raw) == typed(raw)[0]


def test_an_input_that_nobody_sees_is_blank_and_a_wrong_one_is_named() -> None:
    said = {
        " ": "? còn trống",
        "\u00a0": "? còn trống",
        21.2: "✘ đang là 21,2: cần số nguyên",
        1.012: "✘ đang là 1,012: cần số nguyên",
        -1: "✘ là số âm",
        10_000_000: "✘ lớn hơn 9.999.999",
        "12 trẻ": "✘ cần số nguyên từ 0",
    }

    assert said == {raw: typed(raw)[1] for raw in said}


UNIT = {code: value for code, value in of_assessment(ASSESSMENT).items() if code[1] == VALUE}


@pytest.mark.parametrize(
    ("changes", "group"),
    [
        ({"loai": ""}, 800),
        ({"loai": "", "ten_xa": "Phường Trăng Non", "vung_1": "", "tp_truc_thuoc_tw": "có"}, 900),
        ({"loai": "", "ten_xa": "Trăng Non"}, None),
        ({"loai": "", "ten_xa": "Xãtrăng"}, None),
        (
            {
                "loai": "phường",
                "vung_1": "",
                "tp_truc_thuoc_tw": "",
                "tinh": "Thành phố Rừng Thông",
            },
            900,
        ),
        ({"loai": "phường", "vung_1": "", "tp_truc_thuoc_tw": "", "tinh": "Rừng Thông"}, None),
    ],
)
def test_a_blank_kind_or_type_of_province_is_what_the_names_say(
    changes: dict[str, str], group: int | None
) -> None:
    form = of(decision_06().id)
    changed = {**UNIT, **{(id_, VALUE): value for id_, value in changes.items()}}
    form.filled({ids: value for ids, value in changed.items() if value})

    assert group == form.workings(form.plan.summary_row, "E")["E"]


@pytest.mark.parametrize(
    ("cases", "whole", "words"),
    [
        (
            86,
            200,
            "86 trên 200 là 43 %; nếu là 86 % thì khoảng 172 phiếu",
        ),
        (86, 120, "✔"),
        (
            47,
            101,
            "47 trên 101 là 46.53 %; nếu là 47 % thì khoảng 47 phiếu",
        ),
    ],
)
def test_a_percentage_typed_as_a_count_is_said_beside_the_cell(
    cases: int, whole: int, words: str
) -> None:
    form = of(decision_06().id)
    form.filled({("phieu_hai_long", NOW): cases, ("phieu_hop_le", NOW): whole})

    assert words == form.check("phieu_hai_long").removeprefix("? có phải đã ghi phần trăm? ")
