"""Which ruleset a row's year asks for, and which columns that ruleset has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from scoring.intake.rows.columns import KnownColumns, columns_of
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import Ruleset
from scoring.tables import cells

Choose = Callable[[int], Ruleset | None]
"""The ruleset for an assessment year, ``None`` where no decision was in force."""


class Years:
    """Rulesets by assessment year, each asked for once."""

    def __init__(self, choose: Choose, this_year: int | None) -> None:
        """Ask *choose*; a year after *this_year* has not come yet."""
        self._choose = choose
        self._this_year = this_year
        self._chosen: dict[int, Ruleset | None] = {}
        self._beyond_doubt: dict[int, Ruleset | None] = {}
        self._columns: dict[str, KnownColumns] = {}

    def settled(self, years: Iterable[int]) -> Years:
        """Return the same for some *years* without *choose*, so that it can travel."""
        return Years({year: self.ruleset(year) for year in years}.get, self._this_year)

    def ruleset(self, year: int) -> Ruleset | None:
        """Return the ruleset of a year."""
        if year not in self._chosen:
            self._chosen[year] = self._choose(year)
        return self._chosen[year]

    def this_years(self) -> list[Ruleset]:
        """With no usable year in a table, its other cells are held to this year's rules."""
        ruleset = None if self._this_year is None else self.ruleset(self._this_year)
        return [] if ruleset is None else [ruleset]

    def columns_of(self, ruleset: Ruleset) -> KnownColumns:
        """Return the columns a table may have under *ruleset*."""
        if ruleset.id not in self._columns:
            self._columns[ruleset.id] = columns_of(ruleset)
        return self._columns[ruleset.id]

    def read(self, row: IntakeRow) -> None:
        """Read a row's year and give it its ruleset; every doubt about them is told."""
        row.year = row.read("nam", cells.year)
        if row.year is None:
            return
        row.ruleset = self.ruleset(row.year)
        if row.ruleset is None:
            message = f"không có bộ tiêu chí nào có hiệu lực trong năm {row.year}"
            row.say("nam", "khong-co-bo-tieu-chi", message, "kiểm tra lại năm đánh giá")
        elif not self._is_in_force(row.ruleset, row.year):
            message = f"cuối năm {row.year} {row.ruleset.document.number} không có hiệu lực"
            row.warn("nam", "ngoai-hieu-luc", message, "vẫn chấm theo bộ đã chọn")
        elif self._is_to_come(row.year):
            row.warn("nam", "nam-sau", f"năm {row.year} chưa đến", "kiểm tra lại năm đánh giá")

    def beyond_doubt(self, year: int) -> Ruleset | None:
        """Return the ruleset of a year, ``None`` where ``read`` has something to tell of it."""
        if year not in self._beyond_doubt:
            ruleset = self.ruleset(year)
            if ruleset is not None and (
                self._is_to_come(year) or not self._is_in_force(ruleset, year)
            ):
                ruleset = None
            self._beyond_doubt[year] = ruleset
        return self._beyond_doubt[year]

    def _is_in_force(self, ruleset: Ruleset, year: int) -> bool:
        return ruleset.document.is_in_force(date(year, 12, 31))

    def _is_to_come(self, year: int) -> bool:
        return self._this_year is not None and year > self._this_year
