"""What a person wrote beside a number, understood: right, not in the law, or another value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from scoring.base.problems import shown
from scoring.base.quantities import points_text
from scoring.confirmation.numbers import BOUNDS, Kind, LawNumber
from scoring.formats.fields import UNKNOWN
from scoring.formats.strict_yaml import Path_, Value
from scoring.formats.yaml_edits import quoted
from scoring.tables.cell_text import Raw, text_of

RIGHT = "đúng"
ABSENT = "văn bản không quy định"
_RIGHT = frozenset({RIGHT, "dung", "x", "✓", "✔", "☑", "v"})

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
_POINTS = re.compile(rf"({_NUMBER})(?: *điểm)?")
_BOUND = rf"({'|'.join(BOUNDS)}) ({_NUMBER})"
_BAND = re.compile(
    rf"{_BOUND}(?:,? {_BOUND})?(?: *%| phần trăm)?(?:[:;,]? *({_NUMBER})(?: *điểm)?)?"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Read:
    """An answer: whether the number is confirmed, and what changes where in the file.

    ``values`` are YAML by the path of the value, ``keys`` new names by the path of a key.
    """

    is_confirmed: bool
    values: Mapping[Path_, str] = field(default_factory=dict)
    keys: Mapping[Path_, str] = field(default_factory=dict)


class NotUnderstood(Exception):  # noqa: N818 -- a finding about a cell
    """The cell holds what cannot stand there; says what is expected."""


def read_answer(raw: Raw, number: LawNumber, values: Mapping[Path_, Value]) -> Read:
    """Return what the cell *raw* says of *number*; *values* stand in the file now.

    Raises ``NotUnderstood`` with the message and what is expected.
    """
    text = text_of(raw)
    folded = text.casefold().rstrip(".")
    if not text or folded == ABSENT:
        return Read(is_confirmed=False)
    if folded in _RIGHT:
        return Read(is_confirmed=True)
    match number.kind:
        case Kind.POINTS:
            return _one(number.at, values, _points_yaml(text))
        case Kind.BAND:
            return _band(text, number.at, values)
        case Kind.DAY:
            return _one(number.at, values, _day(raw, text).isoformat())
        case Kind.TEXT:
            return _one(number.at, values, quoted(text))
        case Kind.CHOICE:
            if folded not in number.choices:
                words = ", ".join(f"«{choice}»" for choice in number.choices)
                raise NotUnderstood(f"{shown(text)} không dùng được ở đây; ghi {words}")
            return _one(number.at, values, folded)
    raise NotUnderstood(f"dòng này chỉ ghi «{RIGHT}»; sai thì sửa trong tệp YAML")


def _one(at: Path_, values: Mapping[Path_, Value], new: str) -> Read:
    before = values.get(at)
    is_same = new in {_as_yaml(before), quoted(str(before))}
    return Read(is_confirmed=True, values={} if is_same else {at: new})


def _as_yaml(value: Value) -> str:
    if isinstance(value, str) or value is None or isinstance(value, dict | tuple):
        return str(value)
    return points_text(Fraction(value))


def _points_yaml(text: str) -> str:
    found = _POINTS.fullmatch(text)
    if found is None:
        raise NotUnderstood(f"{shown(text)} không phải là số; ghi «{RIGHT}» hoặc số điểm, ví dụ 35")
    return _number_yaml(found[1])


def _number_yaml(text: str) -> str:
    """Return a number as Vietnamese write it as YAML does: ``1.000`` is a thousand."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return points_text(Fraction(text.replace(",", ".")))


def _band(text: str, at: Path_, values: Mapping[Path_, Value]) -> Read:
    alone = _POINTS.fullmatch(text)
    if alone is not None:
        return _one((*at, "điểm"), values, _number_yaml(alone[1]))
    found = _BAND.fullmatch(text)
    if found is None:
        message = f"không hiểu {shown(text)}; ghi «{RIGHT}», số điểm (35), hoặc cả mức"
        raise NotUnderstood(f"{message} («từ 95 dưới 98: 35»)")
    written = [(found[1], found[2]), *([(found[3], found[4])] if found[3] else [])]
    now = [word for word in BOUNDS if (*at, word) in values]
    if len(written) != len(now):
        message = f"mức đang có {len(now)} mốc ({', '.join(now)}), ở đây là {len(written)}"
        raise NotUnderstood(f"{message}; thêm, bớt mốc thì sửa trong tệp YAML")
    keys: dict[Path_, str] = {}
    changed: dict[Path_, str] = {}
    for before, (word, bound) in zip(now, written, strict=True):
        if (before in {"từ", "trên"}) != (word in {"từ", "trên"}):
            raise NotUnderstood(f"mốc «{before}» không đổi thành «{word}» được; sửa trong tệp YAML")
        if word != before:
            keys[*at, before] = word
        changed |= _one((*at, before), values, _number_yaml(bound)).values
    if found[5]:
        changed |= _one((*at, "điểm"), values, _number_yaml(found[5])).values
    return Read(is_confirmed=True, values=changed, keys=keys)


def _day(raw: Raw, text: str) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day, no time
        except ValueError:
            continue
    raise NotUnderstood(f"{shown(text)} không phải là ngày; viết như 03/01/2019")


def is_unknown(number: LawNumber, values: Mapping[Path_, Value]) -> bool:
    """Whether the file says of the number that nobody knows it."""
    value = values.get(number.at)
    of_band = values.get((*number.at, "điểm"))
    return UNKNOWN in {value if isinstance(value, str) else None, of_band}
