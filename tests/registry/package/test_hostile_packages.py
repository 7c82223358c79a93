"""Packages that attack, are damaged or hold strange pages: each refused with its reason."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.package.package import MANIFEST
from registry.package.reading import read_package
from reports.word.zip_writing import member, stored
from reports.word.zip_writing import zipped as own_zip
from scoring.base.problems import ProblemsFound
from tests.support.examples import examples
from tests.support.hostile_packages import (
    AGAIN,
    GOOD,
    PAGE,
    SAVE,
    TAMPERED,
    TEMPLATE,
    UNOPENED,
    expected_and_said,
    headers,
    lying,
    overlapping,
    patched,
    refusal,
    with_member,
    with_page,
    with_words,
    without,
)
from tests.support.packages import (
    PDF,
    changed,
    docx,
    members,
    saved,
    zipped,
)

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
        (f"[tep-hong] «documents/01-cong-van-bao-cao.docx»: tệp hỏng hoặc bị cắt ngang; {SAVE}"),
        lambda: changed(
            GOOD,
            lambda parts: parts.update({"documents/01-cong-van-bao-cao.docx": b"PK"}),
            is_rehashed=True,
        ),
    ),
    "a Word document of ours with macros": (
        (f"[co-macro] «documents/01-cong-van-bao-cao.docx»: tệp có macro (.xlsm); {SAVE}"),
        lambda: with_words({"word/vbaProject.bin": b"x"}),
    ),
    "a Word document of ours with links": (
        (
            "[van-ban-la] «documents/01-cong-van-bao-cao.docx»: văn bản Word có liên kết ra "
            "ngoài; không mở; xin gói khác từ nơi gửi"
        ),
        lambda: with_words(
            {"word/_rels/x.rels": TEMPLATE.replace(b"attachedTemplate", b"hyperlink")}
        ),
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


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_package_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    expected, said = expected_and_said(REFUSED[name], tmp_path)

    assert expected == said


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
