"""Photographs as they go into a package: small, upright, and without what a telephone adds.

A photograph of a telephone says where and when it was taken (EXIF, GPS); of that nothing is
handed on. JPEG and HEIC come out as JPEG; pictures of other types are scans and stay as they
are. The same photograph gives the same bytes with the same version of Pillow.
"""

from __future__ import annotations

import io
import warnings

from registry.evidence.file_types import MOST_PIXELS
from scoring.base.quantities import vietnamese
from scoring.tables.zip_limits import Unsafe

LONGEST_SIDE, QUALITY = 2_000, 80
"""Pixels of the longer side, enough for a printed page; quality as JPEG counts it."""

_SCAN, _TOLD = 0xDA, frozenset((0xFE, *range(0xE1, 0xF0)))
"""Markers of JPEG (ITU T.81): where the picture begins; segments for other programs and notes."""
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def is_heic(content: bytes) -> bool:
    """Whether the bytes are a photograph as iPhones store them (ISO/IEC 23008-12)."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def as_photo(content: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """Return a JPEG or HEIC photograph as a small JPEG without any other data.

    Its longer side has at most *longest* pixels.

    One that is so already stays as it is, so that packing again loses nothing. Raises
    ``Unsafe`` for a damaged one and for one with too many pixels, which is never decoded.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if is_heic(content):
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    try:
        with warnings.catch_warnings():
            # The size is judged below, by our own limit, before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=("JPEG", "HEIF"))
        with opened as picture:
            _check_size(*picture.size)
            if max(picture.size) <= longest and _is_bare(content):
                return content
            picture.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((longest, longest))
            # A new picture carries over pixels and nothing else.
            bare = Image.new("RGB", upright.size)
            bare.paste(upright)
    except Image.DecompressionBombError:
        raise Unsafe("anh-qua-lon", "ảnh quá lớn", "chụp lại hoặc thu nhỏ") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Unsafe("tep-hong", "ảnh hỏng hoặc bị cắt ngang", "quét hoặc chụp lại") from None
    target = io.BytesIO()
    bare.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def _is_bare(content: bytes) -> bool:
    """Whether a JPEG has no segment but those that draw it, and nothing behind its end."""
    at = 2
    while content[at : at + 1] == b"\xff":
        marker = content[at + 1]
        if marker == _SCAN:
            return content.endswith(b"\xff\xd9")
        if marker in _TOLD:
            return False
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return False


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        seen = f"ảnh {vietnamese(width)} × {vietnamese(height)} điểm ảnh"
        hint = f"không quá {MOST_PIXELS // 1_000_000} triệu điểm ảnh; chụp lại cỡ nhỏ hơn"
        raise Unsafe("anh-qua-lon", seen, hint)
