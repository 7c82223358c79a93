"""Text as a person sees it: one line, NFC, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# U+00AD is not here: in text typed with a TCVN3 font that character is the letter «ư».
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(value: str) -> str:
    """Return *value* in NFC on one line, single-spaced, without invisible controls.

    >>> clean("  Phường   Tân An ")
    'Phường Tân An'
    """
    if value.isascii() and value.isalnum():
        return value
    visible = _CONTROL.sub(" ", _INVISIBLE.sub("", value))
    return nfc(" ".join(visible.split()))


_LONG = 1_000
_MOST_MARKS = 30
"""Marks on one letter that are kept. No writing has more (Unicode, UAX 15, stream-safe text)."""


def nfc(value: str) -> str:
    """Return *value* in NFC, in a time that grows with its length only.

    Marks are sorted by a method that takes the square of their number: what no writing has is
    cut from long texts first.
    """
    if len(value) > _LONG and not value.isascii():
        value = "".join(_without_heaps(value))
    return unicodedata.normalize("NFC", value)


def _without_heaps(value: str) -> Iterator[str]:
    marks = 0
    for letter in value:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            yield letter


# Letters that look like Đ and are others: the Icelandic eth and the African D.
_D_WITH_STROKE = str.maketrans("đðɖĐÐƉ", "dddDDD")


def plain_letters(value: str) -> str:
    """Return *value* in lower case without diacritics, full-width letters as ordinary ones.

    Đ, Ð and Ɖ are one letter to whoever reads them, and all are ``d`` here.

    >>> plain_letters("Ðịa CHỈ"), plain_letters("Ｅｍａｉｌ")
    ('dia chi', 'email')
    """
    letters = unicodedata.normalize("NFKD", nfc(value).translate(_D_WITH_STROKE).lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
