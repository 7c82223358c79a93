"""A receiver brings packages for communes: each once, each refusal by its file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from phuhop.usecases.drafting.papers import package_of
from tests.support import portal
from tests.support.office_portal import YEAR, somebody, state_of

ADDRESS = f"/tinh/{YEAR}/nhap/"

pytestmark = pytest.mark.usefixtures("province")


def _package(code: str) -> bytes:
    """Return the package of a commune that passes, as the portal gives it."""
    from phuhop.portal.drafts.opening import opened

    draft = portal.draft(code, YEAR)
    portal.fill_in(draft, portal.typed_for_a_pass())
    draft.refresh_from_db()
    found = opened(draft)
    content = package_of(found.ruleset, found.assembled)
    draft.delete()
    return content


def _bring(browser: Client, **files: bytes) -> HttpResponse:
    named = [
        SimpleUploadedFile(f"{name}.phuhop", content, "application/octet-stream")
        for name, content in files.items()
    ]
    return browser.post(ADDRESS, {"tep": named})


def test_packages_come_in_with_a_line_each_and_a_bad_one_stops_no_other() -> None:
    browser = somebody("tiep-nhan", scope="tat-ca", province="")

    answer = _bring(browser, tot=_package("99990"), hong=b"PK\x03\x04 hong")

    page = answer.content.decode()
    assert f'✔ <a href="/tinh/{YEAR}/xa/99990/">tot.phuhop: 99990/2026: bản 1, nộp' in page
    assert "✘ hong.phuhop" in page
    assert "1 bản mới" in page
    assert "đã nộp" == state_of("99990")


def test_the_same_package_again_changes_nothing() -> None:
    browser = somebody("tiep-nhan", scope="tat-ca", province="")
    package = _package("99990")
    _bring(browser, goi=package)

    again = _bring(browser, goi=package)

    assert "đã có (bản 1), không thay đổi gì" in again.content.decode()


def test_a_package_of_a_commune_outside_the_grant_is_refused() -> None:
    browser = somebody("tiep-nhan", scope="danh-sach", communes=("99101",), province="")

    answer = _bring(browser, goi=_package("99990"))

    assert 422 == answer.status_code
    assert "không có trong danh sách các xã phải nộp" in answer.content.decode()
    with pytest.raises(Exception, match="không có hồ sơ"):
        state_of("99990")


def test_a_name_with_folders_in_it_is_a_name() -> None:
    browser = somebody("tiep-nhan", scope="tat-ca", province="")

    answer = _bring(browser, **{"..\\..\\goi": b"x"})

    assert "goi.phuhop" in answer.content.decode()
    assert "..\\" not in answer.content.decode()
