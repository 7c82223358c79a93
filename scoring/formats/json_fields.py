"""Checking parsed JSON field by field, noting every fault with the path of its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from scoring.base.problems import Place, Problem, ProblemsFound, nearest, shown
from scoring.base.quantities import vietnamese
from scoring.base.text import clean

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

_ABSENT: Any = object()
"""Stands for the value of a key that is missing, which was told already."""


class Fields:
    """The faults found so far. A faulty field is noted and a harmless value stands in for it.

    Whoever reads all fields and then calls ``done`` has told every fault at once.
    """

    def __init__(self, place: Place) -> None:
        """Note faults at *place*, the file that was parsed."""
        self.place = place
        self.problems: list[Problem] = []

    def done(self) -> None:
        """Raise ``ProblemsFound`` when there was a fault."""
        if self.problems:
            raise ProblemsFound(self.problems)

    def say(self, path: str, code: str, message: str, hint: str = "") -> None:
        """Note a fault of the field at *path*."""
        if len(self.problems) == _MOST_TOLD:
            message = f"còn lỗi khác; chỉ nêu {_MOST_TOLD} lỗi đầu"
            self.problems.append(Problem(self.place, "qua-nhieu-loi", message))
        if len(self.problems) > _MOST_TOLD:
            return
        where = f"«{path}»: " if path else ""
        self.problems.append(Problem(self.place, code, f"{where}{message}", hint))

    def group(
        self, value: Any, path: str, keys: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Any]:
        """Return an object that has all *keys*, perhaps some *optional* ones and no others.

        What is missing has been told; its value may be passed on to the other methods.
        """
        found = self.mapping(value, path)
        if not isinstance(value, dict):
            return dict.fromkeys(keys, _ABSENT)
        for key in found:
            if key not in keys and key not in optional:
                hint = nearest(key, [*keys, *optional])
                self.say(path, "khoa-la", f"không có khóa {shown(key)}", hint)
        for key in keys:
            if key not in found:
                self.say(path, "thieu-khoa", f"thiếu khóa «{key}»")
        return {**dict.fromkeys(keys, _ABSENT), **found}

    def mapping(self, value: Any, path: str) -> Mapping[str, Any]:
        """Return an object, whatever its keys."""
        if isinstance(value, dict):
            return value
        self._wrong(value, path, "nhóm giá trị {…}")
        return {}

    def list(self, value: Any, path: str, *, most: int = 1_000) -> list[Any]:
        """Return a list of at most so many members, none of a longer one."""
        if isinstance(value, list):
            if len(value) <= most:
                return value
            self.say(path, "qua-nhieu", f"có {vietnamese(len(value))} mục, nhiều hơn {most}")
            return []
        self._wrong(value, path, "danh sách […]")
        return []

    def text(self, value: Any, path: str, *, longest: int = 300) -> str:
        """Return a text as our readers leave it: NFC, one line, nothing invisible, not empty."""
        if not isinstance(value, str):
            self._wrong(value, path, "chữ")
            return ""
        if not value:
            self.say(path, "thieu-gia-tri", "để trống")
        elif len(value) > longest:
            seen = f"{shown(value)} dài {vietnamese(len(value))} ký tự"
            self.say(path, "qua-dai", seen, f"không quá {vietnamese(longest)} ký tự")
        elif clean(value) != value:
            message = f"{shown(clean(value))} có ký tự điều khiển, ký tự ẩn hoặc dấu cách thừa"
            self.say(path, "chu-la", message)
        return value

    def text_or_none(self, value: Any, path: str, *, longest: int = 300) -> str | None:
        """Return a text, or ``None`` for ``null``."""
        return None if value is None else self.text(value, path, longest=longest)

    def whole(self, value: Any, path: str, least: int, most: int) -> int:
        """Return a whole number from *least* to *most*."""
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(value, path, "số nguyên")
            return least
        if value < 0 <= least:
            self.say(path, "so-am", f"{value} là số âm")
        elif not least <= value <= most:
            message = f"{vietnamese(value)} nằm ngoài {vietnamese(least)}–{vietnamese(most)}"
            self.say(path, "so-qua-lon", message)
        return value

    def yes_no(self, value: Any, path: str) -> bool:
        """Return ``True`` or ``False``; 0 and 1 are numbers."""
        if not isinstance(value, bool):
            self._wrong(value, path, "true hoặc false")
        return value is True

    def one_of(self, value: Any, path: str, known: Collection[str], what: str) -> str | None:
        """Return one of *known*, ``None`` for anything else."""
        if isinstance(value, str) and value in known:
            return value
        if not isinstance(value, str):
            self._wrong(value, path, "chữ")
            return None
        hint = nearest(value, known) or f"một trong: {', '.join(known)}"
        self.say(path, "gia-tri-la", f"không có {what} {shown(value)}", hint)
        return None

    def _wrong(self, value: Any, path: str, wanted: str) -> None:
        if value is _ABSENT:
            return
        seen = next((name for cls, name in _NAMES if isinstance(value, cls)), "null")
        self.say(path, "sai-kieu", f"cần {wanted}, ở đây là {seen}")
