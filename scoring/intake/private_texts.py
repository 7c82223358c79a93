"""What a person typed beside the figures of a form must not name a child."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem
from scoring.forms.form import Form
from scoring.forms.ids import (
    DAY,
    FILES,
    ISSUER,
    LABEL,
    NOTE,
    NUMBER,
    PAGE,
    PREPARER_FIELDS,
    SOURCE,
    VALUE,
)
from scoring.forms.paper_fields import SIGNER, Kind, kind_of
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria, sensitive_criteria


def private_texts(
    form: Form, ruleset: Ruleset | None, place_of: Callable[[str, str], Place]
) -> Iterator[Problem]:
    """Yield a fault for each text of a form that seems to name a child.

    *place_of* gives where the text of a row and column stands.
    Beside a figure of a sensitive criterion a hamlet alone may do so.
    """
    sensitive = _sensitive_rows(ruleset) if ruleset is not None else frozenset()
    for (row, column), text in _texts(form):
        problem = private_problem(
            place_of(row, column),
            text,
            is_sensitive=row.partition(":")[0] in sensitive,
            is_a_name=column == VALUE and names_an_official(row),
        )
        if problem is not None:
            yield problem


def private_names(row: IntakeRow) -> Iterator[Problem]:
    """Yield a fault for each name of a place that seems to name a child instead."""
    for heading in ("ten_xa", "tinh", "huyen"):
        raw = row.cell(heading)
        if isinstance(raw, str):
            problem = private_problem(row.place(heading), raw)
            if problem is not None:
                yield problem


def names_an_official(row: str) -> bool:
    """Whether what a row of *Văn bản*, *Hội đồng* or *Đơn vị* asks for is a name or position."""
    return row in _OFFICIALS or kind_of(row) is Kind.PERSON


_OFFICIALS = frozenset({SIGNER, *(field.id for field in PREPARER_FIELDS)})


def _texts(form: Form) -> Iterator[tuple[tuple[str, str], str]]:
    for column, texts in ((NOTE, form.notes), (SOURCE, form.sources)):
        yield from (((row, column), text) for row, text in texts.items())
    yield from (((row, VALUE), text) for row, text in form.profile.items())
    for row, given in form.evidence.items():
        columns = {NUMBER: given.number, ISSUER: given.issuer, PAGE: given.page}
        # A day that could not be read is kept as it was typed.
        columns[DAY] = given.day if isinstance(given.day, str) else None
        columns |= {LABEL: given.document, FILES: given.files}
        yield from (((row, column), text) for column, text in columns.items() if text is not None)


def _sensitive_rows(ruleset: Ruleset) -> frozenset[str]:
    """Return parts, items and figures of sensitive criteria alone: what rows begin with."""
    open_figures = {
        code
        for criterion in open_criteria(ruleset)
        for part in criterion.parts
        for code in part.figures
    }
    found: set[str] = set()
    for criterion in sensitive_criteria(ruleset):
        for part in criterion.parts:
            found |= {part.code, *part.figures, *(item.code for item in part.items)}
    return frozenset(found - open_figures)
