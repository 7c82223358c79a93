"""From what a form or an earlier version holds to the texts of a draft's fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from phuhop.usecases.drafting.fields import (
    ANSWERS,
    EVIDENCE,
    FIGURES,
    NOTES,
    PREVIOUS,
    PROFILE,
    SOURCES,
    UNIT,
)
from scoring.base.communes import Commune
from scoring.engine.assessment import Assessment
from scoring.forms.form import Form
from scoring.forms.ids import (
    AREA_FIELDS,
    CITY,
    DAY,
    DISTRICT,
    FILES,
    ISSUER,
    KIND,
    LABEL,
    NUMBER,
    PAGE,
    PROVINCE,
)


def typed_of(assessment: Assessment, form: Form | None = None) -> dict[str, str]:
    """Return the texts that come to *assessment* and *form* again, by field id; no blanks."""
    found = dict(_unit(assessment.commune))
    found |= {f"{FIGURES}.{code}": str(count) for code, count in assessment.figures.items()}
    found |= {f"{PREVIOUS}.{code}": str(count) for code, count in assessment.previous.items()}
    found |= {f"{ANSWERS}.{code}": _yes_no(said) for code, said in assessment.answers.items()}
    if form is not None:
        found |= dict(_beside(form))
    return {id_: text for id_, text in found.items() if text}


def _unit(commune: Commune) -> Iterator[tuple[str, str]]:
    yield f"{UNIT}.{KIND}", commune.kind.value
    yield f"{UNIT}.{PROVINCE}", commune.province or ""
    yield f"{UNIT}.{DISTRICT}", commune.district or ""
    if commune.centrally_run_city is not None:
        yield f"{UNIT}.{CITY}", _yes_no(commune.centrally_run_city)
    for area in commune.areas:
        yield f"{UNIT}.{AREA_FIELDS[area.value].id}", _yes_no(True)  # noqa: FBT003


def _yes_no(said: bool) -> str:  # noqa: FBT001 -- it is what is said
    return "có" if said else "không"


def _beside(form: Form) -> Iterator[tuple[str, str]]:
    for group, texts in ((PROFILE, form.profile), (SOURCES, form.sources), (NOTES, form.notes)):
        yield from ((f"{group}.{code}", text) for code, text in texts.items())
    for row, given in form.evidence.items():
        columns = {
            NUMBER: given.number,
            DAY: given.day,
            ISSUER: given.issuer,
            PAGE: given.page,
            LABEL: given.document,
            FILES: given.files,
        }
        for column, said in columns.items():
            text = f"{said:%d/%m/%Y}" if isinstance(said, date) else said or ""
            yield f"{EVIDENCE}.{row}.{column}", text
