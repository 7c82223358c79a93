"""Rankings of a year: ranks, how firm they are, what changed, and of how many communes in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.usecases.province.results import Expected, Source, results_of, same_register, years_of
from phuhop.usecases.reading import read
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from reports.ranking.model import RankingReport
from scoring.base.problems import Place, Problem, ProblemsFound, in_order
from scoring.ranking.changes import changes
from scoring.ranking.intervals import rank_intervals
from scoring.ranking.ranking import Ranking, rankings
from scoring.ranking.tie_break import load_tie_break

if TYPE_CHECKING:
    from scoring.ranking.sensitivity import Trials

JSON = ".json"
ENDINGS = (".csv", ".xlsx", ".parquet", JSON)


@dataclass(frozen=True, slots=True)
class TrialsAsked:
    """Rank again so many times with other assumed numbers; *data* are the figures scored.

    The limits are percent: how far points and how far edges of bands are moved at most.
    """

    data: Sequence[Path]
    ruleset: str | None
    points_limit: int
    edges_limit: int
    draws: int
    seed: int
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rankings of a year, one a ruleset, and all faults and warnings of the sources."""

    reports: tuple[RankingReport, ...]
    problems: tuple[Problem, ...]

    @property
    def communes(self) -> int:
        """How many communes are in all rankings together."""
        return sum(len(report.rows) for report in self.reports)

    def texts(self, scope: str) -> list[str]:
        """Return each ranking as text, ranks being those within *scope*, a name of ``Scope``."""
        from reports.ranking.text import ranking_text
        from scoring.ranking.ranking import Scope

        return [ranking_text(report, Scope[scope]) for report in self.reports]

    def table(self, ending: str) -> bytes:
        """Return all rankings as one file of a kind in ``ENDINGS``."""
        from reports.ranking.ranking_json import ranking_json
        from reports.ranking.table import in_words, ranking_headings, ranking_rows
        from reports.tables.writing import WRITERS
        from reports.wording.stamp import Stamp

        if ending == JSON:
            return ranking_json(self.reports, Stamp(__version__))
        rows = (row for report in self.reports for row in ranking_rows(report))
        headings = ranking_headings(self.reports)
        if ending == ".xlsx":
            # A workbook is opened by people; CSV and Parquet keep the names that programs know.
            return WRITERS[ending](*in_words(headings, rows))
        return WRITERS[ending](headings, rows)


def ranked(  # noqa: PLR0913 -- what a person may ask of a ranking
    source: Source,
    expected: Expected,
    *,
    year: int | None = None,
    tie_break: Path | None = None,
    trials: TrialsAsked | None = None,
    watcher: Watcher = NOBODY,
) -> Ranked:
    """Rank *year*, by default the latest; earlier years are there to compare with.

    Raises ``ProblemsFound`` as ``results_of`` does and for a faulty rule for equal totals,
    ``WrongUse`` for a year without results.
    """
    rule = None if tie_break is None else load_tie_break(tie_break)
    results = results_of(source)
    if not results.rows:
        return Ranked((), results.problems)
    # Of how many in all is no question of the state that was asked for.
    whole = results if source.state is None else results_of(replace(source, state=None))
    counted = years_of(whole, expected)
    found = rankings(results.rows, rule)
    wanted = [one for one in found if one.year == (year or found[0].year)]
    if not wanted:
        raise WrongUse("year", f"không có kết quả năm {year}")
    told = [*results.problems, *counted.problems]
    reports = []
    for one in wanted:
        tried = None
        if trials is not None:
            tried, more = _trials(one, trials, watcher)
            told += more
        everybody = next(each for each in counted.years if each.year == one.year)
        reports.append(
            RankingReport(
                one, rank_intervals(one), changes(one, found, same_register), everybody, tried
            )
        )
    return Ranked(tuple(reports), tuple(in_order(told)))


def _trials(
    ranking: Ranking, asked: TrialsAsked, watcher: Watcher
) -> tuple[Trials, Sequence[Problem]]:
    from phuhop.usecases.rulesets import choose_ruleset
    from scoring.ranking.assumed_numbers import Limits
    from scoring.ranking.sensitivity import rank_trials

    choose = choose_ruleset(asked.ruleset, None)
    chosen = choose(ranking.year)
    intake = read(
        asked.data, asked.ruleset, None, choose=choose, today=asked.today, watcher=watcher
    )
    if chosen is None:
        message = f"không có bộ tiêu chí nào có hiệu lực trong năm {ranking.year}"
        place = Place(asked.data[0].as_posix())
        raise ProblemsFound([Problem(place, "khong-co-bo-tieu-chi", message)])
    assessments = {
        entry.assessment.commune.code: entry.assessment
        for entry in intake.entries
        if entry.assessment.year == ranking.year
    }
    faults = [problem for problem in intake.problems if problem.is_fault]
    try:
        found = rank_trials(
            ranking,
            chosen,
            assessments,
            limits=Limits(Fraction(asked.points_limit, 100), Fraction(asked.edges_limit, 100)),
            draws=asked.draws,
            seed=asked.seed,
        )
    except ProblemsFound as refused:
        raise ProblemsFound([*faults, *refused.problems]) from None
    return found, faults
