"""Packages that attack, are damaged or contradict themselves: each refused with its reason.

The bounds of a refusal: less than 300 MB of memory at the peak and 20 seconds, in a process of
its own that may not have more than that.
"""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.package.package import ASSESSMENT, MANIFEST, RESULT, RULESET
from registry.package.reading import read_package
from reports.word.zip_writing import ZipMember, member, stored
from reports.word.zip_writing import zipped as own_zip
from scoring.base.problems import ProblemsFound
from tests.support.examples import examples
from tests.support.packages import (
    PDF,
    a_package,
    an_exhibit,
    changed,
    docx,
    jpg,
    members,
    png,
    saved,
    with_json,
    zipped,
)

AGAIN = "; xin gói khác từ nơi gửi; gói chỉ do lệnh phuhop pack ghi ra"
SAVE = "lưu lại bằng Word, Excel, hoặc in ra PDF"
ONLY = "chỉ nhận pdf, docx, xlsx, jpg, png"
NAME = "«Xã Suối Mơ (SỐ LIỆU MẪU)»"
TAMPERED = "; gói đã bị sửa hoặc hỏng sau khi lập; xin gói khác từ nơi gửi"
MOST_MEMORY = 300_000_000
MOST_SECONDS = 20
GOOD = a_package()


def with_member(*more: ZipMember) -> bytes:
    return own_zip([*(member(*one) for one in members(GOOD).items()), *more])


def headers(content: bytes) -> list[tuple[int, int]]:
    """Where the listing's header and the local header of each member begin."""
    count, _, at, _ = struct.unpack_from("<HLLH", content, len(content) - 12)
    found = []
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<3H", content, at + 28)
        (local,) = struct.unpack_from("<I", content, at + 42)
        found.append((at, local))
        at += 46 + name + extra + comment
    return found


def patched(content: bytes, offset: int, value: bytes) -> bytes:
    """The zip with bytes of the listing's first header overwritten."""
    damage = bytearray(content)
    at = headers(content)[0][0] + offset
    damage[at : at + len(value)] = value
    return bytes(damage)


def lying(content: bytes, claimed: int) -> bytes:
    """Claim in every header that a member unpacks to so many bytes."""
    damage = bytearray(content)
    for listed, local in headers(content):
        struct.pack_into("<I", damage, listed + 24, claimed)
        struct.pack_into("<I", damage, local + 22, claimed)
    return bytes(damage)


def with_evidence(content: bytes, type_: str = "pdf") -> bytes:
    """A package of which the writer was told that the evidence is of this type."""
    return a_package(evidence=(an_exhibit(content, type_),))


def json_changed(name: str, change: Callable[[Any], object], *, is_rehashed: bool = True) -> bytes:
    return changed(GOOD, with_json(name, change), is_rehashed=is_rehashed)


def set_to(*path: Any, value: Any) -> Callable[[Any], None]:
    def act(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return act


def without(name: str) -> bytes:
    return changed(GOOD, lambda parts: parts.pop(name))


def overlapping() -> bytes:
    """Two names in the listing for the bytes of one member."""
    content = own_zip([member("assessment.json", b"{}"), member("manifest.json", b"{}")])
    second = content.rfind(b"PK\x01\x02")
    damage = bytearray(content)
    damage[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(damage)


def nested_bomb() -> bytes:
    inner = zipped({"a": b"\0" * 10_000_000})
    return with_evidence(docx({"word/embeddings/a.bin": inner}), "docx")


def with_page(old: str, new: str) -> bytes:
    """The package with one piece of its page replaced, and a manifest that knows of it."""

    def change(parts: dict[str, bytes]) -> None:
        page = parts["documents/ho-so.html"]
        assert old.encode() in page
        parts["documents/ho-so.html"] = page.replace(old.encode(), new.encode(), 1)

    return changed(GOOD, change, is_rehashed=True)


def with_words(extra: dict[str, bytes]) -> bytes:
    """The package with members added to a Word document of ours."""
    name = "documents/01-cong-van-de-nghi.docx"

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = zipped({**members(parts[name]), **extra})

    return changed(GOOD, change, is_rehashed=True)


TEMPLATE = (
    b'<Relationships><Relationship Id="a" TargetMode="External" Target="https://a.b/c.dotm" '
    b'Type="http://x/relationships/attachedTemplate"/></Relationships>'
)
PAGE = "«documents/ho-so.html»"
UNOPENED = "phuhop không ghi như vậy; không mở; xin gói khác từ nơi gửi"

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("[khong-phai-goi] không phải gói hồ sơ phuhop (tệp .phuhop)", lambda: b""),
    "a PDF": ("[khong-phai-goi] không phải gói hồ sơ phuhop (tệp .phuhop)", lambda: PDF * 9),
    "another zip": (
        f"[ten-la] «a.txt» không phải thành phần của một gói{AGAIN}",
        lambda: zipped({"a.txt": b"a"}),
    ),
    "a Word file": (
        (
            f"[ten-la] «[Content_Types].xml» không phải thành phần của một gói{AGAIN}\n"
            f"@: [ten-la] «word/document.xml» không phải thành phần của một gói{AGAIN}"
        ),
        docx,
    ),
    "a truncated package": (
        f"[tep-hong] gói hỏng hoặc bị cắt ngang{AGAIN}",
        lambda: GOOD[: len(GOOD) // 2],
    ),
    "a package without its last byte": (
        f"[tep-hong] gói hỏng hoặc bị cắt ngang{AGAIN}",
        lambda: GOOD[:-1],
    ),
    "trailing data": (
        f"[du-lieu-thua] sau gói còn dữ liệu thừa{AGAIN}",
        lambda: GOOD + b"\0" * 100,
    ),
    "a comment of the zip": (
        f"[du-lieu-thua] sau gói còn dữ liệu thừa{AGAIN}",
        lambda: GOOD[:-2] + struct.pack("<H", 4) + b"abcd",
    ),
    "data before the zip": (
        "[khong-phai-goi] không phải gói hồ sơ phuhop (tệp .phuhop)",
        lambda: b"MZ" + GOOD,
    ),
    "data between members": (
        f"[du-lieu-thua] trong gói có dữ liệu không thuộc thành phần nào{AGAIN}",
        lambda: _with_gap(b"abcd" * 20),
    ),
    "members over each other": (
        f"[du-lieu-thua] trong gói có dữ liệu không thuộc thành phần nào{AGAIN}",
        overlapping,
    ),
    "a path outside": (
        f"[ten-la] «../../etc/cron.d/x» chỉ ra ngoài gói{AGAIN}",
        lambda: with_member(member("../../etc/cron.d/x", b"x")),
    ),
    "a path outside from a folder of ours": (
        f"[ten-la] «documents/../../x.html» chỉ ra ngoài gói{AGAIN}",
        lambda: with_member(member("documents/../../x.html", b"x")),
    ),
    "a path outside as Windows writes it": (
        f"[ten-la] «documents\\..\\..\\x.html» chỉ ra ngoài gói{AGAIN}",
        lambda: with_member(member("documents\\..\\..\\x.html", b"x")),
    ),
    "an absolute path": (
        f"[ten-la] «/etc/passwd» là đường dẫn tuyệt đối{AGAIN}",
        lambda: with_member(member("/etc/passwd", b"x")),
    ),
    "a drive": (
        f"[ten-la] «C:\\x.html» là đường dẫn tuyệt đối{AGAIN}",
        lambda: with_member(member("C:\\x.html", b"x")),
    ),
    "a NUL in a name": (
        f"[ten-la] «form.json\x00.exe» có ký tự điều khiển trong tên{AGAIN}",
        lambda: with_member(member("form.json\0.exe", b"x")),
    ),
    "a folder": (
        f"[ten-la] «evidence/» không phải thành phần của một gói{AGAIN}",
        lambda: with_member(stored("evidence/", b"")),
    ),
    "a program": (
        f"[ten-la] «documents/x.exe» không phải thành phần của một gói{AGAIN}",
        lambda: with_member(member("documents/x.exe", b"MZ")),
    ),
    "a symbolic link": (
        f"[lien-ket] «assessment.json» là liên kết tới tệp khác{AGAIN}",
        lambda: patched(GOOD, 38, struct.pack("<I", 0o120777 << 16)),
    ),
    "a device": (
        f"[lien-ket] «assessment.json» không phải tệp thường{AGAIN}",
        lambda: patched(GOOD, 38, struct.pack("<I", 0o020666 << 16)),
    ),
    "one name twice": (
        "[trung-ten] có 2 thành phần cùng tên «office.yaml»",
        lambda: with_member(member("office.yaml", "lưu: VT".encode())),
    ),
    "names that differ in case": (
        (
            f"[ten-la] «Office.yaml» không phải thành phần của một gói{AGAIN}\n"
            "@: [trung-ten] tên «Office.yaml» chỉ khác tên khác ở chữ hoa, chữ thường"
        ),
        lambda: with_member(member("Office.yaml", b"x")),
    ),
    "a member with a password": (
        f"[co-mat-khau] «assessment.json» có mật khẩu{AGAIN}",
        lambda: patched(GOOD, 8, b"\x01"),
    ),
    "an unknown compression": (
        f"[cach-nen-la] «assessment.json» nén theo cách lạ{AGAIN}",
        lambda: patched(GOOD, 10, b"\x0e"),
    ),
    "a member the manifest does not know": (
        f"[tep-la] «documents/them.html» không có trong «manifest.json»{TAMPERED}",
        lambda: with_member(member("documents/them.html", b"x")),
    ),
    "a member that is missing": (
        f"[thieu-tep] thiếu «documents/ho-so.html» mà «manifest.json» có ghi{TAMPERED}",
        lambda: without("documents/ho-so.html"),
    ),
    "no manifest": (
        "[khong-phai-goi] trong gói không có «manifest.json»",
        lambda: without(MANIFEST),
    ),
    "a changed document": (
        f"[sai-ma-kiem] «documents/ho-so.html» khác SHA-256 ghi trong «manifest.json»{TAMPERED}",
        lambda: changed(GOOD, _flipped),
    ),
    "a document of another size": (
        (
            "[sai-kich-thuoc] «documents/ho-so.html» có 1 byte, «manifest.json» ghi "
            f"{len(members(GOOD)['documents/ho-so.html'])}{TAMPERED}"
        ),
        lambda: changed(GOOD, lambda parts: parts.update({"documents/ho-so.html": b"x"})),
    ),
    "a page with a script": (
        f"[van-ban-la] {PAGE}: trang có «<script>», {UNOPENED}",
        lambda: with_page("<main", "<script>alert(1)</script><main"),
    ),
    "a page with an event": (
        f'[van-ban-la] {PAGE}: trang có «<p onclick="a()">», {UNOPENED}',
        lambda: with_page("<main", '<p onclick="a()"></p><main'),
    ),
    "a page with a form": (
        f'[van-ban-la] {PAGE}: trang có «<form action="https://a.b">», {UNOPENED}',
        lambda: with_page("<main", '<form action="https://a.b"></form><main'),
    ),
    "a page that leads elsewhere": (
        f'[van-ban-la] {PAGE}: trang có «<a href="https://a.b">», {UNOPENED}',
        lambda: with_page("<main", '<a href="https://a.b">a</a><main'),
    ),
    "a page that leads elsewhere by the first of two": (
        f'[van-ban-la] {PAGE}: trang có «<a href="https://a.b" href="#x">», {UNOPENED}',
        lambda: with_page("<main", '<a href="https://a.b" href="#x">a</a><main'),
    ),
    "a page that goes elsewhere by itself": (
        f'[van-ban-la] {PAGE}: trang có «<meta http-equiv="refresh" content="0">», {UNOPENED}',
        lambda: with_page("<title", '<meta http-equiv="refresh" content="0"><title'),
    ),
    "a page with a half element": (
        f"[van-ban-la] {PAGE}: trang có «<svg/onload=a()», {UNOPENED}",
        lambda: with_page("</html>\n", "<svg/onload=a()"),
    ),
    "a page that may load everything": (
        (
            f"[van-ban-la] {PAGE}: trang không bắt đầu bằng chính sách an toàn của phuhop; không "
            "mở; xin gói khác từ nơi gửi"
        ),
        lambda: with_page("default-src 'none'", "default-src *"),
    ),
    "a Word document of ours that is broken": (
        (f"[tep-hong] «documents/01-cong-van-de-nghi.docx»: tệp hỏng hoặc bị cắt ngang; {SAVE}"),
        lambda: changed(
            GOOD,
            lambda parts: parts.update({"documents/01-cong-van-de-nghi.docx": b"PK"}),
            is_rehashed=True,
        ),
    ),
    "a Word document of ours with macros": (
        (f"[co-macro] «documents/01-cong-van-de-nghi.docx»: tệp có macro (.xlsm); {SAVE}"),
        lambda: with_words({"word/vbaProject.bin": b"x"}),
    ),
    "a Word document of ours with links": (
        (
            "[van-ban-la] «documents/01-cong-van-de-nghi.docx»: văn bản Word có liên kết ra "
            "ngoài; không mở; xin gói khác từ nơi gửi"
        ),
        lambda: with_words(
            {"word/_rels/x.rels": TEMPLATE.replace(b"attachedTemplate", b"hyperlink")}
        ),
    ),
    "evidence that loads a template": (
        (
            "[lien-ket-ngoai] @evidence: văn bản Word tải khuôn mẫu hoặc nội dung từ nơi khác; "
            f"{SAVE}"
        ),
        lambda: with_evidence(docx({"word/_rels/settings.xml.rels": TEMPLATE}), "docx"),
    ),
    "a small file that unpacks to 19 MB": (
        f"[nen-bat-thuong] bung ra 19 MB, quá lớn{AGAIN}",
        lambda: own_zip([member("documents/a.html", b"\0" * 19_000_000)]),
    ),
    "a member beyond its limit": (
        f"[nen-bat-thuong] «form.json» bung ra hơn 4 MB{AGAIN}",
        lambda: own_zip([stored("form.json", os.urandom(4_000_001))]),
    ),
    "many evidence files": (
        "[qua-nhieu-tep] có 301 tệp minh chứng, nhiều hơn 300",
        lambda: own_zip([stored(f"evidence/{n:064x}.pdf", b"a" * 99) for n in range(301)]),
    ),
    "many members": (
        "[nen-bat-thuong] gói có 407 thành phần, quá nhiều",
        lambda: own_zip([stored(f"evidence/{n:064x}.pdf", b"a" * 99) for n in range(407)]),
    ),
    "headers that claim less than there is": (
        f"[tep-hong] «manifest.json» hỏng, hoặc bung ra khác với kích thước đã ghi{AGAIN}",
        lambda: lying(GOOD, 10),
    ),
    "headers that claim more than there is": (
        f"[tep-hong] «manifest.json» hỏng, hoặc bung ra khác với kích thước đã ghi{AGAIN}",
        lambda: lying(GOOD, 300_000),
    ),
    "evidence of another type": (
        f"[kieu-tep-la] @evidence thật ra là tệp png{TAMPERED}",
        lambda: with_evidence(png(9, 9)),
    ),
    "a program called PDF": (
        f"[kieu-tep-la] @evidence: không phải kiểu tệp được nhận; {ONLY}",
        lambda: with_evidence(b"MZ\x90\0" * 20),
    ),
    "a zip called Word": (
        (
            "[kieu-tep-la] @evidence: tệp nén (zip) không phải là văn bản Word hay bảng tính "
            f"Excel; {SAVE}"
        ),
        lambda: with_evidence(zipped({"a": b"a"}), "docx"),
    ),
    "an archive in a Word file": (
        (f"[nen-bat-thuong] @evidence: trong tệp có tệp nén khác; {SAVE}"),
        nested_bomb,
    ),
    "a bomb in a Word file": (
        (f"[nen-bat-thuong] @evidence: tệp nén bất thường (bung ra quá lớn); {SAVE}"),
        lambda: with_evidence(docx({"word/a.xml": b" " * 40_000_000}), "docx"),
    ),
    "macros in a Word file": (
        (f"[co-macro] @evidence: tệp có macro (.xlsm); {SAVE}"),
        lambda: with_evidence(docx({"word/vbaProject.bin": b"x"}), "docx"),
    ),
    "half a Word file": (
        (f"[tep-hong] @evidence: tệp hỏng hoặc bị cắt ngang; {SAVE}"),
        lambda: with_evidence(docx()[:60], "docx"),
    ),
    "a zip behind a PDF": (
        (f"[tep-nen-an] @evidence: trong tệp pdf có tệp nén nối vào; {ONLY}"),
        lambda: with_evidence(PDF + zipped({"a": b"a"})),
    ),
    "a PNG of a billion pixels": (
        (
            "[anh-qua-lon] @evidence: ảnh 40.000 × 30.000 điểm ảnh; "
            "không quá 60 triệu điểm ảnh; quét lại ở 300 dpi"
        ),
        lambda: with_evidence(png(40_000, 30_000), "png"),
    ),
    "a JPEG of a billion pixels": (
        (
            "[anh-qua-lon] @evidence: ảnh 40.000 × 30.000 điểm ảnh; "
            "không quá 60 triệu điểm ảnh; quét lại ở 300 dpi"
        ),
        lambda: with_evidence(jpg(40_000, 30_000), "jpg"),
    ),
    "a JPEG without a frame": (
        "[tep-hong] @evidence: ảnh jpg hỏng; quét hoặc chụp lại",
        lambda: with_evidence(jpg(1, 1)[:12], "jpg"),
    ),
    "a PNG without a head": (
        "[tep-hong] @evidence: ảnh png hỏng; quét hoặc chụp lại",
        lambda: with_evidence(png(1, 1)[:18], "png"),
    ),
    "evidence of abused children": (
        (
            "/manifest.json: [khong-nhan-tep] không nhận tệp «TL 15 báo cáo tiêm chủng.pdf» của "
            "phần 3: hồ sơ xâm hại trẻ em có tên, địa chỉ của trẻ em; chỉ ghi số, ký hiệu và ngày "
            "của văn bản"
        ),
        lambda: a_package(evidence=(an_exhibit(code="3"),)),
    ),
    "evidence of a part that there is not": (
        ("/manifest.json: [ma-la] «TL 15 báo cáo tiêm chủng.pdf»: bộ tiêu chí không có phần «99»"),
        lambda: a_package(evidence=(an_exhibit(code="99"),)),
    ),
    "a manifest that is no JSON": (
        "/manifest.json:1:1: [json-sai] không phải JSON đúng cú pháp, hoặc bị cắt ngang",
        lambda: changed(GOOD, lambda parts: parts.update({MANIFEST: b"<xml/>"})),
    ),
    "an assessment that is no JSON": (
        "/assessment.json:1:2: [json-sai] không phải JSON đúng cú pháp, hoặc bị cắt ngang",
        lambda: changed(GOOD, lambda parts: parts.update({ASSESSMENT: b"{"}), is_rehashed=True),
    ),
    "JSON of a hundred thousand levels": (
        "/manifest.json: [long-qua-sau] JSON lồng nhau quá 20 cấp",
        lambda: changed(GOOD, lambda parts: parts.update({MANIFEST: b"[" * 100_000})),
    ),
    "a package of a later version": (
        (
            "/manifest.json: [goi-phien-ban] gói thuộc phiên bản «phuhop.package/2», phần mềm này "
            "đọc «phuhop.package/1»; dùng phiên bản phần mềm đã lập gói, hoặc phiên bản mới hơn"
        ),
        lambda: changed(GOOD, with_json(MANIFEST, set_to("format", value="phuhop.package/2"))),
    ),
    "a manifest of something else": (
        "/manifest.json: [khong-phai-goi] «format» phải là «phuhop.package/1»",
        lambda: changed(GOOD, lambda parts: parts.update({MANIFEST: b"[]"})),
    ),
    "a result of a later version": (
        "/result.json: [sai-kieu] «format» phải là «phuhop.result/1»",
        lambda: json_changed(RESULT, set_to("format", value="phuhop.result/2")),
    ),
    "an assessment of another commune": (
        f"/assessment.json: [mau-thuan] mã xã là «99002», «manifest.json» ghi «99001»{TAMPERED}",
        lambda: json_changed(ASSESSMENT, set_to("commune", "code", value="99002")),
    ),
    "an assessment of another year": (
        f"/assessment.json: [mau-thuan] năm là «2023», «manifest.json» ghi «2024»{TAMPERED}",
        lambda: json_changed(ASSESSMENT, set_to("year", value=2023)),
    ),
    "a result of another commune": (
        f"/result.json: [mau-thuan] tên xã là «Xã Khác», «manifest.json» ghi {NAME}{TAMPERED}",
        lambda: json_changed(RESULT, set_to("commune", "name", value="Xã Khác")),
    ),
    "a result without a commune": (
        (
            f"/result.json: [mau-thuan] mã xã là «None», «manifest.json» ghi «99001»{TAMPERED}\n"
            "@/result.json: [mau-thuan] tên xã là «None», «manifest.json» ghi "
            f"{NAME}{TAMPERED}"
        ),
        lambda: json_changed(RESULT, set_to("commune", value=[])),
    ),
    "another ruleset": (
        f"/ruleset.yaml: [sai-ma-kiem] bộ tiêu chí khác SHA-256 ghi ở «manifest.json»{TAMPERED}",
        lambda: changed(GOOD, _other_rules, is_rehashed=True),
    ),
    "a ruleset that is none": (
        (
            "/ruleset.yaml: [sai-ma-kiem] bộ tiêu chí khác SHA-256 ghi ở "
            f"«manifest.json»{TAMPERED}\n"
            "@/ruleset.yaml:1:1: [tep-trong] tệp không có nội dung"
        ),
        lambda: changed(GOOD, lambda parts: parts.update({RULESET: b""}), is_rehashed=True),
    ),
    "an office profile with a strange key": (
        (
            "/office.yaml:1:1: [khoa-la] khóa «cơ quan» không có trong mẫu; có phải «ký hiệu cơ "
            "quan»?"
        ),
        lambda: changed(
            GOOD,
            lambda parts: parts.update({"office.yaml": "cơ quan: a".encode()}),
            is_rehashed=True,
        ),
    ),
    "a form with a strange key": (
        "/form.json: [khoa-la] không có khóa «tre_em»",
        lambda: json_changed("form.json", set_to("tre_em", value=[])),
    ),
    "more vaccinated children than children": (
        (
            "/assessment.json: [vuot-qua] «figures.tre_duoi_1_tuoi_tiem_chung_day_du»: «Số trẻ em "
            "dưới 1 tuổi được tiêm chủng đầy đủ» (101) vượt quá «Số trẻ em dưới 1 tuổi» (100)"
        ),
        lambda: json_changed(
            ASSESSMENT, set_to("figures", "tre_duoi_1_tuoi_tiem_chung_day_du", value=101)
        ),
    ),
    "a manifest that names a path outside": (
        "/manifest.json: [ten-la] «members[0]»: «../x» không phải thành phần của một gói",
        lambda: json_changed(
            MANIFEST,
            lambda document: document["members"].insert(
                0, {"path": "../x", "sha256": "0", "size": 0, "type": "pdf"}
            ),
            is_rehashed=False,
        ),
    ),
    "a manifest with a member twice": (
        "/manifest.json: [trung-ten] «members»: một thành phần ghi hai lần",
        lambda: json_changed(
            MANIFEST,
            lambda document: document["members"].append(document["members"][0]),
            is_rehashed=False,
        ),
    ),
    "a manifest that calls a document evidence": (
        (
            "/manifest.json: [thieu-tep] «evidence[0]»: «documents/ho-so.html» không có trong "
            "«members»"
        ),
        lambda: json_changed(
            MANIFEST,
            lambda document: document["evidence"].insert(
                0, {**document["evidence"][0], "path": "documents/ho-so.html"}
            ),
            is_rehashed=False,
        ),
    ),
    "evidence of which nothing is said": (
        "/manifest.json: [thieu-khoa] «evidence»: không ghi @evidence chứng minh điều gì",
        lambda: json_changed(MANIFEST, set_to("evidence", value=[]), is_rehashed=False),
    ),
}


def _with_gap(gap: bytes) -> bytes:
    """The zip with bytes that no member owns before its second member."""
    second = sorted(local for _, local in headers(GOOD))[1]
    damage = bytearray(GOOD[:second] + gap + GOOD[second:])
    for listed, local in headers(GOOD):
        if local >= second:
            struct.pack_into("<I", damage, listed + len(gap) + 42, local + len(gap))
    end = len(damage) - 22
    (start,) = struct.unpack_from("<I", damage, end + 16)
    struct.pack_into("<I", damage, end + 16, start + len(gap))
    return bytes(damage)


def _flipped(parts: dict[str, bytes]) -> None:
    page = parts["documents/ho-so.html"]
    parts["documents/ho-so.html"] = page.replace(b"1.250", b"1.251", 1)[:-1] + b" "


def _other_rules(parts: dict[str, bytes]) -> None:
    parts[RULESET] += "# sửa\n".encode()


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_package(path)
    return str(found.value)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_package_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    message, make = REFUSED[name]
    path = saved(tmp_path, make())
    said = re.sub(r"«evidence/[0-9a-f]*…»", "@evidence", refusal(path))
    first = f"@{message}" if message.startswith("/") else f"@: {message}"

    assert first == said.replace(path.as_posix(), "@")


def test_a_package_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "khong-co.phuhop"

    assert f"{path.as_posix()}: [khong-doc-duoc] không đọc được tệp: không có tệp này" == refusal(
        path
    )


def test_a_folder_is_no_package(tmp_path: Path) -> None:
    assert "đây là thư mục, không phải tệp" in refusal(tmp_path)


def test_a_package_may_not_be_larger_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "lon.phuhop"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(150_000_001)

    assert "[goi-qua-lon] gói 150 MB, lớn hơn 150 MB" in refusal(path)


@examples(150)
@given(st.data())
def test_no_damaged_byte_ends_in_a_traceback(tmp_path_factory, data: st.DataObject) -> None:
    damage = bytearray(GOOD)
    # Headers and listing more often than the packed bytes, of which there are many more.
    spots = [m.start() for m in re.finditer(rb"PK\x03\x04|PK\x01\x02|PK\x05\x06", GOOD)]
    near = st.builds(
        lambda at, by: min(at + by, len(GOOD) - 1), st.sampled_from(spots), st.integers(0, 60)
    )
    for at in data.draw(st.lists(near | st.integers(0, len(GOOD) - 1), min_size=1, max_size=4)):
        damage[at] = data.draw(st.integers(0, 255))
    path = saved(tmp_path_factory.getbasetemp(), bytes(damage), "hong.phuhop")
    try:
        package = read_package(path)
    except ProblemsFound as found:
        text = str(found)
    else:
        text = package.sha256

    assert text


# VmHWM, not ru_maxrss: that one still counts the test process this was forked from.
_MEASURED = """
import resource, sys
from pathlib import Path
from phuhop.__main__ import main
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
sys.argv = ["phuhop", "reproduce", sys.argv[1]]
try:
    main()
finally:
    status = Path("/proc/self/status").read_text().split()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = int(status[status.index("VmHWM:") + 1]) * 1024
    print(f"\\nPEAK {peak} {usage.ru_utime + usage.ru_stime}")
"""


def _noise(size: int) -> bytes:
    return os.urandom(size)


def _many_scans() -> bytes:
    """140 MB of evidence of which the last file is no PDF."""
    scans = [stored(f"evidence/{n:064x}.pdf", PDF + _noise(19_900_000)) for n in range(7)]
    return own_zip([*scans, member(MANIFEST, b"{}")])


LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a bomb of documents": (
        "nen-bat-thuong",
        lambda: own_zip(
            [member(f"documents/a{n}.html", b"\0" * 19_000_000, is_quick=True) for n in range(8)]
        ),
    ),
    "a bomb whose headers say it is small": (
        "tep-hong",
        lambda: lying(
            own_zip(
                [
                    member(MANIFEST, b"{" + b" " * 3_900_000),
                    member("documents/a.html", b"\0" * 400_000_000, is_quick=True),
                ]
            ),
            3_000_000,
        ),
    ),
    "a manifest of 4 MB": (
        "khong-phai-goi|json-sai",
        lambda: own_zip([stored(MANIFEST, b"[" + b"[],[0]," * 570_000 + b"0]")]),
    ),
    "a manifest of half a million members": (
        "qua-nhieu",
        lambda: own_zip(
            [
                stored(
                    MANIFEST,
                    json.dumps({"format": "phuhop.package/1", "members": [0] * 1_300_000}).encode(),
                )
            ]
        ),
    ),
    "140 MB of evidence": ("khong-phai-goi", _many_scans),
    "a Word file of 20 MB": (
        "nen-bat-thuong",
        lambda: with_evidence(
            docx(
                {f"word/{n}.xml": _noise(1_000_000) for n in range(19)}
                | {"word/z.bin": zipped({"a": b"a"})}
            ),
            "docx",
        ),
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_hostile_package_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    expected, make = LARGE[name]
    path = saved(tmp_path, make())
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    *_, peak, seconds = done.stdout.split()

    assert 1 == done.returncode, done.stderr
    assert re.search(rf"\[(?:{expected})\]", done.stderr), done.stderr
    assert MOST_MEMORY > int(peak)
    assert MOST_SECONDS > float(seconds)
