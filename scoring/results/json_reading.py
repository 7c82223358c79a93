"""Result objects, one a line: format ``phuhop.result/1``, read back into rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from scoring.base.communes import CommuneKind
from scoring.base.file_errors import reason
from scoring.base.levels import Level
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, nearest, shown
from scoring.engine.score_sheet import Finding, Outcome
from scoring.formats.strict_json import parsed
from scoring.results.consistency import contradictions
from scoring.results.rows import Decision, Interval, PartResult, ResultRow, RulesetKey, Status

FORMAT = "phuhop.result/1"
LARGEST_LINE = 1_000_000
"""Characters. One result has about 10,000."""

_AGAIN = "lấy lại tệp từ phuhop score --json"
_CONDITIONS = ("all_criteria", "no_zero", "threshold")
_E = TypeVar("_E", bound=Enum)


def read_json_lines(path: Path) -> tuple[list[ResultRow], list[Problem]]:
    """Return the good rows of a .jsonl file, and every fault of it by line.

    Numbers are read as exact decimals. Never raises for what is in the file or for a file
    that cannot be opened. Keys that the contract does not name are left alone.
    """
    rows: list[ResultRow] = []
    problems: list[Problem] = []
    file = file_name(path)
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as stream:
            number = 0
            while line := stream.readline(LARGEST_LINE + 1):
                number += 1
                if len(line) > LARGEST_LINE:
                    message = f"dòng dài hơn {LARGEST_LINE // 1_000_000} triệu ký tự"
                    return rows, [*problems, Problem(Place(file, number), "dong-hong", message)]
                if line.strip():
                    _line(line, Place(file, number), rows, problems)
    except OSError as error:
        problems.append(
            Problem(Place(file), "khong-doc-duoc", f"không đọc được tệp: {reason(error)}")
        )
    except UnicodeDecodeError as error:
        message = f"byte 0x{error.object[error.start]:02x} không phải chữ UTF-8"
        problems.append(Problem(Place(file), "bang-ma", message, "lưu lại với bảng mã UTF-8"))
    if not rows and not problems:
        problems.append(Problem(Place(file), "tep-trong", "tệp không có kết quả nào"))
    return rows, problems


def _line(line: str, place: Place, rows: list[ResultRow], problems: list[Problem]) -> None:
    try:
        found = parsed(line.encode(), place)
    except ProblemsFound as refused:
        for problem in refused.problems:
            at = Place(place.file, place.line, problem.place.column)
            problems.append(replace(problem, place=at, hint=problem.hint or _AGAIN))
        return
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        seen = shown(found.get("format")) if isinstance(found, dict) else "một giá trị khác"
        message = f"cần đối tượng «{FORMAT}», ở đây là {seen}"
        problems.append(Problem(place, "json-la", message, _AGAIN))
        return
    try:
        rows.append(row_of_result(found, place))
    except ProblemsFound as refused:
        problems += refused.problems


def row_of_result(
    found: Mapping[str, Any],
    place: Place,
    status: Status | None = None,
    decision: Decision | None = None,
) -> ResultRow:
    """Return the row of one result object; *status* and *decision* are those of a register.

    Raises ``ProblemsFound`` with everything that is wrong with it.
    """
    reading = _Object(place)
    row = reading.row(found)
    if row is None:
        raise ProblemsFound(reading.problems)
    if status is not None:
        row = replace(row, status=status, decision=decision, from_register=True)
    about = [
        Problem(place, "ket-qua-mau-thuan", message, _AGAIN) for message in contradictions(row)
    ]
    if about:
        raise ProblemsFound(about)
    return row


class _Object:
    """One object while it is read; what is wrong is named by its way from the root."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []

    def row(self, found: Mapping[str, Any]) -> ResultRow | None:
        """Return the row, or ``None`` where ``problems`` says why not."""
        conditions = {
            entry.get("code"): entry
            for entry in self._list(found, "conditions")
            if isinstance(entry, dict)
        }
        findings = {
            code: self._member(conditions.get(code, {}), "finding", Finding, f"conditions.{code}")
            for code in _CONDITIONS
        }
        criteria: dict[int, Interval] = {}
        parts: dict[str, PartResult] = {}
        for at, criterion in enumerate(self._list(found, "criteria")):
            self._criterion(criterion, f"criteria[{at}]", criteria, parts)
        value: dict[str, Any] = {
            "code": self._text(found, "commune.code"),
            "name": self._text(found, "commune.name"),
            "kind": self._value_of(found, "commune.kind", CommuneKind),
            "province": self._text(found, "commune.province", optional=True),
            "district": self._text(found, "commune.district", optional=True),
            "year": self._whole(found, "year"),
            "ruleset": RulesetKey(
                self._text(found, "ruleset.id"), self._text(found, "ruleset.sha256")
            ),
            "level": self._value_of(found, "ruleset.level", Level),
            "group": self._text(found, "threshold.group"),
            "threshold": self._number(found, "threshold.points"),
            "total": self._interval(found, "total"),
            "all_criteria": findings["all_criteria"],
            "no_zero": findings["no_zero"],
            "reached": findings["threshold"],
            "verdict": self._member(found, "verdict", Finding, ""),
        }
        if self.problems:
            return None
        return ResultRow(**value, criteria=criteria, parts=parts, status=None, place=self.place)

    def _criterion(
        self,
        found: Any,
        at: str,
        criteria: dict[int, Interval],
        parts: dict[str, PartResult],
    ) -> None:
        if not isinstance(found, dict):
            self._say(at, found, "đối tượng")
            return
        number = self._whole(found, "number", at)
        if number in criteria:
            self._say(f"{at}.number", number, "mỗi tiêu chí một lần")
        criteria[number] = self._interval(found, "", at)
        for row, part in enumerate(self._list(found, "parts", at)):
            here = f"{at}.parts[{row}]"
            if not isinstance(part, dict):
                self._say(here, part, "đối tượng")
                continue
            parts[self._text(part, "code", at=here).lower()] = PartResult(
                self._member(part, "outcome", Outcome, here),
                self._text(part, "band", at=here, optional=True),
                self._number(part, "points", here, optional=True),
            )

    def _interval(self, found: Mapping[str, Any], path: str, at: str = "") -> Interval:
        prefix = f"{path}." if path else ""
        return Interval(
            self._number(found, f"{prefix}points", at, optional=True),
            self._number(found, f"{prefix}min", at),
            self._number(found, f"{prefix}max", at),
        )

    def _list(self, found: Mapping[str, Any], name: str, at: str = "") -> list[Any]:
        value = found.get(name)
        if isinstance(value, list):
            return value
        self._say(_joined(at, name), value, "danh sách")
        return []

    def _text(
        self, found: Mapping[str, Any], path: str, *, at: str = "", optional: bool = False
    ) -> Any:
        value = _inside(found, path)
        if (isinstance(value, str) and value) or (value is None and optional):
            return value
        self._say(_joined(at, path), value, "chữ")
        return ""

    def _whole(self, found: Mapping[str, Any], path: str, at: str = "") -> int:
        value = _inside(found, path)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._say(_joined(at, path), value, "số nguyên")
        return 0

    def _number(
        self, found: Mapping[str, Any], path: str, at: str = "", *, optional: bool = False
    ) -> Any:
        value = _inside(found, path)
        if value is None and optional:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            # The shortest text of a double is the decimal that was written.
            return Fraction(Decimal(repr(value)))
        self._say(_joined(at, path), value, "số điểm không âm")
        return Fraction(0)

    def _member(self, found: Mapping[str, Any], path: str, kind: type[_E], at: str) -> Any:
        value = _inside(found, path)
        if isinstance(value, str) and value in kind.__members__:
            return kind[value]
        self._say(_joined(at, path), value, f"một trong: {', '.join(kind.__members__)}")
        return next(iter(kind))

    def _value_of(self, found: Mapping[str, Any], path: str, kind: type[_E]) -> Any:
        value = _inside(found, path)
        words = {member.value: member for member in kind}
        if isinstance(value, str) and value in words:
            return words[value]
        expected = f"một trong: {', '.join(words)}"
        self._say(path, value, expected, nearest(str(value), words))
        return next(iter(kind))

    def _say(self, path: str, value: object, expected: str, hint: str = "") -> None:
        seen = "thiếu giá trị" if value is None else f"{shown(value)} không dùng được"
        place = Place(self.place.file, self.place.line, heading=path)
        self.problems.append(Problem(place, "json-la", f"{seen}; cần {expected}", hint))


def _inside(found: Mapping[str, Any], path: str) -> Any:
    value: Any = found
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _joined(at: str, path: str) -> str:
    return f"{at}.{path}" if at else path
