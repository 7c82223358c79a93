"""One file offered as evidence, judged from its bytes: whoever offers it, the checks are these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.evidence.file_types import TYPES, clicked_links, type_of
from registry.evidence.model import LARGEST_EVIDENCE
from registry.evidence.photos import as_photo, is_heic
from scoring.base.quantities import vietnamese
from scoring.tables.zip_limits import Unsafe

HEIC_SUFFIXES = {"heic", "heif"}
_SAME = {"jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it is kept: photographs small and without what a telephone adds."""

    content: bytes
    type: str
    links: tuple[str, ...]
    """Where its links lead that wait for a click."""


def offered(content: bytes, suffix: str | None = None, size: int | None = None) -> Offered:
    """Return *content* as it is kept.

    With *suffix*, a file's own without its dot, it has to be the one of its type; *size* is
    the file's, where no more than the limit and one byte of it were read. Raises ``Unsafe``
    for an empty file, one too large, damaged, of a type that is not taken, or that reaches out.
    """
    if len(content) > LARGEST_EVIDENCE:
        megabytes = vietnamese((size or len(content)) // 1_000_000)
        message = f"tệp {megabytes} MB, lớn hơn {LARGEST_EVIDENCE // 1_000_000} MB"
        raise Unsafe("tep-qua-lon", message, "quét lại ở 200–300 dpi hoặc chia nhỏ")
    if not content:
        raise Unsafe("tep-trong", "tệp không có nội dung", "")
    if is_heic(content) and (suffix is None or suffix in HEIC_SUFFIXES):
        return Offered(as_photo(content), "jpg", ())
    type_ = type_of(content)
    if suffix is not None and _SAME.get(suffix, suffix) != type_:
        message = f"đuôi «.{suffix}» nhưng nội dung là {type_}"
        hint = f"đổi đuôi thành .{type_}" if suffix in TYPES else f"chỉ nhận {', '.join(TYPES)}"
        raise Unsafe("kieu-tep-la", message, hint)
    kept = as_photo(content) if type_ == "jpg" else content
    return Offered(kept, type_, tuple(dict.fromkeys(clicked_links(kept))))


def refuse_codes(codes: Iterable[str], refused: Mapping[str, str]) -> None:
    """Raise ``Unsafe`` where no file is taken of one of *codes*, by the reasons of a policy."""
    for code in codes:
        if code in refused:
            message = f"không nhận tệp của phần {code}: {refused[code]}"
            hint = "chỉ ghi số, ký hiệu và ngày của văn bản vào biểu, trang Minh chứng"
            raise Unsafe("khong-nhan-tep", message, hint)
