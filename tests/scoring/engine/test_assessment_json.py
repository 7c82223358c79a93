"""From canonical JSON back to the assessment: exactly, or with every fault told."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.communes import Commune, CommuneKind
from scoring.base.problems import Place, ProblemsFound
from scoring.base.text import clean
from scoring.engine.assessment import Assessment
from scoring.engine.assessment_json import assessment_of, strange_codes
from scoring.formats.strict_json import canonical, parsed
from tests.support.strategies import assessments, decision_06

PLACE = Place("assessment.json")
names = st.text(max_size=40).map(clean).filter(bool)


def a_document(**changes: Any) -> dict[str, Any]:
    commune = {
        "code": "99001",
        "name": "Xã Thử",
        "kind": "xã",
        "areas": ["miền núi"],
        "province": None,
        "district": None,
        "centrally_run_city": False,
    }
    document = {
        "commune": commune,
        "year": 2024,
        "figures": {"tong_so_tre_em": 12},
        "previous": {},
        "answers": {"1.1": True},
    }
    return {**document, **changes}


def a_commune(**changes: Any) -> dict[str, Any]:
    return a_document(commune={**a_document()["commune"], **changes})


def told(document: object) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        assessment_of(document, PLACE)
    return [str(problem).removeprefix("assessment.json: ") for problem in found.value.problems]


@given(st.data())
def test_what_is_written_canonically_is_read_back_the_same(data: st.DataObject) -> None:
    drawn = data.draw(assessments(decision_06()))
    commune = replace(
        drawn.commune,
        code=data.draw(st.from_regex(r"\A[0-9]{5}\Z").filter(str.isascii)),
        name=data.draw(names),
        kind=data.draw(st.sampled_from(CommuneKind)),
        province=data.draw(st.none() | names),
        district=data.draw(st.none() | names),
        centrally_run_city=data.draw(st.sampled_from([None, True, False])),
    )
    assessment = replace(drawn, commune=commune)
    document = parsed(canonical(assessment.canonical()), PLACE)
    again = assessment_of(document, PLACE)

    assert assessment == again
    assert assessment.sha256 == again.sha256


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*a_document(), *a_document()["commune"], "x"]), inner, max_size=7
            )
        ),
        max_leaves=30,
    )
)
def test_no_document_ends_in_a_traceback(document: object) -> None:
    with suppress(ProblemsFound):
        assert document == assessment_of(document, PLACE).canonical()


def test_an_assessment_without_any_figure_is_read() -> None:
    empty = Assessment(Commune("99001", "Xã Thử", CommuneKind.COMMUNE), 2024)

    assert empty == assessment_of(empty.canonical(), PLACE)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "[sai-kieu] cần nhóm giá trị {…}, ở đây là danh sách"),
        (a_document(nam=2024), "[khoa-la] không có khóa «nam»"),
        (
            {k: v for k, v in a_document().items() if k != "answers"},
            "[thieu-khoa] thiếu khóa «answers»",
        ),
        (a_document(year="2024"), "[sai-kieu] «year»: cần số nguyên, ở đây là chữ"),
        (a_document(year=True), "[sai-kieu] «year»: cần số nguyên, ở đây là đúng/sai"),
        (a_document(year=1), "[so-qua-lon] «year»: 1 nằm ngoài 1.990–2.100"),
        (a_document(figures={"a": -1}), "[so-am] «figures.a»: -1 là số âm"),
        (
            a_document(figures={"a": 1.0}),
            "[sai-kieu] «figures.a»: cần số nguyên, ở đây là số có phần lẻ",
        ),
        (
            a_document(previous={"a": None}),
            "[sai-kieu] «previous.a»: cần số nguyên, ở đây là null",
        ),
        (
            a_document(figures={"a": 10**9}),
            "[so-qua-lon] «figures.a»: 1.000.000.000 nằm ngoài 0–999.999.999",
        ),
        (a_document(figures={"a b": 1}), "[khoa-la] «figures»: «a b» không phải là một mã"),
        (
            a_document(figures={"a" * 101: 1}),
            f"[khoa-la] «figures»: mã «{'a' * 59}…» dài hơn 100 ký tự",
        ),
        (
            a_document(figures={f"a{n}": 1 for n in range(1001)}),
            "[qua-nhieu] «figures»: có hơn 1000 mã",
        ),
        (
            a_document(answers={"1.1": 1}),
            "[sai-kieu] «answers.1.1»: cần true hoặc false, ở đây là số nguyên",
        ),
        (
            a_commune(kind="xa"),
            (
                "[gia-tri-la] «commune.kind»: không có loại đơn vị «xa»; "
                "một trong: xã, phường, thị trấn, đặc khu"
            ),
        ),
        (
            a_commune(areas=["miền nui"]),
            "[gia-tri-la] «commune.areas»: không có vùng «miền nui»; có phải «miền núi»?",
        ),
        (
            a_commune(areas=["miền núi", "miền núi"]),
            "[trung-vung] «commune.areas»: một vùng ghi hai lần",
        ),
        (
            a_commune(code="9901"),
            "[ma-xa-sai] «commune.code»: mã xã «9901» không phải là 5 chữ số",
        ),
        (
            a_commune(code="٩٩٠٠١"),
            "[ma-xa-sai] «commune.code»: mã xã «٩٩٠٠١» không phải là 5 chữ số",
        ),
        (a_commune(name=""), "[thieu-gia-tri] «commune.name»: để trống"),
        (
            a_commune(name="Xã\u202eThử"),
            "[chu-la] «commune.name»: «XãThử» có ký tự điều khiển, ký tự ẩn hoặc dấu cách thừa",
        ),
        (
            a_commune(name="X" * 301),
            f"[qua-dai] «commune.name»: «{'X' * 59}…» dài 301 ký tự; không quá 300 ký tự",
        ),
    ],
)
def test_a_wrong_document_is_refused_with_its_reason(document: object, message: str) -> None:
    assert [message] == told(document)


def test_all_faults_are_told_at_once() -> None:
    document = {**a_commune(kind="làng"), "year": None, "figures": {"a": -1, "b": -2}}

    assert 4 == len(told(document))


def test_codes_and_kinds_that_the_ruleset_does_not_know_are_refused() -> None:
    never_compared = min(set(decision_06().figures) - decision_06().compared_figures)
    document = a_document(
        figures={"tong_so_tre": 1}, previous={never_compared: 1}, answers={"99.9": True}
    )
    document["commune"]["kind"] = "đặc khu"
    assessment = assessment_of(document, PLACE)
    with pytest.raises(ProblemsFound) as found:
        strange_codes(assessment, decision_06(), PLACE)

    assert 4 == len(found.value.problems)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            a_document(figures={"tre_duoi_1_tuoi": 5, "tre_duoi_1_tuoi_tiem_chung_day_du": 6}),
            (
                "[vuot-qua] «figures.tre_duoi_1_tuoi_tiem_chung_day_du»: «Số trẻ em dưới 1 tuổi "
                "được tiêm chủng đầy đủ» (6) vượt quá «Số trẻ em dưới 1 tuổi» (5)"
            ),
        ),
        (
            a_commune(kind="phường", areas=[], centrally_run_city=None),
            (
                "[thieu-loai-tinh] «commune.centrally_run_city»: để trống, nên chưa biết thuộc "
                "nhóm ngưỡng điểm nào"
            ),
        ),
    ],
)
def test_what_no_table_may_say_no_package_may_say_either(
    document: dict[str, Any], message: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        strange_codes(assessment_of(document, PLACE), decision_06(), PLACE)

    assert f"assessment.json: {message}" == str(found.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "assessment.json:1:1: [json-sai] không phải JSON đúng cú pháp, hoặc bị cắt ngang"),
        (
            b'{\n"a": ',
            "assessment.json:2:6: [json-sai] không phải JSON đúng cú pháp, hoặc bị cắt ngang",
        ),
        (b'{"a": 1, "b": 2, "a": 3}', "assessment.json: [json-sai] khóa «a» có hai lần"),
        (b"[NaN]", "assessment.json: [json-sai] «NaN» không phải là số"),
        (b"[-Infinity]", "assessment.json: [json-sai] «-Infinity» không phải là số"),
        (b"9" * 10_000, "assessment.json: [json-sai] JSON có số quá dài"),
        (b'"\xff"', "assessment.json: [bang-ma] byte thứ 2 không phải chữ UTF-8"),
        (b'"\\ud800"', "assessment.json: [bang-ma] JSON có nửa một ký tự (surrogate)"),
        (b"[" * 100_000, "assessment.json: [long-qua-sau] JSON lồng nhau quá 20 cấp"),
        (b"[" * 22 + b"]" * 22, "assessment.json: [long-qua-sau] JSON lồng nhau quá 20 cấp"),
        (b'"' + b"a" * 4_000_000, "assessment.json: [tep-qua-lon] JSON lớn hơn 4 MB"),
    ],
)
def test_json_with_surprises_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        parsed(content, PLACE)

    assert message == str(found.value)


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "ẩ"}) == canonical({"a": "ẩ", "b": 1})
    assert {"a": "ẩ"} == json.loads(canonical({"a": "ẩ"}))
