"""The way to recognition: of each commune, of many as a table, of a province summed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import criteria
from phuhop.usecases.reading import read
from phuhop.usecases.watching import NOBODY, Watcher

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.advice.routes import Advice, Route
    from scoring.advice.steps import RouteStep
    from scoring.base.problems import Problem
    from scoring.batch.scorer import BatchResult
    from scoring.engine.assessment import Assessment
    from scoring.engine.score_sheet import ScoreSheet
    from scoring.intake.reading import Entry
    from scoring.rules.ruleset import Ruleset

CYCLE = criteria.PLANS / "assessment-cycle.yaml"


@dataclass(frozen=True, slots=True)
class AdviceWish:
    """Whose way to look for: of *files*, or of what an opened register holds.

    *year* and *state* choose dossiers of the register, *ruleset* and *as_of* the rules of files.
    """

    files: Sequence[Path] = ()
    database: Database | None = None
    year: int | None = None
    state: str | None = None
    ruleset: str | None = None
    as_of: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Communes of one ruleset and year, scored at once, and the advice for each."""

    ruleset: Ruleset
    year: int
    entries: Sequence[Entry]
    result: BatchResult
    advices: Sequence[Advice]

    def summary(self) -> Iterator[str]:
        """Yield the lines of the summary: how many steps, which criteria, how much more."""
        from reports.advice.summary_text import by_place, summary_text
        from reports.advice.text import deadline_sentences
        from scoring.advice.assessment_cycle import load_deadlines
        from scoring.advice.summary import summary
        from scoring.base.levels import Level
        from scoring.base.quantities import vietnamese
        from scoring.engine.explanation import level_words

        ruleset, result, advices = self.ruleset, self.result, self.advices
        communes = result.columns.communes
        level = tuple(Level)[int(result.level.min())]
        notes = [
            *(["SỐ LIỆU MẪU – có đơn vị hư cấu."] if any(c.is_invented for c in communes) else []),
            (
                f"Bảng điểm theo {ruleset.id}, mã băm {ruleset.sha256[:16]}…; mức tin cậy thấp "
                f"nhất đã dùng: {level_words(level)}."
            ),
            *deadline_sentences(load_deadlines(CYCLE), self.year),
        ]
        names = {criterion.number: criterion.name for criterion in ruleset.criteria}
        title = f"TỔNG HỢP NĂM {self.year}: {vietnamese(len(advices))} xã"
        whole = summary(result, advices, range(len(advices)))
        yield from summary_text(title, notes, whole, names)
        places: dict[str, list[int]] = {}
        for row, commune in enumerate(communes):
            places.setdefault(commune.province or "(không ghi tỉnh)", []).append(row)
        if len(places) > 1:
            yield "\nTheo tỉnh, số xã còn bao nhiêu bước:"
            found = {place: summary(result, advices, rows) for place, rows in places.items()}
            for line in by_place(found):
                yield f"  {line}"
        yield ""


@dataclass(frozen=True, slots=True)
class Advised:
    """The communes that can be advised, and all faults and warnings of the sources."""

    entries: Sequence[Entry]
    problems: tuple[Problem, ...]

    def texts(self) -> Iterator[str]:
        """Yield the advice for each commune, with other ways for the steps of the first route."""
        from reports.advice.text import advice_text
        from scoring.advice.assessment_cycle import load_deadlines
        from scoring.engine.scorer import score

        deadlines = load_deadlines(CYCLE)
        for entry in self.entries:
            sheet = score(entry.ruleset, entry.assessment)
            advice, instead, margin = _advice(entry.ruleset, entry.assessment, sheet)
            yield advice_text(sheet, advice, instead, deadlines, margin)

    def together(self) -> tuple[Together, ...]:
        """Return the communes by ruleset and year, each group scored and advised at once."""
        from scoring.advice.many import advise_many
        from scoring.batch.columns import columns_of
        from scoring.batch.scorer import BatchScorer

        groups: dict[tuple[str, int], list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault((entry.ruleset.id, entry.assessment.year), []).append(entry)
        found = []
        for (_, year), own in groups.items():
            ruleset = own[0].ruleset
            result = BatchScorer(ruleset).score(columns_of(ruleset, [e.assessment for e in own]))
            found.append(Together(ruleset, year, own, result, list(advise_many(result))))
        return tuple(found)


def _advice(
    ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet
) -> tuple[Advice, Sequence[tuple[RouteStep, Route | None]], tuple[str, ...]]:
    """Return the way, other ways for the steps of its first route, and the margin in sentences."""
    from reports.advice.margin_text import margin_sentences
    from scoring.advice.margin import fragile_parts, nearest_steps
    from scoring.advice.routes import advise, alternatives

    advice = advise(ruleset, sheet)
    instead = alternatives(ruleset, sheet, advice.routes[0]) if advice.routes else ()
    if advice.is_needed:
        return advice, instead, ()
    fragile = fragile_parts(ruleset, assessment, sheet)
    return advice, instead, (*margin_sentences(sheet, fragile, nearest_steps(sheet, ruleset)),)


def way_sentences(
    ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet
) -> tuple[tuple[int, str], ...]:
    """Return the way of one commune as sentences, each with how deep it stands under another.

    Nothing where routes cannot be had under *ruleset*.
    """
    from reports.advice.text import advice_sentences
    from scoring.advice.routes import AdviceUnavailable

    try:
        found = _advice(ruleset, assessment, sheet)
    except AdviceUnavailable:
        return ()
    sentences = [*advice_sentences(sheet, *found)]
    return tuple(((len(one) - len(one.lstrip())) // 2, one.strip()) for one in sentences)


def advice_table(groups: Sequence[Together], ending: str) -> bytes:
    """Return the cheapest route of each commune as a table with *ending*."""
    from reports.advice.table import ADVICE_HEADINGS, advice_row
    from reports.tables.writing import WRITERS

    rows = [
        advice_row(entry.assessment.commune, group.year, group.ruleset.id, advice)
        for group in groups
        for entry, advice in zip(group.entries, group.advices, strict=True)
    ]
    return WRITERS[ending](ADVICE_HEADINGS, rows)


def advised(wish: AdviceWish, watcher: Watcher = NOBODY) -> Advised:
    """Return the communes of *wish*: of a register the verified figures where there are some.

    Raises as ``read``, and for a register as ``figures_of`` does.
    """
    if wish.database is None:
        intake = read(wish.files, wish.ruleset, wish.as_of, today=wish.today, watcher=watcher)
    else:
        from phuhop.usecases.register.results import figures_of
        from registry.views.listing import Wanted

        intake = figures_of(wish.database, Wanted(wish.year, wish.state))
    return Advised(intake.entries, intake.problems)
