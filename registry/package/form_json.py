"""What else stood in a self-assessment workbook, as JSON: nothing typed is lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from pydantic_core import SchemaValidator

from registry.package.package import day_text
from scoring.base.problems import Place
from scoring.formats import json_shapes as shapes
from scoring.forms import cell_notes
from scoring.forms.form import EvidenceGiven, Form
from scoring.tables.cell_text import CellFault

_LONGEST = 40_000
"""A cell of Excel holds 32,767 characters; what is too long for a note was kept with a warning."""


def form_document(form: Form) -> dict[str, object]:
    """Return a form as plain JSON values; what the sheets themselves computed is not kept."""
    return {
        "ruleset_id": form.ruleset_id,
        "ruleset_sha256": form.ruleset_sha256,
        "year": form.year,
        "profile": dict(form.profile),
        "sources": dict(form.sources),
        "notes": dict(form.notes),
        "evidence": {id_: given_document(given) for id_, given in form.evidence.items()},
    }


def given_document(given: EvidenceGiven) -> dict[str, str | None]:
    """Return what the officer noted of one document as plain JSON values."""
    return {
        "number": given.number,
        "day": day_text(given.day),
        "issuer": given.issuer,
        "page": given.page,
        # What earlier versions do not know is written only where it is said.
        **{
            key: text
            for key, text in (("document", given.document), ("files", given.files))
            if text is not None
        },
    }


def form_of(document: object, place: Place) -> Form:
    """Return the form of which *document* holds the values.

    Raises ``ProblemsFound`` with every fault at *place*.
    """
    form: Form = shapes.read_as(_FORM, document, shapes.seen_in(place))
    return form


def _given(  # noqa: PLR0913, PLR0917 -- the cells of a row of evidence
    number: str | None,
    day: str | None,
    issuer: str | None,
    page: str | None,
    document: str | None = None,
    files: str | None = None,
) -> EvidenceGiven:
    """Return what was noted of one document. A day that is no day is kept as its text."""
    read: date | str | None = day
    with suppress(CellFault):
        read = cell_notes.day(day)
    return EvidenceGiven(number, read, issuer, page, document, files)


_CELL = shapes.text(_LONGEST)
_NOTED = shapes.maybe(_CELL)
_LATER = shapes.perhaps(_CELL)
GIVEN = shapes.group(
    _given,
    number=_NOTED,
    day=_NOTED,
    issuer=_NOTED,
    page=_NOTED,
    document=_LATER,
    files=_LATER,
)
"""The shape of what was noted of one document."""

_ID, _TEXTS = shapes.text(may_be_empty=True), shapes.mapped(_CELL)
_FORM = SchemaValidator(
    shapes.group(
        Form,
        ruleset_id=_ID,
        ruleset_sha256=_ID,
        year=_ID,
        profile=_TEXTS,
        sources=_TEXTS,
        notes=_TEXTS,
        evidence=shapes.mapped(GIVEN),
    )
)
