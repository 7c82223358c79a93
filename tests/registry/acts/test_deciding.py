"""Decisions: on what they rest, what a paper must say, who may not decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.acts.deciding import Paper, decide
from registry.keeping.audit import audit
from registry.store.chain import actor_of
from registry.views.text import event_line
from registry.workflow import workflow
from registry.workflow.settings import configure
from scoring.appraisal.findings import Appraisal, PartFinding
from tests.support.refusals import FROM_APPRAISED, appraised, refused
from tests.support.registries import (
    ASSESSMENT,
    FULL,
    KEY,
    appraise,
    by,
    hand_in,
    paper,
    recognise,
    step,
    version,
)


def test_nobody_is_recognised_whose_verified_verdict_is_not_met(address: str) -> None:
    # A case of abuse that was not reported, and none the year before.
    finding = Appraisal(
        "99001",
        2024,
        "06-QD-TTg-2019",
        figures={"tre_bi_xam_hai": 1},
        previous=dict.fromkeys(("tre_bi_xam_hai",), 0),
        parts={"3": PartFinding("so-lieu-nganh")},
    )
    database = appraised(address, finding)

    assert [
        (
            f"{FULL}: [chua-du-dieu-kien] chưa ghi được bước «công nhận»: kết luận của bảng "
            f"thẩm định là «không đạt», phải là «đạt»; {FROM_APPRAISED}"
        )
    ] == refused(recognise, database)


def test_everything_a_decision_lacks_is_told_at_once(address: str) -> None:
    database = appraised(address)
    nothing = Paper(recognised=False, number=None, day=None, signer=None)

    assert [
        (
            f"{FULL}: [chua-du-dieu-kien] chưa ghi được bước «không công nhận»: phải nêu lý do; "
            "phải nêu số văn bản; phải nêu ngày văn bản; phải nêu người ký; "
            f"{FROM_APPRAISED}"
        )
    ] == refused(decide, database, KEY, by("quyết định"), nothing)


def test_a_paper_of_a_day_that_has_not_come_is_refused(address: str) -> None:
    database = appraised(address)

    assert [
        f"{FULL}: [ngay-chua-den] ngày văn bản 01/12/2024 sau ngày ghi sổ 30/11/2024"
    ] == refused(decide, database, KEY, by("quyết định"), paper(day=date(2024, 12, 1)))


def test_a_decision_on_an_appraisal_that_is_not_the_one_read_is_refused(address: str) -> None:
    database = appraised(address)

    assert [
        (
            f"{FULL}: [ban-tham-dinh-khac] bản thẩm định hiện hành là bản 1, không phải bản 2; "
            "xem bản mới rồi mới quyết định"
        )
    ] == refused(decide, database, KEY, by("quyết định"), paper(appraisal=2))

    event = decide(database, KEY, by("quyết định"), paper(appraisal=1))

    assert "nay «công nhận», theo bản thẩm định 1; mắt xích" in event_line(event)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"number": "1/QĐ"}, "số văn bản «1/QĐ» không đúng thể thức, ví dụ 15/QĐ-UBND"),
        ({"number": "15"}, "số văn bản «15» không đúng thể thức, ví dụ 15/QĐ-UBND"),
        ({"number": "15/UBND-VX"}, "số văn bản «15/UBND-VX» không đúng thể thức"),
        (
            {"day": date(2024, 11, 29)},
            "ngày văn bản 29/11/2024 trước ngày nộp hồ sơ 30/11/2024",
        ),
        ({"day": date(1, 1, 1)}, "ngày văn bản 01/01/1 trước ngày nộp hồ sơ 30/11/2024"),
        (
            {"signer": "trần thị  MƠ"},
            "trần thị MƠ đã thẩm định hồ sơ này, không được quyết định",
        ),
    ],
)
def test_a_paper_that_cannot_be_is_refused(
    tmp_path: object, said: dict[str, Any], expected: str
) -> None:
    database = appraised(f"{tmp_path}/so.db")
    (line,) = refused(decide, database, KEY, by("quyết định"), paper(**said))

    assert expected in line


def test_who_verified_does_not_decide(address: str) -> None:
    database = appraised(address)
    same = actor_of("Trần Thị Mơ:quyết định", "2024-11-30T08:00:00+07:00")
    (line,) = refused(decide, database, KEY, same, paper())

    assert "Trần Thị Mơ đã thẩm định hồ sơ này, không được quyết định" in line


def test_whom_the_sheet_names_as_verifier_does_not_decide_either(address: str) -> None:
    named = Appraisal("99001", 2024, "06-QD-TTg-2019", appraiser="Lê Văn Đồi")
    database = appraised(address, named)
    (line,) = refused(recognise, database)

    assert "Lê Văn Đồi đã thẩm định hồ sơ này, không được quyết định" in line


def test_one_number_is_one_paper(address: str) -> None:
    database = appraised(address)
    recognise(database)
    other = replace(ASSESSMENT, commune=replace(ASSESSMENT.commune, code="99005"))
    hand_in(database, version(other))
    step(database, "start", "thẩm định", key="99005/2024")
    appraise(database, Appraisal("99005", 2024, "06-QD-TTg-2019"), "99005/2024")
    (line,) = refused(
        decide, database, "99005/2024", by("quyết định"), paper(signer="Hoàng Văn Núi")
    )

    assert (
        "số 15/QĐ-UBND đã ghi cho văn bản khác: 99001/2024 ngày 30/11/2024, người ký Lê Văn Đồi"
    ) in line
    assert "công nhận" == recognise(database, "99005/2024").after
    assert () == audit(database).problems


def test_an_office_may_do_without_these_rules(address: str) -> None:
    database = appraised(address)
    rule = "      - người thẩm định không quyết định\n"
    own = workflow.SHIPPED.read_text(encoding="utf-8").replace(rule, "")
    configure(database, by("quản trị"), own, None)
    same = actor_of("Trần Thị Mơ:quyết định", "2024-11-30T08:00:00+07:00")

    assert "công nhận" == decide(database, KEY, same, paper()).after
    assert () == audit(database).problems


def test_words_of_the_paper_that_name_a_child_never_enter_the_chain(address: str) -> None:
    database = appraised(address)
    for changes in ({"number": "45/QĐ, cháu Hoa"}, {"signer": "Hoa, sinh 02/03/2015"}):
        (line,) = refused(decide, database, KEY, by("quyết định"), paper(**changes))

        assert "[chu-rieng-tu]" in line
        assert "Hoa" not in line
