"""What was typed into a draft comes to what the same figures come to anywhere else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.drafting.assembling import Whose, assembled
from phuhop.usecases.drafting.fields import Takes, fields_of
from phuhop.usecases.drafting.live import live
from phuhop.usecases.drafting.typing_back import typed_of
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.forms.form import EvidenceGiven, Form
from scoring.forms.ids import AREA_FIELDS
from scoring.rules.ruleset import Ruleset
from tests.support.scored_years import best_year

MINE = Whose("99001", "Xã Thử", 2024)
VACCINATED, INFANTS = "tre_duoi_1_tuoi_tiem_chung_day_du", "tre_duoi_1_tuoi"
TYPED = typed_of(best_year())


def test_a_draft_scores_what_its_assessment_scores(decision_06: Ruleset) -> None:
    found = assembled(decision_06, MINE, TYPED)

    assert best_year() == found.assessment
    assert {} == found.faults
    shown = live(decision_06, found)
    assert shown is not None
    assert score(decision_06, best_year()) == shown.sheet


def test_a_blank_is_never_zero(decision_06: Ruleset) -> None:
    texts = {id_: text for id_, text in TYPED.items() if id_ != f"figures.{VACCINATED}"}

    found = assembled(decision_06, MINE, texts)

    assert found.assessment is not None
    assert VACCINATED not in found.assessment.figures
    shown = live(decision_06, found)
    assert shown is not None
    assert "từ 0 đến 50" == shown.card("7").points


@pytest.mark.parametrize("wrong", ["ba", "-3", "12,5", "95 %", "1,234", "99999999999", "không"])
def test_what_is_no_count_stays_typed_is_told_and_is_left_out(
    decision_06: Ruleset, wrong: str
) -> None:
    field = f"figures.{VACCINATED}"

    found = assembled(decision_06, MINE, {**TYPED, field: wrong})

    assert {field} == found.left_out
    assert found.assessment is not None
    assert VACCINATED not in found.assessment.figures
    assert not found.may_be_handed_in


def test_a_part_above_its_whole_is_left_out_and_earns_nothing(decision_06: Ruleset) -> None:
    field = f"figures.{VACCINATED}"

    found = assembled(decision_06, MINE, {**TYPED, field: "51"})

    assert {field} == found.left_out
    shown = live(decision_06, found)
    assert shown is not None
    assert "từ 0 đến 50" == shown.card("7").points


@pytest.mark.parametrize("wrong", ["51", "ba"])
def test_what_was_typed_wrongly_is_not_called_blank_beside_its_other_half(
    decision_06: Ruleset, wrong: str
) -> None:
    blank = {id_: text for id_, text in TYPED.items() if id_ != f"figures.{VACCINATED}"}

    found = assembled(decision_06, MINE, {**blank, f"figures.{VACCINATED}": wrong})

    assert f"figures.{INFANTS}" not in found.doubts
    assert f"figures.{INFANTS}" in assembled(decision_06, MINE, blank).doubts


PRIVATE_WORDS = "cháu Nguyễn Văn A sinh 12/3/2015"
_WORDS = (Takes.TEXT, Takes.PARAGRAPH, Takes.DAY)


def test_words_that_name_a_child_are_told_beside_every_field_that_takes_words(
    decision_06: Ruleset,
) -> None:
    """Of evidence and of notes the first rows stand for all: their ids differ by a number."""
    fields = [field for field in fields_of(decision_06).values() if field.takes in _WORDS]
    by_kind = {(f.group, f.column, f.takes, f.code.partition(":")[0]): f.id for f in fields}
    kinds = {key[:3] if key[0] in {"notes", "sources", "evidence"} else key: key for key in by_kind}

    for key in kinds.values():
        field = by_kind[key]
        found = assembled(decision_06, MINE, {**TYPED, field: PRIVATE_WORDS})
        told = [problem for problems in found.faults.values() for problem in problems]

        assert {field} == found.left_out
        assert not any("Nguyễn" in f"{p.message} {p.hint}" for p in told), field


def test_a_figure_with_words_that_name_a_child_is_refused_and_not_printed(
    decision_06: Ruleset,
) -> None:
    field = f"figures.{VACCINATED}"
    found = assembled(decision_06, MINE, {**TYPED, field: f"1 ({PRIVATE_WORDS})"})
    (problem,) = found.faults[field]

    assert problem.message.startswith("«…» không phải là số")


def test_areas_that_nobody_answered_are_told_and_an_answer_is_none(decision_06: Ruleset) -> None:
    areas = [f"unit.{field.id}" for field in AREA_FIELDS.values()]
    blank = {id_: text for id_, text in TYPED.items() if id_ not in areas}
    found = assembled(decision_06, MINE, blank)
    answered = assembled(decision_06, MINE, {**blank, **dict.fromkeys(areas, "không")})

    (doubt,) = found.doubts[areas[0]]
    assert "nếu thuộc miền núi, hải đảo hoặc đặc biệt khó khăn thì ngưỡng 800" in doubt.message
    shown = live(decision_06, found)
    assert shown is not None
    assert 1 == len(shown.sheet.other_groups)
    assert not set(areas) & answered.doubts.keys()


def test_days_are_taken_as_people_write_them(decision_06: Ruleset) -> None:
    texts = {
        **TYPED,
        "profile.ho_so_ngay": "5-11-2024",
        "evidence.1.1:1.ngay": "3/2/2024",
        "evidence.1.2:1.ngay": "31/2/2024",
    }

    found = assembled(decision_06, MINE, texts)

    assert "05/11/2024" == found.form.profile["ho_so_ngay"]
    assert date(2024, 2, 3) == found.form.evidence["1.1:1"].day
    assert {"evidence.1.2:1.ngay"} == found.left_out


def test_a_unit_without_its_kind_is_not_scored(decision_06: Ruleset) -> None:
    found = assembled(decision_06, MINE, {})

    assert found.assessment is None
    assert live(decision_06, found) is None
    assert ["unit.loai"] == [*found.faults]


def test_ids_that_are_no_field_are_passed_over(decision_06: Ruleset) -> None:
    strange = {**TYPED, "figures.khong_co": "5", "unit.ma_xa": "00001", "x": "y"}

    assert assembled(decision_06, MINE, TYPED) == assembled(decision_06, MINE, strange)


def test_what_a_form_holds_comes_back_from_its_texts(decision_06: Ruleset) -> None:
    form = Form(
        decision_06.id,
        decision_06.sha256,
        "2024",
        {"ho_so_nguoi_lap": "Lò Thị Mơ"},
        {INFANTS: "Trạm y tế"},
        {INFANTS: "đã rà soát"},
        {"1.1:1": EvidenceGiven("12/KH-UBND", date(2024, 3, 5), "UBND xã", "trang 2")},
    )

    found = assembled(decision_06, MINE, typed_of(best_year(), form))

    assert best_year() == found.assessment
    assert form == found.form


COUNTS = st.one_of(st.integers(0, 2_000).map(str), st.just(""), st.sampled_from(["x", "-1", "3,5"]))


@given(data=st.data())
def test_whatever_is_typed_the_points_are_those_of_what_counts(
    decision_06: Ruleset, data: st.DataObject
) -> None:
    known = fields_of(decision_06)
    counts = [id_ for id_, one in known.items() if one.takes is Takes.COUNT]
    changed = data.draw(st.dictionaries(st.sampled_from(counts), COUNTS, max_size=12))
    texts = {**TYPED, **changed}

    found = assembled(decision_06, MINE, texts)
    shown = live(decision_06, found)

    assert found.assessment is not None
    assert shown is not None
    assert score(decision_06, found.assessment) == shown.sheet
    # What counts is exactly what was typed, was no fault, and is no blank.
    kept = {id_: text for id_, text in texts.items() if text and id_ not in found.left_out}
    assert _counts(found.assessment) == {
        id_: int(text) for id_, text in kept.items() if id_ in counts
    }


def _counts(assessment: Assessment) -> dict[str, int]:
    return {
        **{f"figures.{code}": count for code, count in assessment.figures.items()},
        **{f"previous.{code}": count for code, count in assessment.previous.items()},
    }
