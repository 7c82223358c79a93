"""Figures of a place in real values: every indicator summed over its communes."""

from __future__ import annotations

from dataclasses import dataclass

from phuhop.usecases.duties.place_years import PlaceWish, PlaceYears, place_years, year_of
from scoring.base.problems import Problem

ENDINGS = (".csv", ".xlsx", ".parquet")


@dataclass(frozen=True, slots=True)
class FiguresOfPlace:
    """The place and the year that is told of."""

    place: PlaceYears
    year: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was told of the sources."""
        return self.place.problems

    def text(self) -> str:
        """Return every indicator as text."""
        from reports.duties.figures import figures_text
        from reports.province.heads import place_of

        return figures_text(place_of(self.place.provinces), self.place.years, self.year)

    def table(self, ending: str) -> bytes:
        """Return them as a table with one of ``ENDINGS``."""
        from reports.duties.figures import FIGURE_HEADINGS, figure_rows
        from reports.tables.writing import WRITERS

        return WRITERS[ending](FIGURE_HEADINGS, figure_rows(self.place.years, self.year))


def figures_of_place(wish: PlaceWish, year: int | None = None) -> FiguresOfPlace:
    """Return the figures of *year*, by default the last; raises ``ProblemsFound``."""
    place = place_years(wish)
    return FiguresOfPlace(place, year_of(place, year))
