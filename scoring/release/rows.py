"""What a release is made of: one scored commune a row, with only the facts that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.levels import Level
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.results.rows import ResultRow, Status

SELF_ASSESSED: str = Status.SELF_SCORED.value
RECOGNISED: str = Status.RECOGNISED.value
NOT_RECOGNISED: str = Status.NOT_RECOGNISED.value
"""Words of the column ``tinh_trang`` of a results table; an absent column means the first."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Points a criterion has at least and at most; equal where nothing is open."""

    minimum: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One commune's result. ``points`` is ``None`` where some part is open.

    ``criteria`` go by their number in the ruleset ``ruleset_id``.
    """

    code: str
    name: str
    kind: str
    province: str | None
    district: str | None
    year: int
    ruleset_id: str
    ruleset_sha256: str
    level: Level
    group: str
    threshold: Fraction
    points: Fraction | None
    minimum: Fraction
    maximum: Fraction
    verdict: Finding
    status: str
    criteria: Mapping[int, Interval]

    @property
    def decision(self) -> Finding:
        """What counts: the authority's decision where there is one, else the computed verdict."""
        if self.status == RECOGNISED:
            return Finding.MET
        return Finding.NOT_MET if self.status == NOT_RECOGNISED else self.verdict

    @property
    def is_invented(self) -> bool:
        """Whether this is sample data: its code is beyond every register."""
        return self.code >= FIRST_INVENTED_CODE


def rows_of(results: Iterable[ResultRow]) -> list[ScoredRow]:
    """Return the rows of results that were read back; no status means a self score."""
    return [
        ScoredRow(
            code=one.code,
            name=one.name,
            kind=one.kind.value,
            province=one.province,
            district=one.district,
            year=one.year,
            ruleset_id=one.ruleset[0],
            ruleset_sha256=one.ruleset[1],
            level=one.level,
            group=one.group,
            threshold=one.threshold,
            points=one.total.points,
            minimum=one.total.minimum,
            maximum=one.total.maximum,
            verdict=one.verdict,
            status=SELF_ASSESSED if one.status is None else one.status.value,
            criteria={n: Interval(c.minimum, c.maximum) for n, c in one.criteria.items()},
        )
        for one in results
    ]


def rows_of_sheets(sheets: Iterable[ScoreSheet], status: str = SELF_ASSESSED) -> list[ScoredRow]:
    """Return the rows of scored communes."""
    return [
        ScoredRow(
            code=sheet.commune.code,
            name=sheet.commune.name,
            kind=sheet.commune.kind.value,
            province=sheet.commune.province,
            district=sheet.commune.district,
            year=sheet.year,
            ruleset_id=sheet.ruleset.id,
            ruleset_sha256=sheet.ruleset.sha256,
            level=sheet.ruleset.level,
            group=sheet.threshold.group,
            threshold=sheet.threshold.points,
            points=sheet.total.points,
            minimum=sheet.total.minimum,
            maximum=sheet.total.maximum,
            verdict=sheet.verdict,
            status=status,
            criteria={c.number: Interval(c.minimum, c.maximum) for c in sheet.criteria},
        )
        for sheet in sheets
    ]
