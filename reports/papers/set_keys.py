"""The keys of a document set's file, checked one by one: every fault is noted with its place."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from reports.papers.templates import At
from scoring.base.problems import Problem, nearest, shown
from scoring.formats.strict_yaml import Tree


class SetKeys:
    """A tree that is walked; a fault is noted and a harmless value stands in for the wrong one."""

    def __init__(self, tree: Tree) -> None:
        """Begin without a fault."""
        self.tree = tree
        self.problems: list[Problem] = []

    def keys(
        self, value: Any, at: At, known: set[str], optional: AbstractSet[str] = frozenset()
    ) -> dict[str, Any]:
        """Return a group of *known* keys; a fault for each other and each that lacks."""
        if not isinstance(value, dict):
            self.fault(at, "sai-dang", "cần một nhóm khóa «khóa: giá trị»")
            return {}
        for key in value:
            if key not in known:
                hint = nearest(key, known) or f"các khóa dùng được: {', '.join(sorted(known))}"
                self.fault((*at, key), "khoa-la", f"khóa {shown(key)} không dùng ở đây", hint)
        for key in known - optional - value.keys():
            self.fault(at, "thieu-khoa", f"thiếu khóa «{key}»")
        return value

    def list(self, keys: dict[str, Any], at: At, key: str) -> list[tuple[Any, At]]:
        """Return the members of the list at *key*, each with its path."""
        value = keys.get(key, ())
        if not isinstance(value, tuple):
            self.fault((*at, key), "sai-dang", "cần một danh sách, mỗi mục bắt đầu bằng «- »")
            return []
        return [(inner, (*at, key, place)) for place, inner in enumerate(value)]

    def text(self, keys: dict[str, Any], at: At, key: str) -> str:
        """Return the text at *key*, empty where there is none."""
        value = keys.get(key, "")
        if not isinstance(value, str):
            self.fault((*at, key), "khong-phai-chu", f"{shown(value)} không phải là chữ")
        return str(value)

    def count(self, keys: dict[str, Any], at: At, key: str) -> int:
        """Return the whole number at *key*, 1 where there is none."""
        value = keys.get(key, 1)
        if not isinstance(value, int):
            self.fault((*at, key), "khong-phai-so", f"{shown(value)} không phải là số nguyên")
            return 1
        return value

    def yes(self, keys: dict[str, Any], at: At, key: str) -> bool:
        """Whether *key* says có."""
        value = keys.get(key, "không")
        if value not in {"có", "không"}:
            self.fault((*at, key), "co-khong", f"{shown(value)}: chỉ viết «có» hoặc «không»")
        return bool(value == "có")

    def choice(self, keys: dict[str, Any], at: At, key: str, known: dict[str, Any]) -> str:
        """Return the word at *key*, one of *known*."""
        value = self.text(keys, at, key)
        if value in known:
            return value
        hint = nearest(value, known) or f"chọn: {', '.join(known)}"
        self.fault((*at, key), "gia-tri-la", f"{shown(value)} không dùng được ở đây", hint)
        return next(iter(known))

    def fault(self, at: At, code: str, message: str, hint: str = "") -> None:
        """Note a fault at the place of *at*."""
        self.problems.append(Problem(self.tree.place(at), code, message, hint))
