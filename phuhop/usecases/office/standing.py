"""Ranking and targets as pages show them: all words, made once for each state of the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from phuhop.usecases.office.reports import YearlyWish
from phuhop.usecases.province.ranking import ranked
from phuhop.usecases.province.targets import targets_of
from reports.plans.words import TrackedWords, tracked_words
from reports.province.model import TargetWords
from reports.province.targets import target_words
from reports.ranking.model import RankingReport
from scoring.base.quantities import interval_text
from scoring.ranking.ranking import Scope

if TYPE_CHECKING:
    from scoring.base.problems import Problem
    from scoring.plans.loading import ChildrenPlan
    from scoring.results.rows import ResultRow


@dataclass(frozen=True, slots=True)
class RankLine:
    """One commune: its rank in words, points, between which ranks it may end, and the change."""

    code: str
    name: str
    rank: str
    equals: str
    points: str
    group: str
    verdict: str
    between: str
    moved: str


@dataclass(frozen=True, slots=True)
class ApartLine:
    """A commune without a rank, and why."""

    code: str
    name: str
    points: str
    between: str
    reason: str


@dataclass(frozen=True, slots=True)
class RankingShown:
    """A ranking of one ruleset; ``unchanged`` says why no change is told."""

    ruleset: str
    lines: tuple[RankLine, ...]
    apart: tuple[ApartLine, ...]
    earlier: int | None
    unchanged: str


@dataclass(frozen=True, slots=True)
class YearRanked:
    """All rankings of a year, and what was told of the sources."""

    rankings: tuple[RankingShown, ...]
    problems: tuple[Problem, ...]


def year_ranked(wish: YearlyWish) -> YearRanked:
    """Return the rankings; raises ``ProblemsFound``, ``WrongUse`` for a year without results."""
    found = ranked(wish.source, wish.whose, year=wish.year)
    return YearRanked(tuple(map(_shown, found.reports)), found.problems)


def _shown(report: RankingReport) -> RankingShown:
    ranking, changes = report.ranking, report.changes

    def between(row: ResultRow) -> str:
        interval = report.intervals[row.code][Scope.ALL]
        return interval_text(interval.best, interval.worst)

    lines = []
    for one in ranking.ranked:
        row, standing = one.row, one.standings[Scope.ALL]
        change = changes.by_code.get(row.code, {}).get(Scope.ALL)
        moved = "" if change is None else _moved(change.moved)
        equals = f"đồng hạng {standing.equals} xã" if standing.equals > 1 else ""
        lines.append(
            RankLine(
                row.code,
                row.name,
                f"{standing.rank}/{standing.of}",
                equals,
                interval_text(row.total.minimum, row.total.maximum),
                row.group,
                row.verdict.value,
                between(row),
                moved,
            )
        )
    apart = tuple(
        ApartLine(
            one.row.code,
            one.row.name,
            interval_text(one.row.total.minimum, one.row.total.maximum),
            between(one.row),
            "; ".join(reason.value for reason in one.reasons),
        )
        for one in ranking.apart
    )
    return RankingShown(ranking.ruleset.id, tuple(lines), apart, changes.year, changes.reason)


def _moved(ranks: int) -> str:
    if not ranks:
        return "giữ hạng"
    return f"▲ lên {ranks}" if ranks > 0 else f"▼ xuống {-ranks}"


@dataclass(frozen=True, slots=True)
class TargetsShown:
    """Shares against a list of targets, and a plan of one's choice held to the year."""

    shares: tuple[TargetWords, ...]
    plan: str
    plan_name: str
    tracked: tuple[TrackedWords, ...]
    problems: tuple[Problem, ...]


def targets_shown(wish: YearlyWish, plan: str | None) -> TargetsShown:
    """Return the targets; *plan* is the code of an adopted one. Raises ``ProblemsFound``."""
    from phuhop.usecases.duties.plan_tracking import TrackingWish, track

    shares = targets_of(wish.source, wish.whose, wish.plan)
    # A plan may speak of many places: those of which nothing is here say nothing here.
    lines = tuple(target_words(one) for one in shares.results if one.count is not None)
    if plan is None:
        return TargetsShown(lines, "", "", (), shares.problems)
    held = track(TrackingWish(plan, wish.place, year=wish.year))
    words = tuple(map(tracked_words, held.whole))
    told = tuple(dict.fromkeys((*shares.problems, *held.problems)))
    return TargetsShown(lines, plan, _plan_name(held.plan), words, told)


@cache
def adopted() -> Mapping[str, str]:
    """Return the adopted plans: name by code."""
    from scoring.plans.loading import adopted_plans, load_children_plan

    return {path.stem: _plan_name(load_children_plan(path)) for path in adopted_plans()}


def _plan_name(plan: ChildrenPlan) -> str:
    return f"{plan.head.place}: {plan.head.title}"
