"""What a return asks for, one remark a place, and what is answered with the next version.

They are rows of their own, written with the event of their step; the event holds how many there
are and their hash, in which every text stands as its own hash: a text can be taken out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from registry.store.schema import remark_answers, remarks
from registry.store.veil import veiled_sha256
from registry.store.words import meant
from reports.appraisal.remark_places import remark_places
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.rules.ruleset import Ruleset

REMARKS, ANSWERS = "remarks", "answers"
"""What an event calls the rows that came with it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a verifier asks of a commune: at which place (``remark_places``), and the words."""

    place: str
    text: str

    def __post_init__(self) -> None:
        """Keep of the words what can be read."""
        object.__setattr__(self, "text", meant(self.text) or "")


@dataclass(frozen=True, slots=True)
class RemarkAnswer:
    """What a commune answers to the remark of this number."""

    number: int
    text: str

    def __post_init__(self) -> None:
        """Keep of the words what can be read."""
        object.__setattr__(self, "text", meant(self.text) or "")


@dataclass(frozen=True, slots=True)
class Brought:
    """The rows that a step brings, numbered; ``noted`` is what its event says of them."""

    remarks: tuple[Mapping[str, object], ...] = ()
    answers: tuple[Mapping[str, object], ...] = ()

    @property
    def noted(self) -> dict[str, object]:
        """Count and hash of each kind that there is."""
        found: dict[str, object] = {}
        if self.remarks:
            found[REMARKS] = noted(self.remarks)
        if self.answers:
            found[ANSWERS] = noted(self.answers)
        return found

    def keep(self, connection: Connection, dossier: int, seq: int) -> None:
        """Write the rows with their event, which stands already."""
        at = {"dossier": dossier, "seq": seq}
        for row in self.remarks:
            connection.execute(insert(remarks).values(**at, **row))
        for row in self.answers:
            connection.execute(insert(remark_answers).values(**at, **row))


def noted(rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return what an event says of rows: their count, and a hash that outlasts redactions."""
    return {"count": len(rows), "sha256": veiled_sha256([dict(row) for row in rows])}


@dataclass(frozen=True, slots=True)
class About:
    """Which dossier a step is about: number, name, and the version that counts after it."""

    dossier: int
    name: str
    version: int


def brought(
    connection: Connection,
    about: About,
    said: Sequence[Remark],
    answered: Sequence[RemarkAnswer],
    ruleset: Ruleset | None,
) -> Brought:
    """Return the rows of a step, numbered on from those that the dossier has.

    Raises ``ProblemsFound`` with every fault: a place that *ruleset* does not know, no words,
    words that seem to name a child, a remark that there is not or that is answered twice.
    """
    query = select(func.max(remarks.c.number)).where(remarks.c.dossier == about.dossier)
    last = connection.execute(query).scalar() or 0
    problems = [*_of_remarks(about.name, said, ruleset), *_of_answers(about.name, answered, last)]
    if problems:
        raise ProblemsFound(problems)
    return Brought(
        tuple(
            {"number": number, "place": one.place, "text": one.text}
            for number, one in enumerate(said, last + 1)
        ),
        tuple(
            {"number": one.number, "version": about.version, "text": one.text}
            for one in sorted(answered, key=lambda one: one.number)
        ),
    )


def _of_remarks(name: str, said: Sequence[Remark], ruleset: Ruleset | None) -> Iterator[Problem]:
    known = {} if ruleset is None else remark_places(ruleset)
    for at, one in enumerate(said, 1):
        place = Place(f"{name}, yêu cầu bổ sung thứ {at}")
        if one.place not in known:
            message = f"bộ tiêu chí không có chỗ nào là {shown(one.place)}"
            hint = "ghi mã phần, mã số liệu, dòng minh chứng, hoặc «chung»"
            yield Problem(place, "cho-la", message, hint)
        yield from _of_words(place, one.text)


def _of_answers(name: str, answered: Sequence[RemarkAnswer], last: int) -> Iterator[Problem]:
    seen = set()
    for one in answered:
        place = Place(f"{name}, trả lời yêu cầu {one.number}")
        if not 1 <= one.number <= last:
            message = f"hồ sơ không có yêu cầu bổ sung số {one.number}"
            yield Problem(place, "yeu-cau-la", message)
        elif one.number in seen:
            yield Problem(place, "tra-loi-hai-lan", "trả lời hai lần trong một lần nộp")
        seen.add(one.number)
        yield from _of_words(place, one.text)


def _of_words(place: Place, text: str) -> Iterator[Problem]:
    if not text:
        yield Problem(place, "thieu-loi", "chưa ghi lời nào")
    private = private_problem(place, text, is_sensitive=True)
    if private is not None:
        yield private
