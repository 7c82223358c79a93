"""One step for many dossiers: chosen by name, list, state, year or verdict; tried or recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.wrong_use import WrongUse
from registry.store.dossier_keys import WrongKey, find, parse_key
from registry.store.rehearsal import rehearsal_of
from registry.views.listing import Wanted, listed
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, nearest
from scoring.engine.score_sheet import Finding

if TYPE_CHECKING:
    from registry.store.chain import Event
    from registry.store.database import Database

_VERDICTS = {finding.value: finding for finding in Finding}
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which dossiers: those named, or all that fit what is said of state, year and verdict.

    *verdict* is that of the appraisal which counts, in words; *table* a file with one name a
    line.
    """

    keys: tuple[str, ...] = ()
    table: Path | None = None
    state: str | None = None
    year: int | None = None
    verdict: str | None = None

    @property
    def is_filter(self) -> bool:
        """Whether dossiers are chosen by what they are like."""
        return not (self.state is None and self.year is None and self.verdict is None)


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What came of the step for one dossier: its event, or why it was refused."""

    key: str
    event: Event | None
    problems: tuple[Problem, ...] = ()


def chosen(database: Database, choice: Choice) -> list[str]:
    """Return the names of the dossiers, each once.

    Names that are given stand as they are, so that a wrong one is told; with a filter only
    those of them that fit. Raises ``WrongUse`` when nothing is said, for an unknown verdict,
    and where nothing fits; ``LookupError`` for an unknown state, ``WrongKey`` for what names no
    dossier, ``ProblemsFound`` with every line of a list that does not.
    """
    for key in choice.keys:
        parse_key(key)
    named = [*choice.keys, *(_names_of(database, choice.table) if choice.table else ())]
    if not choice.is_filter:
        if not named:
            message = "nêu MÃ_XÃ/NĂM, danh sách, hoặc chọn theo trạng thái, năm, kết luận"
            raise WrongUse("keys", message)
        return [*dict.fromkeys(named)]
    if choice.verdict is not None and choice.verdict not in _VERDICTS:
        hint = nearest(choice.verdict, _VERDICTS) or f"có: {', '.join(_VERDICTS)}"
        raise WrongUse("verdict", f"không có kết luận «{choice.verdict}»; {hint}")
    verdict = None if choice.verdict is None else _VERDICTS[choice.verdict]
    communes = {name.partition("/")[0] for name in named} if named else None
    wanted = Wanted(choice.year, choice.state, communes=communes, verdict=verdict)
    with database.reading() as connection:
        fitting = [*listed(connection, wanted)]
    if named:
        fitting = [row for row in fitting if {row.key.short, str(row.key)} & {*named}]
    if not fitting:
        raise WrongUse("state", "không có hồ sơ nào như thế")
    return [str(row.key) for row in fitting]


def _names_of(database: Database, path: Path) -> list[str]:
    """Return the names of a list, each once. Whole or none: with one wrong line all is told."""
    found: dict[str, int] = {}
    faults: list[Problem] = []
    repeated: list[Problem] = []
    for number, name in _lines_of(path):
        place = Place(file_name(path), line=number)
        try:
            parse_key(name)
        except WrongKey as error:
            faults.append(Problem(place, "ten-ho-so-sai", str(error)))
            continue
        if found.setdefault(name, number) != number:
            message = f"{name} đã có ở dòng {found[name]}"
            repeated.append(Problem(place, "trung-dong", message, severity=Severity.WARNING))
    if faults:
        with database.reading() as connection:
            for name, number in found.items():
                try:
                    find(connection, name)
                except ProblemsFound as absent:
                    place = Place(file_name(path), line=number)
                    faults += (
                        replace(one, place=place, message=f"{name}: {one.message}")
                        for one in absent.problems
                    )
        told = sorted([*faults, *repeated], key=lambda one: one.place.line or 0)
        raise ProblemsFound(told)
    return [*found]


def _lines_of(path: Path) -> Iterator[tuple[int, str]]:
    place = Place(file_name(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"không đọc được danh sách: {reason(error)}"
        raise ProblemsFound([Problem(place, "khong-doc-duoc", message)]) from None
    except UnicodeDecodeError:
        message = "danh sách không phải chữ UTF-8"
        hint = "lưu lại dạng văn bản UTF-8, mỗi dòng một MÃ_XÃ/NĂM"
        raise ProblemsFound([Problem(place, "sai-bang-ma", message, hint)]) from None
    for number, line in enumerate(text.splitlines(), 1):
        name = line.partition(_COMMENT)[0].strip().strip(",;").strip()
        if name:
            yield number, name


def each(
    database: Database,
    choice: Choice,
    one: Callable[[Database, str], Event],
    *,
    is_rehearsal: bool = False,
) -> Iterator[StepOutcome]:
    """Do the same for every dossier of *choice*; a refusal stops no other.

    With *is_rehearsal* each is tried as it would be recorded, and nothing is kept. Raises as
    ``chosen`` does.
    """
    target = rehearsal_of(database) if is_rehearsal else database
    for key in chosen(database, choice):
        try:
            yield StepOutcome(key, one(target, key))
        except ProblemsFound as found:
            yield StepOutcome(key, None, tuple(found.problems))
