"""Signs that a free text names a child: a birth date, a telephone, a name, an address.

Only counts belong in a dossier (Luật Trẻ em 2016, Điều 21; Luật 91/2025/QH15, Điều 24), but
notes, reasons and titles are typed by people. What is found here is a sign, not a proof: the
text is held back until a person confirms it. Every pattern is linear in the text's length.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from scoring.base.problems import Place, Problem
from scoring.base.text import clean, nfc


class PrivateSign(Enum):
    """What a text seems to hold, in words for whoever typed it."""

    BIRTH = "ngày hoặc năm sinh"
    PHONE = "số điện thoại"
    IDENTITY = "số định danh hoặc mã thẻ"
    NAME = "tên riêng của trẻ"
    ADDRESS = "nơi ở (thôn, tổ, số nhà)"


@dataclass(frozen=True, slots=True)
class PrivateWords:
    """One sign and the words that show it, as they were typed."""

    sign: PrivateSign
    words: str


_INITIALS = 2
"""Letters; a name this short is written as its initials."""

_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ"
_DATE = r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}"
# A capital letter alone («N.», «H») is how people shorten a name.
_WORD = rf"(?=[{_UPPER}])(?:[{_UPPER}]\.|[^\W\d_]+)"

_BIRTH = re.compile(
    rf"\b(?:sinh|sn|ns)\b[ :]{{0,2}}(?:(?:ngày|năm|tháng)[ :]{{1,2}}){{0,2}}"
    rf"(?:{_DATE}|\d{{1,2}}/(?:19|20)\d{{2}}|(?:19|20)\d{{2}}\b)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d/.,])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?![\d/])")
_IDENTITY = re.compile(r"(?<!\d)\d{12}(?!\d)|\b(?:TE|HS|HN|CN|GD|DT)\d{13}\b")
_CALLED = re.compile(
    rf"(?<!trẻ )(?<!Trẻ )(?<!TRẺ )\b(?P<who>cháu|em|bé|Cháu|Em|Bé|CHÁU|EM|BÉ)\s{{1,2}}"
    rf"(?:(?:tên|là|trai|gái)\s){{0,3}}(?P<name>{_WORD}(?:\s{{1,2}}{_WORD}){{0,4}})"
)
_CHILD_NAMED = re.compile(
    rf"\b(?:trẻ|nạn nhân|học sinh)\s(?:em\s)?(?:tên|là|bị hại)\s(?:là\s)?"
    rf"{_WORD}(?:\s{_WORD}){{0,4}}",
    re.IGNORECASE,
)
# «em Trường Tiểu học …» speaks of a school, «cháu Bác Hồ» of all children.
_NO_CHILD = frozenset(
    (
        "ban",
        "bác",
        "bản",
        "bộ",
        "chi",
        "chính",
        "công",
        "cơ",
        "hội",
        "khu",
        "liên",
        "lớp",
        "mầm",
        "mặt",
        "mẫu",
        "phòng",
        "phường",
        "quyết",
        "quận",
        "quỹ",
        "sở",
        "thcs",
        "thpt",
        "thôn",
        "thị",
        "tiểu",
        "tnmt",
        "tntp",
        "trung",
        "trường",
        "trạm",
        "tổ",
        "tỉnh",
        "ubnd",
        "việt",
        "xã",
        "đoàn",
        "đội",
        "điều",
        "ủy",
        "huyện",
        "thành",
        "nhà",
        "tết",
        "trại",
        "năm",
        "theo",
    )
)
_ADDRESS = re.compile(
    rf"\b(?:thôn|bản|ấp|xóm|buôn|làng|phum|sóc|khóm|khu phố|tổ dân phố|tổ|số nhà|ngõ|hẻm|kiệt)"
    rf"\s(?:số\s)?(?:\d{{1,4}}|(?-i:[{_UPPER}])[^\W\d_]*)",
    re.IGNORECASE,
)


def private_words(text: str, *, is_sensitive: bool = False) -> Iterator[PrivateWords]:
    """Yield the signs in *text*, a birth date first.

    Where *is_sensitive*, the text stands beside a sensitive criterion: there a hamlet alone
    may point at a child.

    >>> [found.words for found in private_words("Cháu N. T. H., sinh 02/03/2015")]
    ['sinh 02/03/2015', 'Cháu N. T. H.']
    >>> list(private_words("Sân chơi thôn Đông, 12 trẻ em Việt Nam"))
    []
    """
    plain = nfc(text)
    for sign, pattern in (
        (PrivateSign.BIRTH, _BIRTH),
        (PrivateSign.PHONE, _PHONE),
        (PrivateSign.IDENTITY, _IDENTITY),
    ):
        yield from (PrivateWords(sign, found[0].strip()) for found in pattern.finditer(plain))
    for found in _CALLED.finditer(plain):
        if found["name"].split()[0].lower() not in _NO_CHILD and _is_a_name(found):
            yield PrivateWords(PrivateSign.NAME, found[0].strip())
    for found in _CHILD_NAMED.finditer(plain):
        yield PrivateWords(PrivateSign.NAME, found[0].strip())
    if is_sensitive:
        for found in _ADDRESS.finditer(plain):
            yield PrivateWords(PrivateSign.ADDRESS, found[0].strip())


def _is_a_name(found: re.Match[str]) -> bool:
    """Whether the words are written as a name: in a text of capitals everything looks like one."""
    name = found["name"]
    return not name.isupper() or found["who"].isupper() or "." in name or len(name) <= _INITIALS


PRIVATE = "chu-rieng-tu"
"""The code of a text that is held back."""

_CONFIRMED = re.compile(r" ?\(đã xác nhận ([0-9a-f]{8})\)\Z")


def confirmation_of(text: str) -> str:
    """Return the words that whoever typed *text* adds to it: it is about no child.

    They belong to this very text, one changed letter asks again, and they stay with it
    wherever it travels: in the workbook, the package, the register's event and its actor.

    >>> confirmation_of("Em Lò Văn Pó, cán bộ xã")
    '(đã xác nhận 7166f3cd)'
    """
    digest = hashlib.sha256(clean(text).encode("utf-8")).hexdigest()[:8]
    return f"(đã xác nhận {digest})"


_OF_NO_PERSON = frozenset({PrivateSign.BIRTH, PrivateSign.IDENTITY})


def private_problem(
    place: Place, text: str, *, is_sensitive: bool = False, is_a_name: bool = False
) -> Problem | None:
    """Return the fault of a text that seems to name a child, unless the text confirms itself.

    With *is_a_name* the name of an official is wanted there, who may be called Bé and have a
    telephone. The fault says what kind of words they are, never the words.
    """
    typed = clean(text)
    found = _CONFIRMED.search(typed)
    bare = typed[: found.start()] if found else typed
    signs = {one.sign for one in private_words(bare, is_sensitive=is_sensitive)}
    if is_a_name:
        signs &= _OF_NO_PERSON
    if not signs or (found and confirmation_of(bare) == found[0].strip()):
        return None
    kinds = ", ".join(sign.value for sign in PrivateSign if sign in signs)
    message = f"chữ ở đây có vẻ ghi {kinds}; không nhận và không in ra"
    hint = (
        "chỉ ghi số đếm, xóa phần đó; nếu chắc chắn không nói về trẻ em nào thì ghi thêm vào cuối "
    )
    return Problem(place, PRIVATE, message, f"{hint}«{confirmation_of(bare)}»")
