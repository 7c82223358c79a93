"""From what was typed into a verification draft to an appraisal: the readers of the worksheet.

What is at fault stays as it was typed, is told beside its field and is left out of the score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from phuhop.usecases.drafting.fields import ANSWERS, FIGURES, PREVIOUS
from phuhop.usecases.verifying.fields import (
    APPRAISER,
    BY,
    CITATION,
    DAY,
    EVIDENCE,
    PARTS,
    POINTS,
    POSITION,
    REASON,
    REMARKS,
    RULINGS,
    SEEN,
    SHEET,
    TEXT,
    verifier_fields,
)
from scoring.appraisal import worksheet_cells as cell
from scoring.appraisal.appraised import ClaimedAndVerified, appraise
from scoring.appraisal.document import AppraisalFile
from scoring.appraisal.findings import FORMAT, Appraisal
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ScoreSheet
from scoring.formats.strict_yaml import Path_
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import CellFault, Raw


@dataclass(frozen=True, slots=True)
class Reported:
    """What is verified: the version's assessment under its ruleset, scored as reported."""

    ruleset: Ruleset
    assessment: Assessment
    sheet: ScoreSheet


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification draft comes to. Keys of ``faults`` are ids of fields.

    ``appraised`` holds what counts: fields at fault are left out of it. ``remarks`` are what
    was typed for a return, by place.
    """

    appraised: ClaimedAndVerified
    remarks: Mapping[str, str]
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def appraisal(self) -> Appraisal:
        """The verifier's findings that count."""
        return self.appraised.appraisal


def verified(reported: Reported, typed: Mapping[str, str]) -> Verified:
    """Return what the *typed* texts, by field id, come to; ids that are none are passed over.

    Pure: the same texts, the same answer.
    """
    known = verifier_fields(reported.ruleset)
    texts = {id_: text for id_, text in typed.items() if id_ in known and text.strip()}
    faults: dict[str, tuple[Problem, ...]] = {}
    while True:
        made = _Document(reported, texts)
        found = [*made.problems]
        if not found:
            try:
                appraised = _appraised(reported, made)
                break
            except ProblemsFound as refused:
                found = refused.problems
        wrong = {problem.place.file for problem in found} & {*texts}
        if not wrong:
            # No field of ours: nothing typed could mend it, so nothing typed is shown for it.
            raise ProblemsFound(found)
        for problem in found:
            id_ = problem.place.file
            faults[id_] = (*faults.get(id_, ()), problem)
        for id_ in wrong:
            del texts[id_]
    remarks = {
        known[id_].code: text.strip() for id_, text in texts.items() if known[id_].group == REMARKS
    }
    return Verified(appraised, remarks, faults)


def _appraised(reported: Reported, made: _Document) -> ClaimedAndVerified:
    appraisal = made.file.against(reported.ruleset)
    return appraise(
        reported.ruleset, reported.assessment, appraisal, made.file.place, reported.sheet
    )


@dataclass(slots=True)
class _Document:
    """The texts of a draft as the document of an appraisal; the place of a value is its field."""

    reported: Reported
    texts: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path_, Place] = field(default_factory=dict)
    file: AppraisalFile = field(init=False)

    def __post_init__(self) -> None:
        assessment, ruleset = self.reported.assessment, self.reported.ruleset
        document: dict[str, Any] = {
            "format": FORMAT,
            "commune": assessment.commune.code,
            "year": assessment.year,
            "ruleset": ruleset.id,
            "assessment_sha256": assessment.sha256,
            "appraiser": self._read((APPRAISER,), f"{SHEET}.{APPRAISER}", cell.text),
            "position": self._read((POSITION,), f"{SHEET}.{POSITION}", cell.text),
            "day": self._read((DAY,), f"{SHEET}.{DAY}", cell.day),
            "seen": self._read((SEEN,), f"{SHEET}.{SEEN}", cell.answer),
            FIGURES: self._own(FIGURES, ruleset.figures, cell.count),
            PREVIOUS: self._own(PREVIOUS, ruleset.compared_figures, cell.count),
            ANSWERS: self._own(ANSWERS, ruleset.items, cell.answer),
            PARTS: self._parts([part.code for _, part in ruleset.parts]),
            RULINGS: self._rulings([part.code for _, part in ruleset.parts]),
        }
        self._remarks()
        self.file = AppraisalFile("", document, self.places)

    def _read(self, path: Path_, id_: str, read: Callable[[Raw], Any]) -> Any:
        self.places[path] = Place(id_)
        if id_ not in self.texts:
            return None
        try:
            return read(self.texts[id_])
        except CellFault as fault:
            self.problems.append(Problem(Place(id_), fault.code, fault.message, fault.hint))
            return None

    def _own(self, group: str, codes: Iterable[str], read: Callable[[Raw], Any]) -> dict[str, Any]:
        """Return the verifier's values; a blank says nothing, the words say blank."""
        own: dict[str, Any] = {}
        for code in codes:
            id_ = f"{group}.{code}"
            if id_ not in self.texts:
                continue
            self.places[group, code] = Place(id_)
            if cell.is_unproven(self.texts[id_]):
                own[code] = None
                continue
            value = self._read((group, code), id_, read)
            if value is not None:
                own[code] = value
        return own

    def _parts(self, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
        found = {}
        for code in codes:
            row = {
                column: self._read((PARTS, code, column), f"{PARTS}.{code}.{column}", read)
                for column, read in _PART.items()
            }
            if any(row.values()):
                found[code] = row
        return found

    def _rulings(self, codes: Iterable[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for code in codes:
            ids = {column: f"{RULINGS}.{code}.{column}" for column in _RULING}
            if not any(id_ in self.texts for id_ in ids.values()):
                continue
            at = len(found)
            row = {
                column: self._read((RULINGS, at, column), ids[column], read)
                for column, read in _RULING.items()
            }
            given = next(id_ for id_ in ids.values() if id_ in self.texts)
            self.places[RULINGS, at, "part"] = Place(
                ids[POINTS] if ids[POINTS] in self.texts else given
            )
            wrong = {problem.place.file for problem in self.problems}
            for column, name, what in _NEEDED:
                if row[column] is None and ids[column] not in wrong:
                    message = f"quyết định về phần {code} thiếu {what}"
                    self.problems.append(Problem(Place(given), name, message))
            found.append({"part": code, **row})
        return found

    def _remarks(self) -> None:
        for id_, text in self.texts.items():
            if id_.startswith(f"{REMARKS}."):
                problem = private_problem(Place(id_), text, is_sensitive=True)
                if problem is not None:
                    self.problems.append(problem)


_PART: Mapping[str, Callable[[Raw], Any]] = {
    REASON: cell.reason_code,
    TEXT: cell.text,
    EVIDENCE: cell.evidence,
}
_RULING: Mapping[str, Callable[[Raw], Any]] = {
    POINTS: cell.points,
    REASON: cell.text,
    CITATION: cell.text,
    BY: cell.text,
}
_NEEDED = ((POINTS, "thieu-diem", "số điểm"), (REASON, "thieu-ly-do", "lý do"))
