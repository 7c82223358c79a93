"""Invented places in a year for tests of plans: communes with figures, units by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.base.communes import Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.recognition.communes import State
from scoring.recognition.counting import Count
from scoring.totals.place_sums import PlaceYear, place_year

Figures = Mapping[str, int]


def place(
    year: int,
    figures: Sequence[Figures],
    *,
    silent: int = 0,
    count: Count | None = None,
    answers: Sequence[Mapping[str, bool]] = (),
) -> PlaceYear:
    """Return a place whose communes report *figures*, one each; *silent* sent nothing."""
    names = {str(99001 + at): f"Xã {at + 1}" for at in range(len(figures) + silent)}
    reports = [
        Assessment(
            Commune(code=code, name=names[code], kind=CommuneKind.COMMUNE, province="Tỉnh Mẫu"),
            year,
            own,
            answers=answers[at] if at < len(answers) else {},
        )
        for at, (code, own) in enumerate(zip(names, figures, strict=False))
    ]
    return place_year(year, reports, names, count)


def units(recognised: int, refused: int, waiting: int = 0) -> Count:
    """Return units by state."""
    states = dict.fromkeys(State, 0) | {
        State.RECOGNISED: recognised,
        State.REFUSED: refused,
        State.WAITING: waiting,
    }
    return Count(states, 0)
