"""Sentences from a score sheet, in Vietnamese as officers speak it.

A scored part brings its template, the one of its kind or the ruleset's own. A
sentence prints nothing that does not stand in the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.levels import Level
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import (
    CriterionScore,
    Deciding,
    FigureRead,
    NextBand,
    Outcome,
    PartScore,
    Ruling,
    ScoreSheet,
)
from scoring.engine.sentences import POINTS
from scoring.engine.verdict_words import condition_reasons, total_sentence, verdict_sentence
from scoring.rules.templates import fill

_OPEN: Mapping[Outcome, str] = {
    Outcome.MISSING: "Thiếu số liệu: {còn trống}. Ô trống không phải là 0 và không được điểm.",
    Outcome.NEEDS_APPRAISAL: "{vì sao chờ} (căn cứ: {căn cứ mẫu số 0}), "
    "chờ người thẩm định quyết định.",
    Outcome.UNKNOWN_RULE: "{đã đọc}Thuộc mức «{mức}», nhưng chưa rõ quy định về điểm của mức đó.",
}

_RULED: Mapping[Outcome, str] = {
    Outcome.NEEDS_APPRAISAL: "{vì sao chờ} (căn cứ: {căn cứ mẫu số 0}).",
    Outcome.UNKNOWN_RULE: _OPEN[Outcome.UNKNOWN_RULE],
}

_UNKNOWN_ITEMS = "{nội dung}. Chưa rõ quy định về điểm của một nội dung đã trả lời có."

_RANGE = " Phần này còn có thể được từ {ít nhất} đến {nhiều nhất} điểm."


@dataclass(frozen=True, slots=True)
class PartExplanation:
    """What to say of a part: what was read and came of it, what is next, on what it rests."""

    text: str
    next_step: str
    basis: str

    def __str__(self) -> str:
        """Return the sentences as one paragraph."""
        return " ".join(
            sentence for sentence in (self.text, self.next_step, self.basis) if sentence
        )


@dataclass(frozen=True, slots=True)
class WholeExplanation:
    """The sentences about a score sheet as a whole; keys are its own codes of conditions."""

    verdict: str
    total: str
    conditions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Explanation(WholeExplanation):
    """Every sentence about one score sheet; keys are the sheet's own codes and numbers."""

    criteria: Mapping[int, str]
    parts: Mapping[str, PartExplanation]
    deciding: tuple[str, ...]


def explain(sheet: ScoreSheet) -> Explanation:
    """Return the sentences for *sheet*: same sheet, same words."""
    whole = explain_whole(sheet)
    return Explanation(
        verdict=whole.verdict,
        total=whole.total,
        conditions=whole.conditions,
        criteria={c.number: _criterion(c) for c in sheet.criteria},
        parts={part.code: explain_part(part) for part in sheet.parts},
        deciding=tuple(map(_deciding, sheet.deciding)),
    )


def explain_whole(sheet: ScoreSheet) -> WholeExplanation:
    """Return the sentences for *sheet* without those of each part, for who shows no part."""
    return WholeExplanation(
        verdict_sentence(sheet), total_sentence(sheet), condition_reasons(sheet)
    )


def explain_part(part: PartScore) -> PartExplanation:
    """Return the sentences for one part."""
    words = _words(part)
    if part.ruling is not None or part.outcome is not Outcome.SCORED:
        words |= _open_words(part)
    if part.ruling is not None and part.ruled_outcome is not None:
        text = _ruled(part, part.ruling, part.ruled_outcome, words)
    elif part.outcome is Outcome.SCORED:
        text = fill(part.template or "", words)
    else:
        is_unknown_item = part.items and part.outcome is Outcome.UNKNOWN_RULE
        template = _UNKNOWN_ITEMS if is_unknown_item else _OPEN[part.outcome]
        text = fill(template + _RANGE, words)
    return PartExplanation(text, _next_step(part.next_band), basis_sentence(part))


def _ruled(part: PartScore, ruling: Ruling, was: Outcome, words: Mapping[str, str]) -> str:
    """Say what the figures left open, and that a person decided, with the reason."""
    template = _UNKNOWN_ITEMS if part.items else _RULED[was]
    decided = f"{fill(template, words)} {_decided_by(ruling)}: {fill(POINTS, words)}"
    basis = f" (căn cứ: {ruling.citation})" if ruling.citation else ""
    return f"{decided} Lý do: {ruling.reason.rstrip('. ')}{basis}."


def _decided_by(ruling: Ruling) -> str:
    who = f" ({ruling.by})" if ruling.by else ""
    return f"Người thẩm định{who} quyết định"


def basis_sentence(part: PartScore) -> str:
    """Return the citation and the level of the numbers used."""
    own = (
        ""
        if part.ruling is None
        else "Số điểm này do người thẩm định quyết định, văn bản không ghi. "
    )
    level = level_words(part.level)
    return f"{own}Căn cứ: {part.citation}. Mức tin cậy của con số đã dùng: {level}."


def level_words(level: Level) -> str:
    """Return the level so that nothing assumed can be taken for law."""
    if level is Level.ASSUMED:
        return f"{level.value}, không phải quy định"
    return str(level.value)


def _words(part: PartScore) -> dict[str, str]:
    now = [figure for figure in part.figures if not figure.is_previous]
    before = [figure for figure in part.figures if figure.is_previous]
    words = {
        "tên phần": part.name or "",
        "giá trị": with_unit(part.value_text, part.unit),
        "giá trị kỳ trước": with_unit(part.previous_text, part.unit),
        "đơn vị": part.unit or "",
        "mức": part.band or "",
        "điểm": "" if part.points is None else vietnamese(part.points),
        "điểm tối đa": vietnamese(part.max_points),
        "căn cứ": part.citation,
        "căn cứ mẫu số 0": part.zero_citation or "văn bản chưa quy định",
        "nội dung": "; ".join(_item_words(part)),
    }
    for name, figure in zip(("tử số", "mẫu số"), now, strict=False):
        words[name] = _value(figure)
        words[f"tên {name}"] = figure.name
        words[f"đơn vị {name}"] = figure.unit
    for name, figure in zip(("tử số kỳ trước", "mẫu số kỳ trước"), before, strict=False):
        words[name] = _value(figure)
    return words


def _open_words(part: PartScore) -> dict[str, str]:
    """Return the words that only sentences about what is open have: no ruleset may name them."""
    read = "; ".join(figure_words(figure) for figure in part.figures)
    return {
        "ít nhất": vietnamese(part.minimum),
        "nhiều nhất": vietnamese(part.maximum),
        "còn trống": "; ".join(part.blanks),
        "đã đọc": f"{read}. " if read else "",
        "vì sao chờ": _why_waiting(part.figures),
    }


def _item_words(part: PartScore) -> list[str]:
    said: Mapping[bool | None, Callable[[str, str], str]] = {
        True: lambda code, points: f"{code} có: +{points}",
        False: lambda code, points: f"{code} không: +0 (mất {points})",
        None: lambda code, points: f"{code} chưa trả lời ({points})",
    }
    unknown = {True: "có", False: "không", None: "chưa trả lời"}
    return [
        f"{item.code} {unknown[item.answer]}: chưa rõ điểm"
        if item.points is None
        else said[item.answer](item.code, vietnamese(item.points))
        for item in part.items
    ]


def _why_waiting(figures: Sequence[FigureRead]) -> str:
    now = [figure for figure in figures if not figure.is_previous]
    before = [figure for figure in figures if figure.is_previous]
    zero = next((f for f in now[1:] if f.value == 0), None)
    if zero is not None:
        return f"{zero.name} là 0 nên không tính được tỷ số"
    zero = next((f for f in before[1:] if f.value == 0), None)
    if zero is not None:
        return f"{zero.name} kỳ trước là 0 nên không so được với kỳ trước"
    return "Văn bản để người thẩm định quyết định"


def figure_words(figure: FigureRead) -> str:
    """Return ``name: value`` of a figure, naming the previous period and a blank."""
    period = " (kỳ trước)" if figure.is_previous else ""
    return f"{figure.name}{period}: {_value(figure)}"


def _value(figure: FigureRead) -> str:
    return "chưa có" if figure.value is None else vietnamese(figure.value)


def with_unit(value_text: str | None, unit: str | None) -> str:
    """Return a value with its unit: ``94,96%`` or ``3,2 trên 1.000 trẻ em``."""
    if value_text is None:
        return "chưa có"
    number = vietnamese(value_text)
    return f"{number}%" if unit == "phần trăm" else f"{number} {unit or ''}".rstrip()


def _next_step(step: NextBand | None) -> str:
    if step is None:
        return ""
    distance, gain = f"{vietnamese(step.count)} {step.unit}", f"+{vietnamese(step.gain)} điểm"
    if step.is_more:
        return f"Còn thiếu {distance} ở «{step.figure}» để lên mức «{step.label}» ({gain})."
    # A distance, never advice: nobody may be told to report fewer cases of harm.
    return f"Số này đang cao hơn mức «{step.label}» {distance} ({gain} nếu thuộc mức đó)."


def _criterion(criterion: CriterionScore) -> str:
    most = vietnamese(criterion.max_points)
    if criterion.points is not None:
        result = f"được {vietnamese(criterion.points)}/{most} điểm"
    else:
        least, best = vietnamese(criterion.minimum), vietnamese(criterion.maximum)
        result = f"chưa chốt được điểm, từ {least} đến {best} trên {most} điểm"
    if len(criterion.parts) == 1:
        return f"Tiêu chí {criterion.number} {result}."
    pieces = "; ".join(f"phần {part.code}: {_part_points(part)}" for part in criterion.parts)
    return f"Tiêu chí {criterion.number} {result} ({pieces})."


def _part_points(part: PartScore) -> str:
    if part.points is not None:
        return vietnamese(part.points)
    return f"{part.outcome.value} ({vietnamese(part.minimum)}–{vietnamese(part.maximum)})"


def _deciding(part: Deciding) -> str:
    what = f"thiếu {'; '.join(part.blanks)}" if part.blanks else part.outcome.value
    points = vietnamese(Fraction(part.stake))
    return f"Phần {part.part} (tiêu chí {part.criterion}): {what}. Còn {points} điểm bỏ ngỏ."
