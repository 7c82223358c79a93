r"""Characters that XML or HTML refuses, cleaned once: where texts enter the view model.

Excel's Alt+Enter and texts pasted from Word do bring ``\x0b``; a damaged file brings lone
surrogates. One such character would make the whole DOCX unwritable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any, TypeVar, get_type_hints

_T = TypeVar("_T")

_BREAK = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_BREAKS = re.compile(f"(?<! ) *[{_BREAK}]+ *")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# Noncharacters, and the invisible marks that turn the reading direction or hide in words.
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_NO_TEXT = re.compile(f"[{_INVISIBLE}]")
_SUSPICIOUS = re.compile(f"[{_BREAK}{_INVISIBLE}\ud800-\udfff]").search


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    r"""Return *text* as one line that XML and HTML can hold.

    Control characters and line breaks become one space, lone surrogates ``\ufffd``;
    noncharacters and invisible direction marks go. Everything else stays as it was typed.

    >>> clean("Thôn Đông\x0bHạ \x00"), clean("A\ud800B"), clean('Bản <b> & "Nà"')
    ('Thôn Đông Hạ', 'A�B', 'Bản <b> & "Nà"')
    """
    if text.isascii() and text.isprintable():
        return text
    # Nearly every text is as it should be, and one look is quicker than three replacements;
    # the texts of a ruleset stand in the dossier of every commune.
    if not _SUSPICIOUS(text):
        return text.strip()
    text = _NO_TEXT.sub("", _BREAKS.sub(" ", text))
    return _LONE_SURROGATES.sub("\ufffd", text).strip()


@lru_cache(maxsize=8192)
def quoted(text: str) -> str:
    """Return a clean text of ours with the quotation marks of papers.

    >>> quoted("mức «từ 98»")
    'mức “từ 98”'
    """
    return clean(text).replace("«", "“").replace("»", "”")


def cleaned(value: _T, text: Callable[[str], str] = clean) -> _T:
    r"""Return *value* with every text in it clean: a text, tuple, mapping or dataclass.

    *text* is what cleans one text.

    >>> cleaned(("a\x0bb", 1))
    ('a b', 1)
    """
    kind: type = type(value)
    made: _T = _cleaner(kind, text)(value)
    return made


@cache
def _cleaner(kind: type[Any], text: Callable[[str], str]) -> Callable[[Any], Any]:
    """Return what cleans the values of one type, found out once for all dossiers."""
    if issubclass(kind, str):
        return text
    if issubclass(kind, tuple):
        return lambda value: tuple([cleaned(inner, text) for inner in value])
    if issubclass(kind, Mapping):
        return lambda value: {name: cleaned(inner, text) for name, inner in value.items()}
    if is_dataclass(kind):
        return _of_dataclass(kind, text)
    return _same


def _of_dataclass(kind: type[Any], text: Callable[[str], str]) -> Callable[[Any], Any]:
    """Return what cleans a dataclass: which fields are texts is known from its types."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    known: dict[Any, Callable[[Any], Any]]
    known = {str: text, bool: _same, int: _same, Fraction: _same}
    ways = [known.get(hints[name], partial(_any, text=text)) for name in names]
    if len(names) < 2:  # noqa: PLR2004 -- attrgetter gives one value bare
        return lambda value: kind(*[cleaned(getattr(value, name), text) for name in names])
    get = attrgetter(*names)
    return lambda value: kind(*[way(one) for way, one in zip(ways, get(value), strict=True)])


def _any(value: Any, text: Callable[[str], str]) -> Any:
    return cleaned(value, text)


def _same(value: Any) -> Any:
    return value
