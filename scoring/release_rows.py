"""What a release is made of: one scored commune a row, with only the facts that it needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from scoring.commune import FIRST_INVENTED_CODE
from scoring.levels import Level
from scoring.quantities import points_text
from scoring.result import Finding, ScoreSheet

SELF_ASSESSED = "tự chấm"
RECOGNISED = "được công nhận"
NOT_RECOGNISED = "không được công nhận"
"""Words of the column ``tinh_trang`` of a results table; an absent column means the first."""


class CriterionInterval(Protocol):
    """Points a criterion has at least and at most; equal where nothing is open."""

    @property
    def minimum(self) -> Fraction: ...  # noqa: D102
    @property
    def maximum(self) -> Fraction: ...  # noqa: D102


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
    criteria: Mapping[int, CriterionInterval]

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


def data_sha256(rows: Iterable[ScoredRow]) -> str:
    """Return the SHA-256 of everything a release of *rows* depends on, in any order of rows."""
    lines = sorted(json.dumps(_facts(row), ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _facts(row: ScoredRow) -> list[object]:
    points = None if row.points is None else points_text(row.points)
    return [
        row.code,
        row.year,
        row.name,
        row.kind,
        row.province,
        row.district,
        row.ruleset_id,
        row.ruleset_sha256,
        row.level.value,
        row.group,
        points_text(row.threshold),
        points,
        points_text(row.minimum),
        points_text(row.maximum),
        row.verdict.name,
        row.status,
        [
            [number, points_text(one.minimum), points_text(one.maximum)]
            for number, one in sorted(row.criteria.items())
        ],
    ]
