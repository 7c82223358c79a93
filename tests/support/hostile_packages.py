"""Hostile packages: what attackers and broken disks make of a good one."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from registry.package.reading import read_package
from reports.word.zip_writing import ZipMember, member
from reports.word.zip_writing import zipped as own_zip
from scoring.base.problems import ProblemsFound
from tests.support.packages import (
    a_package,
    an_exhibit,
    changed,
    docx,
    members,
    saved,
    with_json,
    zipped,
)

AGAIN = "; xin gói khác từ nơi gửi; gói chỉ do phần mềm này ghi ra"
SAVE = "lưu lại bằng Word, Excel, hoặc in ra PDF"
ONLY = "chỉ nhận pdf, docx, xlsx, jpg, png"
NAME = "«Xã Suối Mơ (SỐ LIỆU MẪU)»"
TAMPERED = "; gói đã bị sửa hoặc hỏng sau khi lập; xin gói khác từ nơi gửi"
GOOD = a_package()

Case = tuple[str, Callable[[], bytes]]
"""The reason it is refused with, «@» for its path, and how it is made."""


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
    name = "documents/01-cong-van-bao-cao.docx"

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = zipped({**members(parts[name]), **extra})

    return changed(GOOD, change, is_rehashed=True)


TEMPLATE = (
    b'<Relationships><Relationship Id="a" TargetMode="External" Target="https://a.b/c.dotm" '
    b'Type="http://x/relationships/attachedTemplate"/></Relationships>'
)
PAGE = "«documents/ho-so.html»"
UNOPENED = "phuhop không ghi như vậy; không mở; xin gói khác từ nơi gửi"


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_package(path)
    return str(found.value)


def expected_and_said(case: Case, folder: Path) -> tuple[str, str]:
    """Return the reason a package should be refused with, and the one it is."""
    message, make = case
    path = saved(folder, make())
    said = re.sub(r"«evidence/[0-9a-f]*…»", "@evidence", refusal(path))
    first = f"@{message}" if message.startswith("/") else f"@: {message}"
    return first, said.replace(path.as_posix(), "@")
