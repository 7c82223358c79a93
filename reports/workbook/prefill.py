"""What a form holds from the start: a commune of a register, a row of a table, an old form."""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbook.draft import Value
from reports.workbook.paper_sheets import paper_sheets
from scoring.base.communes import Area, Commune
from scoring.engine.assessment import Assessment
from scoring.forms import cell_notes
from scoring.forms.form import Form
from scoring.forms.ids import (
    ANSWER,
    AREA_FIELDS,
    BEFORE,
    CITY,
    CODE,
    DAY,
    DISTRICT,
    FILES,
    IDENTITY_FIELDS,
    ISSUER,
    KIND,
    LABEL,
    NAME,
    NOTE,
    NOW,
    NUMBER,
    PAGE,
    POSITION,
    PREPARER_FIELDS,
    PROVINCE,
    SOURCE,
    VALUE,
    evidence_ids,
)
from scoring.forms.paper_fields import Kind, is_lasting, kind_of, position_of
from scoring.forms.tally import PLACE_NAME, PLACES, ROW, row_of
from scoring.intake.completion import Said
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import CellFault

Cells = dict[tuple[str, str], Value]


def of_commune(commune: Commune) -> Cells:
    """Return the cells of *Đơn vị* for a commune; what is not known stays blank."""
    said = Said(
        commune.code,
        commune.name,
        commune.kind,
        commune.province,
        commune.district,
        commune.centrally_run_city,
    )
    cells = of_said(said)
    for area in commune.areas:
        cells[AREA_FIELDS[area.value].id, VALUE] = _yes_no(answer=True)
    if commune.blank_areas is not None:
        for area in Area:
            if area not in {*commune.areas, *commune.blank_areas}:
                cells[AREA_FIELDS[area.value].id, VALUE] = _yes_no(answer=False)
    return cells


def of_said(said: Said) -> Cells:
    """Return the cells of *Đơn vị* for what is known of a commune; a blank stays blank."""
    kind = None if said.kind is None else said.kind.value
    city = None if said.city is None else _yes_no(answer=said.city)
    known = {
        CODE: said.code,
        NAME: said.name,
        KIND: kind,
        PROVINCE: said.province,
        DISTRICT: said.district,
        CITY: city,
    }
    return {(id_, VALUE): text for id_, text in known.items() if text is not None}


def of_assessment(assessment: Assessment) -> Cells:
    """Return the cells for everything a commune reported for the form's own year."""
    cells = of_commune(assessment.commune)
    cells.update({(code, NOW): count for code, count in assessment.figures.items()})
    cells.update({(code, BEFORE): count for code, count in assessment.previous.items()})
    answers: Mapping[str, bool] = assessment.answers
    cells.update({(code, ANSWER): _yes_no(answer=answer) for code, answer in answers.items()})
    return cells


def of_earlier(assessment: Assessment, ruleset: Ruleset) -> Cells:
    """Return the commune, and an earlier period's figures where they are compared with."""
    cells = of_commune(assessment.commune)
    cells.update(
        {
            (code, BEFORE): count
            for code, count in assessment.figures.items()
            if code in ruleset.compared_figures
        }
    )
    return cells


def _yes_no(*, answer: bool) -> str:
    return "có" if answer else "không"


def of_form(form: Form) -> Cells:
    """Return the cells of what an earlier workbook held besides the figures."""
    cells = _profile(form.profile)
    cells.update({(code, SOURCE): text for code, text in form.sources.items()})
    cells.update({(code, NOTE): text for code, text in form.notes.items()})
    for id_, given in form.evidence.items():
        row = {NUMBER: given.number, DAY: given.day, ISSUER: given.issuer, PAGE: given.page}
        row |= {LABEL: given.document, FILES: given.files}
        cells.update({(id_, column): value for column, value in row.items() if value is not None})
    return cells


def of_earlier_form(form: Form) -> Cells:
    """Return what an earlier year's workbook says of the office, and nothing of that year's."""
    kept = {
        id_: text
        for id_, text in form.profile.items()
        if (kind_of(id_) is None and not id_.startswith(f"{ROW}:")) or is_lasting(id_)
    }
    return _profile(kept)


def _profile(profile: Mapping[str, str]) -> Cells:
    cells: Cells = {}
    for id_, text in profile.items():
        # A person's position is kept beside the name.
        if id_.startswith(f"{ROW}:"):
            row, _, column = id_.rpartition(":")
            cells[row, column] = text if column == PLACE_NAME else int(text)
            continue
        row = id_.removesuffix(position_of(""))
        kind = kind_of(row)
        if row != id_:
            cells[row, POSITION] = text
        elif kind is Kind.COUNT and text.isdecimal():
            cells[id_, VALUE] = int(text)
        else:
            cells[id_, VALUE] = _day(text) if kind is Kind.DAY else text
    return cells


def _day(text: str) -> Value:
    try:
        return cell_notes.day(text) or text
    except CellFault:
        return text


def known_to(ruleset: Ruleset, cells: Mapping[tuple[str, str], Value]) -> Cells:
    """Return those of *cells* that the ruleset's form has; another decision has other rows."""
    rows = {field.id for field in (*IDENTITY_FIELDS, *AREA_FIELDS.values(), *PREPARER_FIELDS)}
    rows |= {field.id for group in paper_sheets(ruleset) for field in group.fields}
    rows |= {row_of(number) for number in range(1, PLACES + 1)}
    rows |= {*ruleset.figures, *ruleset.items}
    rows |= {id_ for ids in evidence_ids(ruleset).values() for id_ in ids}
    return {
        (row, column): value
        for (row, column), value in cells.items()
        if row in rows and (column != BEFORE or row in ruleset.compared_figures)
    }
