"""Text as a person sees it: one line, NFC, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

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
    return unicodedata.normalize("NFC", " ".join(visible.split()))


# Letters that look like Đ and are others: the Icelandic eth and the African D.
_D_WITH_STROKE = str.maketrans("đðɖĐÐƉ", "dddDDD")


def plain_letters(value: str) -> str:
    """Return *value* in lower case without diacritics, full-width letters as ordinary ones.

    Đ, Ð and Ɖ are one letter to whoever reads them, and all are ``d`` here.

    >>> plain_letters("Ðịa CHỈ"), plain_letters("Ｅｍａｉｌ")
    ('dia chi', 'email')
    """
    letters = unicodedata.normalize("NFKD", value.translate(_D_WITH_STROKE).lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
