"""Whether a document of a package may be opened: pages and Word files as this program makes them.

Whoever opens a package opens its documents next. A page must begin with the policy that lets
it load and run nothing, and hold no elements and links but those of our pages; a Word file may
not reach out to another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from registry.evidence.file_types import links_of_word
from scoring.base.problems import shown
from scoring.tables.zip_limits import Unsafe

_BEGINNING = re.compile(
    rb"<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
    rb"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    rb"style-src 'unsafe-inline'; img-src data:\">\n"
)
_ANY_TAG = re.compile(rb"<[^>]*>?")
_TAG = re.compile(r'</?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_TAGS = frozenset(
    """
    a body br caption col colgroup dd desc div dl dt em figcaption figure footer g h1 h2 h3 h4
    h5 h6 head header hr html li line main meta nav ol p path rect section small span strong
    style svg table tbody td text tfoot th thead title tr ul
    """.split()  # noqa: SIM905 -- a list of one a line hides how few they are
)
_ATTRIBUTES = frozenset(
    """
    aria-hidden aria-label aria-labelledby charset class colspan content d data-label dx dy fill
    font-family font-size font-weight height href id lang name role rowspan scope stroke
    stroke-width style tabindex text-anchor transform viewbox width x x1 x2 xmlns y y1 y2
    """.split()  # noqa: SIM905 -- a list of one a line hides how few they are
)
_META_NAMES = frozenset(("viewport", "referrer", "color-scheme", "generator"))
_LONGEST_TAG = 1_000
_HINT = "không mở; xin gói khác từ nơi gửi"


def check_document(name: str, content: bytes) -> None:
    """Raise ``Unsafe`` for a page or Word file that holds what none of ours does."""
    if name.endswith(".docx"):
        _check_words(content)
    else:
        _check_page(content)


def _check_words(content: bytes) -> None:
    if links_of_word(content):
        raise Unsafe("van-ban-la", "văn bản Word có liên kết ra ngoài", _HINT)


def _check_page(content: bytes) -> None:
    beginning = _BEGINNING.match(content)
    if beginning is None:
        message = "trang không bắt đầu bằng chính sách an toàn của phuhop"
        raise Unsafe("van-ban-la", message, _HINT)
    # Most elements of a page are alike: each different one is looked at once, openings first.
    tags = set(_ANY_TAG.findall(content, beginning.end()))
    for tag in sorted(tags, key=lambda tag: (tag.startswith(b"</"), tag)):
        if len(tag) > _LONGEST_TAG or not _is_ours(tag):
            text = tag.decode("utf-8", "replace").lower()
            raise Unsafe("van-ban-la", f"trang có {shown(text)}, phuhop không ghi như vậy", _HINT)


@lru_cache(maxsize=4096)
def _is_ours(tag: bytes) -> bool:
    """Whether our pages may hold this element; the pages of a thousand communes share most."""
    match = _TAG.fullmatch(tag.decode("utf-8", "replace").lower())
    if match is None or match[1] not in _TAGS:
        return False
    found = [(one[1], one[2]) for one in _ATTRIBUTE.finditer(match[2])]
    attributes = dict(found)
    # Of an attribute that stands twice a browser takes the first, a dictionary the last.
    if len(attributes) != len(found) or not attributes.keys() <= _ATTRIBUTES:
        return False
    if match[1] == "meta" and attributes.get("name") not in _META_NAMES:
        return False
    target = attributes.get("href")
    return target is None or target.startswith("#")
