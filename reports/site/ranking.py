"""Ranking tables: every row stands in the HTML, in the order of ranks; a script may re-order it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.edition import Area, Edition, commune_path
from reports.site.states import SHOWN, with_sign
from reports.site.wording import NONE, points_words
from reports.wording.clean import clean
from scoring.base.quantities import vietnamese
from scoring.release.public import PublicCommune

MOST_BYTES = 66_000
"""Texts of one page's rows: with markup, styles and script the page stays below 150 KB."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, where it leads, the colour that goes with its words."""

    text: str
    link: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; ``kind`` is its class; ``choice`` is the filter's name in the address."""

    title: str
    kind: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit: its cells, and for each column the whole number it sorts by."""

    cells: tuple[Cell, ...]
    keys: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a table that may be too long for one: where it lies, which rows it holds."""

    path: str
    words: str
    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    column: Column
    cell: Callable[[PublicCommune], Cell]
    key: Callable[[PublicCommune], int | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A ranking table: its first page, its caption, and which rank orders it.

    ``shows`` are the columns beside rank, name, points and state, in their order.
    """

    path: str
    caption: str
    by: str
    shows: tuple[str, ...]


class Ranking:
    """The columns of an edition's tables, and what each sorts by."""

    def __init__(self, edition: Edition) -> None:
        """Give names, totals and states their places once for all tables."""
        self.edition = edition
        self._names = {one.code: place for place, one in enumerate(edition.communes)}
        totals = sorted({t for one in edition.communes if (t := _total(one)) is not None})
        self._totals = {total: place for place, total in enumerate(totals)}
        self._states = {state: place for place, state in enumerate(SHOWN)}

    def sheets(self, communes: Sequence[PublicCommune], wanted: Wanted) -> tuple[Sheet, ...]:
        """Return the table of *communes* by rank, on as many pages as it needs."""
        path = wanted.path
        depth = "../" * path.count("/")
        fields = list(self._fields(depth, (wanted.by, "name", "points", "state", *wanted.shows)))
        rank_of = _RANKS[wanted.by][1]
        ordered = sorted(
            communes, key=lambda one: (rank_of(one) or len(self._names) + 1, self._names[one.code])
        )
        columns = tuple(field.column for field in fields)
        lines = [_line(one, fields) for one in ordered]
        sheets = []
        for number, part in enumerate(_by_size(lines), 1):
            where = path if number == 1 else path.replace(".html", f"-trang-{number}.html")
            words = f"Trang {number} (từ {part[0].cells[1].text})"
            sheets.append(Sheet(where, words, wanted.caption, columns, part))
        return tuple(sheets)

    def _fields(self, depth: str, shows: Sequence[str]) -> Iterator[_Field]:
        edition = self.edition
        known: Mapping[str, Callable[[], _Field]] = {
            "rank": lambda: _rank("rank"),
            "rank_in_group": lambda: _rank("rank_in_group"),
            "name": lambda: _Field(
                Column("Tên", "name"),
                lambda one: Cell(clean(one.name), f"{depth}{commune_path(one.code)}"),
                lambda one: self._names[one.code],
            ),
            "points": lambda: _Field(
                Column("Điểm", "number"),
                lambda one: Cell(points_words(_total(one))),
                lambda one: None if (total := _total(one)) is None else self._totals[total],
            ),
            "state": lambda: _Field(
                Column("Tình trạng", "state", "tinh-trang"),
                lambda one: Cell(with_sign(one.state), tone=SHOWN[one.state].tone),
                lambda one: self._states[one.state],
            ),
            "group": self._group,
            "province": lambda: _area("Tỉnh, thành phố", "tinh", edition.provinces),
            "part": lambda: _area(
                edition.part_title, "cum" if edition.has_clusters else "huyen", edition.parts
            ),
        }
        return (known[name]() for name in shows)

    def _group(self) -> _Field:
        group_of = self.edition.group_of

        def cell(one: PublicCommune) -> Cell:
            if one.group is None:
                return Cell(NONE)
            group = group_of[one.group]
            return Cell(f"{group.number} · {vietnamese(group.threshold)}")

        return _Field(
            Column("Nhóm · ngưỡng", "group", "nhom"),
            cell,
            lambda one: None if one.group is None else group_of[one.group].number,
        )


def _total(one: PublicCommune) -> Fraction | None:
    return one.points.total if one.points else None


_RANKS: Mapping[str, tuple[str, Callable[[PublicCommune], int | None]]] = {
    "rank": ("Hạng chung", lambda one: one.points.rank if one.points else None),
    "rank_in_group": (
        "Hạng trong nhóm",
        lambda one: one.points.rank_in_group if one.points else None,
    ),
}


def _rank(kind: str) -> _Field:
    title, rank_of = _RANKS[kind]

    def cell(one: PublicCommune) -> Cell:
        rank = rank_of(one)
        return Cell(NONE if rank is None else vietnamese(rank))

    return _Field(Column(title, kind), cell, rank_of)


def _area(title: str, address: str, areas: Sequence[Area]) -> _Field:
    place = {one.code: number for number, area in enumerate(areas) for one in area.communes}

    def cell(one: PublicCommune) -> Cell:
        return Cell(clean(areas[place[one.code]].name) if one.code in place else NONE)

    return _Field(Column(title, address, address), cell, lambda one: place.get(one.code))


def _line(one: PublicCommune, fields: Sequence[_Field]) -> Line:
    keys = ",".join("" if (k := field.key(one)) is None else str(k) for field in fields)
    return Line(tuple(field.cell(one) for field in fields), keys)


def _by_size(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each page: pages of nearly equal size, as few as there can be."""
    sizes = [sum(len(cell.text.encode()) + len(cell.link) + 20 for cell in x.cells) for x in lines]
    pages = -(-sum(sizes) // MOST_BYTES)
    of_page: list[list[Line]] = [[] for _ in range(pages)]
    before = 0
    for line, size in zip(lines, sizes, strict=True):
        of_page[before * pages // sum(sizes)].append(line)
        before += size
    yield from map(tuple, of_page)
