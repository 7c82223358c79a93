"""Appraisals: own figures, rulings within their range, every fault at once."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.appraisal.appraised import ClaimedAndVerified, appraise
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding, Ruling, appraisal_of
from scoring.appraisal.reasons import reasons
from scoring.base.levels import Level
from scoring.base.problems import Place, ProblemsFound
from scoring.base.text import clean
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import explain
from scoring.engine.ruling import RULED, RulingsRefused
from scoring.engine.score_sheet import Outcome
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result, to_json
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS, STAMP
from tests.support.strategies import assessments, small_rulesets
from tests.support.strategies import decision_06 as decision

HERE = Place("tham-dinh.json")
MET = ASSESSMENTS["mien-nui-dat"]
NO_INFANTS = {"tre_duoi_1_tuoi": 0, "tre_duoi_1_tuoi_tiem_chung_day_du": 0}
RULING = Ruling("7", Fraction("12.5"), "Trạm y tế xác nhận năm nay không có trẻ dưới 1 tuổi")


def document(**own: Any) -> dict[str, Any]:
    base = {
        "format": "phuhop.appraisal/1",
        "commune": "99001",
        "year": 2024,
        "ruleset": "06-QD-TTg-2019",
    }
    return {**base, **own}


def appraised(ruleset: Ruleset, **own: Any) -> ClaimedAndVerified:
    found = Appraisal("99001", 2024, ruleset.id, **own)
    return appraise(ruleset, MET, found, HERE)


def messages(call: Any) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        call()
    return [f"[{p.code}] {p.message}" for p in caught.value.problems]


def test_a_figure_that_could_not_be_proven_counts_as_blank(decision_06: Ruleset) -> None:
    found = appraised(decision_06, figures={"tre_duoc_kham_suc_khoe": None})

    assert Outcome.SCORED is found.claimed.part("9").outcome
    assert Outcome.MISSING is found.verified.part("9").outcome
    assert (Fraction(0), Fraction(50)) == (
        found.verified.part("9").minimum,
        found.verified.part("9").maximum,
    )


def test_what_the_verifier_does_not_touch_stays_as_reported(decision_06: Ruleset) -> None:
    found = appraised(decision_06)

    assert found.claimed == found.verified
    assert MET == found.verified_assessment


def test_a_ruled_part_is_scored_and_says_who_decided_and_why(decision_06: Ruleset) -> None:
    ruling = replace(RULING, by="Hội đồng thẩm định", citation="Biên bản ngày 20/11/2024")
    found = appraised(decision_06, figures=NO_INFANTS, rulings=(ruling,))
    part = found.verified.part("7")
    text = explain(found.verified).parts["7"].text

    assert (Outcome.SCORED, Fraction("12.5"), Outcome.NEEDS_APPRAISAL) == (
        part.outcome,
        part.points,
        part.ruled_outcome,
    )
    assert (
        "Số trẻ em dưới 1 tuổi là 0 nên không tính được tỷ số (căn cứ: Văn bản chưa quy định). "
        "Người thẩm định (Hội đồng thẩm định) quyết định: được 12,5/50 điểm. Lý do: Trạm y tế xác "
        "nhận năm nay không có trẻ dưới 1 tuổi (căn cứ: Biên bản ngày 20/11/2024)."
    ) == text
    assert {
        "instead_of": "NEEDS_APPRAISAL",
        "reason": ruling.reason,
        "citation": ruling.citation,
        "by": ruling.by,
    } == _parts(as_result(found.verified, STAMP.program))["7"]["ruling"]


def test_a_result_without_rulings_has_no_word_of_them(decision_06: Ruleset) -> None:
    assert "ruling" not in to_json(score(decision_06, MET), STAMP.program)


def test_reading_back_what_was_written_gives_the_same_appraisal(decision_06: Ruleset) -> None:
    finding = PartFinding("ly-do-khac", "Sổ ghi 90", EvidenceFinding.PARTLY)
    found = Appraisal(
        "99001",
        2024,
        decision_06.id,
        assessment_sha256="0" * 64,
        appraiser="Trần Thị Mẫu",
        figures={**NO_INFANTS, "tre_duoc_kham_suc_khoe": None},
        previous={"tong_so_tre_em": 1200},
        answers={"11.1": False, "11.2": None},
        parts={"9": finding},
        rulings=(RULING,),
    )
    text = json.dumps(found.canonical(), ensure_ascii=False)

    assert found == appraisal_of(json.loads(text), decision_06, HERE)


def test_every_fault_of_a_document_is_told_at_once(decision_06: Ruleset) -> None:
    wrong = document(
        commune="9901",
        year=1800,
        day="2024-13-01",
        figures={"tre_duoi_1_tuoi": -4, "tre_duoi_1_tui": 3},
        previous={"phieu_hop_le": 200},
        answers={"1.1": "có"},
        parts={"9": {"reason": "vi-sao"}, "77": {}, "10": {"reason": "ly-do-khac"}},
        rulings=[
            {"part": "3", "points": "1,5", "reason": "…"},
            {"part": "3", "points": 50},
        ],
        tac_gia="x",
    )

    assert [
        "[co-khong] «có» không phải có hoặc không",
        "[khoa-la] khóa «tac_gia» không có trong mẫu",
        "[khong-phai-ngay] «2024-13-01» không phải là ngày",
        "[khong-phai-so] «1,5» không phải số điểm",
        "[ly-do-la] không có mã lý do «vi-sao»",
        "[ma-la] bộ tiêu chí không dùng mã «phieu_hop_le» ở đây",
        "[ma-la] bộ tiêu chí không dùng mã «tre_duoi_1_tui» ở đây",
        "[ma-xa-sai] «9901» không đúng dạng",
        "[nam-sai] năm «1800» nằm ngoài 1990–2100",
        "[phan-la] không có phần «77»",
        "[so-ngoai-khoang] «-4» không phải số đếm của một xã",
        "[thieu-khoa] thiếu khóa «reason»",
        "[thieu-loi] phần 10: lý do «Lý do khác» phải ghi rõ",
    ] == messages(lambda: appraisal_of(wrong, decision_06, HERE))


def test_rulings_that_do_not_fit_are_refused_with_the_reason(decision_06: Ruleset) -> None:
    rulings = (
        replace(RULING, points=Fraction(51)),
        replace(RULING, part="8.1"),
        replace(RULING, part="9"),
        replace(RULING, part="8"),
        replace(RULING, reason=" "),
    )
    figures = {**NO_INFANTS, "tre_duoc_kham_suc_khoe": None}

    assert [
        "[diem-ngoai-khoang] phần 7: 51 điểm nằm ngoài khoảng còn có thể (0–50)",
        "[khong-can-quyet-dinh] phần 8.1 đã chấm được 15 điểm theo số liệu, không để ngỏ cho ai",
        "[khong-can-quyet-dinh] phần 9 thiếu số liệu: Số trẻ em được khám sức khỏe định kỳ",
        "[phan-la] không có phần «8»",
        "[thieu-ly-do] quyết định về phần 7 không có lý do",
        "[trung-quyet-dinh] phần 7 có hai quyết định",
    ] == messages(lambda: appraised(decision_06, figures=figures, rulings=rulings))


def test_the_scorer_refuses_what_does_not_fit_by_itself(decision_06: Ruleset) -> None:
    with pytest.raises(RulingsRefused) as caught:
        score(decision_06, MET, [RULING])

    assert ["khong-can-quyet-dinh"] == [refusal.code for refusal in caught.value.refusals]


def test_an_appraisal_of_another_dossier_is_refused(decision_06: Ruleset) -> None:
    other = Appraisal("99002", 2023, "34-QD-TTg-2014", assessment_sha256="0" * 64)
    older = Appraisal("99001", 2024, "06-QD-TTg-2019", assessment_sha256="0" * 64)

    assert [
        "[khac-ban] số liệu tự chấm đã đổi sau khi lập bản thẩm định",
    ] == messages(lambda: appraise(decision_06, MET, older, HERE))
    # Whose it is says why the figures differ.
    assert [
        "[khac-bo-tieu-chi] bản thẩm định theo «34-QD-TTg-2014», nay chấm theo 06-QD-TTg-2019",
        "[khac-nam] bản thẩm định năm 2023, biểu năm 2024",
        "[khac-xa] bản thẩm định của mã «99002», biểu của Xã Suối Mơ (99001)",
    ] == messages(lambda: appraise(decision_06, MET, other, HERE))


def test_figures_of_another_commune_are_not_held_against_this_one(decision_06: Ruleset) -> None:
    other = Appraisal("99002", 2024, "06-QD-TTg-2019", figures={"tre_duoi_1_tuoi": 1})

    assert [
        "[khac-xa] bản thẩm định của mã «99002», biểu của Xã Suối Mơ (99001)",
    ] == messages(lambda: appraise(decision_06, MET, other, HERE))


def test_verified_figures_may_not_exceed_their_whole(decision_06: Ruleset) -> None:
    told = messages(lambda: appraised(decision_06, figures={"tre_duoi_1_tuoi": 90}))

    assert 1 == len(told)
    assert told[0].startswith("[vuot-qua] «Số trẻ em dưới 1 tuổi được tiêm chủng đầy đủ")
    assert told[0].endswith("(93) vượt quá «Số trẻ em dưới 1 tuổi» (90)")


def test_the_list_of_reasons_is_closed_and_one_of_them_asks_for_words() -> None:
    assert {"ly-do-khac"} == {code for code, reason in reasons().items() if reason.needs_text}


@given(st.data())
def test_a_ruling_keeps_the_total_inside_the_interval_of_before(data: Any) -> None:
    ruleset = data.draw(small_rulesets())
    assessment: Assessment = data.draw(assessments(ruleset))
    before = score(ruleset, assessment)
    open_ = [part for part in before.parts if part.outcome in RULED]
    chosen = [part for part in open_ if data.draw(st.booleans())]
    rulings = [
        Ruling(
            part.code,
            part.minimum + (part.maximum - part.minimum) * data.draw(st.fractions(0, 1)),
            "Hội đồng quyết định",
        )
        for part in chosen
    ]
    after = score(ruleset, assessment, rulings)

    assert before.total.minimum <= after.total.minimum
    assert after.total.maximum <= before.total.maximum
    assert {ruling.part for ruling in rulings} == {p.code for p in after.parts if p.ruling}
    for ruling in rulings:
        assert ruling.points == after.part(ruling.part).points
    for was, now in zip(before.parts, after.parts, strict=True):
        # A person's decision never makes a number look better founded than it was.
        assert now.level.strength <= was.level.strength
        assert was == now or now.ruling is not None
    assert [] == [p for p in after.parts if p.ruled_outcome is Outcome.UNKNOWN_RULE and
                  p.level is not Level.ASSUMED]  # fmt: skip


COUNTS = st.one_of(st.none(), st.integers(0, 10**9 - 1))
WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40)


@st.composite
def appraisals(draw: Any, ruleset: Ruleset) -> Appraisal:
    """Draw what a verifier may say; texts are already as a reader leaves them."""
    maybe = st.one_of(st.none(), WORDS.map(clean).filter(bool))
    compared = sorted(ruleset.compared_figures)
    codes = [part.code for _, part in ruleset.parts]
    findings = st.builds(
        PartFinding,
        st.sampled_from([code for code, reason in reasons().items() if not reason.needs_text]),
        maybe,
        st.one_of(st.none(), st.sampled_from(EvidenceFinding)),
    )
    rulings = st.builds(
        Ruling,
        st.sampled_from(codes),
        st.integers(0, 2000).map(lambda halves: Fraction(halves, 2)),
        WORDS.map(clean).filter(bool),
        maybe,
        maybe,
    )
    return Appraisal(
        "99001",
        draw(st.integers(1990, 2100)),
        ruleset.id,
        appraiser=draw(maybe),
        position=draw(maybe),
        day=draw(st.one_of(st.none(), st.dates())),
        figures=draw(st.dictionaries(st.sampled_from(sorted(ruleset.figures)), COUNTS)),
        previous=draw(st.dictionaries(st.sampled_from(compared), COUNTS)),
        answers=draw(
            st.dictionaries(
                st.sampled_from(sorted(ruleset.items)), st.one_of(st.none(), st.booleans())
            )
        ),
        parts=draw(st.dictionaries(st.sampled_from(codes), findings)),
        rulings=tuple(draw(st.lists(rulings, max_size=3))),
    )


@given(appraisals(decision()))
def test_any_appraisal_comes_back_from_its_json(found: Appraisal) -> None:
    text = json.dumps(found.canonical(), ensure_ascii=False)

    assert found == appraisal_of(json.loads(text), decision(), HERE)
    assert found.sha256 == appraisal_of(json.loads(text), decision(), HERE).sha256


def _parts(result: dict[str, Any]) -> dict[str, Any]:
    return {part["code"]: part for criterion in result["criteria"] for part in criterion["parts"]}
