"""The first page: who was recognised, measured by the plan; a wall of units; what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.charts import Column, Picture, answer, columns
from reports.site.edition import Area, Edition, commune_path
from reports.site.states import SHOWN, Shown, states_of
from reports.site.wording import capital
from reports.wording.clean import clean
from reports.wording.recognition import recognised_cell, share_cell
from reports.wording.shares import percent_text
from scoring.base.quantities import vietnamese
from scoring.recognition.communes import State
from scoring.recognition.counting import Count, count_of
from scoring.release.history import YearCount, lines_of
from scoring.release.public import PublicCommune

MOST_SQUARES = 620
"""Squares of one page; the largest province before the merger had 579 units."""

_MOST_NAMED = 120


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
class Moves:
    """Units whose decision is another than last time; named where they are not too many."""

    words: str
    units: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Recognition over the years: a picture where two years can be compared, and the table."""

    picture: Picture | None
    rows: tuple[YearRow, ...]
    moves: tuple[Moves, ...]


def answer_of(
    edition: Edition, communes: Iterable[PublicCommune], listed: str, *, is_whole: bool
) -> Answer:
    """Return the answer of a place; *listed* is the page whose table its legend may filter.

    The plan's line is for the whole that is published.
    """
    count = count_of(communes)
    goal = edition.goals[0] if edition.goals and is_whole and count.is_decided else None
    words = f"chỉ tiêu {percent_text(goal.percent)} đến hết năm {goal.year}" if goal else ""
    return Answer(
        _headline(edition, count),
        tuple(_sentences(edition, count, has_goal=is_whole)),
        answer(count, goal.percent if goal else None, words),
        tuple(
            Legend(
                SHOWN[state],
                vietnamese(units),
                listed and f"{listed}?tinh-trang={SHOWN[state].address}#bang",
            )
            for state, units in states_of(count)
        ),
    )


def _headline(edition: Edition, count: Count) -> str:
    if not edition.is_sealed:
        scored = vietnamese(count.states[State.SELF_SCORED])
        return f"{scored} trên {vietnamese(count.total)} {edition.kinds} tự chấm điểm, chưa qua sổ"
    if not count.is_decided:
        return f"Chưa có quyết định nào cho {vietnamese(count.total)} {edition.kinds}"
    return (
        f"{vietnamese(count.recognised)} trên {vietnamese(count.total)} {edition.kinds} "
        f"được công nhận, đạt {share_cell(count, (g.percent for g in edition.goals))}"
    )


def _sentences(edition: Edition, count: Count, *, has_goal: bool) -> Iterator[str]:
    if edition.is_partial:
        yield clean(edition.total)
    for goal in edition.goals[:1] if has_goal and count.is_decided else ():
        missing = goal.missing(count)
        reached = f"còn thiếu {vietnamese(missing)} đơn vị" if missing else "đã đạt chỉ tiêu"
        yield (
            f"Chỉ tiêu của {goal.place} đến hết năm {goal.year} là {percent_text(goal.percent)}, "
            f"tức {vietnamese(goal.needed)} đơn vị: {reached}. Căn cứ: {goal.document} "
            f"({goal.level})."
        )
    if count.special_zones:
        zones = vietnamese(count.special_zones)
        yield f"Trong {vietnamese(count.total)} đơn vị có {zones} đặc khu."


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

    Only years that may be compared stand in one picture, and only between them is told who is
    new and who is gone.
    """
    history = edition.release.history
    if len(history) < 2:  # noqa: PLR2004 -- one year is no course of years
        return None
    line = lines_of(history)[-1]
    picture = None
    if len(line) > 1:
        found = [
            Column(str(one.year), share_cell(one.count), (one.count.share or Fraction(0)) / 100)
            for one in line
        ]
        picture = columns("dien-bien", "Tỷ lệ được công nhận theo năm", found, frame=True)
    moves = tuple(_moved(edition, line[-2].year)) if len(line) > 1 else ()
    return Trend(picture, tuple(map(_year, reversed(history))), moves)


def _year(one: YearCount) -> YearRow:
    notes = []
    if one.is_self_scored:
        notes.append("số liệu tự chấm, chưa qua sổ")
    elif not one.is_decided:
        notes.append("chưa có quyết định nào")
    if one.has_other_units:
        notes.append("các đơn vị khác với năm trước đó (sắp xếp lại, hoặc thiếu dữ liệu)")
    return YearRow(
        str(one.year),
        vietnamese(one.count.total),
        recognised_cell(one.count),
        share_cell(one.count),
        capital("; ".join(notes)),
    )


def _moved(edition: Edition, before: int) -> Iterator[Moves]:
    """Yield the units recognised now and not in the year *before*, and those refused now."""
    was = {
        one.code
        for one in edition.release.earlier
        if one.year == before and one.state is State.RECOGNISED
    }
    newly = [o for o in edition.communes if o.state is State.RECOGNISED and o.code not in was]
    lost = [one for one in edition.communes if one.state is State.REFUSED and one.code in was]
    for words, found in (
        (f"Năm {before} chưa được công nhận, nay được công nhận", newly),
        (f"Năm {before} được công nhận, nay không được công nhận", lost),
    ):
        if found:
            listed = _squares(found, "") if len(found) <= _MOST_NAMED else ()
            yield Moves(f"{words}: {vietnamese(len(found))} đơn vị", listed)
