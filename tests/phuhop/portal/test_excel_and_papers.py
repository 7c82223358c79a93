"""What a commune takes from the portal and brings back: the form, its papers, last year."""

from __future__ import annotations

import html
import io
import re
import zipfile
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from phuhop.portal.drafts.models import Blob, Draft, DraftFile
from phuhop.portal.drafts.opening import ruleset_of
from phuhop.portal.drafts.starting import start
from phuhop.usecases.drafting.evidence import restricted
from tests.support import portal
from tests.support.packages import photo
from tests.support.word_files import as_text

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


def test_photographs_stand_in_an_annex_with_what_they_prove_and_files_go_with_the_package(
    officer: Client,
) -> None:
    assert "08-phu-luc-anh" not in officer.get(BASE + "ho-so/").content.decode()
    for row, name, width in (("7:1", "sổ tiêm.jpg", 60), ("8.1:1", "cân đo.jpg", 50)):
        file = SimpleUploadedFile(name, photo(width, 40))
        assert 302 == officer.post(BASE + "minh-chung/", {"hang": row, "tep": file}).status_code

    listed = officer.get(BASE + "ho-so/").content.decode()
    annex = officer.get(BASE + "ho-so/08-phu-luc-anh.docx").content
    with zipfile.ZipFile(io.BytesIO(officer.get(BASE + "ho-so/tat-ca.zip").content)) as archive:
        names = archive.namelist()

    assert "08-phu-luc-anh.docx" in listed
    assert sorted(re.findall(r'ho-so/([^"]+\.(?:docx|html))"', listed)) == names
    lines = [line for line in as_text(annex).splitlines() if line.startswith("Ảnh ")]
    assert ["(tệp sổ tiêm.jpg)", "(tệp cân đo.jpg)"] == [line[line.rindex("(") :] for line in lines]
    assert all(re.match(r"Ảnh \d\. TL \d\d, phần ", line) for line in lines)
    assert "sổ tiêm.jpg" in _text(officer.get(BASE + "ho-so/ho-so.html").content)
    package = officer.get(BASE + "ho-so/goi.phuhop").content
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert 2 == sum(name.endswith(".jpg") for name in archive.namelist())
        assert not any("phu-luc-anh" in name for name in archive.namelist())


def test_no_photograph_of_a_restricted_part_is_shown(officer: Client) -> None:
    draft = Draft.objects.get()
    ruleset = ruleset_of(draft.ruleset)
    code = next(iter(restricted(ruleset)))
    content = photo(60, 40)
    blob = Blob.objects.create(sha256=sha256(content).hexdigest(), content=content)
    about = {"name": "a.jpg", "type": "jpg", "size": len(content), "account": "mo"}
    DraftFile.objects.create(draft=draft, row=f"{code}:1", blob=blob, at=timezone.now(), **about)

    assert "08-phu-luc-anh" not in officer.get(BASE + "ho-so/").content.decode()
    assert 404 == officer.get(BASE + "ho-so/08-phu-luc-anh.docx").status_code
