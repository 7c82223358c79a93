"""The columns of a table of results: their names once, and the cells of one row read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from scoring.base.communes import Commune
from scoring.base.quantities import json_number
from scoring.engine.explanation import level_words
from scoring.results.rows import Interval, ResultRow

PLACE = ("ma_xa", "ten_xa", "loai", "tinh", "huyen")
"""Code, name and kind of the commune, its province and district."""
YEAR = "nam"

STATUS = "tinh_trang"
"""The column that says how far a result has come; a table need not have it."""

DECISION = ("quyet_dinh_so", "quyet_dinh_ngay", "quyet_dinh_co_quan")
"""Number, day and office of the decision; a table need not have them."""

RULES = ("bo_tieu_chi", "sha256_bo_tieu_chi", "muc_tin_cay", "nhom_nguong")
"""Which rules, how far compared with the official text, which threshold."""
THRESHOLD = "nguong"
TOTAL = ("diem", "diem_it_nhat", "diem_nhieu_nhat")
CONDITIONS = ("dk_tat_ca_tieu_chi", "dk_khong_diem_liet", "dk_nguong", "ket_luan")
"""The three conditions and the verdict."""


def of_criterion(number: int) -> tuple[str, str, str]:
    """Return the columns of a criterion's points: scored, at least, at most."""
    return f"tc{number}_diem", f"tc{number}_it_nhat", f"tc{number}_nhieu_nhat"


def of_part(code: str) -> tuple[str, str, str]:
    """Return the columns of a part: outcome, band, points."""
    return f"phan_{code}_ket_qua", f"phan_{code}_muc", f"phan_{code}_diem"


def place_cells(commune: Commune, year: int) -> dict[str, Any]:
    """Return who and when, as every table says it."""
    cells = (commune.code, commune.name, commune.kind.value, commune.province, commune.district)
    return dict(zip((*PLACE, YEAR), (*cells, year), strict=True))


def cells_of(row: ResultRow, number: Callable[[Fraction], Any] = json_number) -> dict[str, Any]:
    """Return the cells of a row under the names of its columns; *number* writes points."""
    place = (row.code, row.name, row.kind.value, row.province, row.district, row.year)
    rules = (row.ruleset.id, row.ruleset.sha256, level_words(row.level), row.group)
    findings = (row.all_criteria, row.no_zero, row.reached, row.verdict)
    cells: dict[str, Any] = {
        **dict(zip((*PLACE, YEAR), place, strict=True)),
        STATUS: row.status and row.status.value,
        **dict(zip(DECISION, row.decision.texts if row.decision else (None,) * 3, strict=True)),
        **dict(zip(RULES, rules, strict=True)),
        THRESHOLD: number(row.threshold),
        **dict(zip(CONDITIONS, (one.value for one in findings), strict=True)),
        **_points(TOTAL, row.total, number),
    }
    for criterion, interval in row.criteria.items():
        cells |= _points(of_criterion(criterion), interval, number)
    for code, part in row.parts.items():
        points = None if part.points is None else number(part.points)
        cells |= zip(of_part(code), (part.outcome.value, part.band, points), strict=True)
    return cells


def _points(
    names: Sequence[str], one: Interval, number: Callable[[Fraction], Any]
) -> dict[str, Any]:
    values = (one.points, one.minimum, one.maximum)
    return {
        name: None if value is None else number(value)
        for name, value in zip(names, values, strict=True)
    }
