"""Indicators summed over the communes of a place; a commune that left one out is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.engine.assessment import Assessment
from scoring.recognition.communes import State
from scoring.recognition.counting import Count
from scoring.totals.amounts import Amount
from scoring.totals.indicators import Indicator

_FIGURES = "số liệu các xã"
_ANSWERS = "trả lời của các xã"
_DECISIONS = "quyết định công nhận trên tổng số đơn vị cấp xã"
_PREVIOUS = "số liệu kỳ trước do các xã báo cáo"


@dataclass(frozen=True, slots=True)
class PlaceYear:
    """What is known of a place in one year.

    ``names`` are all commune-level units by code, those that sent nothing included; ``reports``
    the figures by code; ``count`` the units by state, ``None`` where no results were given.
    """

    year: int
    names: Mapping[str, str]
    reports: Mapping[str, Assessment]
    count: Count | None = None


def place_year(
    year: int,
    reports: Iterable[Assessment],
    names: Mapping[str, str],
    count: Count | None = None,
) -> PlaceYear:
    """Return the year of a place; units with figures are among its units in any case."""
    own = {one.commune.code: one for one in reports if one.year == year}
    own = {code: one for code, one in own.items() if code in names or not names}
    found = dict(names) or {code: one.commune.name for code, one in own.items()}
    return PlaceYear(year, found, own, count)


def amount_of(indicator: Indicator, place: PlaceYear, *, previous: bool = False) -> Amount | None:
    """Return the indicator over the place; ``None`` where nothing of its kind was given.

    With *previous* the figures that communes reported of the period before are summed; answers
    and decisions of it are not known.
    """
    if indicator.is_recognition:
        return None if previous or place.count is None else _recognised(indicator, place.count)
    if not place.reports:
        return None
    if indicator.item is not None:
        return None if previous else _answers(indicator, indicator.item, place)
    return _figures(indicator, place, previous=previous)


def _recognised(indicator: Indicator, count: Count) -> Amount:
    still_open = count.total - count.recognised - count.states[State.REFUSED]
    return Amount(
        count.recognised if count.is_decided else None,
        count.total,
        indicator.multiplier,
        _DECISIONS,
        count.total,
        count.total,
        open=still_open,
    )


def _answers(indicator: Indicator, item: str, place: PlaceYear) -> Amount:
    given = {code: one.answers[item] for code, one in place.reports.items() if item in one.answers}
    return Amount(
        sum(given.values()),
        len(given),
        indicator.multiplier,
        f"{_ANSWERS} ở nội dung {item}",
        len(given),
        len(place.names),
        _missing(place, given),
    )


def _figures(indicator: Indicator, place: PlaceYear, *, previous: bool) -> Amount:
    given: dict[str, tuple[int, ...]] = {}
    for code, one in place.reports.items():
        figures = one.previous if previous else one.figures
        if all(figure in figures for figure in indicator.figures):
            given[code] = tuple(figures[figure] for figure in indicator.figures)
    sums = [sum(column) for column in zip(*given.values(), strict=True)]
    return Amount(
        sums[0] if sums else None,
        sums[1] if len(sums) > 1 else None,
        indicator.multiplier,
        _PREVIOUS if previous else _FIGURES,
        len(given),
        len(place.names),
        _missing(place, given),
    )


def _missing(place: PlaceYear, given: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for code, name in sorted(place.names.items()) if code not in given)
