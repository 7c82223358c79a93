"""The fields of a verification draft: the verifier's values beside the commune's, and the words.

``figures.<code>``, ``previous.<code>`` and ``answers.<code>`` hold what was found otherwise,
``parts.<part>.<column>`` the finding on a part, ``rulings.<part>.<column>`` a decision on an
open one, ``sheet.<field>`` the head of the sheet, ``remarks.<place>`` what a return will ask.
Whoever keeps drafts keeps texts as they were typed, by these ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from phuhop.usecases.drafting.fields import ANSWERS, FIGURES, PREVIOUS, Field, Takes
from reports.appraisal.remark_places import remark_places
from scoring.rules.ruleset import Ruleset

PARTS, RULINGS, SHEET, REMARKS = "parts", "rulings", "sheet", "remarks"
"""The first word of a field's id, beside those of a commune's draft."""

REASON, TEXT, EVIDENCE = "reason", "text", "evidence"
POINTS, CITATION, BY = "points", "citation", "by"
APPRAISER, POSITION, DAY, SEEN = "appraiser", "position", "day", "seen"
RETURN_REASON, DUE = "return_reason", "due"
"""The head of a return: its general reason, and the day it is due."""

PART_COLUMNS: Mapping[str, Takes] = {
    REASON: Takes.TEXT,
    TEXT: Takes.TEXT,
    EVIDENCE: Takes.TEXT,
}
RULING_COLUMNS: Mapping[str, Takes] = {
    POINTS: Takes.TEXT,
    REASON: Takes.TEXT,
    CITATION: Takes.TEXT,
    BY: Takes.TEXT,
}
SHEET_FIELDS: Mapping[str, Takes] = {
    APPRAISER: Takes.TEXT,
    POSITION: Takes.TEXT,
    DAY: Takes.DAY,
    SEEN: Takes.YES_NO,
    RETURN_REASON: Takes.TEXT,
    DUE: Takes.DAY,
}

_KNOWN: dict[str, Mapping[str, Field]] = {}
"""By the SHA-256 of the ruleset."""


def verifier_fields(ruleset: Ruleset) -> Mapping[str, Field]:
    """Return every field of a verification draft under *ruleset* by its id."""
    if ruleset.sha256 not in _KNOWN:
        _KNOWN[ruleset.sha256] = {field.id: field for field in _fields(ruleset)}
    return _KNOWN[ruleset.sha256]


def _fields(ruleset: Ruleset) -> Iterator[Field]:
    for code in ruleset.figures:
        yield Field(f"{FIGURES}.{code}", FIGURES, code, Takes.COUNT)
        if code in ruleset.compared_figures:
            yield Field(f"{PREVIOUS}.{code}", PREVIOUS, code, Takes.COUNT)
    for code in ruleset.items:
        yield Field(f"{ANSWERS}.{code}", ANSWERS, code, Takes.YES_NO)
    for _, part in ruleset.parts:
        for column, takes in PART_COLUMNS.items():
            yield Field(f"{PARTS}.{part.code}.{column}", PARTS, part.code, takes, column)
        for column, takes in RULING_COLUMNS.items():
            yield Field(f"{RULINGS}.{part.code}.{column}", RULINGS, part.code, takes, column)
    for name, takes in SHEET_FIELDS.items():
        yield Field(f"{SHEET}.{name}", SHEET, name, takes)
    for place in remark_places(ruleset):
        yield Field(f"{REMARKS}.{place}", REMARKS, place, Takes.PARAGRAPH)
