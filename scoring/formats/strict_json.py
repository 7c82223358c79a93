"""JSON that another program or person may have written, read without surprises.

A key that stands twice, NaN, broken UTF-8, half a surrogate pair, numbers of a million
digits and nesting without end are faults with a message, never a traceback.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from scoring.base.canonical import compact
from scoring.base.problems import Place, Problem, ProblemsFound, shown

LARGEST = 4_000_000
"""Bytes. The result of a commune, the largest of our files, has some 40,000."""
DEEPEST = 20
"""Levels of nesting. The result has seven."""


class _Refused(ValueError):  # noqa: N818 -- control flow of this module
    """A value that JSON text may hold but no file of ours."""


def parsed(content: bytes, place: Place) -> Any:
    """Return the value of JSON text in UTF-8; raises ``ProblemsFound`` with one fault.

    Numbers are ``int`` or ``float`` as they are written; objects are dicts in their order.
    """
    if len(content) > LARGEST:
        _refuse(place, "tep-qua-lon", f"JSON lớn hơn {LARGEST // 1_000_000} MB")
    try:
        text = content.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        # Half a surrogate pair passes the parser and then stops whoever writes the text down.
        if "\\" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        _refuse(place, "bang-ma", f"byte thứ {error.start + 1} không phải chữ UTF-8")
    except UnicodeEncodeError:
        _refuse(place, "bang-ma", "JSON có nửa một ký tự (surrogate)")
    except json.JSONDecodeError as error:
        at = Place(place.file, error.lineno, error.colno)
        _refuse(at, "json-sai", "không phải JSON đúng cú pháp, hoặc bị cắt ngang")
    except _Refused as error:
        _refuse(place, "json-sai", str(error))
    except ValueError:
        _refuse(place, "json-sai", "JSON có số quá dài")
    except RecursionError:
        _refuse(place, "long-qua-sau", f"JSON lồng nhau quá {DEEPEST} cấp")
    if _is_too_deep(value):
        _refuse(place, "long-qua-sau", f"JSON lồng nhau quá {DEEPEST} cấp")
    return value


def canonical(value: object) -> bytes:
    """Return JSON text of which the same value has only one: for files that are hashed."""
    return compact(value).encode()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Refused(f"khóa {shown(twice)} có hai lần")
    return found


def _constant(name: str) -> NoReturn:
    raise _Refused(f"{shown(name)} không phải là số")


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return any(isinstance(one, dict | list) for one in level)


def _refuse(place: Place, code: str, message: str) -> NoReturn:
    raise ProblemsFound([Problem(place, code, message)]) from None
