"""Folders of worksheets into the register: each knows the commune and year it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop.usecases.register.appraisal import finished, saved
from phuhop.usecases.register.bulk import Choice, each
from phuhop.usecases.verifier.appraising import appraisals_in
from phuhop.usecases.wrong_use import WrongUse
from registry.acts.appraising import finish_appraisal
from registry.store.dossier_keys import WrongKey, parse_key
from scoring.appraisal.file import read_appraisal
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name

if TYPE_CHECKING:
    from registry.acts.appraising import Recorded
    from registry.store.chain import Actor, Event
    from registry.store.database import Database


@dataclass(frozen=True, slots=True)
class AppraisalWish:
    """What to record or finish: a dossier's name, worksheets and folders, in the order given.

    With *finish* the recorded ones are finished too; without worksheets those named, or every
    dossier of *state* and *year*.
    """

    given: tuple[str, ...]
    finish: bool = False
    state: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What came of one dossier: what was recorded, the event that finished it, what is wrong."""

    recorded: Recorded | None = None
    finished: Event | None = None
    problems: tuple[Problem, ...] = ()

    def lines(self) -> list[str]:
        """Return what came of it in words: totals side by side, what is open, the link."""
        from registry.views.text import event_line, recorded_lines

        return [
            *(recorded_lines(self.recorded) if self.recorded is not None else ()),
            *([event_line(self.finished)] if self.finished is not None else ()),
        ]

    def json(self) -> list[dict[str, Any]]:
        """Return what was recorded and the event that finished it, as plain objects."""
        from registry.views.plain_json import plain_event, plain_recorded

        return [
            *([plain_recorded(self.recorded)] if self.recorded is not None else ()),
            *([plain_event(self.finished)] if self.finished is not None else ()),
        ]


def appraised_each(database: Database, wish: AppraisalWish, actor: Actor) -> Iterator[SheetOutcome]:
    """Record and finish as wished; a refusal stops no other dossier.

    Raises ``WrongUse`` for a wish that says too little or too much.
    """
    keys = tuple(text for text in wish.given if _is_key(text))
    paths = [Path(text) for text in wish.given if not _is_key(text)]
    is_filter = wish.state is not None or wish.year is not None
    if not paths:
        if not wish.finish:
            raise WrongUse("given", "nêu phiếu để ghi, hoặc hoàn thành bản đã ghi")
        yield from _finished(database, Choice(keys, state=wish.state, year=wish.year), actor)
        return
    if is_filter:
        raise WrongUse("state", "trạng thái, năm chỉ dùng khi hoàn thành bản đã ghi")
    if keys and (len(keys) > 1 or len(paths) > 1):
        message = "một hồ sơ thì một phiếu; nhiều hồ sơ thì chỉ đưa phiếu, phiếu tự biết xã và năm"
        raise WrongUse("given", message)
    sheets = [(keys[0], paths[0])] if keys else []
    if not keys:
        sheets, problems = worksheets_in(paths)
        yield SheetOutcome(problems=tuple(problems))
    for key, path in sheets:
        yield from _recorded(database, key, path, actor, finish=wish.finish)


def _is_key(text: str) -> bool:
    try:
        parse_key(text)
    except WrongKey:
        return False
    return True


def _finished(database: Database, choice: Choice, actor: Actor) -> Iterator[SheetOutcome]:
    for outcome in each(database, choice, lambda db, key: finish_appraisal(db, key, actor)):
        yield SheetOutcome(finished=outcome.event, problems=outcome.problems)


def _recorded(
    database: Database, key: str, path: Path, actor: Actor, *, finish: bool
) -> Iterator[SheetOutcome]:
    """Yield what was recorded before it is finished: the one stands if the other is refused."""
    try:
        recorded, warnings = saved(database, key, path, actor)
        yield SheetOutcome(recorded, problems=tuple(warnings))
        if finish:
            event = finished(database, key, actor, is_saved=True)
            yield SheetOutcome(finished=event)
    except ProblemsFound as found:
        yield SheetOutcome(problems=tuple(found.problems))


def worksheets_in(paths: Sequence[Path]) -> tuple[list[tuple[str, Path]], list[Problem]]:
    """Return the name of the dossier and the file of each worksheet, and what cannot be used.

    Two of one dossier are both withheld: nobody knows which of them counts. Raises
    ``WrongUse`` where there is none at all.
    """
    found: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for path in appraisals_in(paths):
        try:
            found.setdefault(_dossier_of(path), []).append(path)
            problems += _opened(path)
        except ProblemsFound as faults:
            problems += faults.problems
    if not found and not problems:
        raise WrongUse("paths", "không có phiếu thẩm định nào ở đây")
    problems += _repeated(found)
    return [(key, files[0]) for key, files in found.items() if len(files) == 1], problems


def _opened(path: Path) -> Iterator[Problem]:
    """Yield that somebody has the file open: what they did not save is not read."""
    locks = (f"~${path.name}", f".~lock.{path.name}#")
    if any(path.with_name(name).exists() for name in locks):
        message = "phiếu đang mở trong Excel; những gì chưa lưu thì chưa được đọc"
        hint = "lưu, đóng phiếu rồi ghi lại"
        yield Problem(Place(file_name(path)), "dang-mo", message, hint, Severity.WARNING)


def _dossier_of(path: Path) -> str:
    file = read_appraisal(path)
    if file.commune is None or file.year is None:
        message = "phiếu không ghi của xã nào, năm nào"
        raise ProblemsFound([Problem(Place(file_name(path)), "khong-ro-ho-so", message)])
    return f"{file.commune}/{file.year}"


def _repeated(found: dict[str, list[Path]]) -> Iterator[Problem]:
    for key, files in found.items():
        for path in files if len(files) > 1 else ():
            others = ", ".join(file_name(other) for other in files if other != path)
            message = f"hồ sơ {key} còn có phiếu {others}"
            place = Place(file_name(path))
            yield Problem(place, "trung-tham-dinh", message, "giữ lại một phiếu")
