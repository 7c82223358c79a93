"""Ranking tables: every row stands in the HTML, in the order of ranks; a script may re-order it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.site.edition import Area, Edition, RankRange, rank_keys, ranks
from reports.site.standing import standing_of
from reports.site.wording import rank_words, standing_words, total_words
from reports.wording.clean import clean
from scoring.base.quantities import vietnamese
from scoring.release.model import PublishedRow

MOST_BYTES = 150_000
"""Rows of one page: with the rest of it, styles and script it stays below 200 KB."""

UNRANKED = "–"
"""Stands where a commune without a published total would have its rank."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, where it leads, the colour that goes with its words."""

    text: str
    link: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; ``kind`` is its class; ``is_choice`` lets the script offer its values."""

    title: str
    kind: str = ""
    is_choice: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One commune: its cells, and for each column the whole number it sorts by."""

    cells: tuple[Cell, ...]
    keys: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ranking table of one page."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a table that is too long for one: where it lies, which rows it holds."""

    path: str
    words: str
    table: Table


_Cells = Callable[[PublishedRow], Cell]


@dataclass(frozen=True, slots=True)
class _Field:
    column: Column
    cell: _Cells
    keys: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A ranking table: its first page, its caption, the heading of the rank within it.

    ``shows`` are the columns beside rank, name, total and standing: ``rank_in_group`` or
    ``rank``, then ``group``, ``province``, ``district``.
    """

    path: str
    caption: str
    rank_title: str
    shows: tuple[str, ...]


def ranking(edition: Edition, rows: Sequence[PublishedRow], wanted: Wanted) -> tuple[Sheet, ...]:
    """Return the table of *rows* by rank, on as many pages as it needs."""
    path = wanted.path
    own = ranks(rows)
    keys = rank_keys(own)
    names = edition.sort_keys["name"]
    ordered = sorted(rows, key=lambda row: (keys.get(row.code, len(rows)), names[row.code]))
    depth = "../" * path.count("/")
    fields = [
        _Field(Column(wanted.rank_title, "number"), lambda row: _rank(own.get(row.code)), keys),
        *_fields(edition, depth, wanted.shows),
    ]
    columns = tuple(field.column for field in fields)
    lines = [_line(row, fields) for row in ordered]
    sheets = []
    for number, part in enumerate(_by_size(lines), 1):
        where = path if number == 1 else path.replace(".html", f"-trang-{number}.html")
        words = f"Trang {number} (từ {part[0].cells[1].text})"
        sheets.append(Sheet(where, words, Table(wanted.caption, columns, part)))
    return tuple(sheets)


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


def _line(row: PublishedRow, fields: Sequence[_Field]) -> Line:
    keys = ",".join(str(field.keys.get(row.code, "")) for field in fields)
    return Line(tuple(field.cell(row) for field in fields), keys)


def _rank(found: RankRange | None) -> Cell:
    return Cell(UNRANKED if found is None else rank_words(found))


def _fields(edition: Edition, depth: str, shows: tuple[str, ...]) -> Iterator[_Field]:
    keys = edition.sort_keys
    yield _Field(
        Column("Tên", "name"),
        lambda row: Cell(clean(row.name), f"{depth}{commune_path(row)}"),
        keys["name"],
    )
    yield _Field(Column("Tổng điểm", "number"), lambda row: Cell(total_words(row)), keys["total"])
    yield _Field(Column("Kết quả", "standing", is_choice=True), _standing, keys["standing"])
    known = {field.column.kind: field for field in _more(edition)}
    for name in shows:
        yield known[name]


def _more(edition: Edition) -> Iterator[_Field]:
    keys = edition.sort_keys
    group_of = edition.group_of

    def group(row: PublishedRow) -> Cell:
        return Cell(f"{group_of[row.group].number} · {vietnamese(row.threshold)}")

    yield _Field(Column("Nhóm · ngưỡng", "group", is_choice=True), group, keys["group"])
    for kind, title, areas in (
        ("province", "Tỉnh, thành phố", edition.province_of),
        ("district", "Huyện, quận", edition.district_of),
    ):

        def area(row: PublishedRow, areas: Mapping[str, Area] = areas) -> Cell:
            found = areas.get(row.code)
            return Cell(clean(found.name)) if found is not None else Cell("–")

        yield _Field(Column(title, kind, is_choice=True), area, keys[kind])
    for kind, title in (("rank_in_group", "Hạng trong nhóm"), ("rank", "Hạng chung")):
        known = edition.ranks[kind]

        def rank(row: PublishedRow, known: Mapping[str, RankRange] = known) -> Cell:
            return _rank(known.get(row.code))

        yield _Field(Column(title, kind), rank, rank_keys(known))


def _standing(row: PublishedRow) -> Cell:
    one = standing_of(row)
    return Cell(standing_words(one), tone=one.tone)


def commune_path(row: PublishedRow) -> str:
    """Return the page of a commune, from the root of the site."""
    return f"xa/{row.code}.html"
