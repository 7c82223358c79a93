"""Two results of one commune compared: which criterion, part, total or verdict differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding, Outcome
from scoring.engine.verdict_words import CONDITION_NAMES

_LABELS = {
    "format": "dạng",
    "program": "phiên bản phần mềm",
    "ruleset": "bộ tiêu chí",
    "id": "mã",
    "sha256": "SHA-256",
    "input_sha256": "SHA-256 của số liệu",
    "commune": "đơn vị",
    "areas": "vùng",
    "province": "tỉnh",
    "district": "huyện",
    "centrally_run_city": "thành phố trực thuộc trung ương",
    "year": "năm",
    "threshold": "ngưỡng",
    "group": "nhóm",
    "blank_areas": "vùng để trống",
    "other_groups": "nhóm khác nếu thuộc vùng để trống",
    "total": "tổng điểm",
    "points": "điểm",
    "min": "ít nhất",
    "max": "nhiều nhất",
    "max_points": "điểm tối đa",
    "verdict": "kết luận",
    "finding": "kết quả",
    "reason": "lý do",
    "name": "tên",
    "explanation": "giải thích",
    "outcome": "kết quả",
    "numerator": "tử số",
    "denominator": "mẫu số",
    "value": "giá trị",
    "unit": "đơn vị tính",
    "band": "mức",
    "citation": "căn cứ",
    "level": "mức tin cậy",
    "kind": "loại",
    "number": "số hiệu",
    "code": "mã",
}
_IMPLIED = frozenset({"explanation", "reason", "min", "max"})
"""What follows from what stands beside it: told only where nothing else there differs."""
_NAMES = {finding.name: finding.value for finding in Finding} | {
    outcome.name: outcome.value for outcome in Outcome
}
_LISTS = {"criteria": ("number", "tiêu chí"), "parts": ("code", "phần"), "conditions": ("code", "")}
_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, as it stands in the package and as it comes out again."""

    where: str
    packaged: str
    again: str

    def __str__(self) -> str:
        """Return both sides on one line."""
        return f"{self.where}: trong gói {self.packaged}, tính lại {self.again}"


def result_differences(packaged: Any, again: Any) -> tuple[Difference, ...]:
    """Return where two objects of ``phuhop.result/1`` differ, in the order of the format."""
    return tuple(_different("", "", packaged, again))


def _different(where: str, key: str, packaged: Any, again: Any) -> Iterator[Difference]:
    if packaged == again and type(packaged) is type(again):
        return
    if isinstance(packaged, dict) and isinstance(again, dict):
        yield from _groups(where, packaged, again)
    elif key in _LISTS and isinstance(packaged, list) and isinstance(again, list):
        yield from _lists(where, key, packaged, again)
    elif packaged != again or isinstance(packaged, bool) is not isinstance(again, bool):
        yield Difference(where or "kết quả", _words(packaged), _words(again))


def _groups(
    where: str, packaged: Mapping[str, Any], again: Mapping[str, Any]
) -> Iterator[Difference]:
    keys = dict.fromkeys((*again, *packaged))
    found = [
        (
            key,
            tuple(
                _different(_joined(where, key), key, *(_at(one, key) for one in (packaged, again)))
            ),
        )
        for key in keys
    ]
    is_told = any(differences for key, differences in found if key not in _IMPLIED)
    for key, differences in found:
        if not is_told or key not in _IMPLIED:
            yield from differences


def _at(group: Mapping[str, Any], key: str) -> Any:
    return group.get(key, _ABSENT)


def _joined(where: str, key: str) -> str:
    label = "" if key in _LISTS else _LABELS.get(key, f"«{key}»")
    return ", ".join(filter(None, (where, label)))


def _lists(where: str, key: str, packaged: list[Any], again: list[Any]) -> Iterator[Difference]:
    """Compare members by their number or code, so that one that is lost shifts no other."""
    name, word = _LISTS[key]
    sides = [
        {str(one.get(name)): one for one in side if isinstance(one, dict)}
        for side in (packaged, again)
    ]
    for id_ in dict.fromkeys((*sides[1], *sides[0])):
        label = f"{word} {id_}".strip() if word else f"điều kiện «{CONDITION_NAMES.get(id_, id_)}»"
        inner = ", ".join(filter(None, (where, label)))
        yield from _different(inner, "", *(side.get(id_, _ABSENT) for side in sides))
    if any(len(side) != len(one) for side, one in zip(sides, (packaged, again), strict=True)):
        yield Difference(_joined(where, "code"), "có mục lạ hoặc lặp lại", "không có")


def _words(value: Any) -> str:
    match value:
        case None:
            return "chưa có"
        case bool():
            return "có" if value else "không"
        case int():
            return vietnamese(value)
        case float():
            return vietnamese(repr(value).removesuffix(".0"))
        case str():
            return f"«{_NAMES[value]}»" if value in _NAMES else shown(value)
        case _ if value is _ABSENT:
            return "không có"
        case dict() | list():
            return "có" if value else "trống"
    return shown(value)
