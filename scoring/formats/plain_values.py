"""A document of plain JSON values, read key by key; each fault is noted at its own place.

The document may come from JSON, from a YAML file or from the cells of a workbook; who read it
says where each of its values stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scoring.base.limits import BLANK_HINT, MOST_DIGITS
from scoring.base.problems import Place, Problem, nearest, shown
from scoring.base.text import clean
from scoring.formats.strict_yaml import Path_

PlaceOf = Callable[[Path_], Place]

LONGEST_TEXT = 2_000
"""Characters of a remark. A page of a document has about as many."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A value of the document, its path from the root, and the list its faults go to.

    Readers return ``None`` for ``null`` and for a fault, which is noted.
    """

    value: Any
    place_of: PlaceOf
    problems: list[Problem] = field(default_factory=list)
    path: Path_ = ()

    def say(self, code: str, message: str, hint: str = "") -> None:
        """Note a fault of this value."""
        self.problems.append(Problem(self.place_of(self.path), code, message, hint))

    def at(self, step: str | int, value: Any) -> Plain:
        """Return the value inside this one at *step*."""
        return Plain(value, self.place_of, self.problems, (*self.path, step))

    def keys(self, known: Collection[str], required: Collection[str] = ()) -> Mapping[str, Plain]:
        """Return the value of every known key, a blank where it is not given.

        Unknown keys are faults, and so are required ones that are missing or ``null``.
        """
        if not isinstance(self.value, Mapping):
            self.say("sai-dang", f"cần một nhóm khóa, ở đây là {shown(self.value)}")
            return {name: self.at(name, None) for name in known}
        for name in self.value:
            if name not in known:
                hint = nearest(str(name), known) or f"các khóa: {', '.join(known)}"
                self.at(name, None).say("khoa-la", f"khóa {shown(name)} không có trong mẫu", hint)
        for name in required:
            if self.value.get(name) is None:
                self.at(name, None).say("thieu-khoa", f"thiếu khóa {shown(name)}")
        return {name: self.at(name, self.value.get(name)) for name in known}

    def entries(self) -> Iterator[tuple[str, Plain]]:
        """Yield key and value of a mapping whose keys are codes; ``null`` values too."""
        if self.value is None:
            return
        if not isinstance(self.value, Mapping):
            self.say("sai-dang", f"cần một nhóm khóa, ở đây là {shown(self.value)}")
            return
        for name, inner in self.value.items():
            yield str(name), self.at(name, inner)

    def members(self) -> Iterator[Plain]:
        """Yield the members of a list."""
        if self.value is None:
            return
        if not isinstance(self.value, list | tuple):
            self.say("sai-dang", f"cần một danh sách, ở đây là {shown(self.value)}")
            return
        for position, inner in enumerate(self.value):
            yield self.at(position, inner)

    def text(self) -> str | None:
        """Return one line of text."""
        if self.value is None:
            return None
        if not isinstance(self.value, str):
            self.say("khong-phai-chu", f"{shown(self.value)} không phải là chữ")
            return None
        text = clean(self.value)
        if len(text) > LONGEST_TEXT:
            self.say("qua-dai", f"dài {len(text)} ký tự, ghi không quá {LONGEST_TEXT}")
            return None
        return text or None

    def matching(self, pattern: str, code: str, hint: str) -> str | None:
        """Return a text of one shape."""
        text = self.text()
        if text is not None and not re.fullmatch(pattern, text):
            self.say(code, f"{shown(text)} không đúng dạng", hint)
            return None
        return text

    def count(self) -> int | None:
        """Return a count of persons, cases or sheets: whole, not negative."""
        if self.value is None:
            return None
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.say("khong-phai-so", f"{shown(self.value)} không phải là số đếm", BLANK_HINT)
            return None
        if not 0 <= self.value < 10**MOST_DIGITS:
            self.say("so-ngoai-khoang", f"{shown(self.value)} không phải số đếm của một xã")
            return None
        return self.value

    def yes_no(self) -> bool | None:
        """Return an answer."""
        if self.value is None or isinstance(self.value, bool):
            return self.value
        self.say("co-khong", f"{shown(self.value)} không phải có hoặc không")
        return None

    def day(self) -> date | None:
        """Return a day written as 2024-11-20."""
        text = self.text()
        if text is None:
            return None
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        self.say("khong-phai-ngay", f"{shown(text)} không phải là ngày", "viết như 2024-11-20")
        return None

    def choice(self, known: Collection[str], code: str, what: str) -> str | None:
        """Return one of *known*; *what* names such a thing in the message."""
        text = self.text()
        if text is not None and text not in known:
            hint = nearest(text, known) or f"chọn: {', '.join(known)}"
            self.say(code, f"không có {what} {shown(text)}", hint)
            return None
        return text
