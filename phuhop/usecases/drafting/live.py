"""What a draft comes to right now: the points, the reasons, and what is still missing.

Everything a page shows is here as finished words; nothing is computed a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from phuhop.usecases.drafting.assembling import Assembled
from reports.dossier.dossier import condition_words, result_words
from reports.dossier.model import ConditionWords, ResultWords
from reports.wording.notices import Notice
from reports.wording.words import MARKS, level_notice, sample_notice
from scoring.base.quantities import interval_words, vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import WholeExplanation, explain_part, explain_whole
from scoring.engine.score_sheet import CriterionScore, PartScore, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.kinds.bands import NO_END
from scoring.rules.kinds.part import Part, Stretch
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Rung:
    """A row of a part: which values, how many points, which counts now, whether it is this one.

    ``counts`` is blank where nobody can say it, or no count falls in the row.
    """

    label: str
    points: str
    counts: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PartCard:
    """A part as a page shows it: points, why, what would bring more, on what it rests."""

    code: str
    title: str
    points: str
    max_points: str
    text: str
    next_step: str
    basis: str
    blanks: tuple[str, ...]
    ruler: tuple[Rung, ...] = ()
    """The rows of a part of which one alone gives the points; none for questions."""


@dataclass(frozen=True, slots=True)
class CriterionCard:
    """A criterion: its points, its sign, its parts."""

    number: int
    name: str
    points: str
    max_points: str
    mark: str
    tone: str
    share: int
    """Of the maximum, in whole percent rounded down: the length of a bar."""
    parts: tuple[PartCard, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """A part that is open: what is missing, and how many points hang on it."""

    criterion: int
    part: str
    title: str
    points: str
    blanks: tuple[str, ...]
    is_decisive: bool


@dataclass(frozen=True, slots=True)
class Live:
    """The score of a draft, in words. What few pages show is made when it is asked for."""

    sheet: ScoreSheet
    words: WholeExplanation
    ruleset: Ruleset
    assessment: Assessment
    result: ResultWords
    notices: tuple[Notice, ...]

    @property
    def conditions(self) -> tuple[ConditionWords, ...]:
        """The conditions of recognition."""
        return condition_words(self.sheet, self.words)

    @property
    def criteria(self) -> tuple[CriterionCard, ...]:
        """Every criterion with its parts."""
        return tuple(_criterion(one, self) for one in self.sheet.criteria)

    @property
    def stakes(self) -> tuple[Stake, ...]:
        """Open parts, most points first."""
        decisive = {one.part for one in self.sheet.deciding}
        open_ = [
            (part.stake, criterion.number, part)
            for criterion in self.sheet.criteria
            for part in criterion.parts
            if part.points is None
        ]
        open_.sort(key=lambda one: (-one[0], one[1], one[2].code))
        return tuple(
            Stake(
                number,
                part.code,
                _title(part),
                vietnamese(stake),
                part.blanks,
                part.code in decisive,
            )
            for stake, number, part in open_
        )

    def card(self, code: str) -> PartCard:
        """Return one part, by its code."""
        return _part(next(part for part in self.sheet.parts if part.code == code), self)


def live(ruleset: Ruleset, assembled: Assembled) -> Live | None:
    """Score what *assembled* holds; ``None`` while the unit cannot be scored."""
    if assembled.assessment is None:
        return None
    sheet = score(ruleset, assembled.assessment)
    words = explain_whole(sheet)
    notices = (sample_notice(sheet.commune), level_notice(sheet.ruleset.level))
    return Live(
        sheet,
        words,
        ruleset,
        assembled.assessment,
        result_words(sheet, words),
        tuple(notice for notice in notices if notice is not None),
    )


def _criterion(one: CriterionScore, found: Live) -> CriterionCard:
    mark = MARKS[one.finding]
    return CriterionCard(
        number=one.number,
        name=one.name,
        points=interval_words(one.minimum, one.maximum),
        max_points=vietnamese(one.max_points),
        mark=str(mark),
        tone=mark.tone,
        share=int(Fraction(100) * one.minimum / one.max_points) if one.max_points else 0,
        parts=tuple(_part(part, found) for part in one.parts),
    )


def _part(part: PartScore, found: Live) -> PartCard:
    said = explain_part(part)
    rules = next(one for _, one in found.ruleset.parts if one.code == part.code)
    return PartCard(
        code=part.code,
        title=_title(part),
        points=interval_words(part.minimum, part.maximum),
        max_points=vietnamese(part.max_points),
        text=said.text,
        next_step=said.next_step,
        basis=said.basis,
        blanks=part.blanks,
        ruler=_ruler(rules, part, found.assessment),
    )


def _ruler(rules: Part, part: PartScore, assessment: Assessment) -> tuple[Rung, ...]:
    """Return the rows with the counts that fall in each while the other figures stay."""
    if rules.adds_up:
        return ()
    counts: dict[str, str] = {}
    if part.band is not None:
        found = rules.stretches(assessment.figures, assessment.previous)
        counts = {one.row.label: _between(one) for one in found if one.low <= one.high}
    return tuple(
        Rung(
            row.label,
            "?" if row.points is None else vietnamese(row.points),
            counts.get(row.label, ""),
            row.label == part.band,
        )
        for row in rules.rows
    )


def _between(stretch: Stretch) -> str:
    low, high = vietnamese(stretch.low), vietnamese(stretch.high)
    if stretch.low == stretch.high:
        return low
    return f"từ {low}" if stretch.high >= NO_END else f"{low}–{high}"


def _title(part: PartScore) -> str:
    return f"Phần {part.code}. {part.name}" if part.name else f"Phần {part.code}"
