"""The fields of the desk as a page shows them: text, revision, what is wrong, choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from phuhop.portal.commune.shown_fields import Shown
from phuhop.portal.desk.frame import OpenCase
from phuhop.portal.drafts.saving import Conflict
from phuhop.usecases.drafting.evidence import restricted_codes
from phuhop.usecases.drafting.fields import ANSWERS, FIGURES, PREVIOUS
from phuhop.usecases.verifying.fields import (
    APPRAISER,
    BY,
    CITATION,
    DAY,
    DUE,
    EVIDENCE,
    PARTS,
    POINTS,
    POSITION,
    REASON,
    REMARKS,
    RETURN_REASON,
    RULINGS,
    SEEN,
    SHEET,
    TEXT,
    verifier_fields,
)
from reports.appraisal.remark_places import place_words
from scoring.appraisal.findings import EvidenceFinding
from scoring.appraisal.reasons import reasons
from scoring.base.problems import Place, Problem
from scoring.forms.worksheet_ids import UNPROVEN

_LABELS = {
    (PARTS, REASON): "Lý do khác số tự chấm",
    (PARTS, TEXT): "Ghi rõ",
    (PARTS, EVIDENCE): "Tài liệu của phần này",
    (RULINGS, POINTS): "Số điểm quyết định",
    (RULINGS, REASON): "Lý do",
    (RULINGS, CITATION): "Căn cứ",
    (RULINGS, BY): "Người quyết định",
}
_SHEET = {
    APPRAISER: "Người thẩm định",
    POSITION: "Chức vụ",
    DAY: "Ngày thẩm định",
    SEEN: "Đã xem hồ sơ và tài liệu?",
    RETURN_REASON: "Lý do trả hồ sơ",
    DUE: "Hạn gửi lại",
}


@dataclass(frozen=True)
class DeskFields:
    """Makes the fields of one desk."""

    found: OpenCase
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)

    def value(self, id_: str, label: str, unit: str = "") -> Shown:
        """Return the field of a verified figure or answer."""
        is_answer = id_.startswith(f"{ANSWERS}.")
        choices = ("có", "không", UNPROVEN) if is_answer else ()
        return self._shown(id_, label, choices, unit=unit)

    def part(self, code: str, column: str) -> Shown:
        """Return a field of the finding on a part."""
        return self._shown(
            f"{PARTS}.{code}.{column}", _LABELS[PARTS, column], _PART_CHOICES.get(column, tuple)()
        )

    def ruling(self, code: str, column: str) -> Shown:
        """Return a field of the decision on a part."""
        return self._shown(f"{RULINGS}.{code}.{column}", _LABELS[RULINGS, column])

    def sheet(self, name: str, hint: str = "") -> Shown:
        """Return a field of the sheet's head, or of a return's."""
        choices = ("có", "không") if name == SEEN else ()
        return self._shown(f"{SHEET}.{name}", _SHEET[name], choices, hint)

    def remark(self, place: str, label: str) -> Shown:
        """Return the field of what is asked at a place."""
        return self._shown(f"{REMARKS}.{place}", label)

    def label_of(self, id_: str) -> str:
        """Return what a field is called in a list of conflicts."""
        known = verifier_fields(self.found.case.reported.ruleset)[id_]
        if known.group in {FIGURES, PREVIOUS}:
            return self.found.case.reported.ruleset.figures[known.code].name
        if known.group == ANSWERS:
            return self.found.case.reported.ruleset.items[known.code].question
        if known.group == SHEET:
            return _SHEET[known.code]
        if known.group == REMARKS:
            return f"Yêu cầu bổ sung: {place_words(self.found.case.reported.ruleset, known.code)}"
        return f"{_LABELS[known.group, known.column]}, phần {known.code}"

    def faults(self) -> list[Problem]:
        """Return every fault of what was typed, its field called as people call it."""
        return [
            replace(one, place=Place(self.label_of(id_)))
            for id_, problems in self.found.verified.faults.items()
            for one in problems
        ]

    def _shown(
        self, id_: str, label: str, choices: tuple[str, ...] = (), hint: str = "", unit: str = ""
    ) -> Shown:
        known = verifier_fields(self.found.case.reported.ruleset)[id_]
        value, revision = self.found.texts.get(id_, ""), self.found.revision_of(id_)
        conflict = self.conflicts.get(id_)
        if conflict is not None:
            # What was typed stays in the field; who has seen both may save it.
            value, revision = conflict.mine, conflict.their_revision
        return Shown(
            id_,
            label,
            known.takes.value,
            value,
            revision,
            hint,
            unit,
            choices,
            self.found.verified.faults.get(id_, ()),
            conflict=conflict,
            is_restricted=known.code.partition(":")[0] in self._restricted,
            blank="(như xã báo cáo)" if known.group == ANSWERS else "(chưa ghi)",
        )

    @cached_property
    def _restricted(self) -> frozenset[str]:
        """Codes of parts, items and figures of which a browser keeps nothing."""
        return restricted_codes(self.found.case.reported.ruleset)


def _reasons() -> tuple[str, ...]:
    return tuple(reason.name for reason in reasons().values())


def _documents() -> tuple[str, ...]:
    return tuple(found.value for found in EvidenceFinding)


_PART_CHOICES = {REASON: _reasons, EVIDENCE: _documents}
