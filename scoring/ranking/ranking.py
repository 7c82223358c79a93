"""Ranks as sport gives them (1, 2, 2, 4), from totals that nobody rounded.

Decision 06 knows no ranks; a rank says where a total stands among totals of the same year
under the same rules, and no more. Equal totals have equal ranks unless a rule that somebody
wrote down and named tells them apart. Who has no certain total, or is not appraised where the
table says who is, stands apart with the reason.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from scoring.engine.score_sheet import Finding, Outcome
from scoring.ranking.tie_break import TieBreak
from scoring.results.rows import ResultRow, RulesetKey, Status


class Scope(Enum):
    """Among whom a commune is ranked."""

    ALL = "toàn bảng"
    GROUP = "cùng nhóm ngưỡng"
    PROVINCE = "cùng tỉnh"
    PROVINCE_GROUP = "cùng tỉnh và nhóm ngưỡng"
    DISTRICT = "cùng huyện"

    def key(self, row: ResultRow) -> tuple[str, ...] | None:
        """Return what the communes of one list share; ``None`` where that is not known."""
        group, province, district = row.group, row.province, row.district
        match self:
            case Scope.ALL:
                return ()
            case Scope.GROUP:
                return (group,)
            case Scope.PROVINCE:
                return None if province is None else (province,)
            case Scope.PROVINCE_GROUP:
                return None if province is None else (province, group)
            case Scope.DISTRICT:
                return None if district is None else (province or "", district)


class ApartReason(Enum):
    """Why a commune has no rank."""

    INCOMPLETE = "chưa đủ số liệu hoặc còn phần chưa chấm được"
    UNVERIFIED = "mới tự chấm, chưa thẩm định"


@dataclass(frozen=True, slots=True)
class RankedCommune:
    """A rank among *of* communes, shared by *equals* of them (1 where nobody else has it)."""

    rank: int
    of: int
    equals: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A commune with its standing in each list it belongs to."""

    row: ResultRow
    standings: Mapping[Scope, RankedCommune]


@dataclass(frozen=True, slots=True)
class Apart:
    """A commune without a rank, why, and which parts are still open and how."""

    row: ResultRow
    reasons: tuple[ApartReason, ...]
    open_parts: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One year under one ruleset. ``ranked`` is in the order of ranks, then of codes."""

    year: int
    ruleset: RulesetKey
    tie_break: TieBreak | None
    ranked: tuple[Ranked, ...]
    apart: tuple[Apart, ...]

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """Every commune of the year, ranked or not."""
        return (*(one.row for one in self.ranked), *(one.row for one in self.apart))


SortValue = tuple[int, ...]
"""The total, then what the rule for equal totals looks at; whole numbers, higher is better."""


def rankings(rows: Iterable[ResultRow], tie_break: TieBreak | None = None) -> tuple[Ranking, ...]:
    """Rank *rows*: one ranking for each year and ruleset, the latest year first.

    Raises ``ProblemsFound`` when *tie_break* names a criterion or part that the results of
    some ruleset do not have.
    """
    together: dict[tuple[int, RulesetKey], list[ResultRow]] = {}
    for row in rows:
        together.setdefault((row.year, row.ruleset), []).append(row)
    return tuple(
        _ranking(year, ruleset, found, tie_break)
        for (year, ruleset), found in sorted(together.items(), key=lambda e: (-e[0][0], e[0][1]))
    )


def _ranking(
    year: int, ruleset: RulesetKey, rows: Sequence[ResultRow], tie_break: TieBreak | None
) -> Ranking:
    if tie_break is not None:
        tie_break.check(rows)
    apart = [Apart(row, reasons, _open(row)) for row in rows if (reasons := reasons_of(row))]
    left = [row for row in rows if not reasons_of(row)]
    values = values_of(left, tie_break)
    standings: list[dict[Scope, RankedCommune]] = [{} for _ in left]
    for scope in Scope:
        for members in members_of(left, scope).values():
            ordered = sorted(values[at] for at in members)
            for at in members:
                first, after = bisect_left(ordered, values[at]), bisect_right(ordered, values[at])
                standing = RankedCommune(len(ordered) - after + 1, len(ordered), after - first)
                standings[at][scope] = standing
    ranked = [Ranked(row, own) for row, own in zip(left, standings, strict=True)]
    ranked.sort(key=lambda one: (one.standings[Scope.ALL].rank, one.row.code))
    return Ranking(year, ruleset, tie_break, tuple(ranked), tuple(apart))


def reasons_of(row: ResultRow) -> tuple[ApartReason, ...]:
    """Return why *row* cannot be ranked; nothing where it can."""
    incomplete = row.total.points is None or row.verdict is Finding.CANNOT_SAY
    return (
        *((ApartReason.INCOMPLETE,) if incomplete else ()),
        *((ApartReason.UNVERIFIED,) if row.status is Status.SELF_SCORED else ()),
    )


def _open(row: ResultRow) -> Mapping[str, Outcome]:
    return {c: p.outcome for c, p in row.parts.items() if p.outcome is not Outcome.SCORED}


def members_of(rows: Sequence[ResultRow], scope: Scope) -> Mapping[tuple[str, ...], Sequence[int]]:
    """Return the positions in *rows* of the communes of each list of *scope*."""
    found: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(rows):
        key = scope.key(row)
        if key is not None:
            found.setdefault(key, []).append(at)
    return found


def scale_of(rows: Iterable[ResultRow]) -> int:
    """Return the least number that makes every total of *rows* whole."""
    denominators = {
        bound.denominator for row in rows for bound in (row.total.minimum, row.total.maximum)
    }
    return math.lcm(*denominators)


def values_of(rows: Sequence[ResultRow], tie_break: TieBreak | None) -> list[SortValue]:
    """Return what each row is ranked by: its certain total, then the keys of *tie_break*."""
    scale = scale_of(rows)
    keys: list[SortValue] = [()] * len(rows) if tie_break is None else tie_break.keys(rows)
    return [(int(row.total.minimum * scale), *key) for row, key in zip(rows, keys, strict=True)]
