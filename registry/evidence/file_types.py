"""Which files are taken as evidence: five types, told by their bytes and never by their name.

Source: OWASP ASVS 5.0, 5.2.2 (allow-list and content), 5.2.6 (pixel limit). Pictures are
not decoded: the size stands in the first bytes of a PNG and in a frame header of a JPEG.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from registry.evidence.office_links import OfficeLink, outside_links
from scoring.base.quantities import vietnamese
from scoring.tables.zip_limits import WORKBOOK, Unsafe, check_container

TYPES = ("pdf", "docx", "xlsx", "jpg", "png")
MOST_PIXELS = 60_000_000
"""An A4 page scanned at 600 dots per inch has 35 million."""

_PDF, _PNG, _JPG, _ZIP = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"
_WORD = "word/document.xml"
_ALLOWED = f"chỉ nhận {', '.join(TYPES)}"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG's frame header (ITU T.81, table B.1)."""
_ALONE = frozenset((0x01, *range(0xD0, 0xDA)))


def type_of(content: bytes) -> str:
    """Return which of ``TYPES`` the bytes are.

    Raises ``Unsafe`` for any other type, and for a file of these types that hides an archive,
    has macros, or unpacks to more than it should.
    """
    if content.startswith(_ZIP):
        return _office_type(content)
    found = "pdf" if content.startswith(_PDF) else ""
    size = None
    if content.startswith(_PNG):
        found, size = "png", _png_size(content)
    elif content.startswith(_JPG):
        found, size = "jpg", jpg_size(content)
    if not found:
        raise Unsafe("kieu-tep-la", "không phải kiểu tệp được nhận", _ALLOWED)
    if size is not None and size[0] * size[1] > MOST_PIXELS:
        seen = f"ảnh {vietnamese(size[0])} × {vietnamese(size[1])} điểm ảnh"
        hint = f"không quá {MOST_PIXELS // 1_000_000} triệu điểm ảnh; quét lại ở 300 dpi"
        raise Unsafe("anh-qua-lon", seen, hint)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unsafe("tep-nen-an", f"trong tệp {found} có tệp nén nối vào", _ALLOWED)
    return found


def links_of_word(content: bytes) -> list[OfficeLink]:
    """Return what a Word file reaches out to, after every check of it.

    Raises ``Unsafe`` for what is no harmless Word file.
    """
    with _told():
        check_container(content, _WORD, "văn bản .docx")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return outside_links(archive)


def clicked_links(content: bytes) -> list[str]:
    """Return where the links of a file lead that wait for a click, of one of ``TYPES``."""
    if not content.startswith(_ZIP):
        return []
    with _told(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [link.target for link in outside_links(archive) if link.waits_for_a_click]


def _office_type(content: bytes) -> str:
    with _told():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
        if "[content_types].xml" not in names:
            message = "tệp nén (zip) không phải là văn bản Word hay bảng tính Excel"
            raise Unsafe("kieu-tep-la", message)
        if {_WORD, WORKBOOK} <= names:
            raise Unsafe("kieu-tep-la", "tệp vừa là văn bản Word vừa là bảng tính Excel")
        if WORKBOOK in names:
            check_container(content)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                links, kind, what = outside_links(archive), "xlsx", "bảng tính Excel"
        else:
            links, kind, what = links_of_word(content), "docx", "văn bản Word"
        if not all(link.waits_for_a_click for link in links):
            message = f"{what} tải khuôn mẫu hoặc nội dung từ nơi khác"
            raise Unsafe("lien-ket-ngoai", message)
        return kind


@contextmanager
def _told() -> Iterator[None]:
    """Give every refusal of an Office file the hint of an officer, and damage a message."""
    hint = "lưu lại bằng Word, Excel, hoặc in ra PDF"
    try:
        yield
    except Unsafe as unsafe:
        raise Unsafe(unsafe.code, unsafe.message, hint) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, KeyError):
        raise Unsafe("tep-hong", "tệp hỏng hoặc bị cắt ngang", hint) from None


def _png_size(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR" or len(content) < 24:  # noqa: PLR2004 -- RFC 2083, 11.2.2
        raise Unsafe("tep-hong", "ảnh png hỏng", "quét hoặc chụp lại")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def jpg_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a JPEG in pixels, as its frame header says.

    Raises ``Unsafe`` for a JPEG that has none.
    """
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004
        marker = content[at + 1]
        if marker in _FRAMES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(width), int.from_bytes(height)
        if marker == 0xFF:  # noqa: PLR2004 -- fill bytes may stand before a marker
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
    raise Unsafe("tep-hong", "ảnh jpg hỏng", "quét hoặc chụp lại")
