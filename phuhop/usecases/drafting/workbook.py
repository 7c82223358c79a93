"""The Excel form of a draft, down and up: filled as the draft is, read back as any form is."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from phuhop.usecases.drafting.assembling import Assembled, Whose
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.typing_back import typed_of
from phuhop.usecases.reading import completed
from reports.workbook.form import form as workbook
from reports.workbook.prefill import known_to, of_assessment, of_form
from scoring.base.problems import Place, Problem
from scoring.intake.reading import read_tables
from scoring.rules.ruleset import Ruleset

LARGEST = 20_000_000
"""Bytes of a workbook that is taken."""


def workbook_of(ruleset: Ruleset, whose: Whose, found: Assembled) -> bytes:
    """Return the form with everything on it that counts; what is at fault stays blank."""
    cells = {} if found.assessment is None else of_assessment(found.assessment)
    return workbook(ruleset, whose.year, known_to(ruleset, {**cells, **of_form(found.form)}))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook says, by field id; nothing where a fault withholds it."""

    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_back(ruleset: Ruleset, whose: Whose, content: bytes, name: str) -> Brought:
    """Read a workbook or a table that a commune sends; another unit's or year's is refused.

    Never raises for what is in the file.
    """
    with tempfile.TemporaryDirectory(prefix="phuhop-") as folder:
        path = Path(folder) / "bieu.xlsx"
        path.write_bytes(content)
        intake = read_tables([path], lambda _year: ruleset, complete=completed)
        problems = tuple(_named(one, path, name) for one in intake.problems)
    texts: dict[str, str] = {}
    for entry in intake.entries:
        commune, year = entry.assessment.commune.code, entry.assessment.year
        if (commune, year) == (whose.code, whose.year):
            known = fields_of(ruleset)
            every = typed_of(entry.assessment, entry.form)
            texts |= {id_: text for id_, text in every.items() if id_ in known}
    if not texts and not any(one.is_fault for one in problems):
        message = f"tệp không có số liệu của {whose.name} (mã {whose.code}) năm {whose.year}"
        hint = "lấy biểu từ trang này rồi điền vào đó"
        problems += (Problem(Place(name), "khong-co-xa", message, hint),)
    return Brought(texts, problems)


def _named(problem: Problem, path: Path, name: str) -> Problem:
    """Name the file as the person knows it."""
    place = problem.place
    own = Place(name, place.line, place.column, place.sheet, place.cell, place.heading)
    message = problem.message.replace(path.as_posix(), name)
    return Problem(own, problem.code, message, problem.hint, problem.severity)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where draft and workbook say different things; a blank is ``""``."""

    field: str
    here: str
    there: str


def differences(
    ruleset: Ruleset, typed: Mapping[str, str], brought: Brought
) -> tuple[Difference, ...]:
    """Return where they differ, in the order of the form. What is blank in the workbook stays."""
    return tuple(
        Difference(id_, typed.get(id_, ""), brought.texts[id_])
        for id_ in fields_of(ruleset)
        if id_ in brought.texts and typed.get(id_, "") != brought.texts[id_]
    )
