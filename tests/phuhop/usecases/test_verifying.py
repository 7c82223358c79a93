"""What a verifier types comes to what the same worksheet comes to; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.verifying.assembling import Reported, Verified, verified
from phuhop.usecases.verifying.fields import verifier_fields
from phuhop.usecases.verifying.looking_first import decisive, decisive_of
from phuhop.usecases.verifying.typing_back import typed_of_appraisal
from scoring.appraisal.appraised import appraise
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding
from scoring.base.problems import Place
from scoring.engine.score_sheet import Ruling
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from tests.support.scored_years import best_year

VACCINATED, INFANTS = "tre_duoi_1_tuoi_tiem_chung_day_du", "tre_duoi_1_tuoi"


@pytest.fixture(scope="module")
def reported(decision_06: Ruleset) -> Reported:
    assessment = best_year()
    return Reported(decision_06, assessment, score(decision_06, assessment))


def test_typed_figures_come_to_the_appraisal_of_the_same_sheet(reported: Reported) -> None:
    appraisal = Appraisal(
        reported.assessment.commune.code,
        reported.assessment.year,
        reported.ruleset.id,
        assessment_sha256=reported.assessment.sha256,
        appraiser="Trần Thị Mơ",
        position="Chuyên viên",
        day=date(2024, 11, 25),
        is_seen=True,
        figures={VACCINATED: 40, INFANTS: None},
        answers={"1.1": False},
        parts={"7": PartFinding("chua-co-tai-lieu", None, EvidenceFinding.PARTLY)},
    )
    found = verified(reported, typed_of_appraisal(appraisal))

    assert appraisal == found.appraisal
    assert {} == found.faults
    assert found.appraised == appraise(
        reported.ruleset, reported.assessment, appraisal, Place(""), reported.sheet
    )


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (f"figures.{VACCINATED}", "ba mươi", "khong-phai-so"),
        (f"figures.{VACCINATED}", "999999", "vuot-qua"),
        ("answers.1.1", "chắc là có", "co-khong"),
        ("parts.7.reason", "Vì sao không", "ly-do-la"),
        ("parts.7.reason", "Lý do khác", "thieu-loi"),
        ("parts.7.text", "Nhà cháu Lò Thị Pàng sinh ngày 12/03/2019", "chu-rieng-tu"),
        ("rulings.7.points", "10", "thieu-ly-do"),
        ("sheet.day", "hôm qua", "ngay-sai"),
        ("remarks.7", "Cháu Lò Thị Pàng sinh ngày 12/03/2019", "chu-rieng-tu"),
    ],
)
def test_what_is_at_fault_is_told_beside_its_field_and_left_out(
    reported: Reported, field: str, text: str, code: str
) -> None:
    other = f"figures.{INFANTS}"
    found = verified(reported, {field: text, other: str(reported.assessment.figures[INFANTS])})

    assert [code] == [problem.code for problem in found.faults[field]]
    assert {other.partition(".")[2]} == {*found.appraisal.figures}


def test_a_decision_where_the_figures_decide_is_told_and_left_out(reported: Reported) -> None:
    found = verified(reported, {"rulings.7.points": "10", "rulings.7.reason": "Thấy nên cho"})

    assert "khong-can-quyet-dinh" == found.faults["rulings.7.points"][0].code
    assert () == found.appraisal.rulings


def test_what_nothing_proves_counts_as_blank_and_never_as_zero(reported: Reported) -> None:
    found = verified(reported, {f"figures.{VACCINATED}": "Không chứng minh được"})
    part = next(one for one in found.appraised.verified.parts if one.code == "7")

    assert part.points is None
    assert VACCINATED not in found.appraised.verified_assessment.figures


TEXTS = st.sampled_from(
    ["", "0", "12", "ba", "không chứng minh được", "có", "không", "99999999", "12,5"]
)


@given(st.data())
def test_any_texts_at_all_come_to_something_and_nothing_wrong_counts(
    reported: Reported, data: st.DataObject
) -> None:
    ids = data.draw(
        st.lists(st.sampled_from(sorted(verifier_fields(reported.ruleset))), max_size=8)
    )
    typed = {id_: data.draw(TEXTS) for id_ in ids}
    found = verified(reported, typed)

    assert isinstance(found, Verified)
    kept = {id_: text for id_, text in typed.items() if id_ not in found.faults}
    assert replace(found, faults={}) == verified(reported, kept)


def test_what_decides_survives_being_kept_as_plain_values(reported: Reported) -> None:
    found = decisive(reported.ruleset, reported.assessment, reported.sheet)

    assert found == decisive_of(found.plain)
    assert found.sentences[0].text == found.nearest
    assert "thì kết luận thành «" in found.nearest


def test_a_decision_on_an_open_part_is_typed_back(reported: Reported) -> None:
    ruling = Ruling("2", Fraction(25, 2), "Không có trẻ sinh trong năm", "Điều 5", "Chủ tịch")
    appraisal = Appraisal("99001", 2024, reported.ruleset.id, rulings=(ruling,))

    assert {
        "rulings.2.points": "12,5",
        "rulings.2.reason": "Không có trẻ sinh trong năm",
        "rulings.2.citation": "Điều 5",
        "rulings.2.by": "Chủ tịch",
    } == typed_of_appraisal(appraisal)
