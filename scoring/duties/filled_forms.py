"""Forms of statistics filled from decisions and typed grids, with every check that fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.base.problems import Place, Problem, ProblemsFound, Severity, nearest, shown
from scoring.duties.statistics import (
    ALL_UNITS,
    RECOGNISED,
    TYPED,
    Form,
    FormCheck,
    FormColumn,
    StatisticsFile,
)
from scoring.recognition.counting import Count
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, text_of
from scoring.tables.raw import RawTable

ROW = "ma_dong"
_CellKey = tuple[str, str, str]
"""Form, row and column."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Typed numbers by form, row and column, and where each stands."""

    numbers: Mapping[_CellKey, int]
    places: Mapping[_CellKey, Place]


NOTHING_TYPED = Grid({}, {})


@dataclass(frozen=True, slots=True)
class FormCell:
    """A number, or per cent of two; ``None`` where something of it is not known."""

    number: int | None
    whole: int | None = None
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its cells by row and column."""

    form: Form
    cells: Mapping[tuple[str, str], FormCell]


def grid_of(tables: Iterable[RawTable], file: StatisticsFile) -> Grid:
    """Read the sheets of a filled workbook: each is called as its form.

    Rows and columns that a form does not have are its titles and signatures. Raises
    ``ProblemsFound`` with every fault by cell.
    """
    forms = {form.code: form for form in file.forms}
    numbers: dict[_CellKey, int] = {}
    places: dict[_CellKey, Place] = {}
    problems: list[Problem] = []
    for table in tables:
        form = forms.get((table.sheet or "").strip())
        if form is None or ROW not in table.headings:
            hint = nearest(table.sheet or "", forms) or f"các trang: {', '.join(forms)}"
            message = f"trang {shown(table.sheet or table.file)} không phải biểu nào"
            problems.append(Problem(table.place(), "bieu-la", message, hint))
            continue
        at = {heading: position for position, heading in enumerate(table.headings)}
        rows = {row.code for row in form.rows}
        for raw in table.rows:
            code = _row_code(raw.cells[at[ROW]])
            for column in form.columns if code in rows else ():
                if column.code not in at or not column.takes_numbers:
                    continue
                place = table.place(raw.number, at[column.code])
                try:
                    number = cells.count(raw.cells[at[column.code]])
                except CellFault as fault:
                    problems.append(Problem(place, fault.code, fault.message, fault.hint))
                    continue
                key = (form.code, code, column.code)
                if number is not None:
                    numbers[key], places[key] = number, place
    if problems:
        raise ProblemsFound(problems)
    return Grid(numbers, places)


def _row_code(raw: Raw) -> str:
    # Excel keeps the code 100 as a number.
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else text_of(raw).strip()


def filled_forms(
    file: StatisticsFile, wanted: Sequence[str], count: Count | None, grid: Grid = NOTHING_TYPED
) -> tuple[tuple[FilledForm, ...], list[Problem]]:
    """Return the *wanted* forms and what to know of them.

    Raises ``ProblemsFound`` with every check of typed numbers that fails.
    """
    forms = [form for form in file.forms if form.code in wanted]
    problems = [problem for form in forms for problem in _failed(form, grid)]
    if problems:
        raise ProblemsFound(problems)
    made = tuple(
        FilledForm(
            form,
            {
                (row.code, column.code): _cell(form, row.code, column, count, grid)
                for row in form.rows
                if not row.is_heading
                for column in form.columns
            },
        )
        for form in forms
    )
    return made, [warning for one in made for warning in _blanks(one)]


def _cell(form: Form, row: str, column: FormColumn, count: Count | None, grid: Grid) -> FormCell:
    if not column.is_share:
        return FormCell(_number(form, row, column, count, grid))
    columns = {one.code: one for one in form.columns}
    if column.numerator == TYPED:
        number = grid.numbers.get((form.code, row, column.code))
    else:
        number = _number(form, row, columns[column.numerator or ""], count, grid)
    other, _, name = (column.denominator or "").rpartition(":")
    if other:
        whole = grid.numbers.get((other, row, name))
    else:
        whole = _number(form, row, columns[name], count, grid)
    return FormCell(number, whole, is_share=True)


def _number(
    form: Form, row: str, column: FormColumn, count: Count | None, grid: Grid
) -> int | None:
    if column.counts == ALL_UNITS:
        return None if count is None else count.total
    if column.counts == RECOGNISED:
        return count.recognised if count is not None and count.is_decided else None
    return grid.numbers.get((form.code, row, column.code))


@dataclass(frozen=True, slots=True)
class _Typed:
    """One form's typed numbers, and faults at their cells."""

    form: Form
    grid: Grid

    def number(self, row: str, column: str) -> int | None:
        return self.grid.numbers.get((self.form.code, row, column))

    def fault(self, row: str, column: str, message: str) -> Problem:
        place = self.grid.places.get((self.form.code, row, column), Place(self.form.number))
        return Problem(place, "so-khong-khop", f"biểu {self.form.number}, {message}")


def _failed(form: Form, grid: Grid) -> Iterator[Problem]:
    typed = _Typed(form, grid)
    rows = [row.code for row in form.rows if not row.is_heading]
    for check in form.checks:
        for column in form.columns:
            yield from _failed_rows(typed, check, column.code)
        for row in rows:
            yield from _failed_columns(typed, check, row)
    for column in form.columns:
        for row in rows if column.numerator == TYPED else ():
            yield from _more_than_whole(typed, column, row)


def _failed_rows(typed: _Typed, check: FormCheck, column: str) -> Iterator[Problem]:
    row = check.row
    whole = None if row is None else typed.number(row, column)
    if row is None or whole is None:
        return
    if check.equals_rows is not None:
        parts = [typed.number(one, column) for one in check.equals_rows]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts) and sum(known) != whole:
            listed = " + ".join(map(str, known))
            rows = " + ".join(check.equals_rows)
            message = f"cột {column}: dòng {row} là {whole}, dòng {rows} là {listed}"
            yield typed.fault(row, column, message)
    if check.within_row is not None:
        many = typed.number(check.within_row, column)
        if many is not None and whole > many:
            message = f"cột {column}: dòng {row} là {whole}, lớn hơn {many} của dòng "
            yield typed.fault(row, column, f"{message}{check.within_row}")


def _failed_columns(typed: _Typed, check: FormCheck, row: str) -> Iterator[Problem]:
    if check.column is None or check.within_column is None:
        return
    few, many = typed.number(row, check.column), typed.number(row, check.within_column)
    if few is not None and many is not None and few > many:
        message = f"dòng {row}: {few} ở cột {check.column} lớn hơn {many} ở cột "
        yield typed.fault(row, check.column, f"{message}{check.within_column}")


def _more_than_whole(typed: _Typed, column: FormColumn, row: str) -> Iterator[Problem]:
    other, _, name = (column.denominator or "").rpartition(":")
    few = typed.number(row, column.code)
    many = typed.grid.numbers.get((other or typed.form.code, row, name))
    if few is not None and many is not None and few > many:
        message = f"dòng {row}, cột {column.code}: {few} lớn hơn {many} của biểu {other}"
        yield typed.fault(row, column.code, message)


def _blanks(filled: FilledForm) -> Iterator[Problem]:
    blank = sum(
        cell.number is None or (cell.is_share and cell.whole is None)
        for cell in filled.cells.values()
    )
    if blank:
        message = f"biểu {filled.form.number} còn trống {blank}/{len(filled.cells)} ô"
        place = Place(f"biểu {filled.form.number}")
        yield Problem(place, "o-trong", message, "", Severity.WARNING)
