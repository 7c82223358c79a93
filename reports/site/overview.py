"""The first page: who was recognised, measured by the plan; a wall of units; what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.charts import Column, Picture, answer, columns
from reports.site.edition import Area, Edition, commune_path
from reports.site.states import SHOWN, Shown
from reports.site.wording import NONE, capital, share_of, state_list
from reports.wording.clean import clean
from scoring.base.quantities import percent, vietnamese
from scoring.recognition.communes import State
from scoring.recognition.counting import Count, count_of
from scoring.release.public import PublicCommune

MOST_SQUARES = 620
"""Squares of one page; the largest province before the merger had 579 units."""


@dataclass(frozen=True, slots=True)
class Legend:
    """A state with its units, and where they are listed."""

    state: Shown
    units: str
    link: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visitor came for, in one sentence, one bar and one legend."""

    headline: str
    sentences: tuple[str, ...]
    bar: Picture
    legend: tuple[Legend, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """One unit of the wall."""

    link: str
    words: str
    state: Shown


@dataclass(frozen=True, slots=True)
class Wall:
    """Units of one part of the place; ``name`` is empty where there are no parts."""

    name: str
    link: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year: all units, those recognised, the share."""

    year: str
    units: str
    recognised: str
    share: str
    note: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Recognition over the years: a picture where two years can be compared, and the table."""

    picture: Picture | None
    rows: tuple[YearRow, ...]
    newly: tuple[Square, ...]
    lost: tuple[Square, ...]


def answer_of(edition: Edition, communes: Iterable[PublicCommune], path: str = "") -> Answer:
    """Return the answer of a place; *path* leads from its page to the root of the site."""
    count = count_of(communes)
    goal = edition.goals[0] if edition.goals and not path and count.is_decided else None
    words = f"chỉ tiêu {_percent(goal.percent)} đến hết năm {goal.year}" if goal else ""
    return Answer(
        _headline(edition, count),
        tuple(_sentences(edition, count, has_goal=not path)),
        answer(count, goal.percent if goal else None, words),
        tuple(
            Legend(SHOWN[state], vietnamese(units), f"{path}xep-hang.html?{address}")
            for state, units in state_list(count)
            for address in (f"tinh-trang={SHOWN[state].address}",)
        ),
    )


def _headline(edition: Edition, count: Count) -> str:
    if not edition.is_sealed:
        return f"{vietnamese(count.total)} {edition.kinds} tự chấm điểm, chưa qua sổ"
    if not count.is_decided:
        return f"Chưa có quyết định nào cho {vietnamese(count.total)} {edition.kinds}"
    return (
        f"{vietnamese(count.recognised)} trên {vietnamese(count.total)} {edition.kinds} "
        f"được công nhận, đạt {share_of(count, (g.percent for g in edition.goals))}"
    )


def _sentences(edition: Edition, count: Count, *, has_goal: bool) -> Iterator[str]:
    for goal in edition.goals[:1] if has_goal and count.is_decided else ():
        missing = goal.missing(count)
        reached = f"còn thiếu {vietnamese(missing)} đơn vị" if missing else "đã đạt chỉ tiêu"
        yield (
            f"Chỉ tiêu đến hết năm {goal.year} là {_percent(goal.percent)}, tức "
            f"{vietnamese(goal.needed)} đơn vị: {reached}."
        )
    if count.special_zones:
        zones = vietnamese(count.special_zones)
        yield f"Trong {vietnamese(count.total)} đơn vị có {zones} đặc khu."


def _percent(share: Fraction) -> str:
    return f"{vietnamese(share)}%"


def walls(areas: Sequence[Area], communes: Sequence[PublicCommune], path: str = "") -> list[Wall]:
    """Return the units of a place as squares, by its parts; none where they are too many."""
    if len(communes) > MOST_SQUARES:
        return []
    inside = {one.code for area in areas for one in area.communes}
    others = [one for one in communes if one.code not in inside]
    found = [Wall(clean(a.name), f"{path}{a.path}", _squares(a.communes, path)) for a in areas]
    if others:
        found.append(Wall("Các đơn vị khác" if areas else "", "", _squares(others, path)))
    return found


def _squares(communes: Iterable[PublicCommune], path: str) -> tuple[Square, ...]:
    return tuple(
        Square(f"{path}{commune_path(one.code)}", clean(one.name), SHOWN[one.state])
        for one in communes
    )


def trend_of(edition: Edition) -> Trend | None:
    """Return recognition over the years; ``None`` where only this year is known.

    A year without a decision has no share, and stands in no picture beside decided ones. Who
    is new and who is gone is told only between two decided years of the same units: across a
    merger other units are counted.
    """
    if not edition.release.earlier:
        return None
    of_year = {
        year: [o for o in edition.release.earlier if o.year == year] for year in edition.years
    }
    of_year[edition.year] = list(edition.communes)
    counts = {year: count_of(found) for year, found in of_year.items()}
    decided = [year for year in sorted(counts) if counts[year].is_decided]
    picture = None
    if len(decided) > 1:
        picture = columns(
            "dien-bien",
            "Tỷ lệ được công nhận theo năm",
            [
                Column(
                    str(year),
                    share_of(counts[year]),
                    percent(counts[year].recognised, counts[year].total) / 100,
                )
                for year in decided
            ],
            frame=True,
        )
    newly, lost = _moved(edition, of_year, decided)
    rows = tuple(_year(edition, year, of_year, counts[year]) for year in edition.years)
    return Trend(picture, rows, newly, lost)


_ByYear = dict[int, list[PublicCommune]]


def _year(edition: Edition, year: int, of_year: _ByYear, count: Count) -> YearRow:
    is_decided = count.is_decided
    notes = [] if is_decided else ["chưa có quyết định công nhận trong dữ liệu"]
    if _codes(of_year[year]) != _codes(of_year[edition.year]):
        notes.append(f"các đơn vị khác với năm {edition.year} (sắp xếp lại, hoặc thiếu dữ liệu)")
    return YearRow(
        str(year),
        vietnamese(count.total),
        vietnamese(count.recognised) if is_decided else NONE,
        share_of(count),
        capital("; ".join(notes)),
    )


def _codes(communes: Iterable[PublicCommune]) -> set[str]:
    return {one.code for one in communes}


def _moved(
    edition: Edition, of_year: _ByYear, decided: Sequence[int]
) -> tuple[tuple[Square, ...], tuple[Square, ...]]:
    before = [year for year in decided if year < edition.year]
    if not before or edition.year not in decided:
        return (), ()
    earlier = of_year[before[-1]]
    if _codes(earlier) != _codes(edition.communes):
        return (), ()
    was = {one.code for one in earlier if one.state is State.RECOGNISED}
    is_now = {one.code for one in edition.communes if one.state is State.RECOGNISED}
    newly = [one for one in edition.communes if one.code in is_now - was]
    lost = [one for one in edition.communes if one.code in was and one.state is State.REFUSED]
    return _squares(newly, ""), _squares(lost, "")
