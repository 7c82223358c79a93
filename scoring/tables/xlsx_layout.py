"""What a sheet shows and its cells do not say: merged ranges, hidden rows, sheets nobody reads.

Merging keeps the value of a range's first cell and hides the others. Down one column that is
how people write «the same for all these rows»; across columns it says nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from scoring.base.problems import Place, Problem, Severity, shown
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw, is_blank, text_of
from scoring.tables.private_data import slug
from scoring.tables.raw import (
    ABOVE_HEADINGS,
    HEADING_WITHIN,
    LEAST_CELLS,
    MARK,
    RawTable,
    column_letters,
    heading_text,
    is_commune,
)
from scoring.tables.xlsx_cells import UNMERGE, Layout, Range, address, hidden_under
from scoring.tables.zip_limits import Unsafe

Rows = dict[int, list[Raw]]
"""The cells of a sheet by the numbers of its rows."""

_MOST_MERGED = 1_000_000
"""Cells of a table's rows that merged ranges may cover together."""

_MOST_NAMED = 20
"""Merged ranges that are named one by one; the others are counted."""

_LIKE_THE_MARK = 0.75
_LONGEST_HEADING = 40
_LOOKED_THROUGH = 200
"""Rows in which a heading line that went wrong is sought."""


def spread(rows: Rows, layout: Layout, table: RawTable) -> list[Problem]:
    """Give every row of *table* what a merged range says of it, and return what to tell.

    *rows* are changed: a range down one column gives its value to its rows, a value that is
    hidden under a range becomes ``Doubtful``. Rows up to the headings are let alone.
    """
    top = table.heading_row or 0
    numbers = sorted(rows)
    problems: list[Problem] = []
    covered = 0
    for found in layout.merged:
        below = numbers[bisect_left(numbers, max(found[0], top + 1)) :]
        inside = below[: bisect_right(below, found[2])]
        covered += len(inside) * (found[3] - found[1] + 1)
        if covered > _MOST_MERGED:
            message = f"trang «{table.sheet}» gộp quá nhiều ô"
            raise Unsafe("qua-nhieu-o", message, UNMERGE)
        problems += _spread_one(rows, inside, found, table)
    rest = len(problems) - _MOST_NAMED
    if rest > 0:
        message = f"còn {vietnamese(rest)} chỗ gộp ô khác cũng được đọc như vậy"
        problems[_MOST_NAMED:] = [_warning(table.place(), "o-gop", message, UNMERGE)]
    return problems


def _spread_one(rows: Rows, inside: Sequence[int], found: Range, table: RawTable) -> list[Problem]:
    top, left, _, right = found
    value = _at(rows, top, left) if top > (table.heading_row or 0) else None
    given: list[int] = []
    lost: list[tuple[int, int]] = []
    for number in inside:
        for column in range(left, min(right, len(table.headings)) + 1):
            if (number, column) == (top, left):
                continue
            here = _at(rows, number, column)
            if is_blank(here):
                lost.append((number, column))
            elif left != right or text_of(here) != text_of(value):
                rows[number][column - 1] = hidden_under(address((top, left)), here)
    if is_blank(value):
        return []
    if left == right:
        given = [number for number, _ in lost]
        for number in given:
            _put(rows[number], left, value)
    return _told(found, value, given, lost, table)


def _told(
    found: Range, value: Raw, given: list[int], lost: list[tuple[int, int]], table: RawTable
) -> list[Problem]:
    top, left, bottom, right = found
    place = table.place(top, left - 1)
    range_ = f"{address((top, left))}:{address((bottom, right))}"
    if given:
        message = f"ô gộp {range_}: {lines(given)} cũng lấy giá trị {shown(text_of(value))}"
        hint = "nếu giá trị này không phải của từng dòng thì bỏ gộp ô rồi ghi riêng từng dòng"
        return [_warning(place, "o-gop", message, hint)]
    if left == right or not lost:
        return []
    message = f"ô gộp {range_} nằm trên nhiều cột; các ô bị gộp coi như chưa có số liệu"
    return [_warning(place, "o-bi-gop", message, UNMERGE)]


def _at(rows: Rows, row: int, column: int) -> Raw:
    values = rows.get(row, ())
    return values[column - 1] if column <= len(values) else None


def _put(values: list[Raw], column: int, value: Raw) -> None:
    values += [None] * (column - len(values))
    values[column - 1] = value


def hidden_rows(numbers: Iterable[int], layout: Layout, table: RawTable) -> list[Problem]:
    """Return the warning that rows which nobody sees are read all the same."""
    hidden = [number for number in numbers if number in layout.hidden_rows]
    if not hidden:
        return []
    message = f"{lines(hidden)} đang ẩn hoặc bị lọc, vẫn được đọc"
    hint = "bỏ lọc (Data, Clear) hoặc bỏ ẩn để xem lại; xóa dòng nếu không phải số liệu"
    place = Place(table.file, sheet=table.sheet)
    return [_warning(place, "dong-an", message, hint)]


def hidden_columns(table: RawTable, layout: Layout) -> list[Problem]:
    """Return the warning that columns which nobody sees are read all the same."""
    filled = [
        at
        for at in range(1, len(table.headings) + 1)
        if at in layout.hidden_columns and any(not is_blank(r.cells[at - 1]) for r in table.rows)
    ]
    if not filled:
        return []
    place = Place(table.file, sheet=table.sheet)
    message = f"{columns_in_words(filled)} đang ẩn, vẫn được đọc"
    return [_warning(place, "cot-an", message, UNHIDE_COLUMNS)]


UNHIDE_COLUMNS = "bỏ ẩn cột (Unhide) để xem lại; xóa cột nếu không phải số liệu"


def columns_in_words(numbers: Sequence[int]) -> str:
    """Return columns in words, some by their letters: «cột C, E và 2 cột khác»."""
    named = ", ".join(column_letters(number) for number in numbers[:_MOST_NAMED])
    rest = len(numbers) - _MOST_NAMED
    return f"cột {named}" + (f" và {rest} cột khác" if rest > 0 else "")


def above_headings(rows: Rows, table: RawTable) -> list[Problem]:
    """Return what is told of rows above the headings that look like communes."""
    above = [n for n in sorted(rows) if n < (table.heading_row or 0) and is_commune(rows[n])]
    if not above:
        return []
    place = Place(table.file, sheet=table.sheet)
    message, hint = ABOVE_HEADINGS
    return [Problem(place, "dong-khong-doc", f"{lines(above)} {message}", hint)]


def unread_sheet(rows: Rows, file: str, name: str, *, is_visible: bool) -> list[Problem]:
    """Return why a sheet with content is not read; a fault where communes seem to be lost."""
    filled = [(number, rows[number]) for number in sorted(rows) if not _is_empty(rows[number])]
    if not filled:
        return []
    place = Place(file, sheet=name)
    if not is_visible:
        hint = "nếu là số liệu thì bỏ ẩn (Unhide), nếu không thì xóa trang này"
        return [_warning(place, "trang-khong-doc", "trang đang ẩn nên không được đọc", hint)]
    wrong = _heading_gone_wrong(filled, place)
    if wrong is not None:
        return [wrong]
    message = f"trang không được đọc: không có dòng tiêu đề với cột «{MARK}»"
    codes = [number for number, values in filled if is_commune(values)]
    if codes:
        message += f", trong khi {lines(codes)} có mã xã"
        hint = "ghi dòng tiêu đề lên trên, như ở trang được đọc"
        return [Problem(place, "trang-khong-doc", message, hint)]
    hint = "không sao nếu đây là ghi chú, hướng dẫn hay danh mục"
    return [_warning(place, "trang-khong-doc", message, hint)]


def _heading_gone_wrong(filled: Sequence[tuple[int, list[Raw]]], place: Place) -> Problem | None:
    """Return the fault of a heading line that stands too low or is misspelt."""
    for number, values in filled[:_LOOKED_THROUGH]:
        if sum(not is_blank(value) for value in values) < LEAST_CELLS:
            continue
        for column, value in enumerate(values, 1):
            if not isinstance(value, str) or len(value) > _LONGEST_HEADING:
                continue
            at = Place(place.file, sheet=place.sheet, cell=address((number, column)))
            if heading_text(value) == MARK:
                message = f"trang không được đọc: dòng tiêu đề ở dòng {number}, quá thấp"
                hint = f"dòng tiêu đề phải nằm trong {HEADING_WITHIN} dòng đầu; xóa bớt dòng ở trên"
                return Problem(at, "trang-khong-doc", message, hint)
            if SequenceMatcher(None, slug(value), MARK).ratio() >= _LIKE_THE_MARK:
                message = f"trang không được đọc: không có cột «{MARK}», chỉ có {shown(value)}"
                hint = f"đổi tiêu đề này thành «{MARK}»"
                return Problem(at, "trang-khong-doc", message, hint)
    return None


def _is_empty(values: Iterable[Raw]) -> bool:
    return all(map(is_blank, values))


def lines(numbers: Sequence[int]) -> str:
    """Return row numbers in words, neighbours together: «dòng 4, 6–9 và 12 dòng khác»."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    named = ", ".join("–".join(map(str, run)) for run in runs[:_MOST_NAMED])
    rest = sum(run[-1] - run[0] + 1 for run in runs[_MOST_NAMED:])
    return f"dòng {named}" + (f" và {vietnamese(rest)} dòng khác" if rest else "")


def _warning(place: Place, code: str, message: str, hint: str) -> Problem:
    return Problem(place, code, message, hint, Severity.WARNING)
