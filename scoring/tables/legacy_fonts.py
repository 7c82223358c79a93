"""Text that is not what its writer saw: old fonts, UTF-8 stored twice.

The fonts are those of before Unicode: TCVN3 (ABC, .VnTime) and VNI-Windows.

Such text is Latin letters that only its font shows as Vietnamese. The font's name tells;
where it is lost, letters that no Vietnamese word has, and whether the words become
Vietnamese syllables when they are converted. Must run before anything is cleaned: the «ư»
of TCVN3 is U+00AD, a character that counts as invisible.
Source of the tables: TCVN 5712:1993 (VN3) and the VNI-Windows chart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from scoring.base.problems import shown
from scoring.base.text import clean

TCVN3, VNI, TWICE = "TCVN3", "VNI", "UTF-8 bị mã hóa hai lần"

MOST_SHOWN = 20
"""Converted texts of a file that are shown before and after."""

RETYPE = "kiểm tra lại chữ; nên gõ bằng phông Unicode"
"""What to do about text that was converted."""

_TCVN3_LETTERS = dict(
    zip(
        "¡¢§£¤¥¦µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ",
        "ĂÂĐÊÔƠƯàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        strict=True,
    )
)
_VNI_MARKS = {
    "a": dict(zip("øùûõïâàáåãäêèéúüë", "àáảãạâầấẩẫậăằắẳẵặ", strict=True)),
    "e": dict(zip("øùûõïâàáåãä", "èéẻẽẹêềếểễệ", strict=True)),
    "o": dict(zip("øùûõïâàáåãä", "òóỏõọôồốổỗộ", strict=True)),
    "ô": dict(zip("øùûõï", "ờớởỡợ", strict=True)),
    "u": dict(zip("øùûõï", "ùúủũụ", strict=True)),
    "ö": dict(zip("øùûõï", "ừứửữự", strict=True)),
    "y": dict(zip("øùûõ", "ỳýỷỹ", strict=True)),
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, marks in _VNI_MARKS.items():
        table.update({base + mark: letter for mark, letter in marks.items()})
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    # A capital with a small mark is how names begin: «Ñaø» and «AÂu».
    mixed = {
        key[0].upper() + key[1:]: letter.upper() for key, letter in table.items() if len(key) > 1
    }
    return {**table, **mixed, **capitals}


_VNI_LETTERS = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI_LETTERS), key=len, reverse=True)))

_LONGEST = 2_000
"""Characters of a text that is looked at; a name has at most 300, a note little more."""

_BEYOND_LATIN_1 = re.compile("[^\x00-\xff]")
_VIETNAMESE = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz")
_INITIAL = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_RIME = (
    "(?:oai|oay|oeo|uây|uôi|uya|uyu|ươi|ươu|iêu|yêu|uao|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi"
    "|ua|uê|ui|uơ|uy|ưa|ưi|ưu|[aăâeêioôơuưy])"
)
_CLOSED = "(?:uyê|oă|oa|oe|uâ|uô|uy|ươ|iê|yê|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])"
_SYLLABLE = re.compile(f"{_INITIAL}(?:{_CLOSED}|{_RIME})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in Unicode, and the encoding it was found in."""

    text: str
    encoding: str


def from_tcvn3(text: str, *, is_capital_font: bool = False) -> str:
    """Return TCVN3 text in Unicode; a capital font shows its small letters as capitals.

    >>> from_tcvn3("X· Tr¨ng Non"), from_tcvn3("x·", is_capital_font=True)
    ('Xã Trăng Non', 'XÃ')
    """
    converted = "".join(_TCVN3_LETTERS.get(letter, letter) for letter in text)
    return converted.upper() if is_capital_font else converted


def from_vni(text: str) -> str:
    """Return VNI-Windows text in Unicode.

    >>> from_vni("Xaõ Traêng Non"), from_vni("Phöôøng")
    ('Xã Trăng Non', 'Phường')
    """
    return _VNI_PATTERN.sub(lambda found: _VNI_LETTERS[found[0]], text)


_TWICE_ENCODED = re.compile("[ÂÃÄÅÆĂáâ][^\x00-\x7f]")
"""What the bytes of a Vietnamese letter in UTF-8 look like in a one-byte encoding."""


def from_utf_8_twice(text: str) -> str | None:
    """Return text whose UTF-8 was taken for a Western or Vietnamese encoding and stored again.

    ``None`` for all other text: Vietnamese is never valid UTF-8 when it is taken so.

    >>> from_utf_8_twice("XÃ£ TrÄƒng Non"), from_utf_8_twice("Xã Hòa")
    ('Xã Trăng Non', None)
    """
    if not _TWICE_ENCODED.search(text):
        return None
    for encoding in ("cp1252", "cp1258", "latin-1"):
        try:
            # Bytes that the encoding leaves free pass through as control characters.
            raw = b"".join(_byte(letter, encoding) for letter in text)
            return raw.decode("utf-8")
        except UnicodeError:
            continue
    return None


def _byte(letter: str, encoding: str) -> bytes:
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode(encoding)


def told(before: str, result: Converted) -> str:
    """Return the message that a text was converted.

    >>> told("X·", Converted("Xã", TCVN3))
    'chữ TCVN3: đọc «X·» thành «Xã»'
    """
    return f"chữ {result.encoding}: đọc {shown(clean(before))} thành {shown(result.text)}"


@lru_cache(maxsize=1 << 16)
def converted(text: str, font: str = "") -> Converted | None:
    """Return *text* in Unicode, or ``None`` where nothing needs converting.

    *font* is the cell's font; without a telling one the letters themselves must prove it.
    """
    if text.isascii() or len(text) > _LONGEST:
        return None
    once = from_utf_8_twice(text)
    if once is not None:
        return Converted(unicodedata.normalize("NFC", once), TWICE)
    if _BEYOND_LATIN_1.search(text):
        # Unicode Vietnamese has letters beyond Latin-1; no old encoding has.
        return None
    name = font.casefold()
    if name.startswith(".vn"):
        return Converted(from_tcvn3(text, is_capital_font=name.endswith("h")), TCVN3)
    if name.startswith("vni-"):
        return Converted(from_vni(text), VNI)
    if _all_syllables(text):
        return None
    for encoding, result in ((TCVN3, from_tcvn3(text)), (VNI, from_vni(text))):
        if result != text and _all_syllables(result):
            return Converted(result, encoding)
    return None


def _all_syllables(text: str) -> bool:
    """Whether every word with a letter beyond ASCII is built like a Vietnamese syllable."""
    for word in re.findall(r"[^\W\d_]+(?:[\u0080-\u00ff]+[^\W\d_]*)*", text):
        if word.isascii():
            continue
        marks = unicodedata.normalize("NFD", word.lower())
        plain = unicodedata.normalize("NFC", _TONES.sub("", marks))
        if not set(plain) <= _VIETNAMESE or not _SYLLABLE.fullmatch(plain):
            return False
    # Signs of TCVN3 that are no letters in Unicode: «·» and «®» inside words.
    return re.search(r"\w[\u00a1-\u00bf\u00d7\u00f7]|[\u00a1-\u00bf\u00d7\u00f7]\w", text) is None
