"""What the engine answers to an exercise, with the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import explain
from scoring.engine.score_sheet import Finding
from scoring.engine.scorer import score
from scoring.practice.course import POINTS, WRONG, CourseFile, Exercise
from scoring.rules.ruleset import Ruleset
from scoring.rules.subsets import exceeding

_CODE = "99000"
NOT_SCORED = "chưa chấm được"


@dataclass(frozen=True, slots=True)
class Solution:
    """The choices in their order, which of them is right (from 0), and why."""

    choices: tuple[str, ...]
    right: int
    why: str

    @property
    def answer(self) -> str:
        """The right choice."""
        return self.choices[self.right]


def reported(file: CourseFile, one: Exercise, ruleset: Ruleset) -> Assessment:
    """Return what the invented commune reports in an exercise."""
    base = file.base
    figures = {**base.figures, **one.figures}
    previous = {**base.previous, **one.previous}
    answers = {**dict.fromkeys(ruleset.items, True), **one.answers}
    return Assessment(
        Commune(
            _CODE,
            base.name,
            CommuneKind(base.kind),
            tuple(map(Area, base.areas)),
            centrally_run_city=False,
        ),
        file.year,
        {code: count for code, count in figures.items() if count is not None},
        {code: count for code, count in previous.items() if count is not None},
        answers,
    )


def solved(file: CourseFile, one: Exercise, ruleset: Ruleset) -> Solution:
    """Return what is right, by scoring the exercise's own figures."""
    assessment = reported(file, one, ruleset)
    if one.question == WRONG:
        return _wrong_figure(assessment, ruleset)
    sheet = score(ruleset, assessment)
    words = explain(sheet)
    if one.question == POINTS and one.part is not None:
        part = sheet.part(one.part)
        rule = next(rule for _, rule in ruleset.parts if rule.code == one.part)
        points = sorted(rule.possible_points, reverse=True)
        choices = (*(f"{vietnamese(Fraction(p))} điểm" for p in points), NOT_SCORED)
        right = len(points) if part.points is None else points.index(part.points)
        return Solution(choices, right, str(words.parts[one.part]))
    findings = tuple(Finding)
    why = f"{words.verdict} {words.total}"
    choices = tuple(finding.value for finding in findings)
    return Solution(choices, findings.index(sheet.verdict), why)


def _wrong_figure(assessment: Assessment, ruleset: Ruleset) -> Solution:
    """Offer the figures that are part of another; exactly one is above its whole."""
    ((code, _, message),) = exceeding(ruleset, assessment.figures)
    codes = [one for one in ruleset.figures if ruleset.wholes.get(one)]
    choices = tuple(
        f"{ruleset.figures[one].name}: {vietnamese(assessment.figures[one])}"
        for one in codes
        if one in assessment.figures
    )
    given = [one for one in codes if one in assessment.figures]
    return Solution(choices, given.index(code), message[:1].upper() + message[1:] + ".")
