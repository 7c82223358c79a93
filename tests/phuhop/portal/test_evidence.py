"""Evidence on a draft: judged by its bytes, cleaned, counted; handed in with the figures."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from sqlalchemy import select

from phuhop.portal.drafts.models import Blob, Draft, DraftFile
from phuhop.portal.drafts.register import register
from phuhop.usecases.drafting.evidence import restricted
from registry.store.schema import evidence, files
from tests.support import portal

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
ROW = "7:1"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def officer() -> Client:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    return portal.signed_in(portal.person("mo", "xa-chuyen-vien"))


def _send(client: Client, content: bytes, name: str = "quyết định.pdf", row: str = ROW) -> int:
    file = SimpleUploadedFile(name, content)
    answer = client.post(BASE + "minh-chung/", {"hang": row, "tep": file})
    return int(answer.status_code)


def _photo(size: tuple[int, int] = (3_000, 1_000)) -> bytes:
    target = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    exif = picture.getexif()
    exif[0x010E] = "GPS of a house"
    picture.save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_a_file_is_kept_once_and_given_back_as_an_attachment(officer: Client) -> None:
    assert [302, 302] == [_send(officer, PDF) for _ in range(2)]

    one = DraftFile.objects.get()
    answer = officer.get(f"{BASE}minh-chung/{one.pk}/")
    assert ("quyết định.pdf", PDF) == (one.name, answer.content)
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_photograph_is_small_and_says_nothing_of_where_it_was_taken(officer: Client) -> None:
    assert 302 == _send(officer, _photo(), "IMG_0001.JPG")

    content = bytes(Blob.objects.get().content)
    with Image.open(io.BytesIO(content)) as picture:
        assert 2_000 == max(picture.size)
        assert not picture.getexif()
    assert b"GPS of a house" not in content


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "quyet-dinh.pdf"),
        (b"<html><script>alert(1)</script></html>", "a.pdf"),
        (b"GIF89a", "a.jpg"),
        (b"", "a.pdf"),
        (b"\xff\xd8\xff\xe0hong", "a.jpg"),
        (PDF + b"PK\x05\x06" + b"\0" * 18, "a.pdf"),
    ],
)
def test_what_is_no_document_is_refused(officer: Client, content: bytes, name: str) -> None:
    assert 422 == _send(officer, content, name)
    assert 0 == DraftFile.objects.count()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\r\nb.pdf", "\u202efdp.exe.pdf", ".pdf"]
)
def test_a_name_is_only_a_name(officer: Client, name: str) -> None:
    _send(officer, PDF, name)

    for one in DraftFile.objects.all():
        assert not {"/", "\\", "\r", "\n", "\u202e"} & {*one.name}
        assert "\n" not in officer.get(f"{BASE}minh-chung/{one.pk}/")["Content-Disposition"]


def test_a_sensitive_part_takes_numbers_of_papers_only(officer: Client) -> None:
    from phuhop.portal.drafts.opening import ruleset_of

    codes = restricted(ruleset_of("06-QD-TTg-2019"))
    assert codes

    assert 422 == _send(officer, PDF, row=f"{next(iter(codes))}:1")
    assert 0 == Blob.objects.count()


def test_a_file_of_another_commune_is_not_given(officer: Client) -> None:
    _send(officer, PDF)
    one = DraftFile.objects.get()
    portal.draft("99002")
    other = portal.signed_in(portal.person("lan", "xa-chuyen-vien", ["99002"]))

    assert 404 == other.get(f"{BASE}minh-chung/{one.pk}/").status_code
    assert 404 == other.get(f"/xa/99002/2024/minh-chung/{one.pk}/").status_code
    assert 404 == other.post(f"/xa/99002/2024/minh-chung/{one.pk}/bo/").status_code


def test_a_file_that_was_taken_off_is_gone(officer: Client) -> None:
    _send(officer, PDF)
    one = DraftFile.objects.get()

    officer.post(f"{BASE}minh-chung/{one.pk}/bo/")

    assert (0, 0) == (DraftFile.objects.count(), Blob.objects.count())


def test_a_body_that_is_too_large_is_refused_before_it_is_read(officer: Client) -> None:
    answer = officer.post(
        BASE + "minh-chung/", b"x", content_type="text/plain", CONTENT_LENGTH="999999999"
    )

    assert 413 == answer.status_code


def test_a_body_in_pieces_of_an_unknown_length_is_refused_before_it_is_read(
    officer: Client,
) -> None:
    answer = officer.post(
        BASE + "minh-chung/",
        b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Transfer-Encoding": "chunked"},
    )

    assert 413 == answer.status_code


def test_files_find_their_documents_by_the_codes_in_their_names(officer: Client) -> None:
    files = [
        SimpleUploadedFile(name, PDF + name.encode())
        for name in ("7 báo cáo.pdf", "TL 01 quyết định.pdf", "03 danh sách.pdf", "ảnh.pdf")
    ]

    answer = officer.post(BASE + "minh-chung/", {"hang": "", "tep": files})

    assert 422 == answer.status_code
    assert [("7:1", "7 báo cáo.pdf"), ("1.1:1", "TL 01 quyết định.pdf")] == [
        (one.row, one.name) for one in DraftFile.objects.order_by("id")
    ]
    told = answer.content.decode()
    assert "ảnh.pdf: tên tệp" in told
    assert "03 danh sách.pdf: " in told


def test_a_file_of_a_byte_too_many_is_dropped_and_told_and_the_others_are_kept(
    officer: Client,
) -> None:
    large = SimpleUploadedFile("7 to.pdf", PDF + b"0" * (20_000_001 - len(PDF)))
    small = SimpleUploadedFile("7 nhỏ.pdf", PDF)

    answer = officer.post(BASE + "minh-chung/", {"hang": ROW, "tep": [large, small]})

    assert 422 == answer.status_code
    assert "7 to.pdf: tệp quá lớn" in answer.content.decode()
    assert ["7 nhỏ.pdf"] == [one.name for one in DraftFile.objects.all()]


def test_a_dossier_takes_300_files_and_150_megabytes_and_no_more(officer: Client) -> None:
    draft = Draft.objects.get()
    blob = Blob.objects.create(sha256="0" * 64, content=b"")
    about = {"name": "a.pdf", "type": "pdf", "account": "mo", "at": timezone.now(), "blob": blob}
    first = DraftFile.objects.create(draft=draft, row="1.1:1", size=149_999_990, **about)

    assert 422 == _send(officer, PDF)
    first.size = 1
    first.save()
    rows = (DraftFile(draft=draft, row=f"r{n}", size=1, **about) for n in range(299))
    DraftFile.objects.bulk_create(rows)
    assert 422 == _send(officer, PDF)
    first.delete()
    assert 302 == _send(officer, PDF)


def test_files_go_into_the_register_with_the_figures_and_only_then() -> None:
    commune = "99077"
    base = f"/xa/{commune}/{portal.YEAR}/"
    draft = portal.draft(commune)
    portal.fill_in(draft, portal.typed_for_a_pass())
    leader = portal.signed_in(portal.person("tu", "xa-lanh-dao", [commune]))
    content = PDF + b"% 99077\n"
    for row in (ROW, "8.1:1"):
        file = SimpleUploadedFile("quyết định.pdf", content)
        leader.post(base + "minh-chung/", {"hang": row, "tep": file})
    with register().reading() as connection:
        assert content not in connection.execute(select(files.c.content)).scalars().all()
    draft.refresh_from_db()

    answer = leader.post(base + "nop/", {"ban": draft.revision, "da-xem": "on"})

    assert 302 == answer.status_code
    with register().reading() as connection:
        rows = connection.execute(select(evidence.c.name, evidence.c.proofs)).all()
        assert content in connection.execute(select(files.c.content)).scalars().all()
    assert any('"codes":["7"]' in row.proofs and '"8.1"' in row.proofs for row in rows)


def test_a_file_after_the_page_was_opened_keeps_it_from_being_handed_in(officer: Client) -> None:
    leader = portal.signed_in(portal.person("tu", "xa-lanh-dao"))
    read = Draft.objects.get().revision
    _send(officer, PDF)

    answer = leader.post(BASE + "nop/", {"ban": read, "da-xem": "on"})

    assert 409 == answer.status_code
