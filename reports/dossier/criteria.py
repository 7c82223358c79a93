"""Words of the criteria: what was read, what came of it, which points were lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reports.dossier.evidence import NOTHING_ATTACHED, Attached, EvidenceList
from reports.dossier.form_entries import NO_FORM, note_words, source_words
from reports.dossier.model import CriterionWords, FigureWords, ItemWords, LineWords, PartWords
from reports.papers.chart import Bar, Chart
from reports.wording.words import BLANK, MARKS
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import Explanation, figure_words, level_words, with_unit
from scoring.engine.score_sheet import (
    CriterionScore,
    FigureRead,
    ItemScore,
    Outcome,
    PartScore,
    ScoreSheet,
)
from scoring.formats.fields import UNKNOWN
from scoring.forms.form import Form

_NONE = "–"


def open_points(points: Fraction | None, least: Fraction, most: Fraction) -> str:
    """Return points, or from where to where they still may come out."""
    if points is not None:
        return vietnamese(points)
    return f"từ {vietnamese(least)} đến {vietnamese(most)}"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form says besides figures: the list of evidence, sources, explanations.

    ``told_at`` is the part at which the explanation of a figure stands: the first to read it.
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
    evidence = said.evidence
    mark = MARKS[criterion.finding]
    waiting = dict.fromkeys(
        part.outcome.value for part in criterion.parts if part.outcome is not Outcome.SCORED
    )
    # One part that is no list of items: its figures stand on the criterion's own line.
    alone = criterion.parts[0] if len(criterion.parts) == 1 else None
    own = alone if alone is not None and not alone.items else None
    level = level_words(criterion.level)
    remark = _lost(criterion.points, criterion.minimum, criterion.maximum, criterion.max_points)
    return CriterionWords(
        number=str(criterion.number),
        slug=criterion.slug,
        name=criterion.name,
        heading=f"Tiêu chí {criterion.number}. {criterion.name}",
        lead=explanation.criteria[criterion.number],
        max_points=vietnamese(criterion.max_points),
        points=open_points(criterion.points, criterion.minimum, criterion.maximum),
        lost=vietnamese(criterion.max_points - criterion.maximum),
        mark=mark.words,
        tone=mark.tone,
        result=f"{mark.words} ({', '.join(waiting)})" if waiting else mark.words,
        level=level,
        data=_data(own) if own else "",
        evidence=evidence.named(own.evidence, own.code) if own else "",
        remark=_joined(remark, f"Mức tin cậy: {level}.", _notes(own, said) if own else ""),
        opinion=opinion,
        parts=tuple(
            _part(part, explanation, said, has_title=alone is None) for part in criterion.parts
        ),
        lines=() if own else tuple(_lines(criterion.parts, said)),
    )


def _part(
    part: PartScore, explanation: Explanation, typed_in: Typed, *, has_title: bool
) -> PartWords:
    said, evidence = explanation.parts[part.code], typed_in.evidence
    asked = (*part.evidence, *(needed for item in part.items for needed in item.evidence))
    named = evidence.named(asked, part.code)
    return PartWords(
        title=f"Phần {part.code}. {part.name}" if part.name else f"Phần {part.code}",
        has_title=has_title,
        text=said.text,
        next_step=said.next_step,
        basis=said.basis,
        code=part.code,
        figures=tuple(_figures(part, typed_in)),
        has_previous=any(figure.is_previous for figure in part.figures),
        items=tuple(_item(item, typed_in) for item in part.items),
        evidence=named,
    )


def _notes(part: PartScore, said: Typed) -> str:
    """Return the explanations of the figures that no part before has told."""
    named = {
        figure.code: figure.name
        for figure in part.figures
        if said.told_at[figure.code] == part.code
    }
    return note_words(said.form, named.items())


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _figures(part: PartScore, said: Typed) -> Iterator[FigureWords]:
    before = {figure.code: figure for figure in part.figures if figure.is_previous}
    numbers = said.evidence.numbers(part.evidence)
    for figure in part.figures:
        if not figure.is_previous:
            earlier = before.get(figure.code)
            yield FigureWords(
                name=figure.name,
                unit=figure.unit,
                now=_count(figure),
                before=_count(earlier) if earlier else _NONE,
                source=source_words(said.form, figure.code, numbers),
            )


def _count(figure: FigureRead) -> str:
    return BLANK if figure.value is None else vietnamese(figure.value)


def _item(item: ItemScore, said: Typed) -> ItemWords:
    worth = UNKNOWN if item.points is None else vietnamese(item.points)
    return ItemWords(
        code=item.code,
        question=item.question,
        answer=_answer(item),
        worth=worth,
        earned=_earned(item, worth),
        source=source_words(said.form, item.code, said.evidence.numbers(item.evidence)),
    )


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


def _data(part: PartScore) -> str:
    told = [figure_words(figure) for figure in part.figures]
    # A bare count is its own value; saying it twice helps nobody.
    if part.value_text is not None and part.denominator is not None:
        told.append(f"tính ra {with_unit(part.value_text, part.unit)}")
    if part.previous_text is not None:
        told.append(f"kỳ trước {with_unit(part.previous_text, part.unit)}")
    return "; ".join(told)


def _lines(parts: tuple[PartScore, ...], said: Typed) -> Iterator[LineWords]:
    for part in parts:
        if part.items:
            yield from (_item_line(item, said) for item in part.items)
            continue
        waiting = "" if part.outcome is Outcome.SCORED else f"{part.outcome.value}. ".capitalize()
        lost = _lost(part.points, part.minimum, part.maximum, part.max_points)
        yield LineWords(
            code=part.code,
            text=part.name or "",
            data=_data(part),
            max_points=vietnamese(part.max_points),
            points=open_points(part.points, part.minimum, part.maximum),
            evidence=said.evidence.named(part.evidence, part.code),
            remark=_joined(waiting.strip(), lost, _notes(part, said)),
        )


def _item_line(item: ItemScore, said: Typed) -> LineWords:
    words = _item(item, said)
    is_lost = item.answer is False and item.points
    lost = f"Mất {words.worth} điểm." if is_lost else ""
    return LineWords(
        code=item.code,
        text=item.question.rstrip("?"),
        data=words.answer,
        max_points=words.worth,
        points=words.earned,
        evidence=said.evidence.named(item.evidence),
        remark=_joined(lost, note_words(said.form, [(item.code, "")])),
    )


def _lost(points: Fraction | None, least: Fraction, most: Fraction, best: Fraction) -> str:
    """Return which points are lost for good, and which are still open."""
    told = []
    if best > most:
        told.append(f"Mất {vietnamese(best - most)} điểm.")
    if points is None and most > least:
        told.append(f"Còn bỏ ngỏ {vietnamese(most - least)} điểm.")
    return " ".join(told)


def points_chart(sheet: ScoreSheet) -> Chart:
    """Return the figure of points against the maxima, the lost ones named."""
    lost = [c for c in sheet.criteria if c.max_points > c.maximum]
    told = "; ".join(
        f"tiêu chí {c.number} mất {vietnamese(c.max_points - c.maximum)} điểm" for c in lost
    )
    return Chart(
        title=f"Điểm tự chấm so với điểm tối đa của từng tiêu chí, năm {sheet.year}",
        description="Mỗi tiêu chí một thanh ngang dài bằng điểm tối đa; phần đậm là điểm tự chấm. "
        + (f"Mất điểm: {told}. " if told else "Không tiêu chí nào mất điểm. ")
        + "Đủ các con số ở bảng ngay sau biểu đồ.",
        bars=tuple(_bar(criterion) for criterion in sheet.criteria),
        legend=("điểm tự chấm", "điểm còn bỏ ngỏ", "điểm mất"),
    )


def _bar(criterion: CriterionScore) -> Bar:
    least, most, best = criterion.minimum, criterion.maximum, criterion.max_points
    points = vietnamese(most)
    if criterion.points is None:
        points = f"{vietnamese(least)}–{points}"
    lost = f", mất {vietnamese(best - most)}" if best > most else ""
    return Bar(
        name=f"{criterion.number}. {criterion.name}",
        maximum=best,
        least=least,
        most=most,
        words=f"{points}/{vietnamese(best)}{lost}",
    )
