"""The fields of a draft: the ids, of the forms' own words, and what each field takes.

A field is one cell of the form: ``unit.loai``, ``figures.<code>``, ``previous.<code>``,
``answers.<code>``, ``sources.<code>``, ``notes.<code>``, ``profile.<field>``,
``evidence.<row>.<column>``. Whoever keeps drafts keeps texts as they were typed, by these ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from reports.workbook.paper_sheets import paper_sheets
from scoring.forms.ids import (
    AREA_FIELDS,
    CODE,
    DAY,
    FILES,
    IDENTITY_FIELDS,
    ISSUER,
    KIND,
    LABEL,
    NAME,
    NUMBER,
    PAGE,
    PREPARER_FIELDS,
    YEAR,
    evidence_ids,
    is_other,
)
from scoring.forms.paper_fields import Kind, position_of
from scoring.rules.ruleset import Ruleset


class Takes(Enum):
    """What may be typed into a field."""

    COUNT = "count"
    YES_NO = "yes_no"
    DAY = "day"
    TEXT = "text"
    KIND = "kind"
    PARAGRAPH = "paragraph"


UNIT, FIGURES, PREVIOUS, ANSWERS = "unit", "figures", "previous", "answers"
SOURCES, NOTES, PROFILE, EVIDENCE = "sources", "notes", "profile", "evidence"
"""The first word of a field's id."""

EVIDENCE_COLUMNS: Mapping[str, Takes] = {
    NUMBER: Takes.TEXT,
    DAY: Takes.DAY,
    ISSUER: Takes.TEXT,
    PAGE: Takes.TEXT,
    FILES: Takes.TEXT,
}
OWN_NAME: Mapping[str, Takes] = {LABEL: Takes.TEXT}
"""The column of rows for documents that the ruleset does not name: what such a one is called."""

_PAPERS = {
    Kind.TEXT: Takes.TEXT,
    Kind.PERSON: Takes.TEXT,
    Kind.DAY: Takes.DAY,
    Kind.COUNT: Takes.TEXT,
    Kind.PARAGRAPH: Takes.PARAGRAPH,
}

FIXED = frozenset({CODE, YEAR, NAME})
"""What says whose dossier of which year this is: never typed."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its id, the group and the code in it, and what it takes."""

    id: str
    group: str
    code: str
    takes: Takes
    column: str = ""
    """Of evidence: which of the columns."""


_KNOWN: dict[str, Mapping[str, Field]] = {}
"""By the SHA-256 of the ruleset."""


def fields_of(ruleset: Ruleset) -> Mapping[str, Field]:
    """Return every field of a draft under *ruleset* by its id, in the order of the form."""
    if ruleset.sha256 not in _KNOWN:
        groups = (_unit(), *(make(ruleset) for make in (_figures, _words, _papers, _evidence)))
        every = chain.from_iterable(groups)
        _KNOWN[ruleset.sha256] = {field.id: field for field in every}
    return _KNOWN[ruleset.sha256]


def _unit() -> Iterator[Field]:
    for unit in IDENTITY_FIELDS:
        if unit.id not in FIXED:
            takes = Takes.YES_NO if unit.is_yes_no else Takes.TEXT
            yield _field(UNIT, unit.id, Takes.KIND if unit.id == KIND else takes)
    for area in AREA_FIELDS.values():
        yield _field(UNIT, area.id, Takes.YES_NO)


def _figures(ruleset: Ruleset) -> Iterator[Field]:
    for code in ruleset.figures:
        yield _field(FIGURES, code, Takes.COUNT)
        if code in ruleset.compared_figures:
            yield _field(PREVIOUS, code, Takes.COUNT)
    for code in ruleset.items:
        yield _field(ANSWERS, code, Takes.YES_NO)


def _words(ruleset: Ruleset) -> Iterator[Field]:
    for code in (*ruleset.figures, *ruleset.items):
        yield _field(SOURCES, code, Takes.TEXT)
        yield _field(NOTES, code, Takes.TEXT)
    for preparer in PREPARER_FIELDS:
        yield _field(PROFILE, preparer.id, Takes.TEXT)


def _papers(ruleset: Ruleset) -> Iterator[Field]:
    for group in paper_sheets(ruleset):
        for row in group.fields:
            yield _field(PROFILE, row.id, _PAPERS[row.kind])
            if row.kind is Kind.PERSON:
                yield _field(PROFILE, position_of(row.id), Takes.TEXT)


def _evidence(ruleset: Ruleset) -> Iterator[Field]:
    for rows in evidence_ids(ruleset).values():
        for row in rows:
            for column, takes in columns_of(row).items():
                yield Field(f"{EVIDENCE}.{row}.{column}", EVIDENCE, row, takes, column)


def columns_of(row: str) -> Mapping[str, Takes]:
    """Return the columns of an evidence row."""
    return {**OWN_NAME, **EVIDENCE_COLUMNS} if is_other(row) else EVIDENCE_COLUMNS


def _field(group: str, code: str, takes: Takes) -> Field:
    return Field(f"{group}.{code}", group, code, takes)
