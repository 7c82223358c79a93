"""Forms of statistics of a year: from decisions and typed grids, held against last year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from phuhop.usecases.duties.place_years import PlaceWish, PlaceYears, place_years, year_of
from reports.duties.statistics_words import form_documents, form_words, forms_set
from reports.duties.statistics_workbook import forms_workbook, typing_workbook
from reports.papers.office import EMPTY
from reports.papers.office_file import load_office
from reports.province.heads import office_remarks
from reports.wording.recognition import whole_source
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, in_order
from scoring.base.quantities import vietnamese
from scoring.duties.filled_forms import NOTHING_TYPED, Grid, filled_forms, grid_of
from scoring.duties.statistics import ALL_UNITS, RECOGNISED, StatisticsFile, load_statistics
from scoring.forms.files import read_columns
from scoring.recognition.counting import Count


@dataclass(frozen=True, slots=True)
class StatisticsWish:
    """Which place and year; typed grids; last year's workbook to compare with."""

    place: PlaceWish
    year: int | None = None
    typed: Sequence[Path] = ()
    previous: Path | None = None
    office: Path | None = None


@dataclass(frozen=True, slots=True)
class MadeForms:
    """The files by name, the year, and what was told."""

    documents: dict[str, bytes]
    year: int
    problems: tuple[Problem, ...]


def blank_grid(year: int) -> bytes:
    """Return the workbook to type the numbers into that nothing counts."""
    file = load_statistics()
    return typing_workbook(file, {form.code: form_words(file, form, year) for form in file.forms})


def statistics(wish: StatisticsWish) -> MadeForms:
    """Return the forms: those that count units, and those that were typed.

    Raises ``ProblemsFound`` for faulty sources, for a check that fails, and for results of
    more than one province: a form is one province's.
    """
    file = load_statistics()
    place = place_years(wish.place)
    year = year_of(place, wish.year)
    if len(place.provinces) > 1:
        named = ", ".join(sorted(place.provinces))
        message = f"biểu là của một tỉnh, thành phố; kết quả có {named}"
        raise ProblemsFound([Problem(Place("kết quả"), "nhieu-tinh", message, "nêu tên tỉnh")])
    count = place.years[year].count
    grid = NOTHING_TYPED if not wish.typed else _grid(wish.typed, file)
    typed = {code for code, _, _ in grid.numbers}
    wanted = [form.code for form in file.forms if not form.is_typed or form.code in typed]
    made, told = filled_forms(file, wanted, count, grid)
    office, problems = EMPTY, [*place.problems, *told, *_of_whole(place, year)]
    if wish.office is not None:
        office = load_office(wish.office, forms_set().numbered)
        problems += office_remarks(office, place.provinces, file_name(wish.office))
    earlier = place.years.get(year - 1)
    if wish.previous is not None:
        problems += _against_last_form(file, wish.previous, count, year)
    elif earlier is not None and earlier.count is not None:
        problems += _against(earlier.count.total, earlier.count.recognised, count, year)
    pairs = [(filled, form_words(file, filled.form, year, filled, office)) for filled in made]
    documents = {f"bieu-te-{year}.xlsx": forms_workbook(pairs)}
    documents |= form_documents(pairs, office, is_sample=place.is_sample)
    return MadeForms(documents, year, tuple(in_order(problems)))


def _grid(paths: Sequence[Path], file: StatisticsFile) -> Grid:
    tables, problems = [], []
    for path in paths:
        found, told = read_columns(path)
        tables += found
        problems += told
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    return grid_of(tables, file)


def _of_whole(place: PlaceYears, year: int) -> list[Problem]:
    """Tell where the number of all units comes from, and whether anything is decided."""
    found = []
    for everybody in place.counted.years if place.counted is not None else ():
        if everybody.year != year:
            continue
        code = "tong-so-theo-bang" if everybody.why_table else "tong-so"
        words = whole_source(everybody)
        if everybody.why_table:
            found.append(Problem(Place("biểu 604"), code, words, "", Severity.WARNING))
        if not everybody.count.is_decided:
            message = "chưa có quyết định công nhận nào: ô «phù hợp với trẻ em» để trống"
            hint = "lấy từ sổ hoặc từ bảng còn niêm phong của sổ"
            found.append(
                Problem(Place("biểu 604"), "chua-quyet-dinh", message, hint, Severity.WARNING)
            )
    return found


def _against_last_form(
    file: StatisticsFile, path: Path, count: Count | None, year: int
) -> list[Problem]:
    """Compare with the workbook that this program wrote for the year before."""
    tables, problems = read_columns(path)
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    counting = [form for form in file.forms if any(column.counts for column in form.columns)]
    for form in counting:
        numbers: dict[str, int] = {}
        for table in tables:
            if (table.sheet or "") != form.code:
                continue
            at = {heading: position for position, heading in enumerate(table.headings)}
            row = next(iter(table.rows), None)
            for column in form.columns:
                if row is not None and column.counts is not None and column.code in at:
                    cell = row.cells[at[column.code]]
                    if isinstance(cell, int | float):
                        numbers[column.counts] = int(cell)
        if ALL_UNITS in numbers:
            recognised = numbers.get(RECOGNISED, 0)
            return [*problems, *_against(numbers[ALL_UNITS], recognised, count, year)]
    message = "không thấy trang biểu 604 do phần mềm này ghi, không so được với năm trước"
    warning = Problem(Place(file_name(path)), "khong-so-duoc", message, "", Severity.WARNING)
    return [*problems, warning]


def _against(total: int, recognised: int, count: Count | None, year: int) -> list[Problem]:
    if count is None:
        return []
    found = []
    if total != count.total:
        message = (
            f"tổng số xã phường năm {year - 1} là {vietnamese(total)}, năm {year} là "
            f"{vietnamese(count.total)}"
        )
        hint = "kiểm tra: đơn vị hành chính có được sắp xếp lại không"
        found.append(Problem(Place("biểu 604"), "khac-nam-truoc", message, hint, Severity.WARNING))
    if count.is_decided and count.recognised < recognised:
        message = (
            f"số xã phường phù hợp năm {year - 1} là {vietnamese(recognised)}, năm {year} chỉ còn "
            f"{vietnamese(count.recognised)}"
        )
        hint = "kiểm tra: năm nay còn xã nào chưa có quyết định không"
        found.append(Problem(Place("biểu 604"), "giam-so-xa", message, hint, Severity.WARNING))
    return found
