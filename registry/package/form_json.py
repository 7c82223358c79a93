"""What else stood in a self-assessment workbook, as JSON: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from registry.package.package import day_text
from scoring.base.problems import Place
from scoring.formats.json_fields import Fields
from scoring.forms import cell_notes
from scoring.forms.form import EvidenceGiven, Form
from scoring.tables.cell_text import CellFault

_TEXTS = ("profile", "sources", "notes")
_FORM = ("ruleset_id", "ruleset_sha256", "year", *_TEXTS, "evidence")
_GIVEN = ("number", "day", "issuer", "page")
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
    }


def form_of(document: object, place: Place) -> Form:
    """Return the form of which *document* holds the values.

    Raises ``ProblemsFound`` with every fault at *place*.
    """
    fields = Fields(place)
    root = fields.group(document, "", _FORM)
    ruleset_id, sha256, year = (_perhaps_empty(root[key], key, fields) for key in _FORM[:3])
    profile, sources, notes = (_texts(root[key], key, fields) for key in _TEXTS)
    evidence = {
        id_: given_of(value, f"evidence.{id_}", fields)
        for id_, value in fields.mapping(root["evidence"], "evidence").items()
    }
    fields.done()
    return Form(ruleset_id, sha256, year, profile, sources, notes, evidence)


def given_of(value: Any, path: str, fields: Fields) -> EvidenceGiven:
    """Return what was noted of one document. A day that is no day is kept as its text."""
    given = fields.group(value, path, _GIVEN)
    number, day, issuer, page = (
        fields.text_or_none(given[key], f"{path}.{key}", longest=_LONGEST) for key in _GIVEN
    )
    return EvidenceGiven(number, _day(day), issuer, page)


def _day(text: str | None) -> date | str | None:
    try:
        return cell_notes.day(text)
    except CellFault:
        return text


def _texts(value: Any, path: str, fields: Fields) -> Mapping[str, str]:
    return {
        key: fields.text(text, f"{path}.{key}", longest=_LONGEST)
        for key, text in fields.mapping(value, path).items()
    }


def _perhaps_empty(value: Any, path: str, fields: Fields) -> str:
    return "" if value == "" else fields.text(value, path)
