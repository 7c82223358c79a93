"""Hostile files brought to the portal: each told with its reason, none kept, none ever run."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from phuhop.portal.drafts import files
from phuhop.portal.drafts.models import Blob, Draft, DraftFile
from phuhop.portal.drafts.opening import ruleset_of
from phuhop.usecases.drafting.evidence import restricted
from tests.support import portal
from tests.support.hostile_packages import TEMPLATE
from tests.support.packages import PDF, docx, jpg, photo, png, zipped

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
EVIDENCE, EXCEL = BASE + "minh-chung/", BASE + "bieu-excel/"
LIMIT = 20_000_000
SCRIPT = b"<script>alert(document.cookie)</script>"


def _workbook(extra: dict[str, bytes]) -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>", **extra})


CORPUS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a program called PDF": ("a.pdf", "không phải kiểu tệp", lambda: b"MZ\x90\0" * 20),
    "a page called PDF": ("a.pdf", "không phải kiểu tệp", lambda: b"<html>" + SCRIPT),
    "a page called JPEG": ("a.jpg", "không phải kiểu tệp", lambda: b"<!doctype html>" + SCRIPT),
    "a drawing that runs": (
        "a.svg",
        "không phải kiểu tệp",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
    ),
    "a drawing called PNG": (
        "a.png",
        "không phải kiểu tệp",
        lambda: b"<?xml version='1.0'?><svg/>",
    ),
    "a GIF that is a script": ("a.jpg", "không phải kiểu tệp", lambda: b"GIF89a/*" + SCRIPT),
    "an old Word file": ("a.doc", "không phải kiểu tệp", lambda: b"\xd0\xcf\x11\xe0" * 9),
    "a page before a PDF": ("a.pdf", "không phải kiểu tệp", lambda: SCRIPT + PDF),
    "a zip": ("a.docx", "không phải là văn bản Word", lambda: zipped({"a": b"a"})),
    "a zip behind a PDF": ("a.pdf", "tệp nén nối vào", lambda: PDF + zipped({"a": b"a"})),
    "a zip behind a JPEG": ("a.jpg", "tệp nén nối vào", lambda: photo() + zipped({"a": b"a"})),
    "a zip behind a PNG": ("a.png", "tệp nén nối vào", lambda: png(9, 9) + zipped({"a": b"a"})),
    "Word and Excel at once": (
        "a.docx",
        "vừa là văn bản Word vừa là bảng tính",
        lambda: docx({"xl/workbook.xml": b"<a/>"}),
    ),
    "macros in Word": ("a.docx", "có macro", lambda: docx({"word/vbaProject.bin": b"x"})),
    "macros in Excel": ("a.xlsx", "có macro", lambda: _workbook({"xl/vbaProject.bin": b"x"})),
    "a template from elsewhere": (
        "a.docx",
        "từ nơi khác",
        lambda: docx({"word/_rels/settings.xml.rels": TEMPLATE}),
    ),
    "a formula that asks the web": (
        "a.xlsx",
        "gọi chương trình khác",
        lambda: _workbook(
            {"xl/worksheets/sheet1.xml": b'<s><f>WEBSERVICE("https://a.vn/")</f></s>'}
        ),
    ),
    "an archive in Word": (
        "a.docx",
        "có tệp nén khác",
        lambda: docx({"word/embeddings/a.bin": zipped({"a": b"\0" * 1_000_000})}),
    ),
    "a bomb in Word": (
        "a.docx",
        "bung ra quá lớn",
        lambda: docx({"word/a.xml": b" " * 40_000_000}),
    ),
    "half a Word file": ("a.docx", "hỏng hoặc bị cắt ngang", lambda: docx()[:60]),
    "a PNG of a billion pixels": ("a.png", "điểm ảnh", lambda: png(40_000, 30_000)),
    "a JPEG of a billion pixels": ("a.jpg", "điểm ảnh", lambda: jpg(40_000, 30_000)),
    "half a JPEG": ("a.jpg", "hỏng", lambda: photo(400, 300)[:200]),
    "a PNG without a head": ("a.png", "hỏng", lambda: png(1, 1)[:18]),
    "half a photograph of an iPhone": ("a.heic", "hỏng", lambda: photo(kind="HEIF")[:60]),
    "nothing": ("a.pdf", "không có nội dung", lambda: b""),
}
"""What it is → its name, words of the refusal, how it is made."""

NAMES = {
    "folders": "../../../etc/passwd.pdf",
    "folders of Windows": "..\\..\\windows\\system32\\a.pdf",
    "a root": "/etc/cron.d/a.pdf",
    "right to left": "\u202efdp.exe.pdf",
    "a NUL": "a\0.exe.pdf",
    "quotes": 'a"; filename="b.exe.pdf',
    "markup": "<img src=x onerror=alert(1)>.pdf",
    "another ending": "a.html",
    "two endings": "a.pdf.exe",
    "only dots": "...",
    "long": "ồ" * 250 + ".pdf",
}

NO_NAMES = {
    "line ends": ("a\r\nSet-Cookie: x=1\r\n\r\n.pdf", 422),
    "longer than a header may be": ("ồ" * 5_000 + ".pdf", 400),
    "none": ("", 422),
}


@pytest.fixture
def officer() -> Client:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    return portal.signed_in(portal.person("mo", "xa-chuyen-vien"))


def _send(client: Client, content: bytes, name: str = "a.pdf", row: str = "7:1") -> HttpResponse:
    """Send as no honest browser does: Django's client for tests would clean the name already."""
    head = f'--bien\r\nContent-Disposition: form-data; name="hang"\r\n\r\n{row}\r\n'
    file = f'--bien\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'
    body = (head + file).encode() + content + b"\r\n--bien--\r\n"
    answer: HttpResponse = client.post(
        EVIDENCE, body, content_type="multipart/form-data; boundary=bien"
    )
    return answer


def _is_untouched() -> bool:
    return not (DraftFile.objects.exists() or Blob.objects.exists())


@pytest.mark.parametrize("what", CORPUS)
def test_what_attacks_is_refused_with_its_reason_and_not_kept(officer: Client, what: str) -> None:
    name, words, make = CORPUS[what]

    answer = _send(officer, make(), name)

    assert (422, True) == (answer.status_code, _is_untouched())
    assert words in answer.content.decode()
    assert SCRIPT not in answer.content


def test_no_file_of_the_corpus_is_read_as_a_form(officer: Client) -> None:
    before = {row.field: (row.value, row.revision) for row in Draft.objects.get().fields.all()}
    taken = []
    for what, (_, _, make) in CORPUS.items():
        for name in ("bieu.xlsx", "../bieu\u202e<b>.xlsm"):
            answer = officer.post(EXCEL, {"tep": SimpleUploadedFile(name, make())})
            if answer.status_code != 422 or SCRIPT in answer.content:
                taken.append((what, name, answer.status_code))

    assert [] == taken
    assert before == {r.field: (r.value, r.revision) for r in Draft.objects.get().fields.all()}


def test_20_megabytes_are_taken_and_one_byte_more_is_told(officer: Client) -> None:
    largest = PDF + b"%" * (LIMIT - len(PDF))

    assert 422 == _send(officer, largest + b"%").status_code
    assert _is_untouched()
    assert (
        422
        == officer.post(EXCEL, {"tep": SimpleUploadedFile("a.xlsx", largest + b"%")}).status_code
    )
    assert 302 == _send(officer, largest).status_code
    assert LIMIT == DraftFile.objects.get().size


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "IMG_1.JPG"), ("HEIF", "IMG_1.HEIC")])
def test_where_and_with_what_a_photograph_was_taken_is_gone(
    officer: Client, kind: str, name: str
) -> None:
    assert 302 == _send(officer, photo(kind=kind), name).status_code

    one = DraftFile.objects.get()
    content = bytes(one.blob.content)
    assert ("jpg", "IMG_1.jpg") == (one.type, one.name)
    assert not any(trace in content for trace in (b"DIEN THOAI", b"Exif", b"GPS", b"http://ns."))
    with Image.open(io.BytesIO(content)) as picture:
        assert ("JPEG", False) == (picture.format, bool(picture.getexif()))


def test_whatever_its_name_a_file_goes_out_as_one_to_keep_that_may_do_nothing(
    officer: Client,
) -> None:
    wrong = []
    for what, name in NAMES.items():
        answer = _send(officer, PDF, name)
        page = officer.get(EVIDENCE).content.decode()
        if "<img src=x" in page or "<img src=x" in answer.content.decode():
            wrong.append((what, "page"))
        one = DraftFile.objects.get()
        if {*"/\\\r\n\0\u202e"} & {*one.name} or not one.name.endswith(".pdf"):
            wrong.append((what, one.name))
        if len(one.name) > 204:
            wrong.append((what, len(one.name)))
        given = officer.get(f"{EVIDENCE}{one.pk}/")
        said = given["Content-Disposition"]
        named = said.partition("filename*=utf-8''")[2]
        if not said.startswith("attachment; filename") or {*"\r\n\0"} & {*said}:
            wrong.append((what, said))
        if named and unquote(named) != one.name:
            wrong.append((what, named))
        headers = (given["Content-Type"], given["X-Content-Type-Options"], given["Cache-Control"])
        if headers != ("application/pdf", "nosniff", "no-store"):
            wrong.append((what, *headers))
        policy = given["Content-Security-Policy"]
        if "sandbox" not in policy or "default-src 'none'" not in policy:
            wrong.append((what, policy))
        officer.post(f"{EVIDENCE}{one.pk}/bo/")

    assert [] == wrong


@pytest.mark.parametrize("what", NO_NAMES)
def test_what_is_no_name_brings_no_file(officer: Client, what: str) -> None:
    name, status = NO_NAMES[what]

    answer = _send(officer, PDF, name)

    assert (status, True) == (answer.status_code, _is_untouched())
    assert "Set-Cookie: x=1" not in str(answer.headers)


def test_a_restricted_part_takes_no_file_however_it_comes(officer: Client) -> None:
    codes = restricted(ruleset_of("06-QD-TTg-2019"))

    assert codes
    for code in codes:
        for row, name in ((f"{code}:1", "a.pdf"), ("", f"{code} danh sách.pdf")):
            assert _send(officer, PDF, name, row).status_code in {404, 422}
    assert _is_untouched()


def test_the_last_file_and_the_last_byte_of_a_dossier_are_taken_and_no_more(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 3)
    monkeypatch.setattr(files, "MOST_BYTES", 3 * len(PDF) + 3)
    statuses = [_send(officer, PDF + b"%" * n).status_code for n in (0, 1, 3, 2, 0)]

    # The third would be a byte too many, the fifth is there already.
    assert [302, 302, 422, 302] == statuses[:4]
    refused = _send(officer, PDF + b"%%%%")
    assert 422 == refused.status_code
    assert "hồ sơ đã có 3 tệp" in refused.content.decode()
    assert 3 == DraftFile.objects.count()
