"""Vietnamese words for what pydantic finds wrong with the shape of a file.

Values of our own types bring their words along (``scoring.formats.fields``); this table is for the
error types of pydantic itself. ``tests/scoring/formats/test_shape_messages.py`` fails when one
that occurs has none.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scoring.base.problems import nearest, shown
from scoring.formats.strict_yaml import Value


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of an error, and whether it stands at the key or at the value."""

    code: str
    message: str
    hint: str = ""
    at_key: bool = False
    inside: str | None = None
    """The key of the value at fault, where pydantic names only the group around it."""


_RANGE = re.compile(r"[0-9.]+-[0-9.]+")
_GROUP = "cần một nhóm khóa «khóa: giá trị»"
_LIST = "cần một danh sách, mỗi mục một dòng bắt đầu bằng «- »"


def words_for(
    detail: Mapping[str, Any],
    value: Value,
    rest: str | None,
    known_keys: Callable[[], Sequence[str]],
) -> Words:
    """Return the words for one pydantic error.

    *value* is what stands at the place in the file, *rest* the key that is missing there,
    *known_keys* gives every key that such a file may use somewhere.
    """
    kind, context = detail["type"], detail.get("ctx", {})
    if "hint" in context:
        return Words(kind, detail["msg"], context["hint"])
    match kind:
        case "missing":
            return Words("thieu-khoa", f"thiếu khóa «{rest}»", at_key=True)
        case "unexpected_keyword_argument":
            return _unknown_key(str(detail["loc"][-1]), value, known_keys())
        case "literal_error":
            return _choice(value, _choices(context["expected"]))
        case "union_tag_invalid":
            alias = context["discriminator"].strip("'")
            tag = value.get(alias) if isinstance(value, dict) else None
            return replace(_choice(tag, _choices(context["expected_tags"])), inside=alias)
        case "union_tag_not_found":
            alias = context["discriminator"].strip("'")
            return _missing_tag(alias, value)
        case "dataclass_type" | "dict_type" | "model_attributes_type":
            return Words("sai-dang", f"{_GROUP}, ở đây là {_form(value)}")
        case "tuple_type":
            return Words("sai-dang", f"{_LIST}, ở đây là {_form(value)}")
    return Words(UNTRANSLATED, f"giá trị không hợp lệ: {_form(value)}", kind)


UNTRANSLATED = "khong-hop-le"
"""The code of an error type that this table does not know."""


def _missing_tag(alias: str, value: Value) -> Words:
    """Say that the key which tells the kind is missing, or which key was meant to be it."""
    keys = list(value) if isinstance(value, dict) else []
    close = difflib.get_close_matches(alias, keys, n=1)
    if close:
        message = f"khóa {shown(close[0])} không có trong mẫu"
        return Words("khoa-la", message, f"có phải «{alias}»?", at_key=True, inside=close[0])
    return Words("thieu-khoa", f"thiếu khóa «{alias}»", at_key=True)


def _unknown_key(name: str, value: Value, known: Sequence[str]) -> Words:
    if name in known:
        hint = "xem lại thụt dòng, hoặc bỏ khóa này"
        return Words("khoa-la", f"khóa {shown(name)} không dùng ở chỗ này", hint, at_key=True)
    message = f"khóa {shown(name)} không có trong mẫu"
    if value is None and name.isdecimal():
        hint = "phần thập phân viết sau dấu chấm, ví dụ 97.5"
    elif value is None and _RANGE.fullmatch(name):
        hint = f"viết «từ: {name.partition('-')[0]}, dưới: {name.partition('-')[2]}»"
    elif value is None and ":" in name:
        hint = "viết dấu cách sau dấu hai chấm"
    elif value is None and not nearest(name, known):
        hint = "nếu đây là phần sau dấu phẩy của một câu thì đặt cả câu trong dấu ngoặc kép"
    else:
        hint = nearest(name, known) or "bỏ khóa này"
    return Words("khoa-la", message, hint, at_key=True)


def _choice(value: Value, choices: list[str]) -> Words:
    hint = nearest(str(value), choices) or f"chọn: {', '.join(choices)}"
    return Words("gia-tri-la", f"{_form(value)} không dùng được ở đây", hint)


def _choices(text: str) -> list[str]:
    """Return the quoted words of pydantic's ``'a', 'b' or 'c'``."""
    return [piece.strip("' ") for piece in text.replace(" or ", ", ").split(", ")]


def _form(value: Value) -> str:
    if value is None:
        return "chỗ trống"
    if isinstance(value, dict):
        return "một nhóm khóa"
    if isinstance(value, tuple):
        return "một danh sách"
    return shown(value)
