"""How many communes of a place meet the standard, of how many, and how many more a target needs.

The whole is the dated register of communes where it speaks of that day and place, else the
table. A commune of the register that the table does not have, and one whose verdict is open,
may or may not meet the standard: a share is then an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from scoring.base.problems import Problem, ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.ranking.targets import Target
from scoring.results.rows import ResultRow, Status
from scoring.units.names import same_place

if TYPE_CHECKING:
    from scoring.units.registers import Register, Unit, Units


_same = lru_cache(maxsize=4096)(same_place)
"""The few names of provinces and districts stand in thousands of rows."""


class Whole(Enum):
    """Where the number of all communes comes from."""

    REGISTER = "sổ đơn vị hành chính"
    TABLE = "bảng kết quả"


class Basis(Enum):
    """What counts as meeting the standard."""

    RECOGNISED = "được công nhận (cột tinh_trang)"
    SELF_SCORED = "đạt theo kết quả chấm, chưa phải công nhận"


@dataclass(frozen=True, slots=True)
class Share:
    """Communes of one place and year: *met* for certain, *open* and *absent* perhaps."""

    year: int
    met: int
    open: int
    absent: int
    whole: int
    source: Whole
    why_table: str
    """Why the register is not the whole; empty where it is."""

    @property
    def most(self) -> int:
        """How many may meet the standard at most."""
        return self.met + self.open + self.absent


@dataclass(frozen=True, slots=True)
class Measured:
    """A target against the results of its year, or of the latest year before."""

    target: Target
    share: Share | None
    """``None`` where there are no results of the place in that year or before."""

    @property
    def goal(self) -> int:
        """How many communes the target asks for."""
        return self.target.needed_of(self.share.whole) if self.share else 0

    @property
    def needed(self) -> tuple[int, int]:
        """How many more are needed: at least (if all open ones meet it), and at most."""
        if self.share is None:
            return 0, 0
        return max(self.goal - self.share.most, 0), max(self.goal - self.share.met, 0)

    @property
    def reached(self) -> Finding:
        """Whether the target is reached."""
        least, most = self.needed
        if self.share is None or (most and not least):
            return Finding.CANNOT_SAY
        return Finding.NOT_MET if least else Finding.MET


class Shares:
    """The results of all years, ready to be counted by place."""

    def __init__(self, rows: Iterable[ResultRow], units: Callable[[], Units]) -> None:
        """Take the rows; raises ``ProblemsFound`` for a commune twice in one year."""
        self.rows = tuple(rows)
        self._units = units
        _check_once(self.rows)
        self.basis = (
            Basis.RECOGNISED
            if any(row.status is not None for row in self.rows)
            else Basis.SELF_SCORED
        )

    def measure(self, target: Target) -> Measured:
        """Return *target* against the results it can be held to."""
        of_place = [row for row in self.rows if lies_in(row, target)]
        years = [row.year for row in of_place if row.year <= target.year]
        if not years:
            return Measured(target, None)
        year = max(years)
        return Measured(target, self.share([r for r in of_place if r.year == year], target, year))

    def share(self, rows: Sequence[ResultRow], target: Target | None, year: int) -> Share:
        """Return how many of *rows* meet the standard, and of how many in all.

        *target* says which place the rows are of; ``None`` takes the table as the whole.
        """
        met = sum(self._is_met(row) for row in rows)
        open_ = sum(self._is_open(row) for row in rows)
        whole, why = self._whole(rows, target, year)
        if whole is None:
            return Share(year, met, open_, 0, len(rows), Whole.TABLE, why)
        return Share(year, met, open_, whole - len(rows), whole, Whole.REGISTER, "")

    def _is_met(self, row: ResultRow) -> bool:
        if self.basis is Basis.RECOGNISED:
            return row.is_recognised
        return row.verdict is Finding.MET

    def _is_open(self, row: ResultRow) -> bool:
        if self.basis is Basis.RECOGNISED:
            return row.status not in {Status.RECOGNISED, Status.NOT_RECOGNISED}
        return row.verdict is Finding.CANNOT_SAY

    def _whole(
        self, rows: Sequence[ResultRow], target: Target | None, year: int
    ) -> tuple[int | None, str]:
        if target is None or target.group is not None:
            return None, "sổ không ghi nhóm ngưỡng" if target else "theo bảng"
        if any(row.is_invented for row in rows):
            return None, "có đơn vị hư cấu, không có trong sổ"
        register = self._units().on(date(year, 12, 31))
        if register is None:
            return None, f"không có sổ của ngày 31/12/{year}"
        found = _units_in(register, target)
        if not found:
            return None, f"sổ của ngày 31/12/{year} không có nơi này"
        strange = [row.code for row in rows if row.code not in found]
        if strange:
            return None, f"{len(strange)} xã của bảng không có trong sổ, ví dụ {strange[0]}"
        return len(found), ""


def lies_in(row: ResultRow, target: Target) -> bool:
    """Whether a commune is one of those the target is for."""
    if target.group is not None and row.group != target.group:
        return False
    if target.is_national:
        return True
    if row.province is None or not _same(row.province, target.place):
        return False
    return target.district is None or (
        row.district is not None and _same(row.district, target.district)
    )


def _units_in(register: Register, target: Target) -> Mapping[str, Unit]:
    return {
        code: unit
        for code, unit in register.units.items()
        if target.is_national
        or (
            _same(unit.province, target.place)
            and (
                target.district is None
                or (unit.district is not None and _same(unit.district, target.district))
            )
        )
    }


def _check_once(rows: Iterable[ResultRow]) -> None:
    seen: dict[tuple[str, int], ResultRow] = {}
    problems = []
    for row in rows:
        other = seen.setdefault((row.code, row.year), row)
        if other is not row:
            message = (
                f"xã {row.code} năm {row.year} có kết quả theo {row.ruleset.id} và theo "
                f"{other.ruleset.id} ({other.place}); một xã chỉ tính một lần"
            )
            problems.append(Problem(row.place, "trung-xa", message, "đưa vào một bộ tiêu chí"))
    if problems:
        raise ProblemsFound(problems)
