"""Targets against results: each target's place and year, and the shares behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from phuhop import __version__
from phuhop.usecases.province.results import Expected, Source, YearsOfPlace, results_of, years_of
from scoring.base.problems import Problem, in_order
from scoring.plans.share_results import TargetResult, result_of
from scoring.plans.share_targets import SHIPPED, Plan, load_plan
from scoring.recognition.communes import CommuneYear
from scoring.recognition.counting import Count, counts_by

UNKNOWN = "(không ghi)"

_Key = Callable[[CommuneYear], tuple[str, ...]]
_KEYS: dict[str, _Key] = {
    "nam": lambda _: (),
    "tinh": lambda one: (one.province or UNKNOWN,),
    "huyen": lambda one: (one.province or UNKNOWN, one.district or UNKNOWN),
    "nhom": lambda one: (one.result.group if one.result else UNKNOWN,),
}


@dataclass(frozen=True, slots=True)
class Targets:
    """A plan, its targets against the results, and all faults and warnings of the sources."""

    plan: Plan
    place: YearsOfPlace
    results: tuple[TargetResult, ...]
    problems: tuple[Problem, ...]

    def shares(self, by: str) -> Sequence[tuple[tuple[str, ...], Count]]:
        """Return the counts by year and what *by* says, labels first."""
        key = _KEYS[by]
        return [
            ((str(year.year), *labels), count)
            for year in self.place.years
            for labels, count in counts_by(year.communes, key).items()
        ]

    def text(self) -> str:
        """Return the targets against the results as text."""
        from reports.plans.shares_text import targets_text

        place = self.place
        return targets_text(place.rows, place.years, place.rearranged, self.plan, self.results)

    def shares_text(self, title: str, by: str) -> str:
        """Return the counts by year and what *by* says as text below *title*."""
        from reports.plans.shares_text import shares_text

        return shares_text(title, self.shares(by))

    def table(self, ending: str) -> bytes:
        """Return the targets as a table with *ending*, or as the JSON object."""
        from reports.plans.shares_table import TARGETS_HEADINGS, target_rows, targets_json
        from reports.tables.writing import WRITERS
        from reports.wording.stamp import Stamp

        if ending == ".json":
            return targets_json(self.plan, self.results, Stamp(__version__))
        return WRITERS[ending](TARGETS_HEADINGS, target_rows(self.results))


def targets_of(source: Source, expected: Expected, plan: Path | None = None) -> Targets:
    """Hold the targets of *plan*, by default those that were read, to the results.

    Raises ``ProblemsFound`` for a faulty plan or list, and when there are no results.
    """
    wanted = load_plan(SHIPPED if plan is None else plan)
    results = results_of(source)
    place = years_of(results, expected)
    found = tuple(result_of(target, place.years) for target in wanted.targets)
    problems = tuple(in_order([*results.problems, *place.problems]))
    return Targets(wanted, place, found, problems)
