"""Sentence templates: the words a ruleset may use in ``giải thích``, and how they are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scoring.base.problems import nearest, shown

WORDS = (
    "tên phần",
    "tử số",
    "mẫu số",
    "tử số kỳ trước",
    "mẫu số kỳ trước",
    "tên tử số",
    "tên mẫu số",
    "đơn vị tử số",
    "đơn vị mẫu số",
    "nội dung",
    "giá trị",
    "giá trị kỳ trước",
    "đơn vị",
    "mức",
    "điểm",
    "điểm tối đa",
    "căn cứ",
)
"""Everything a template may name between braces. A word without a value prints ``chưa có``."""

_WORD = re.compile(r"\{([^{}]*)\}")


def template_faults(template: str) -> Iterator[tuple[str, str]]:
    """Yield message and hint of each fault of a template: unknown words, unmatched braces."""
    for word in _WORD.findall(template):
        if word not in WORDS:
            hint = nearest(word, WORDS) or f"các từ dùng được: {', '.join(WORDS)}"
            yield f"mẫu câu có từ lạ {shown(word)}", hint
    if re.search(r"[{}]", _WORD.sub("", template)):
        yield "mẫu câu có dấu { hoặc } lẻ", "mỗi { đi với một }"


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return the template with each ``{word}`` replaced; a checked template has no others."""
    return _WORD.sub(lambda match: words.get(match[1], "chưa có"), template)
