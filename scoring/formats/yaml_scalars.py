"""What a plain YAML word is: a number, nothing, a text, or a trap that other readers fall into."""

from __future__ import annotations

import re
from decimal import Decimal

from scoring.base.problems import shown

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_NULL = re.compile(r"|~|null|Null|NULL")
_MOST_DIGITS = 18
"""Digits of a number; no rule needs more, and Python refuses integers of thousands of digits."""

# What YAML 1.1 readers resolve to something else than the text that stands there. No pattern
# can match one text in two ways: files may come from anybody, and a megabyte must not cost time.
_TRAPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?i:yes|no|on|off|true|false|y|n)"),
        "nhiều chương trình đọc thành đúng/sai; viết «có», «không», hoặc đặt trong ngoặc kép",
    ),
    (
        re.compile(r"[-+]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
        "dấu chấm ở đây là phần thập phân, không phải hàng nghìn; một nghìn viết 1000",
    ),
    (
        re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?"),
        "số 0 ở đầu sẽ bị mất; nếu là mã thì đặt trong dấu ngoặc kép, nếu là số thì bỏ số 0 ở đầu",
    ),
    (
        re.compile(r"[-+]?[0-9]+_[0-9_]*(?:\.[0-9_]*)?"),
        "viết liền các chữ số, không dùng dấu gạch dưới",
    ),
    (
        re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"),
        "nhiều chương trình đọc thành số giây; đặt trong dấu ngoặc kép",
    ),
    (
        re.compile(r"[-+]?(?:0[xob][0-9a-fA-F_]+|\.inf|\.Inf|\.INF|\.nan|\.NaN|\.NAN)|\+[0-9.]+"),
        "viết số bằng chữ số thường, ví dụ 1000 hoặc 98.5",
    ),
    (
        re.compile(
            r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+|[-+]?\.[0-9]+|[-+]?[0-9]+\."
        ),
        "viết số bằng chữ số thường, ví dụ 1000 hoặc 98.5",
    ),
    (
        re.compile(r"[-+]?[0-9]+,[0-9]+"),
        "trong tệp này phần thập phân viết sau dấu chấm, ví dụ 98.5",
    ),
)

_AS_TYPED = re.compile(r"0[0-9]+|[0-9]{1,2}(?::[0-5][0-9]){1,2}")
"""What a person's own file may say plainly: a code or number such as 05, a time such as 8:30."""

Trap = tuple[str, str, str]
"""Problem code, message, hint."""


def resolved(
    text: str, *, is_as_typed: bool = False
) -> tuple[str | int | Decimal | None, Trap | None]:
    """Return the value of an unquoted word, and what is wrong with writing it so.

    *is_as_typed* is for files that no other program reads: 05 and 8:30 are the texts they are.

    >>> resolved("05", is_as_typed=True)
    ('05', None)
    """
    if is_as_typed and _AS_TYPED.fullmatch(text):
        return text, None
    if _NULL.fullmatch(text):
        return None, None
    for pattern, hint in _TRAPS:
        if pattern.fullmatch(text):
            return text, ("bay-yaml", f"{shown(text)} dễ bị đọc thành giá trị khác", hint)
    if _INTEGER.fullmatch(text) or _DECIMAL.fullmatch(text):
        if len(text) > _MOST_DIGITS:
            message = f"số {shown(text)} dài quá {_MOST_DIGITS} chữ số"
            return None, ("so-qua-dai", message, "")
        return (int(text) if _INTEGER.fullmatch(text) else Decimal(text)), None
    return text, None
