"""Results of many communes as one table: a row each, the same numbers as the JSON.

Columns: who and when · which rules, on which weakest level · threshold and total as an
interval · the three conditions and the verdict · then per criterion its interval and per
part its outcome, band and points. Points that are not scored are blank, never 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.batch import FINDINGS, BatchResult
from scoring.batch_tables import NO_BAND, OUTCOMES, SCORED
from scoring.commune import Commune
from scoring.explanation import level_words
from scoring.levels import Level
from scoring.parts import BandScale, Trend
from scoring.quantities import json_number
from scoring.result import Finding
from scoring.ruleset import Ruleset

Value = str | int | float | None

_LEVELS = tuple(Level)
_COMMUNE = ("ma_xa", "ten_xa", "loai", "tinh", "huyen", "nam")
_RULES = ("bo_tieu_chi", "sha256_bo_tieu_chi", "muc_tin_cay", "nhom_nguong", "nguong")
_TOTAL = ("diem", "diem_it_nhat", "diem_nhieu_nhat")
_FINDINGS = ("dk_tat_ca_tieu_chi", "dk_khong_diem_liet", "dk_nguong", "ket_luan")

TEXT, NUMBER = "text", "number"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name and whether it holds text or numbers."""

    name: str
    kind: str


def headings(rulesets: Sequence[Ruleset]) -> tuple[Heading, ...]:
    """Return the columns for results under *rulesets*: shared ones, then criteria and parts."""
    found: dict[str, str] = dict.fromkeys((*_COMMUNE, *_RULES), TEXT)
    found.update(dict.fromkeys(("nam", "nguong", *_TOTAL), NUMBER))
    found.update(dict.fromkeys(_FINDINGS, TEXT))
    for ruleset in rulesets:
        for criterion in ruleset.criteria:
            found.update(dict.fromkeys(_interval_names(f"tc{criterion.number}"), NUMBER))
            for part in criterion.parts:
                found[f"phan_{part.code}_ket_qua"] = TEXT
                found[f"phan_{part.code}_muc"] = TEXT
                found[f"phan_{part.code}_diem"] = NUMBER
    return tuple(Heading(name, kind) for name, kind in found.items())


def _interval_names(prefix: str) -> tuple[str, str, str]:
    return f"{prefix}_diem", f"{prefix}_it_nhat", f"{prefix}_nhieu_nhat"


def rows(result: BatchResult) -> Iterator[dict[str, Value]]:
    """Yield one row for each commune of *result*, in its order."""
    labels = {
        part.code: (
            [band.label for band in part.bands]
            if isinstance(part, BandScale)
            else [trend.value for trend in Trend]
        )
        for _, part in result.ruleset.parts
    }
    for row in range(result.columns.size):
        yield {
            **_commune(result.columns.communes[row], int(result.columns.years[row])),
            **_whole(result, row),
            **_criteria(result, row),
            **_parts(result, row, labels),
        }


def _commune(commune: Commune, year: int) -> dict[str, Value]:
    return {
        "ma_xa": commune.code,
        "ten_xa": commune.name,
        "loai": commune.kind.value,
        "tinh": commune.province,
        "huyen": commune.district,
        "nam": year,
    }


def _whole(result: BatchResult, row: int) -> dict[str, Value]:
    ruleset = result.ruleset
    threshold = ruleset.recognition.thresholds[result.threshold[row]]
    by_criteria = FINDINGS[result.finding_criteria[row]]
    return {
        "bo_tieu_chi": ruleset.id,
        "sha256_bo_tieu_chi": ruleset.sha256,
        "muc_tin_cay": level_words(_LEVELS[result.level[row]]),
        "nhom_nguong": threshold.group,
        "nguong": json_number(threshold.points),
        **_interval(result, "", result.minimum[row], result.maximum[row], result.is_scored[row]),
        "dk_tat_ca_tieu_chi": by_criteria.value,
        "dk_khong_diem_liet": by_criteria.value,
        "dk_nguong": FINDINGS[result.finding_threshold[row]].value,
        "ket_luan": verdict(result, row).value,
    }


def verdict(result: BatchResult, row: int) -> Finding:
    """Return a row's verdict."""
    found: Finding = FINDINGS[int(result.verdict[row])]
    return found


def _interval(
    result: BatchResult, prefix: str, minimum: int, maximum: int, is_scored: object
) -> dict[str, Value]:
    names = _interval_names(prefix) if prefix else _TOTAL
    least, most = (json_number(result.points(points)) for points in (minimum, maximum))
    return dict(zip(names, (least if is_scored else None, least, most), strict=True))


def _criteria(result: BatchResult, row: int) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for c in result.criteria:
        name = f"tc{c.number}"
        values |= _interval(result, name, c.minimum[row], c.maximum[row], c.is_scored[row])
    return values


def _parts(result: BatchResult, row: int, labels: dict[str, list[str]]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for code, part in result.parts.items():
        outcome, band = part.outcome[row], part.band[row]
        points = json_number(result.points(part.points[row])) if outcome == SCORED else None
        values[f"phan_{code}_ket_qua"] = OUTCOMES[outcome].value
        values[f"phan_{code}_muc"] = None if band == NO_BAND else labels[code][band]
        values[f"phan_{code}_diem"] = points
    return values
