"""The field types of a ruleset file: exact numbers, days and texts, each with its message.

A wrong value raises ``fault``, whose type is the problem's code and whose text is the
Vietnamese message, so that ``scoring.rules.loading`` has nothing to translate for them.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from scoring.base.problems import nearest, shown
from scoring.formats.schema_classes import Checked, fault

UNKNOWN = "chưa rõ"
"""What a file says of a rule that nobody could read. Never 0."""


_QUOTED_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def _number(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if value is None:
        raise fault("thieu-gia-tri", "thiếu số")
    if isinstance(value, str):
        hint = "chỉ viết chữ số, không kèm đơn vị, ví dụ 50 hoặc 98.5"
        if _QUOTED_NUMBER.fullmatch(value):
            hint = "bỏ dấu ngoặc kép; phần thập phân viết sau dấu chấm, ví dụ 98.5"
        raise fault("khong-phai-so", f"{shown(value)} không phải là số", hint)
    if not isinstance(value, int | Decimal):
        raise fault("khong-phai-so", "cần một số, ở đây là một nhóm giá trị")
    number = Fraction(value)
    if number < 0:
        raise fault("so-am", f"{shown(value)} là số âm", "điểm và mức không âm")
    return number


_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,9}")


def is_decimal_with_comma(value: object) -> bool:
    """Whether a value of YAML is a decimal as Vietnamese write it: ``74,5``."""
    return isinstance(value, str) and _COMMA.fullmatch(value) is not None


def _number_with_comma(value: Any) -> Fraction:
    if is_decimal_with_comma(value):
        return Fraction(value.replace(",", "."))
    return _number(value)


def _points_or_unknown(value: Any) -> Fraction | None:
    if value is None:
        raise fault("thieu-gia-tri", "thiếu số điểm", "điều chưa biết viết «chưa rõ», không viết 0")
    if isinstance(value, str) and nearest(value, (UNKNOWN,)) and value != UNKNOWN:
        message = f"{shown(value)} không phải là số"
        raise fault("khong-phai-so", message, nearest(value, (UNKNOWN,)))
    return None if value == UNKNOWN else _number(value)


def _day(value: Any, hint: str = "viết ngày như 2019-01-03") -> date:
    if isinstance(value, date):
        return value
    # fromisoformat also takes 20190103 and 2019-W01-4, which nobody should have to read.
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        with suppress(ValueError):
            return date.fromisoformat(str(value))
    message = f"{shown(value)} không phải là ngày"
    raise fault("khong-phai-ngay", message, hint)


def _optional_day(value: Any) -> date | None:
    hint = "viết ngày như 2019-01-03, hoặc null khi chưa có"
    return None if value is None else _day(value, hint)


_WRITTEN_DAY = re.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def _any_day(value: Any) -> date | None:
    hint = "viết ngày/tháng/năm, như 15/11/2026"
    found = _WRITTEN_DAY.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        with suppress(ValueError):
            return date(int(found[3]), int(found[2]), int(found[1]))
    return None if value is None else _day(value, hint)


def _text(value: Any) -> str:
    if value is None:
        raise fault("thieu-gia-tri", "thiếu nội dung")
    if isinstance(value, int | Decimal):
        hint = f'đặt trong dấu ngoặc kép: "{value}"'
        raise fault("khong-phai-chu", f"{shown(value)} đang là số, ở đây cần chữ", hint)
    if not isinstance(value, str):
        raise fault("khong-phai-chu", "cần một dòng chữ, ở đây là một nhóm giá trị")
    if not value.strip():
        raise fault("thieu-gia-tri", "thiếu nội dung")
    return value


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in {"có", "không"}:
        hint = nearest(str(value).lower(), ("có", "không"))
        message = f"{shown(value)} không dùng được ở đây, chỉ viết «có» hoặc «không»"
        raise fault("co-khong", message, hint)
    return bool(value == "có")


def _whole(value: Any) -> int:
    number = _number(value)
    if number.denominator != 1:
        raise fault("khong-phai-so-nguyen", f"{shown(value)} không phải là số nguyên")
    return number.numerator


def _typed_whole(value: Any) -> int:
    # A person writes the number of a paper as it stands on the paper: 05.
    is_digits = isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value) is not None
    return int(value) if is_digits else _whole(value)


def _typed_text(value: Any) -> str:
    return str(value) if isinstance(value, int | Decimal) else _text(value)


_NUMBER_SCHEMA = {"type": "number", "minimum": 0}
_DAY_SCHEMA = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

Number = Annotated[Fraction, Checked(_number, _NUMBER_SCHEMA)]
"""An exact number that is not negative."""

DecimalNumber = Annotated[
    Fraction,
    Checked(
        _number_with_comma,
        {"anyOf": [_NUMBER_SCHEMA, {"type": "string", "pattern": "^[0-9]{1,3},[0-9]{1,9}$"}]},
    ),
]
"""An exact number that is not negative, its decimals after a point or a comma."""

PointsOrUnknown = Annotated[
    Fraction | None,
    Checked(_points_or_unknown, {"anyOf": [_NUMBER_SCHEMA, {"const": UNKNOWN}]}),
]
"""Points, or ``None`` where the file says ``chưa rõ``."""

Whole = Annotated[int, Checked(_whole, {"type": "integer", "minimum": 0})]
TypedWhole = Annotated[
    int,
    Checked(
        _typed_whole,
        {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}]},
    ),
]
"""A whole number in an officer's own file, where 5, 05 and "05" are the same."""
TypedText = Annotated[
    str, Checked(_typed_text, {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]})
]
"""A code in an officer's own file, with or without quotation marks: 99001, 03160, 6.1, "6.1"."""
Day = Annotated[date, Checked(_day, _DAY_SCHEMA)]
OptionalDay = Annotated[
    date | None,
    Checked(_optional_day, {"anyOf": [_DAY_SCHEMA, {"type": "null"}]}),
]
AnyDay = Annotated[
    date | None,
    Checked(
        _any_day,
        {
            "anyOf": [
                _DAY_SCHEMA,
                {"type": "string", "pattern": "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"},
                {"type": "null"},
            ]
        },
    ),
]
"""A day as a person writes it, 15/11/2026 or 2026-11-15; ``None`` where it is left out."""

Text = Annotated[str, Checked(_text, {"type": "string", "minLength": 1})]
YesNo = Annotated[bool, Checked(_yes_no, {"enum": ["có", "không"]})]
