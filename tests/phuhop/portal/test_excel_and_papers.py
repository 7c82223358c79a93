"""What a commune takes from the portal and brings back: the form, its papers, last year."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.starting import start
from tests.support import portal

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.decode())).split())


@pytest.fixture
def officer() -> Client:
    """Return an officer who has filled everything in."""
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    client.post(BASE + "don-vi/", portal.posted(portal.typed_for_a_pass()))
    return client


def _workbook(client: Client) -> bytes:
    answer = client.get(BASE + "bieu-excel/tep/")
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.content


def _upload(client: Client, content: bytes, name: str = "biểu của tôi.xlsx") -> Client:
    return client.post(BASE + "bieu-excel/", {"tep": SimpleUploadedFile(name, content)})


def test_the_form_that_was_taken_says_what_the_portal_says(officer: Client) -> None:
    answer = _upload(officer, _workbook(officer))

    assert 200 == answer.status_code
    assert "giống hệt" in _text(answer.content)


def test_what_a_form_says_otherwise_is_shown_and_taken_row_by_row(officer: Client) -> None:
    content = _workbook(officer)
    field, other = "figures.tre_duoi_1_tuoi", "figures.tre_duoi_5_tuoi"
    seen = Draft.objects.get().fields.get(field=field).revision
    officer.post(BASE + "luu/", portal.posted({field: "55", other: "301"}, seen))

    answer = _upload(officer, content)

    assert "2 ô khác nhau" in _text(answer.content)
    inputs = dict(
        re.findall(r'name="((?:gia-tri|ban)\.[^"]+)" value="([^"]*)"', answer.content.decode())
    )
    officer.post(BASE + "bieu-excel/", {**inputs, f"lay.{field}": "on", "lay": "chon"})
    texts = {row.field: row.value for row in Draft.objects.get().fields.all()}
    assert ("50", "301") == (texts[field], texts[other])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04hong", b"ma_xa;ten_xa\n", b"%PDF-1.7"])
def test_a_file_that_is_no_form_is_told_and_changes_nothing(
    officer: Client, content: bytes
) -> None:
    before = {row.field: row.value for row in Draft.objects.get().fields.all()}

    answer = _upload(officer, content)

    assert 422 == answer.status_code
    assert before == {row.field: row.value for row in Draft.objects.get().fields.all()}


def test_the_form_of_another_commune_is_refused(officer: Client) -> None:
    portal.draft("99002")
    other = portal.signed_in(portal.person("lan", "xa-chuyen-vien", ["99002"]))
    other.post("/xa/99002/2024/don-vi/", portal.posted(portal.typed_for_a_pass()))
    content = other.get("/xa/99002/2024/bieu-excel/tep/").content

    answer = _upload(officer, content)

    assert "không có số liệu của Xã Trăng Non" in _text(answer.content)


def test_papers_are_attachments_and_the_archive_holds_them_all(officer: Client) -> None:
    listed = officer.get(BASE + "ho-so/")
    names = re.findall(r'ho-so/([^"]+\.(?:docx|html))"', listed.content.decode())
    archive = officer.get(BASE + "ho-so/tat-ca.zip")

    assert names
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert sorted(names) == opened.namelist()
    for name in (*names, "goi.phuhop"):
        answer = officer.get(f"{BASE}ho-so/{name}")
        assert 200 == answer.status_code
        assert answer["Content-Disposition"].startswith("attachment")
    assert 404 == officer.get(BASE + "ho-so/..%2f..%2fcong.db").status_code
    assert 404 == officer.get(BASE + "ho-so/khong-co.docx").status_code


def test_the_next_year_begins_with_the_figures_of_the_year_before(officer: Client) -> None:
    leader = portal.person("tu", "xa-lanh-dao")
    revision = Draft.objects.get().revision
    answer = portal.signed_in(leader).post(BASE + "nop/", {"ban": revision, "da-xem": "on"})
    assert 302 == answer.status_code

    draft = start(portal.COMMUNE, portal.YEAR + 1, leader)

    assert draft is not None
    texts = {row.field: row.value for row in draft.fields.all()}
    assert "1000" == texts["previous.tong_so_tre_em"]
    assert {"previous"} == {id_.partition(".")[0] for id_ in texts}
    page = officer.get(f"/xa/{portal.COMMUNE}/{portal.YEAR + 1}/nam-truoc/")
    assert "hồ sơ năm 2024 (tự chấm)" in _text(page.content)
