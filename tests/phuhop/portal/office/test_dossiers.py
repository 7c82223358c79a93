"""The page of one dossier: the steps of the workflow for one's roles, and what stands against."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.support.office_portal import (
    APPRAISED,
    HANDED_IN,
    RETURNED,
    UNDER_APPRAISAL,
    YEAR,
    somebody,
    state_of,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("province")


def _address(code: str) -> str:
    return f"/tinh/{YEAR}/xa/{code}/"


def _posted(browser: Client, code: str, command: str, **said: str) -> dict[str, str]:
    page = browser.get(_address(code)).content.decode()
    names = ("ho-so", "bo", "da-xem")
    found = {name: re.search(f'name="{name}" value="([^"]+)"', page) for name in names}
    return {**{name: one[1] for name, one in found.items() if one}, "lenh": command, **said}


@pytest.mark.parametrize(
    ("role", "code", "steps"),
    [
        (
            "cap-tren",
            APPRAISED[0],
            ["Mở lại", "Hủy hồ sơ nhập nhầm", "Chuyển hồ sơ cho xã sau sáp nhập"],
        ),
        ("cap-tren", RETURNED, ["Khóa số liệu", "Hủy hồ sơ nhập nhầm"]),
        ("quyet-dinh", "99101", ["Công bố"]),
        ("tham-dinh", HANDED_IN[0], ["Bắt đầu thẩm định", "Yêu cầu bổ sung", "Khóa số liệu"]),
    ],
)
def test_a_role_is_offered_its_own_steps(role: str, code: str, steps: list[str]) -> None:
    page = somebody(role).get(_address(code)).content.decode()
    buttons = re.findall(rf"<button>([^<]+), hồ sơ năm {YEAR}</button>", page)

    assert steps == [one for one in buttons if one in steps]


def test_only_whoever_may_list_the_communes_is_shown_the_way_to_another_years_list() -> None:
    with time_machine.travel(datetime(YEAR + 1, 2, 1, 3, tzinfo=UTC)):
        superior, decider = (
            somebody(role).get(_address("99101")).content.decode()
            for role in ("cap-tren", "quyet-dinh")
        )

    assert f'href="/tinh/{YEAR + 1}/xa/"' in superior
    assert f'href="/tinh/{YEAR + 1}/xa/"' not in decider


def test_what_no_form_can_give_is_said_instead_of_a_button() -> None:
    page = somebody("cap-tren").get(_address(RETURNED)).content.decode()

    assert "Mở khóa số liệu, hồ sơ" not in page
    assert "mở khóa số liệu – chưa làm được" in page
    assert "số liệu không bị khóa" in page


@pytest.mark.parametrize(
    ("role", "code", "command", "said", "after"),
    [
        ("cap-tren", APPRAISED[0], "reopen", {"ly-do": "Xem lại sổ tiêm chủng"}, "đang thẩm định"),
        ("tham-dinh", HANDED_IN[0], "start", {}, "đang thẩm định"),
        ("tham-dinh", UNDER_APPRAISAL[0], "return", {"ly-do": "Thiếu biên bản"}, "yêu cầu bổ sung"),
        ("cap-tren", HANDED_IN[0], "cancel", {"ly-do": "Nhập nhầm"}, "đã hủy"),
        (
            "cap-tren",
            HANDED_IN[0],
            "transfer",
            {"ly-do": "Sáp nhập", "xa-nhan": "99101"},
            "đã chuyển",
        ),
        ("quyet-dinh", "99101", "publish", {}, "công bố"),
    ],
)
def test_a_step_is_recorded_by_the_account_that_pressed(
    role: str, code: str, command: str, said: dict[str, str], after: str
) -> None:
    from phuhop.portal.drafts.register import register
    from registry.store.chain import walk

    browser = somebody(role)

    answer = browser.post(f"{_address(code)}buoc/", _posted(browser, code, command, **said))

    assert 302 == answer.status_code, answer.content.decode()
    assert after == state_of(code)
    with register().reading() as connection:
        assert role == [*walk(connection)][-1].detail["account"]


@pytest.mark.parametrize(
    ("role", "code", "command", "said", "words"),
    [
        ("cap-tren", APPRAISED[0], "reopen", {}, "phải nêu lý do"),
        ("cap-tren", APPRAISED[0], "start", {}, "bước này không làm được ở đây"),
        (
            "cap-tren",
            HANDED_IN[0],
            "transfer",
            {"ly-do": "Sáp nhập", "xa-nhan": "1"},
            "mã 5 chữ số",
        ),
        (
            "tham-dinh",
            HANDED_IN[0],
            "return",
            {"ly-do": "x", "han": "mai"},
            "«mai» không phải là ngày",
        ),
        (
            "tham-dinh",
            HANDED_IN[0],
            "return",
            {"ly-do": "x", "han": "01/01/2020"},
            "trước ngày ghi sổ",
        ),
        ("cap-tren", APPRAISED[0], "reopen", {"da-xem": "1:1", "ly-do": "x"}, "sau lúc mở ra xem"),
    ],
)
def test_a_refused_step_is_told_where_it_was_asked_for_and_changes_nothing(
    role: str, code: str, command: str, said: dict[str, str], words: str
) -> None:
    browser = somebody(role)
    before = state_of(code)

    answer = browser.post(f"{_address(code)}buoc/", _posted(browser, code, command, **said))

    assert 422 == answer.status_code
    assert words in answer.content.decode()
    assert before == state_of(code)


def test_a_form_of_another_dossier_does_nothing_here() -> None:
    browser = somebody("cap-tren")
    posted = _posted(browser, APPRAISED[1], "reopen", **{"ly-do": "Xem lại"})

    answer = browser.post(f"{_address(APPRAISED[0])}buoc/", posted)

    assert 409 == answer.status_code
    assert ["đã thẩm định"] * 2 == [state_of(one) for one in APPRAISED[:2]]


def test_the_papers_of_a_dossier_are_given_as_one_file() -> None:
    answer = somebody("cap-tren").get(f"{_address('99101')}van-ban/")

    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert [] != [one for one in names if "tham-dinh/" in one and one.endswith(".docx")]


def test_a_decider_sees_a_dossier_only_from_its_appraisal_on() -> None:
    browser = somebody("quyet-dinh")

    assert [404, 404, 200] == [
        browser.get(_address(code)).status_code for code in (HANDED_IN[0], RETURNED, APPRAISED[0])
    ]


def test_what_a_return_asked_for_stands_with_whether_it_was_answered() -> None:
    from phuhop.portal.drafts.register import register
    from registry.acts.acts import StepWords, act
    from registry.acts.remarks import Remark
    from tests.support.registries import by

    asked = (Remark("7", "Nộp sổ tiêm chủng bản gốc"),)
    words = StepWords("Còn thiếu sổ", remarks=asked)
    act(register(), f"{UNDER_APPRAISAL[0]}/{YEAR}", "return", by("thẩm định"), words)

    page = somebody("cap-tren").get(_address(UNDER_APPRAISAL[0])).content.decode()

    assert "Nộp sổ tiêm chủng bản gốc" in page
    assert "! chưa trả lời" in page
