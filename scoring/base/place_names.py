"""Names of places as people type them: kinds in front, tones on either vowel, apostrophes.

Two names are the same when their letters and the tones of each syllable are the same,
wherever in the syllable the tone stands: «Hoà» and «Hòa», «Thuỷ» and «Thủy». Registers mix
both; 192 names differ between two of them by nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scoring.base.communes import CommuneKind
from scoring.base.problems import Place, Problem, Severity, shown
from scoring.base.text import clean

_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
_APOSTROPHES = re.compile("['‘’ʼ´`]")
_BETWEEN = re.compile(r"[.\-–—_,/]+")
_ALIKE = str.maketrans("ÐðƉɖ", "ĐđĐđ")
"""Letters that are typed for «Đ» and look the same."""

_GLUED = re.compile(r"\b(p|x|tt)([0-9]+)\b")

_NUMERAL = re.compile(r"(?:\A| )(?:[ivx]+|[a-h])\Z")
"""What tells sister communes apart: «Tây Yên A», «Tam Xuân II»."""

_KINDS = {
    "xã": CommuneKind.COMMUNE,
    "x": CommuneKind.COMMUNE,
    "phường": CommuneKind.WARD,
    "p": CommuneKind.WARD,
    "thị trấn": CommuneKind.TOWNSHIP,
    "tt": CommuneKind.TOWNSHIP,
    "t t": CommuneKind.TOWNSHIP,
    "đặc khu": CommuneKind.SPECIAL_ZONE,
    "đk": CommuneKind.SPECIAL_ZONE,
}
_ABOVE = ("thành phố", "tp", "t p", "tỉnh", "t", "huyện", "h", "quận", "q", "thị xã", "tx", "t x")


def name_key(text: str) -> str:
    """Return what two spellings of one name have in common.

    >>> name_key("Xã  Hoà-Bình") == name_key("xã Hòa Bình")
    True
    >>> name_key("Ðông Hà") == name_key("ĐÔNG HÀ")
    True
    >>> name_key("Ea H’Leo"), name_key("Phường 01")
    ('ea hleo', 'phương\u0300 1')
    """
    words = _APOSTROPHES.sub("", clean(text).translate(_ALIKE).casefold())
    words = _GLUED.sub(r"\1 \2", _BETWEEN.sub(" ", words))
    return " ".join(_syllable(word) for word in words.split())


def _syllable(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", word):
        (tones if character in _TONES else letters).append(character)
    # Without recomposing, «ơ» and «o» would still differ, but the text would be hard to read.
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(sorted(tones))


def plain_key(text: str) -> str:
    """Return the name without any mark, for names typed without them.

    >>> plain_key("Đặc khu Lý Sơn")
    'dac khu ly son'
    """
    letters = unicodedata.normalize("NFD", name_key(text).replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_KIND_KEYS = {name_key(words): kind for words, kind in _KINDS.items()}
_PLAIN_KINDS = {plain_key(words): kind for words, kind in _KINDS.items()}
_ABOVE_KEYS = frozenset(name_key(words) for words in _ABOVE)
_PLAIN_ABOVE = frozenset(plain_key(words) for words in _ABOVE)


def readings(text: str) -> Iterator[tuple[CommuneKind | None, str]]:
    """Yield the ways to read a commune's name: kind in front, if any, and key of the rest.

    A word typed without its tone may be a kind or the name itself: «Xa Phiên» is xã Phiên
    or Xà Phiên, so both come out, the kind first.

    >>> [(kind and kind.value, rest) for kind, rest in readings("P. Bến Nghé")]
    [('phường', 'bên\u0301 nghe\u0301'), (None, 'p bên\u0301 nghe\u0301')]
    """
    words = name_key(text).split()
    for length in (2, 1):
        front, rest = " ".join(words[:length]), " ".join(words[length:])
        kind = _KIND_KEYS.get(front) or _PLAIN_KINDS.get(front)
        # A front with a wrong tone («xà», «phương») is part of the name, never a kind.
        if kind is not None and rest:
            yield kind, rest
    yield None, " ".join(words)


def kind_named(text: str) -> CommuneKind | None:
    """Return the kind that stands in front of a commune's name, ``None`` where there is none.

    Only as it is written with its marks: «Xa Phiên» may be xã Phiên or Xà Phiên.

    >>> kind_named("X. Trăng Non"), kind_named("Xa Phiên"), kind_named("Xã")
    (<CommuneKind.COMMUNE: 'xã'>, None, None)
    """
    words = name_key(text).split()
    for length in (2, 1):
        kind = _KIND_KEYS.get(" ".join(words[:length]))
        if kind is not None and words[length:]:
            return kind
    return None


def name_against_kind(place: Place, name: str, kind: CommuneKind) -> Iterator[Problem]:
    """Yield a warning of a name that begins with another kind: the threshold hangs on it."""
    named = kind_named(name)
    if named is not None and named is not kind:
        message = f"{shown(name)} mà loại đơn vị là {shown(kind.value)}"
        hint = "sửa tên hoặc loại đơn vị cho khớp nhau"
        yield Problem(place, "ten-khac-loai", message, hint, Severity.WARNING)


def is_easily_confused(one: str, other: str) -> bool:
    """Whether two communes of one district may be taken for each other.

    Their names are the same but for the kind, or but for marks; or, of one kind, one has lost
    a letter within a word. Numbers and the letters and numerals that tell sisters apart are
    looked at by everybody, and so is the first letter of a word: those are not confused.

    >>> is_easily_confused("Xã Yên Viên", "Thị trấn Yên Viên")
    True
    >>> is_easily_confused("Phường Phú Diễn", "Phường Phúc Diễn")
    True
    >>> is_easily_confused("Phường 1", "Phường 10"), is_easily_confused("Xã Ba Tơ", "Xã Ba Tứ")
    (False, False)
    >>> is_easily_confused("Xã Tây Yên", "Xã Tây Yên A"), is_easily_confused("Xã Ia O", "Xã Ia Ko")
    (False, False)
    """
    first, second = bare_key(one), bare_key(other)
    if plain_key(first) == plain_key(second):
        return True
    kinds = {kind for kind in (kind_named(one), kind_named(other)) if kind is not None}
    return len(kinds) <= 1 and (
        first in with_a_letter_lost(second) or second in with_a_letter_lost(first)
    )


def bare_key(text: str) -> str:
    """Return the key of a commune's name without its kind."""
    return next(readings(text))[1]


def with_a_letter_lost(key: str) -> frozenset[str]:
    """Return what becomes of a key when one letter within a word is lost; nothing of a number."""
    if any(character.isdigit() for character in key) or _NUMERAL.search(key):
        return frozenset()
    inner = (at for at in range(1, len(key)) if key[at] != " " and key[at - 1] != " ")
    return frozenset(key[:at] + key[at + 1 :] for at in inner)


def above_keys(text: str) -> frozenset[str]:
    """Return the keys of a province's or district's name, with and without its kind.

    >>> sorted(above_keys("TP. Huế"))
    ['huê\u0301', 'tp huê\u0301']
    """
    words = name_key(text).split()
    found = {" ".join(words)}
    for length in (2, 1):
        front, rest = " ".join(words[:length]), " ".join(words[length:])
        if rest and (front in _ABOVE_KEYS or front in _PLAIN_ABOVE):
            found.add(rest)
    return frozenset(found)


def same_place(written: str, known: str) -> bool:
    """Whether both name one province or district, whatever kind stands in front.

    >>> same_place("tp Hồ Chí Minh", "Thành phố Hồ Chí Minh"), same_place("Huế", "Hà Nội")
    (True, False)
    """
    return bool(above_keys(written) & above_keys(known))


def same_place_without_marks(written: str, known: str) -> bool:
    """Whether both are one name when no mark is looked at."""
    return bool(
        {plain_key(key) for key in above_keys(written)}
        & {plain_key(key) for key in above_keys(known)}
    )
