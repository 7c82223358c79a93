"""Two renderings of one document compared by what stands in them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape
from itertools import zip_longest

from registry.package.result_differences import Difference
from scoring.base.problems import shown
from scoring.tables.zip_limits import MOST_BYTES

_PARAGRAPH = re.compile(r"</w:p>|</(?:p|td|th|li|h[1-6]|tr|title|dt|dd)>|<br */?>")
_TAG = re.compile(r"<[^<>]*>")
_BODY = "word/document.xml"


def document_difference(name: str, packaged: bytes, again: bytes) -> Difference | None:
    """Return where two files of the document *name* first differ, ``None`` for the same.

    Word files of the same members are the same, however their zip was compressed: another
    machine may have another zlib.
    """
    if packaged == again:
        return None
    where = f"văn bản {name}"
    if not name.endswith(".docx"):
        return _first(where, _text(packaged), _text(again))
    sides = [_members(packaged), _members(again)]
    if sides[0] == sides[1]:
        return None
    if not sides[0]:
        return Difference(where, "tệp Word hỏng", "tệp Word lành")
    return _first(where, *(_text(side.get(_BODY, b"")) for side in sides))


def _members(content: bytes) -> dict[str, bytes]:
    """Return the members of a Word file; none when it is broken or larger than any of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                return {}
            return {member.filename: archive.read(member) for member in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError):
        return {}


def _text(content: bytes) -> list[str]:
    """Return the lines a reader sees, without markup."""
    text = _PARAGRAPH.sub("\n", content.decode("utf-8", "replace"))
    lines = (" ".join(unescape(_TAG.sub("", line)).split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _first(where: str, packaged: list[str], again: list[str]) -> Difference:
    for one, other in zip_longest(packaged, again, fillvalue=""):
        if one != other:
            return Difference(where, *(shown(_around(one, other, text)) for text in (one, other)))
    return Difference(where, "trình bày khác", "chữ giống hệt")


def _around(one: str, other: str, text: str) -> str:
    """Return *text* from a little before the first letter in which the two differ."""
    same = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    start = max(0, same - 20)
    return ("…" if start else "") + text[start:] if text else "(không có)"
