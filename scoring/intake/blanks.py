"""What an assessment leaves blank, and which parts cannot be scored for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome
from scoring.engine.scorer import score
from scoring.forms.form import Form
from scoring.forms.ids import evidence_ids, is_other
from scoring.rules.ruleset import PREVIOUS, Ruleset


@dataclass(frozen=True, slots=True)
class Blanks:
    """Numbers of blanks, each of how many, and the parts that are not scored."""

    figures: int
    of_figures: int
    answers: int
    of_answers: int
    evidence: int
    of_evidence: int
    """Documents that a form asks for; none where a table was read."""
    unscored: tuple[str, ...]
    """Codes of the parts without points: something is blank, or a person must judge."""


def is_blank_somewhere(assessment: Assessment, ruleset: Ruleset) -> bool:
    """Whether a figure or an answer is left blank; a quick answer for many communes."""
    return (
        len(assessment.figures) < len(ruleset.figures)
        or len(assessment.previous) < len(ruleset.compared_figures)
        or len(assessment.answers) < len(ruleset.items)
    )


def blanks_of(assessment: Assessment, ruleset: Ruleset, form: Form | None = None) -> Blanks:
    """Count what *assessment* leaves blank; previous figures count where they are compared."""
    asked = {*ruleset.figures, *(f"{code}{PREVIOUS}" for code in ruleset.compared_figures)}
    given = {*assessment.figures, *(f"{code}{PREVIOUS}" for code in assessment.previous)}
    documents = _documents(ruleset, assessment.answers) if form is not None else set()
    return Blanks(
        len(asked - given),
        len(asked),
        _missing(ruleset.items, assessment.answers),
        len(ruleset.items),
        _missing(documents, form.evidence if form is not None else ()),
        len(documents),
        tuple(
            part.code
            for part in score(ruleset, assessment).parts
            if part.outcome is not Outcome.SCORED
        ),
    )


def _documents(ruleset: Ruleset, answers: Mapping[str, bool]) -> set[str]:
    """Return the rows of documents that are needed: an item answered không needs none."""
    found = (id_ for ids in evidence_ids(ruleset).values() for id_ in ids)
    denied = {code for code, answer in answers.items() if not answer}
    return {id_ for id_ in found if not is_other(id_) and id_.partition(":")[0] not in denied}


def _missing(asked: Collection[str], given: Collection[str]) -> int:
    return len({*asked} - {*given})
