"""What a field of a dossier is called where it stands alone: its place, and which cell of it."""

from __future__ import annotations

from phuhop.usecases.drafting.fields import (
    EVIDENCE,
    NOTES,
    PREVIOUS,
    PROFILE,
    SOURCES,
    UNIT,
    Field,
)
from reports.appraisal.remark_places import place_words
from reports.workbook.paper_sheets import paper_sheets
from scoring.forms.ids import (
    AREA_FIELDS,
    DAY,
    FILES,
    IDENTITY_FIELDS,
    ISSUER,
    LABEL,
    NUMBER,
    PAGE,
    PREPARER_FIELDS,
)
from scoring.forms.paper_fields import Kind, position_of
from scoring.rules.ruleset import Ruleset

_COLUMNS = {
    NUMBER: "số, ký hiệu",
    DAY: "ngày",
    ISSUER: "cơ quan ban hành",
    PAGE: "trang, mục",
    FILES: "tên tệp",
    LABEL: "tên tài liệu",
}
_BESIDE = {PREVIOUS: "kỳ trước", SOURCES: "nguồn số liệu", NOTES: "ghi chú"}


def field_words(ruleset: Ruleset, field: Field) -> str:
    """Return what *field* is called, its part named."""
    if field.group == EVIDENCE:
        return f"{place_words(ruleset, field.code)}, {_COLUMNS[field.column]}"
    if field.group == UNIT:
        own = {one.id: one.label for one in (*IDENTITY_FIELDS, *AREA_FIELDS.values())}
        return own.get(field.code, field.code)
    if field.group == PROFILE:
        return _papers(ruleset).get(field.code, field.code)
    beside = _BESIDE.get(field.group)
    words = place_words(ruleset, field.code)
    return words if beside is None else f"{words}, {beside}"


def _papers(ruleset: Ruleset) -> dict[str, str]:
    found = {one.id: one.label for one in PREPARER_FIELDS}
    for group in paper_sheets(ruleset):
        for one in group.fields:
            found[one.id] = one.label
            if one.kind is Kind.PERSON:
                found[position_of(one.id)] = f"{one.label}: chức vụ"
    return found
