"""The verifier's desk as finished words: part by part, what decides first, self beside verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from phuhop.usecases.drafting.fields import ANSWERS, FIGURES, PREVIOUS
from phuhop.usecases.drafting.last_year import LastYear
from phuhop.usecases.verifying.assembling import Verified
from phuhop.usecases.verifying.case import CaseFileHeld, VerifierCase
from phuhop.usecases.verifying.looking_first import Decisive, Sentence
from reports.appraisal import comparison_words as words
from reports.dossier.dossier import condition_words, result_words
from reports.dossier.form_entries import given_words
from reports.dossier.model import ConditionWords, ResultWords
from scoring.appraisal.comparison import AppraisalComparison, PartComparison, compare
from scoring.base.quantities import interval_words, vietnamese
from scoring.engine.explanation import explain
from scoring.engine.ruling import RULED
from scoring.engine.what_if import NOTHING
from scoring.forms.ids import evidence_ids, is_other
from scoring.rules.kinds.part import Part


class Look(Enum):
    """Why a part stands where it does on the desk, in the order of the desk."""

    DECISIVE = "có thể đổi kết luận"
    SIGNAL = "có số nổi bật"
    REST = "các phần còn lại"


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A figure or an item: what was reported, what there was last year, the verifier's field.

    ``previous`` is what was reported of the period before, with its own field where the part
    compares it.
    """

    code: str
    label: str
    unit: str
    claimed: str
    last_year: str
    field: str
    is_answer: bool
    previous: str
    previous_field: str


@dataclass(frozen=True, slots=True)
class DeskDocument:
    """A document of a part: what it is, what was noted of it, the files that prove it."""

    name: str
    noted: str


@dataclass(frozen=True, slots=True)
class DeskPart:
    """One part on the desk, all words ready."""

    criterion: int
    code: str
    title: str
    look: Look
    lead: tuple[str, ...]
    rows: tuple[DeskRow, ...]
    documents: tuple[DeskDocument, ...]
    files: tuple[CaseFileHeld, ...]
    claimed: str
    verified: str
    max_points: str
    difference: str
    effect: str
    is_different: bool
    is_unexplained: bool
    open_range: str
    """The points a decision may give, in words; empty where the figures decide."""
    is_ruled: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the desk shows of one dossier."""

    comparison: AppraisalComparison
    claimed: ResultWords
    verified: ResultWords
    conditions: tuple[ConditionWords, ...]
    difference: str
    parts: tuple[DeskPart, ...]
    whole: tuple[str, ...]
    """What is said of the whole dossier: pairs of parts, figures that stand out together."""

    @property
    def unexplained(self) -> tuple[DeskPart, ...]:
        """The parts that differ without a word of why."""
        return tuple(part for part in self.parts if part.is_unexplained)

    @property
    def open_parts(self) -> tuple[DeskPart, ...]:
        """The parts that a person still has to decide."""
        return tuple(part for part in self.parts if part.open_range and not part.is_ruled)

    @property
    def by_code(self) -> Mapping[str, DeskPart]:
        """The parts by their codes."""
        return {part.code: part for part in self.parts}


def desk(
    case: VerifierCase,
    verified: Verified,
    first: Decisive,
    signals: Sequence[Sentence] = (),
    last_year: LastYear | None = None,
) -> Desk:
    """Return the desk of *case* with what was *verified* so far. Pure."""
    comparison = compare(verified.appraised)
    sheet = verified.appraised.verified
    claimed = case.reported.sheet
    explanation = explain(sheet)
    lead = _by_part(first.sentences)
    signalled = _by_part(signals)
    unexplained = frozenset(comparison.unexplained)
    rules = {part.code: part for _, part in case.reported.ruleset.parts}
    parts = [
        _part(case, rules[one.code], one, (lead, signalled), unexplained, last_year)
        for one in comparison.parts
    ]
    rank = {sentence.part: at for at, sentence in reversed([*enumerate(first.sentences)])}
    looks = [*Look]
    # Stable: what is of one kind stays in the ruleset's order but for the smallest change first.
    parts.sort(key=lambda part: (looks.index(part.look), rank.get(part.code, 0)))
    return Desk(
        comparison,
        result_words(claimed, explain(claimed)),
        result_words(sheet, explanation),
        condition_words(sheet, explanation),
        words.difference(comparison.difference),
        tuple(parts),
        (*lead.get("", ()), *signalled.get("", ())),
    )


def _by_part(sentences: Iterable[Sentence]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in sentences:
        found[one.part] = (*found.get(one.part, ()), one.text)
    return found


def _part(  # noqa: PLR0913, PLR0917 -- what a part is shown beside
    case: VerifierCase,
    rules: Part,
    one: PartComparison,
    said: tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]],
    unexplained: frozenset[str],
    last_year: LastYear | None,
) -> DeskPart:
    decisive, signalled = (found.get(one.code, ()) for found in said)
    look = Look.DECISIVE if decisive else Look.SIGNAL if signalled else Look.REST
    # What the part would be without the decision is what the decision may give.
    is_open = one.verified.outcome in RULED or one.ruling is not None
    without = one.claimed if one.claimed.outcome in RULED else one.verified
    criterion = next(
        found for found in case.reported.ruleset.criteria if found.number == one.criterion
    )
    own = {one.code, *(item.code for item in rules.items)}
    return DeskPart(
        criterion=one.criterion,
        code=one.code,
        title=f"Phần {one.code}. {one.name or criterion.name}",
        look=look,
        lead=(*decisive, *signalled),
        rows=tuple(_rows(case, rules, last_year)),
        documents=tuple(_documents(case, rules)),
        files=tuple(file for file in case.files if not own.isdisjoint(_owners(file))),
        claimed=words.points(one.claimed),
        verified=words.points(one.verified),
        max_points=vietnamese(one.claimed.max_points),
        difference=words.difference(one.difference),
        effect=words.effect(one.effect) if one.difference != NOTHING else "",
        is_different=one.difference != NOTHING or bool(one.changes),
        is_unexplained=one.code in unexplained,
        open_range=interval_words(without.minimum, without.maximum) if is_open else "",
        is_ruled=one.ruling is not None,
    )


def _owners(file: CaseFileHeld) -> Iterator[str]:
    for code in file.codes:
        yield code.partition(":")[0]


def _rows(case: VerifierCase, part: Part, last_year: LastYear | None) -> Iterator[DeskRow]:
    ruleset, ours = case.reported.ruleset, case.reported.assessment
    for code in part.figures:
        figure = ruleset.figures[code]
        is_compared = code in part.previous_figures
        yield DeskRow(
            code,
            figure.name,
            figure.unit,
            _count(ours.figures.get(code)),
            "" if last_year is None else _count(last_year.figures.get(code)),
            f"{FIGURES}.{code}",
            is_answer=False,
            previous=_count(ours.previous.get(code)) if is_compared else "",
            previous_field=f"{PREVIOUS}.{code}" if is_compared else "",
        )
    for item in part.items:
        yield DeskRow(
            item.code,
            f"{item.code} {item.question}",
            "",
            _answer(ours.answers.get(item.code)),
            "" if last_year is None else _answer(last_year.answers.get(item.code)),
            f"{ANSWERS}.{item.code}",
            is_answer=True,
            previous="",
            previous_field="",
        )


_BLANK = "(trống)"


def _count(count: int | None) -> str:
    return _BLANK if count is None else vietnamese(count)


def _answer(said: bool | None) -> str:  # noqa: FBT001 -- it is what is said
    return _BLANK if said is None else "có" if said else "không"


def _documents(case: VerifierCase, part: Part) -> Iterator[DeskDocument]:
    needed = (part.evidence, *(item.evidence for item in part.items))
    names = iter(one if isinstance(one, str) else one.document for group in needed for one in group)
    given = {} if case.form is None else case.form.evidence
    for row in evidence_ids(case.reported.ruleset)[part.code]:
        noted = given.get(row)
        name = ((noted and noted.document) or "Tài liệu khác") if is_other(row) else next(names)
        if noted is not None or not is_other(row):
            yield DeskDocument(name, "" if noted is None else given_words(noted))
