"""Words of the criteria: what was read, what came of it, which points were lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reports.dossier.evidence import NOTHING_ATTACHED, Attached, EvidenceList
from reports.dossier.form_entries import NO_FORM, note_words, typed_sources
from reports.dossier.model import CriterionWords, LineWords
from reports.dossier.shortfalls import shortfalls
from reports.wording.words import BLANK, LEVEL_SIGNS, MARKS
from scoring.base.quantities import interval_words, vietnamese
from scoring.engine.explanation import Explanation
from scoring.engine.score_sheet import (
    CriterionScore,
    ItemScore,
    Outcome,
    PartScore,
    ScoreSheet,
)
from scoring.formats.fields import UNKNOWN
from scoring.forms.form import Form


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form says besides figures: the list of evidence, sources, explanations.

    ``told_at`` is the part at which what is typed beside a figure stands: the first to read it.
    """

    evidence: EvidenceList
    form: Form
    told_at: Mapping[str, str]


def typed(sheet: ScoreSheet, form: Form = NO_FORM, attached: Attached = NOTHING_ATTACHED) -> Typed:
    """Return what *form* says, arranged by the parts of *sheet*."""
    told_at: dict[str, str] = {}
    for part in sheet.parts:
        for figure in part.figures:
            told_at.setdefault(figure.code, part.code)
    return Typed(EvidenceList(sheet, form, attached), form, told_at)


def criterion_words(
    criterion: CriterionScore, explanation: Explanation, said: Typed, opinion: str = ""
) -> CriterionWords:
    """Return everything any document says of one criterion; *opinion* is the council's."""
    mark = MARKS[criterion.finding]
    waiting = dict.fromkeys(
        part.outcome.value for part in criterion.parts if part.outcome is not Outcome.SCORED
    )
    # One part that is no list of items: its figures stand on the criterion's own line.
    alone = criterion.parts[0] if len(criterion.parts) == 1 else None
    own = alone if alone is not None and not alone.items else None
    lost = _lost(criterion.points, criterion.minimum, criterion.maximum, criterion.max_points)
    return CriterionWords(
        number=str(criterion.number),
        slug=criterion.slug,
        name=criterion.name,
        level_sign=LEVEL_SIGNS[criterion.level],
        max_points=vietnamese(criterion.max_points),
        points=interval_words(criterion.minimum, criterion.maximum),
        lost=vietnamese(criterion.max_points - criterion.maximum),
        mark=mark.words,
        tone=mark.tone,
        result=f"{mark.words} ({', '.join(waiting)})" if waiting else mark.words,
        data=explanation.parts[own.code].text if own else "",
        evidence=said.evidence.numbers(own.evidence, own.code) if own else "",
        remark=_joined(lost, _beside(own, said) if own else ""),
        opinion=opinion,
        shortfalls=shortfalls(criterion),
        lines=() if own else tuple(_lines(criterion.parts, explanation, said)),
    )


def _beside(part: PartScore, said: Typed) -> str:
    """Return sources and explanations of the figures that no part before has told."""
    named = {
        figure.code: figure.name
        for figure in part.figures
        if said.told_at[figure.code] == part.code
    }
    return _joined(typed_sources(said.form, named), note_words(said.form, named.items()))


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _answer(item: ItemScore) -> str:
    return {True: "có", False: "không", None: BLANK}[item.answer]


def _earned(item: ItemScore, worth: str) -> str:
    match item.answer:
        case True:
            return worth
        case False:
            return vietnamese(item.earned)
        case None:
            return BLANK


def _lines(
    parts: tuple[PartScore, ...], explanation: Explanation, said: Typed
) -> Iterator[LineWords]:
    for part in parts:
        if part.items:
            yield from (_item_line(item, said) for item in part.items)
            continue
        waiting = "" if part.outcome is Outcome.SCORED else f"{part.outcome.value}. ".capitalize()
        lost = _lost(part.points, part.minimum, part.maximum, part.max_points)
        yield LineWords(
            code=part.code,
            text=part.name or "",
            data=explanation.parts[part.code].text,
            max_points=vietnamese(part.max_points),
            points=interval_words(part.minimum, part.maximum),
            evidence=said.evidence.numbers(part.evidence, part.code),
            remark=_joined(waiting.strip(), lost, _beside(part, said)),
        )


def _item_line(item: ItemScore, said: Typed) -> LineWords:
    worth = UNKNOWN if item.points is None else vietnamese(item.points)
    is_lost = item.answer is False and item.points
    # What was answered không needs no proof.
    evidence = "" if item.answer is False else said.evidence.numbers(item.evidence)
    return LineWords(
        code=item.code,
        text=item.question.rstrip("?"),
        data=_answer(item),
        max_points=worth,
        points=_earned(item, worth),
        evidence=evidence,
        remark=_joined(
            f"Mất {worth} điểm." if is_lost else "",
            typed_sources(said.form, [item.code]),
            note_words(said.form, [(item.code, "")]),
        ),
    )


def _lost(points: Fraction | None, least: Fraction, most: Fraction, best: Fraction) -> str:
    """Return which points are lost for good, and which are still open."""
    told = []
    if best > most:
        told.append(f"Mất {vietnamese(best - most)} điểm.")
    if points is None and most > least:
        told.append(f"Còn bỏ ngỏ {vietnamese(most - least)} điểm.")
    return " ".join(told)
