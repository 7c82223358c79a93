"""Numbers that people type in for an index: a row a place and year, a column a sub-index."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.indices.loading import Index
from scoring.intake.rows.row import IntakeRow
from scoring.plans.typed import decimal
from scoring.tables import cells
from scoring.tables.raw import RawTable

PLACE, YEAR, GROUP = "noi", "nam", "nhom"
"""The columns beside those of the sub-indices; the group is for ranks, and may be left out."""


def typed_places(tables: Iterable[RawTable], year: int) -> dict[str, str]:
    """Return the group of each place that has a row of *year*, in the order of the rows."""
    found: dict[str, str] = {}
    for table in tables:
        position = {heading: at for at, heading in enumerate(table.headings) if heading}
        if PLACE not in position:
            continue
        for raw in table.rows:
            row = IntakeRow(table, raw, position)
            place, of = row.read(PLACE, cells.text), row.read(YEAR, cells.count)
            if place is not None and of in {None, year}:
                found[place] = row.read(GROUP, cells.text) or ""
    return found


def typed_values(
    index: Index, tables: Iterable[RawTable], places: Collection[str], year: int
) -> dict[str, dict[str, Fraction]]:
    """Return the typed numbers of *year* by sub-index and place; a blank is no number.

    Raises ``ProblemsFound`` with every fault by cell: a column or a place that nobody knows, a
    number that is none, a place twice.
    """
    known = [one.code for one in index.sub_indices]
    found: dict[str, dict[str, Fraction]] = {code: {} for code in known}
    problems: list[Problem] = []
    for table in tables:
        problems += _headings(table, known)
        position = {heading: at for at, heading in enumerate(table.headings) if heading}
        if PLACE not in position:
            continue
        seen: set[tuple[str, int]] = set()
        for raw in table.rows:
            row = IntakeRow(table, raw, position)
            place, of = row.read(PLACE, cells.text), row.read(YEAR, cells.count) or year
            if place is None:
                row.say(PLACE, "thieu-gia-tri", "để trống nơi")
            elif (place, of) in seen:
                row.say(PLACE, "trung-noi", f"{shown(place)} năm {of} đã có ở trên")
            elif of == year and place not in places:
                hint = nearest(place, places)
                row.say(PLACE, "noi-la", f"không có nơi {shown(place)} trong số liệu", hint)
            for code in known:
                value = row.read(code, decimal) if code in position else None
                if value is not None and place is not None and of == year:
                    found[code][place] = value
            seen.add((place or "", of))
            problems += row.problems
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    return found


def _headings(table: RawTable, known: Collection[str]) -> Iterable[Problem]:
    if PLACE not in table.headings:
        hint = f"bảng cần các cột {PLACE}, {YEAR} và mã chỉ số thành phần"
        yield Problem(table.place(), "thieu-cot", f"không có cột «{PLACE}»", hint)
    for at, heading in enumerate(table.headings):
        if heading and heading not in {PLACE, YEAR, GROUP, *known}:
            message = f"{shown(heading)} không phải mã chỉ số thành phần nào"
            hint = nearest(heading, known) or f"đang có: {', '.join(known)}"
            yield Problem(table.place(None, at), "cot-la", message, hint)
