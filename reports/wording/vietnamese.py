"""Vietnamese dates and alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_PAD_MONTHS_TO = 2
_NUMBER = re.compile("([0-9]+)")

CollationKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...], str]


def long_date(day: date) -> str:
    """Return a date as a document writes it; days below 10 and months 1, 2 get a 0.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 4.

    >>> long_date(date(2026, 3, 5)), long_date(date(2019, 1, 3))
    ('ngày 05 tháng 3 năm 2026', 'ngày 03 tháng 01 năm 2019')
    """
    month = f"{day.month:02}" if day.month <= _PAD_MONTHS_TO else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def long_date_or_blank(day: date | None) -> str:
    """Return a date as a document writes it, with blanks where it is not known.

    >>> long_date_or_blank(None)
    'ngày …… tháng …… năm ……'
    """
    return "ngày …… tháng …… năm ……" if day is None else long_date(day)


def short_date(day: date) -> str:
    """Return a date as a table writes it.

    >>> short_date(date(2026, 11, 2))
    '02/11/2026'
    """
    return f"{day.day:02}/{day.month:02}/{day.year}"


def in_sentence(text: str) -> str:
    """Return a title as it goes on inside a sentence, with a small first letter.

    >>> in_sentence("Quy định tiêu chuẩn"), in_sentence("")
    ('quy định tiêu chuẩn', '')
    """
    return text[:1].lower() + text[1:]


def collation_key(text: str) -> CollationKey:
    """Return the sort key of *text* in Vietnamese order, numbers in natural order.

    Letters decide over the whole string first, then tones (huyền, hỏi, ngã, sắc, nặng),
    then case, small before capital. Source: CLDR, collation of vi.

    >>> sorted(["Yên Bái", "Đà Nẵng", "Dĩ An", "Phường 10", "Phường 9"], key=collation_key)
    ['Dĩ An', 'Đà Nẵng', 'Phường 9', 'Phường 10', 'Yên Bái']
    """
    text = unicodedata.normalize("NFC", text)
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for position, piece in enumerate(_NUMBER.split(text)):
        if position % 2:
            letters.append((1, int(piece)))
            tones.append(0)
            continue
        for character in piece:
            letter, tone = _without_tone(character)
            letters.append(_place(letter))
            tones.append(tone)
    return tuple(letters), tuple(tones), tuple(c.isupper() for c in text), text


def _without_tone(character: str) -> tuple[str, int]:
    """Return the letter in small print and the rank of its tone, 0 for ngang."""
    marks = unicodedata.normalize("NFD", character.lower())
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    kept = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", kept), tone


def _place(letter: str) -> tuple[int, int]:
    """Return the rank: spaces and signs, then numbers, then the alphabet, then the rest."""
    if letter in _ALPHABET:
        return 2, _ALPHABET.index(letter)
    return (3 if letter.isalpha() else 0), ord(letter[0])
