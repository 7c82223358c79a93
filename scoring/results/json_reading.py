"""Result objects, one a line: format ``phuhop.result/1``, read back into rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from pydantic_core import SchemaValidator, core_schema

from scoring.base.communes import CommuneKind
from scoring.base.file_errors import reason
from scoring.base.levels import Level
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, nearest, shown
from scoring.engine.score_sheet import Finding, Outcome
from scoring.formats import json_shapes as shapes
from scoring.formats.strict_json import parsed
from scoring.results.consistency import contradictions
from scoring.results.rows import Decision, Interval, PartResult, ResultRow, RulesetKey, Status

FORMAT = "phuhop.result/1"
LARGEST_LINE = 1_000_000
"""Characters. One result has about 10,000."""

_AGAIN = "chấm lại để lấy tệp kết quả"


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
    made = shapes.read_as(_RESULT, found, lambda detail: _fault(detail, place))
    row: ResultRow = made(place=place)
    if status is not None:
        row = replace(row, status=status, decision=decision, from_register=True)
    about = [
        Problem(place, "ket-qua-mau-thuan", message, _AGAIN) for message in contradictions(row)
    ]
    if about:
        raise ProblemsFound(about)
    return row


def _fault(detail: shapes.Detail, place: Place) -> Problem:
    """Return the problem of a value; its way from the root stands where a column's name would."""
    seen = detail["input"]
    text = "thiếu giá trị" if seen is None else f"{shown(seen)} không dùng được"
    at = Place(place.file, place.line, heading=shapes.path_text(shapes.path_of(detail)))
    context = detail["ctx"]
    return Problem(at, "json-la", f"{text}; cần {context['wanted']}", context.get("hint", ""))


def _group(make: Callable[..., Any], **members: shapes.Shape) -> shapes.Shape:
    """Return the shape of an object; a member that is not there is one that is ``null``."""
    absent = {
        name: core_schema.with_default_schema(shape, default=None, validate_default=True)
        for name, shape in members.items()
    }
    return shapes.group(make, "", **absent)


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else shapes.wrong("danh sách")


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value else shapes.wrong("chữ")


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        shapes.wrong("số nguyên")
    return value


def _points(value: Any) -> Fraction:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        shapes.wrong("số điểm không âm")
    # The shortest text of a double is the decimal that was written.
    return Fraction(Decimal(repr(value)))


def _one_of(words: Mapping[str, Enum]) -> shapes.Shape:
    def read(value: Any) -> Enum:
        if not isinstance(value, str) or value not in words:
            shapes.wrong(f"một trong: {', '.join(words)}", nearest(str(value), words))
        return words[value]

    return shapes.checked(read)


def _by_code(value: Any) -> dict[str, Any]:
    """Return the conditions by their codes, as the row has them."""
    entries = [entry for entry in _listed(value) if isinstance(entry, dict)]
    return {str(entry.get("code")): entry for entry in entries}


def _row(**found: Any) -> Callable[..., ResultRow]:
    """Return what makes the row of a place."""
    conditions, ruleset = found["conditions"], found["ruleset"]
    criteria = found["criteria"]
    return partial(
        ResultRow,
        **found["commune"],
        year=found["year"],
        ruleset=RulesetKey(ruleset["id"], ruleset["sha256"]),
        level=ruleset["level"],
        group=found["threshold"]["group"],
        threshold=found["threshold"]["points"],
        total=_interval(found["total"]),
        all_criteria=conditions["all_criteria"],
        no_zero=conditions["no_zero"],
        reached=conditions["threshold"],
        verdict=found["verdict"],
        criteria={one["number"]: _interval(one) for one in criteria},
        parts={
            part["code"].lower(): PartResult(part["outcome"], part["band"], part["points"])
            for one in criteria
            for part in one["parts"]
        },
        status=None,
    )


def _interval(found: Mapping[str, Any]) -> Interval:
    return Interval(found["points"], found["min"], found["max"])


def _once(criteria: tuple[Any, ...]) -> tuple[Any, ...]:
    numbers = [one["number"] for one in criteria]
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            shapes.wrong("mỗi tiêu chí một lần", at=(at, "number"))
    return criteria


_TEXT, _PERHAPS_TEXT = shapes.checked(_text), shapes.maybe(shapes.checked(_text))
_POINTS, _PERHAPS_POINTS = shapes.checked(_points), shapes.maybe(shapes.checked(_points))
_WHOLE = shapes.checked(_whole)
_FINDING = _one_of(Finding.__members__)
_CONDITION = _group(lambda finding: finding, finding=_FINDING)
_INTERVAL = {"points": _PERHAPS_POINTS, "min": _POINTS, "max": _POINTS}
_PART = _group(
    dict,
    code=_TEXT,
    outcome=_one_of(Outcome.__members__),
    band=_PERHAPS_TEXT,
    points=_PERHAPS_POINTS,
)
_COMMUNE = _group(
    dict,
    code=_TEXT,
    name=_TEXT,
    kind=_one_of({kind.value: kind for kind in CommuneKind}),
    province=_PERHAPS_TEXT,
    district=_PERHAPS_TEXT,
)
_LEVEL = _one_of({level.value: level for level in Level})
_CRITERION = _group(dict, number=_WHOLE, parts=shapes.listed(_PART), **_INTERVAL)
_RESULT = SchemaValidator(
    _group(
        _row,
        commune=_COMMUNE,
        year=_WHOLE,
        ruleset=_group(dict, id=_TEXT, sha256=_TEXT, level=_LEVEL),
        threshold=_group(dict, group=_TEXT, points=_POINTS),
        total=_group(dict, **_INTERVAL),
        conditions=core_schema.no_info_before_validator_function(
            _by_code,
            _group(dict, all_criteria=_CONDITION, no_zero=_CONDITION, threshold=_CONDITION),
        ),
        verdict=_FINDING,
        criteria=shapes.then(shapes.listed(_CRITERION), _once),
    )
)
