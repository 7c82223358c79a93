"""Deadlines by a form: who would be affected is told first; what holds is the register's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from registry.workflow.due_dates import SHIPPED, deadlines_of
from registry.workflow.due_dates_text import deadlines_text
from tests.support.office_portal import YEAR, somebody

if TYPE_CHECKING:
    from django.test import Client

ADDRESS = f"/tinh/{YEAR}/thoi-han/"


def _form(browser: Client, **changes: str) -> dict[str, object]:
    """Return what a browser posts of the page as it is, with *changes*."""
    page = browser.get(ADDRESS).content.decode()
    fields: dict[str, object] = dict(
        re.findall(r'<input type="(?:text|hidden)"[^>]*? name="([^"]+)" value="([^"]*)"', page)
    )
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page):
        fields[name] = re.findall(r'value="([^"]+)" selected', options)[0]
    checked = re.findall(r'name="(trang-thai\.\d+)" value="([^"]+)" checked', page)
    for name, state in checked:
        fields[name] = [*fields.get(name, []), state]  # type: ignore[misc]
    return {**fields, **changes}


def _now() -> str:
    from phuhop.portal.drafts.register import register
    from registry.workflow.settings import settings_of

    with register().reading() as connection:
        return deadlines_text(settings_of(connection).deadlines)


def test_the_shipped_deadlines_written_anew_are_the_same_deadlines() -> None:
    before = deadlines_of(SHIPPED.read_text("utf-8"), "a", None)

    text = deadlines_text(before)

    assert "số ngày: 15" in text
    assert text == deadlines_text(deadlines_of(text, "b", None))
    assert {*before.by_year} == {*deadlines_of(text, "b", None).by_year}


@pytest.mark.usefixtures("province")
def test_another_day_is_tried_first_and_holds_once_it_is_written() -> None:
    browser = somebody("quan-tri", scope="tat-ca", province="")
    before = _now()
    tried = browser.post(ADDRESS, _form(browser, **{"so-ngay.2": "25", "lam": "xem"}))
    still = _now()

    done = browser.post(ADDRESS, _form(browser, **{"so-ngay.2": "25", "lam": "ghi"}))

    assert "3 hồ sơ đổi hạn" in tried.content.decode()
    assert before == still
    assert 302 == done.status_code
    assert "số ngày: 25" in _now()


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"so-ngay.2": ""}, "dòng 3: phải có đúng một trong hai"),
        ({"ngay.0": "31/02/2026"}, "«31/02/2026» không phải là ngày"),
        ({"nhac.1": "vài"}, "nhắc trước «vài» không phải số ngày"),
        ({"viec.4": "Việc mới", "ngay.4": "01/12/2026"}, "chưa chọn trạng thái nào"),
        ({"da-xem": "0:99999"}, "sổ đang ở bản"),
    ],
)
def test_a_faulty_row_is_told_and_nothing_changes(changes: dict[str, str], words: str) -> None:
    browser = somebody("quan-tri", scope="tat-ca", province="")
    before = _now()
    other = {"so-ngay.3": "31"} if "da-xem" in changes else {}

    answer = browser.post(ADDRESS, _form(browser, **changes, **other, lam="ghi"))

    assert 422 == answer.status_code
    assert words in answer.content.decode()
    assert before == _now()
