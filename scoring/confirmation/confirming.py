"""A ruleset's file with what a person confirmed: numbers changed, levels «văn bản gốc»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, Severity
from scoring.confirmation.answers import NotUnderstood, Read, is_unknown, read_answer
from scoring.confirmation.numbers import LawNumber
from scoring.confirmation.worksheet import ReviewSheet
from scoring.formats.strict_yaml import Path_, Tree, Value, read_bytes
from scoring.formats.yaml_edits import YamlEdits, inline, quoted
from scoring.rules.loading import load_bytes
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import text_of

_ORIGINAL = "văn bản gốc"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The new file, the ruleset it holds, how many numbers were confirmed, what to look at."""

    content: bytes
    ruleset: Ruleset
    count: int
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class By:
    """Who compared the numbers, when, with which copy of the official text."""

    name: str
    day: date
    copy: str

    @property
    def level(self) -> str:
        """The level as the file says it."""
        return inline(
            {
                "mức": _ORIGINAL,
                "ngày": self.day.isoformat(),
                "người": quoted(self.name),
                "bản": quoted(self.copy),
            }
        )


def confirmed(
    raw: bytes, numbers: Sequence[LawNumber], sheet: ReviewSheet, by: By, ruleset_id: str
) -> Confirmed:
    """Return the file *raw* with the answers of *sheet* to *numbers* written into it.

    With no answer the bytes are the same. Raises ``ProblemsFound`` with every cell that cannot
    be understood, else with every fault of the ruleset that came of it, at its cell.
    """
    tree, problems = read_bytes(raw, sheet.ruleset)
    if tree is None or problems:
        raise ProblemsFound(problems)
    values = dict(_values(tree.value, ()))
    answers = _answers(numbers, sheet, values)
    edits = YamlEdits(raw.decode("utf-8-sig"), tree)
    for read in answers.values():
        for path, new in read.values.items():
            edits.replace(path, new)
        for path, new in read.keys.items():
            edits.rename(path, new)
    sure = {number.id for number in numbers if answers[number.id].is_confirmed}
    unknown = [
        number
        for number in numbers
        if number.id in sure and not answers[number.id].values and is_unknown(number, values)
    ]
    warnings = [_unknown(sheet.answers[number.id].place) for number in unknown]
    sure -= {number.id for number in unknown}
    warnings += _levels(numbers, sure, edits, values, sheet, by)
    content = (_BOM if raw.startswith(_BOM) else b"") + edits.made().encode()
    return Confirmed(
        content,
        _loaded(content, numbers, answers, sheet, ruleset_id),
        len(sure),
        (*warnings, *_comments(edits, sheet)),
    )


def _answers(
    numbers: Sequence[LawNumber], sheet: ReviewSheet, values: Mapping[Path_, Value]
) -> dict[str, Read]:
    found: dict[str, Read] = {}
    problems = []
    for number in numbers:
        answer = sheet.answers.get(number.id)
        if answer is None:
            message = f"phiếu thiếu dòng của {' › '.join(map(str, number.at))}"
            problems.append(Problem(Place(sheet.file), "thieu-dong", message, "tạo phiếu mới"))
            continue
        try:
            found[number.id] = read_answer(answer.raw, number, values)
        except NotUnderstood as fault:
            problems.append(Problem(answer.place, "doi-chieu", str(fault)))
    for place, words in _typed(sheet):
        private = private_problem(place, words)
        problems += [] if private is None else [private]
    if problems:
        raise ProblemsFound(problems)
    return found


def _typed(sheet: ReviewSheet) -> Iterator[tuple[Place, str]]:
    yield sheet.copy_at, sheet.copy
    for answer in sheet.answers.values():
        yield answer.place, text_of(answer.raw)


def _levels(  # noqa: PLR0913, PLR0917 -- the answers and where they go
    numbers: Sequence[LawNumber],
    sure: set[str],
    edits: YamlEdits,
    values: Mapping[Path_, Value],
    sheet: ReviewSheet,
    by: By,
) -> Iterator[Problem]:
    """Write the levels of what is confirmed; yield a warning where one must wait for others.

    A level that several numbers share changes only when all of them are confirmed.
    """
    added: dict[Path_, dict[str, str]] = {}
    for scope in dict.fromkeys(number.scope for number in numbers):
        inside = [number for number in numbers if number.scope == scope]
        sharing = [number for number in inside if not _has_own(number, edits)]
        all_sure = all(number.id in sure for number in sharing or inside)
        base = inside[0].base
        if all_sure:
            _set(base, edits, values, added, by)
        for number in inside:
            if number.id not in sure:
                continue
            shares = number in sharing
            if number.own is not None and not (all_sure and shares):
                _set(number.own, edits, values, added, by)
            elif shares and not all_sure:
                message = "đã ghi nhưng mức tin cậy dùng chung với các dòng chưa đối chiếu bên cạnh"
                hint = "đối chiếu đủ các dòng của phần thì mức mới đổi"
                place = sheet.answers[number.id].place
                yield Problem(place, "muc-chung", message, hint, Severity.WARNING)
    for mapping, entries in added.items():
        if edits.has(mapping):
            for key, value in entries.items():
                edits.insert(mapping, key, value)
        else:
            edits.insert(mapping[:-1], str(mapping[-1]), inline(entries))


def _has_own(number: LawNumber, edits: YamlEdits) -> bool:
    return number.own is not None and edits.has(number.own)


def _set(
    path: Path_,
    edits: YamlEdits,
    values: Mapping[Path_, Value],
    added: dict[Path_, dict[str, str]],
    by: By,
) -> None:
    """Write the level at *path*; a number that somebody confirmed before keeps that name."""
    if values.get((*path, "mức")) == _ORIGINAL or path in edits.replaced:
        return
    if edits.has(path):
        edits.replace(path, by.level)
    else:
        added.setdefault(path[:-1], {})[str(path[-1])] = by.level


def _loaded(
    content: bytes,
    numbers: Sequence[LawNumber],
    answers: Mapping[str, Read],
    sheet: ReviewSheet,
    ruleset_id: str,
) -> Ruleset:
    try:
        return load_bytes(content, sheet.ruleset, ruleset_id)
    except ProblemsFound as found:
        tree, _ = read_bytes(content, sheet.ruleset)
        changed = {id_ for id_, read in answers.items() if read.values or read.keys}
        raise ProblemsFound(
            Problem(_cell(problem.place, tree, numbers, changed, sheet), *_rest(problem))
            for problem in found.problems
        ) from None


def _rest(problem: Problem) -> tuple[str, str, str, Severity]:
    return problem.code, problem.message, problem.hint, problem.severity


def _cell(
    place: Place,
    tree: Tree | None,
    numbers: Sequence[LawNumber],
    changed: set[str],
    sheet: ReviewSheet,
) -> Place:
    """Return the cell of the number that stands nearest to a place in the new file."""
    if tree is None or place.line is None or place.column is None:
        return Place(sheet.file)
    at = (place.line, place.column)
    paths = [path for known in (tree.values, tree.keys) for path, p in known.items() if p == at]
    if not paths:
        return Place(sheet.file)
    path = max(paths, key=len)

    def nearness(number: LawNumber) -> tuple[int, bool]:
        common = 0
        for one, other in zip(number.at, path, strict=False):
            if one != other:
                break
            common += 1
        return common, number.id in changed

    return sheet.answers[max(numbers, key=nearness).id].place


def _unknown(place: Place) -> Problem:
    message = "phần mềm đang ghi «chưa rõ», không có gì để xác nhận là đúng"
    hint = "ghi điều văn bản quy định, hoặc để trống"
    return Problem(place, "chua-ro", message, hint, Severity.WARNING)


def _comments(edits: YamlEdits, sheet: ReviewSheet) -> Iterator[Problem]:
    for line, comment in edits.comments():
        message = f"chú thích «{comment}» còn nguyên bên cạnh điều đã đổi"
        place = Place(sheet.ruleset, line)
        yield Problem(place, "chu-thich", message, "đọc lại cho đúng", Severity.WARNING)


def _values(value: Value, path: Path_) -> Iterator[tuple[Path_, Value]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, (*path, key))
    elif isinstance(value, tuple):
        for row, inner in enumerate(value):
            yield from _values(inner, (*path, row))
