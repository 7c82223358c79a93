"""Plain JSON values read into classes by pydantic-core: every fault at once, with its path.

A shape is made of ``group``, ``listed``, ``mapped`` and the values below; ``read_as`` reads a
document by it. Who reads says where each value stands: in one file, or in cells and lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from scoring.base.problems import Place, Problem, ProblemsFound, nearest, shown
from scoring.base.quantities import vietnamese
from scoring.base.text import clean
from scoring.formats.schema_classes import fault
from scoring.formats.strict_yaml import Path_

Shape = core_schema.CoreSchema
Detail = Mapping[str, Any]
PlaceOf = Callable[[Path_], Place]
Tell = Callable[[Detail], Problem]
"""Makes a problem of one of pydantic's errors; ``seen_in`` and ``seen_at`` return such."""

_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "đúng/sai"),
    (int, "số nguyên"),
    (float, "số có phần lẻ"),
    (str, "chữ"),
    (list, "danh sách"),
    (dict, "nhóm giá trị"),
)
_MOST_TOLD = 100
"""Faults. A hostile file has as many as it likes; no person reads more."""
_KEY = "[key]"
THIS = "‹khóa›"
"""In a message: the key of the value that is at fault."""


def read_as(shape: SchemaValidator, document: Any, tell: Tell) -> Any:
    """Return what *shape* makes of *document*; raises ``ProblemsFound`` with every fault."""
    try:
        return shape.validate_python(document)
    except ValidationError as error:
        details = error.errors(include_url=False)
    told = [tell(dict(detail)) for detail in details[:_MOST_TOLD]]
    if len(details) > _MOST_TOLD:
        message = f"còn lỗi khác; chỉ nêu {_MOST_TOLD} lỗi đầu"
        told.append(Problem(told[0].place, "qua-nhieu-loi", message))
    raise ProblemsFound(told)


def seen_in(place: Place) -> Tell:
    """Tell faults of a file that has no lines to name: the path stands in the message."""

    def tell(detail: Detail) -> Problem:
        path = path_of(detail)
        # What is wrong with a key is told of the group that has it.
        is_of_key = detail["loc"][-1:] == (_KEY,) or "known" in detail.get("ctx", {})
        return problem_in(place, path[:-1] if is_of_key else path, *_words(detail))

    return tell


def problem_in(place: Place, path: Path_, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem of the value at *path* of the file at *place*."""
    where = f"«{path_text(path)}»: " if path else ""
    return Problem(place, code, f"{where}{message}", hint)


def seen_at(place_of: PlaceOf) -> Tell:
    """Tell faults of a document of which each value has a place of its own."""

    def tell(detail: Detail) -> Problem:
        code, message, hint = _words(detail)
        known = detail.get("ctx", {}).get("known")
        hint = hint or (f"các khóa: {', '.join(known)}" if known else "")
        return Problem(place_of(path_of(detail)), code, message, hint)

    return tell


def path_of(detail: Detail) -> Path_:
    """Return the path of the value at fault; of a missing key that of the group around it."""
    loc: Path_ = tuple(step for step in detail["loc"] if step != _KEY)
    if detail["type"] == "missing":
        return loc[:-1]
    return (*loc, *detail.get("ctx", {}).get("at", ()))


def path_text(path: Path_) -> str:
    """Return a path as it is told: ``members[0].path``."""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in path).removeprefix(".")


def _words(detail: Detail) -> tuple[str, str, str]:
    context = detail.get("ctx", {})
    if detail["type"] == "missing":
        return "thieu-khoa", f"thiếu khóa «{detail['loc'][-1]}»", ""
    if "known" in context:
        key, template = str(detail["loc"][-1]), context["template"]
        return detail["type"], template.format(shown(key)), nearest(key, context["known"])
    if "wanted" in context:
        return detail["type"], f"cần {context['wanted']}, ở đây là {_seen(detail['input'])}", ""
    message = detail["msg"].replace(THIS, str(detail["loc"][-1]) if detail["loc"] else "")
    return detail["type"], message, context["hint"]


def _seen(value: Any) -> str:
    return next((name for cls, name in _NAMES if isinstance(value, cls)), "null")


def wrong(wanted: str, hint: str = "", at: Path_ = ()) -> NoReturn:
    """Refuse a value that is not what is *wanted*."""
    raise PydanticCustomError("sai-kieu", "", {"wanted": wanted, "hint": hint, "at": at})


def checked(read: Callable[[Any], Any]) -> Shape:
    """Return the shape of a value that *read* reads, or refuses with ``fault`` or ``wrong``."""
    return core_schema.no_info_plain_validator_function(read)


def then(shape: Shape, further: Callable[[Any], Any]) -> Shape:
    """Return *shape* with a function that takes what it made, and may refuse it too."""
    return core_schema.no_info_after_validator_function(further, shape)


def maybe(shape: Shape) -> Shape:
    """Return a shape that takes ``null`` as well."""
    return core_schema.nullable_schema(shape)


def perhaps(shape: Shape, default: Any = None) -> Shape:
    """Return a shape whose value may be ``null`` or, in a group, not be there: *default* then."""
    either = then(maybe(shape), lambda found: default if found is None else found)
    return core_schema.with_default_schema(either, default=default)


def group(
    make: Callable[..., Any], /, strangers: str = "không có khóa {}", **members: Shape
) -> Shape:
    """Return the shape of an object; *make* takes its members by keyword.

    Other keys are faults in the words of *strangers*, or left alone where it is empty.
    """
    fields = {
        name: core_schema.typed_dict_field(shape, required=shape["type"] != "default")
        for name, shape in members.items()
    }

    def strange(_: Any) -> NoReturn:
        raise PydanticCustomError("khoa-la", "", {"template": strangers, "known": [*fields]})

    inner = core_schema.typed_dict_schema(
        fields,
        extra_behavior="allow" if strangers else "ignore",
        extras_schema=checked(strange) if strangers else None,
    )
    made = then(inner, lambda found: make(**found))
    return core_schema.no_info_before_validator_function(_object, made)


def _object(value: Any) -> Any:
    return value if isinstance(value, dict) else wrong("nhóm giá trị {…}")


def mapped(shape: Shape, key: Callable[[str], str] = str, most: int = 1_000) -> Shape:
    """Return the shape of an object whose keys are codes, read by *key*."""

    def read(value: Any) -> Any:
        if len(_object(value)) > most:
            raise fault("qua-nhieu", f"có hơn {most} mã")
        return value

    inner = core_schema.dict_schema(checked(key), shape)
    return core_schema.no_info_before_validator_function(read, inner)


def listed(shape: Shape, most: int = 1_000) -> Shape:
    """Return the shape of a list of at most so many members; it is read as a tuple."""

    def read(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            wrong("danh sách […]")
        if len(value) > most:
            raise fault("qua-nhieu", f"có {vietnamese(len(value))} mục, nhiều hơn {most}")
        return value

    inner = core_schema.tuple_variable_schema(shape)
    return core_schema.no_info_before_validator_function(read, inner)


def text(longest: int = 300, *, may_be_empty: bool = False) -> Shape:
    """Return the shape of a text as our readers leave it: NFC, one line, nothing invisible."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            wrong("chữ")
        if not value and not may_be_empty:
            raise fault("thieu-gia-tri", "để trống")
        if len(value) > longest:
            seen = f"{shown(value)} dài {vietnamese(len(value))} ký tự"
            raise fault("qua-dai", seen, f"không quá {vietnamese(longest)} ký tự")
        if clean(value) != value:
            message = f"{shown(clean(value))} có ký tự điều khiển, ký tự ẩn hoặc dấu cách thừa"
            raise fault("chu-la", message)
        return value

    return checked(read)


def whole(least: int, most: int) -> Shape:
    """Return the shape of a whole number from *least* to *most*."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            wrong("số nguyên")
        if value < 0 <= least:
            raise fault("so-am", f"{value} là số âm")
        if not least <= value <= most:
            message = f"{vietnamese(value)} nằm ngoài {vietnamese(least)}–{vietnamese(most)}"
            raise fault("so-qua-lon", message)
        return value

    return checked(read)


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        wrong("true hoặc false")
    return value


YES_NO = checked(_yes_no)
"""``true`` or ``false``; 0 and 1 are numbers."""


def one_of(kind: type[Enum], what: str) -> Shape:
    """Return the shape of a member of *kind*, written as its value; *what* names such."""
    known = {member.value: member for member in kind}

    def read(value: Any) -> Enum:
        if not isinstance(value, str):
            wrong("chữ")
        if value not in known:
            hint = nearest(value, known) or f"một trong: {', '.join(known)}"
            raise fault("gia-tri-la", f"không có {what} {shown(value)}", hint)
        return known[value]

    return checked(read)
