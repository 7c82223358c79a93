"""The fields of a page: words from the ruleset and the form, the present text, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from phuhop.portal.commune.shown_fields import (
    EvidenceRow,
    FigureRow,
    ListedRow,
    PaperGroup,
    PartFields,
    Shown,
    listed_row,
)
from phuhop.portal.drafts.asked import ANSWER, is_answer
from phuhop.portal.drafts.opening import OpenDraft
from phuhop.portal.drafts.saving import Conflict
from phuhop.usecases.drafting.evidence import code_of, restricted_codes
from phuhop.usecases.drafting.fields import (
    ANSWERS,
    EVIDENCE,
    FIGURES,
    NOTES,
    PREVIOUS,
    PROFILE,
    SOURCES,
    UNIT,
    Field,
    Takes,
    columns_of,
    fields_of,
)
from reports.workbook.paper_sheets import paper_sheets
from scoring.base.communes import CommuneKind
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
    evidence_ids,
    is_other,
)
from scoring.forms.paper_fields import Kind, PaperField, position_of
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Ruleset

YES_NO = ("có", "không")
_COLUMNS = {
    NUMBER: "Số, ký hiệu",
    DAY: "Ngày",
    ISSUER: "Cơ quan ban hành",
    PAGE: "Trang, mục",
    FILES: "Tên tệp",
    LABEL: "Tên tài liệu",
}
_OTHER = "Tài liệu khác"


@dataclass(frozen=True)
class Page:
    """Makes the fields of one draft."""

    opened: OpenDraft
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)

    def unit(self) -> tuple[Shown, ...]:
        """Return the fields of the unit."""
        own = [one for one in IDENTITY_FIELDS if f"{UNIT}.{one.id}" in self._known]
        return tuple(
            self._shown(f"{UNIT}.{one.id}", one.label, one.hint)
            for one in (*own, *AREA_FIELDS.values())
        )

    @property
    def strange_kind(self) -> str:
        """The kind of unit, by its name, where the decision does not know it; else blank."""
        known, name = self._ruleset.recognition.kinds, self.opened.draft.commune_name.casefold()
        strange = (kind.value for kind in CommuneKind if kind.value not in known)
        return next((kind for kind in strange if name.startswith(kind)), "")

    def papers(self) -> tuple[PaperGroup, ...]:
        """Return the fields of what the papers say besides figures, group by group."""
        preparer = tuple(
            self._shown(f"{PROFILE}.{one.id}", one.label, one.hint) for one in PREPARER_FIELDS
        )
        return (
            PaperGroup("Người lập biểu", preparer),
            *(
                PaperGroup(group.title, tuple(self._papers(group.fields)))
                for group in paper_sheets(self._ruleset)
            ),
        )

    def _papers(self, fields: Iterable[PaperField]) -> Iterator[Shown]:
        for one in fields:
            yield self._shown(f"{PROFILE}.{one.id}", one.label, one.hint)
            if one.kind is Kind.PERSON:
                yield self._shown(f"{PROFILE}.{position_of(one.id)}", f"{one.label}: chức vụ")

    def parts(self, criterion: Criterion) -> tuple[PartFields, ...]:
        """Return the fields of a criterion, part by part."""
        return tuple(
            PartFields(part.code, tuple(self._rows(part)), tuple(self._evidence(part)))
            for part in criterion.parts
        )

    def figures(self, criterion: Criterion) -> tuple[PartFields, ...]:
        """Return the figures of a criterion, part by part, without its papers."""
        return tuple(PartFields(part.code, tuple(self._rows(part))) for part in criterion.parts)

    def evidence_lists(self) -> tuple[tuple[str, tuple[ListedRow, ...]], ...]:
        """Return the documents of each part: the row's id, its name, number and day as noted."""
        found = []
        for criterion in self._ruleset.criteria:
            for part in criterion.parts:
                ids = evidence_ids(self._ruleset)[part.code]
                rows = zip(ids, self._evidence(part), strict=True)
                found.append((part.code, tuple(listed_row(id_, row) for id_, row in rows)))
        return tuple(found)

    def labels(self) -> dict[str, str]:
        """Return what each field is called."""
        own = (*self.unit(), *(one for group in self.papers() for one in group.fields))
        labels = {one.id: one.label for one in own}
        for criterion in self._ruleset.criteria:
            for part in self.parts(criterion):
                for row in part.rows:
                    shown = (row.now, row.before, row.source, row.note)
                    labels |= {one.id: one.label for one in shown if one is not None}
                for document in part.evidence:
                    labels |= {one.id: one.label for one in document.columns}
        return labels

    def criterion_of(self, part: str) -> int:
        """Return the number of the criterion that a part is of."""
        return next(one.number for one, own in self._ruleset.parts if own.code == part)

    def label_of(self, id_: str) -> str:
        """Return what a field is called; for what is no field of its own, the unit."""
        if is_answer(id_):
            return f"Trả lời yêu cầu {id_.removeprefix(ANSWER)}"
        return self._labels.get(id_, self.opened.draft.commune_name)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return self.labels()

    @property
    def _ruleset(self) -> Ruleset:
        return self.opened.ruleset

    def _is_restricted(self, id_: str) -> bool:
        group, _, code = id_.partition(".")
        if group == EVIDENCE:
            code = code_of(code)
        return code in self._restricted

    @cached_property
    def _restricted(self) -> frozenset[str]:
        """Codes of parts, items and figures of which no file is taken."""
        return restricted_codes(self._ruleset)

    @property
    def _known(self) -> Mapping[str, Field]:
        return fields_of(self._ruleset)

    def _rows(self, part: Part) -> Iterator[FigureRow]:
        for code in part.figures:
            figure = self._ruleset.figures[code]
            before = f"{PREVIOUS}.{code}"
            yield FigureRow(
                figure.name,
                figure.unit,
                figure.definition or "",
                self._shown(f"{FIGURES}.{code}", figure.name, unit=figure.unit),
                self._shown(before, f"{figure.name}, kỳ trước", unit=figure.unit)
                if before in self._known
                else None,
                *self._beside(code, figure.name),
            )
        for item in part.items:
            label = f"{item.code} {item.question}"
            answer = self._shown(f"{ANSWERS}.{item.code}", label)
            yield FigureRow(label, "", "", answer, None, *self._beside(item.code, label))

    def _beside(self, code: str, label: str) -> tuple[Shown, Shown]:
        return (
            self._shown(f"{SOURCES}.{code}", f"Nguồn số liệu: {label}"),
            self._shown(f"{NOTES}.{code}", f"Ghi chú: {label}"),
        )

    def _evidence(self, part: Part) -> Iterator[EvidenceRow]:
        names = iter(_documents(part))
        for id_ in evidence_ids(self._ruleset)[part.code]:
            label = f"{_OTHER} của phần {part.code}" if is_other(id_) else next(names)
            yield EvidenceRow(
                label,
                tuple(
                    self._shown(f"{EVIDENCE}.{id_}.{column}", f"{_COLUMNS[column]}: {label}")
                    for column in columns_of(id_)
                ),
            )

    def _shown(self, id_: str, label: str, hint: str = "", unit: str = "") -> Shown:
        row = self.opened.fields.get(id_)
        takes = self._known[id_].takes
        value, revision = ("", 0) if row is None else (row.value, row.revision)
        conflict = self.conflicts.get(id_)
        if conflict is not None:
            # What was typed stays in the field; who has seen both may save it.
            value, revision = conflict.mine, conflict.their_revision
        return Shown(
            id_,
            label,
            takes.value,
            value,
            revision,
            hint,
            unit,
            _choices(takes, self._ruleset),
            self.opened.assembled.faults.get(id_, ()),
            self.opened.assembled.doubts.get(id_, ()),
            conflict,
            "" if row is None else row.account,
            self._is_restricted(id_),
        )


def _documents(part: Part) -> Iterator[str]:
    for evidence in (part.evidence, *(item.evidence for item in part.items)):
        for needed in evidence:
            # Evidence written as bare text is its own name.
            yield needed if isinstance(needed, str) else needed.document


def _choices(takes: Takes, ruleset: Ruleset) -> tuple[str, ...]:
    if takes is Takes.YES_NO:
        return YES_NO
    if takes is Takes.KIND:
        known = ruleset.recognition.kinds
        return tuple(kind.value for kind in CommuneKind if kind.value in known)
    return ()
