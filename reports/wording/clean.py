r"""Characters that XML or HTML refuses, cleaned once: where texts enter the view model.

Excel's Alt+Enter and texts pasted from Word do bring ``\x0b``; a damaged file brings lone
surrogates. One such character would make the whole DOCX unwritable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TypeVar

_T = TypeVar("_T")

_BREAKS = re.compile(" *[\x00-\x1f\x7f-\x9f\u2028\u2029]+ *")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# Noncharacters, and the invisible marks that turn the reading direction or hide in words.
_NO_TEXT = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def clean(text: str) -> str:
    r"""Return *text* as one line that XML and HTML can hold.

    Control characters and line breaks become one space, lone surrogates ``\ufffd``;
    noncharacters and invisible direction marks go. Everything else stays as it was typed.

    >>> clean("Thôn Đông\x0bHạ \x00"), clean("A\ud800B"), clean('Bản <b> & "Nà"')
    ('Thôn Đông Hạ', 'A�B', 'Bản <b> & "Nà"')
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NO_TEXT.sub("", _BREAKS.sub(" ", text))
    return _LONE_SURROGATES.sub("\ufffd", text).strip()


def cleaned(value: _T) -> _T:
    r"""Return *value* with every text in it clean: a text, tuple, mapping or dataclass.

    >>> cleaned(("a\x0bb", 1))
    ('a b', 1)
    """
    if isinstance(value, str):
        return clean(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(cleaned(inner) for inner in value)  # type: ignore[return-value]
    if isinstance(value, Mapping):
        return {name: cleaned(inner) for name, inner in value.items()}  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return kind(*(cleaned(getattr(value, name)) for name in _names(kind)))
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
