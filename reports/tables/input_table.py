"""Many assessments as one table of the tabular contract: CSV, XLSX or Parquet.

Reading the table gives the same assessments again. Codes stay text, blanks stay blank.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from reports.tables.writing import SteadyStream, told_as_os_error
from scoring.engine.assessment import Assessment
from scoring.intake.rows.columns import IDENTITY
from scoring.rules.ruleset import PREVIOUS, Ruleset

Cell = str | int | None

_NO_DAY = dt.datetime(2019, 1, 3)  # noqa: DTZ001 -- the same table gives the same bytes
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def headings_of(rulesets: Iterable[Ruleset]) -> tuple[str, ...]:
    """Return the columns of a table for communes under *rulesets*.

    Each figure stands beside its previous period; the items come last.
    """
    figures: dict[str, None] = {}
    items: dict[str, None] = {}
    for ruleset in rulesets:
        for code in ruleset.figures:
            figures[code] = None
            if code in ruleset.compared_figures:
                figures[f"{code}{PREVIOUS}"] = None
        items.update(dict.fromkeys(ruleset.items))
    return (*IDENTITY, *figures, *items)


def row_of(assessment: Assessment, headings: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells of one assessment; counts are numbers, answers có or không."""
    commune = assessment.commune
    city = commune.centrally_run_city
    cells: dict[str, Cell] = {
        "ma_xa": commune.code,
        "ten_xa": commune.name,
        "loai": commune.kind.value,
        "vung": "; ".join(area.value for area in commune.areas) or None,
        "tinh": commune.province,
        "huyen": commune.district,
        "tp_truc_thuoc_tw": None if city is None else _yes_no(answer=city),
        "nam": assessment.year,
        **assessment.figures,
        **{f"{code}{PREVIOUS}": count for code, count in assessment.previous.items()},
        **{code: _yes_no(answer=answer) for code, answer in assessment.answers.items()},
    }
    return tuple(cells.get(heading) for heading in headings)


def _yes_no(*, answer: bool) -> str:
    return "có" if answer else "không"


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV that Vietnamese Excel opens: UTF-8 with its mark, semicolons."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """Return a text that no spreadsheet takes for a formula; the reader drops the quote."""
    if isinstance(cell, str) and cell.lstrip().startswith(_STARTS_FORMULA):
        return f"'{cell}"
    return cell


def to_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet, rows written as they come: memory stays flat.

    Raises ``OSError`` where the folder for temporary files is full.
    """
    import xlsxwriter

    output = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with told_as_os_error(), xlsxwriter.Workbook(SteadyStream(output), options) as book:
        book.set_properties({"title": "Tổng hợp biểu tự đánh giá", "created": _NO_DAY})
        sheet = book.add_worksheet("Số liệu")
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        sheet.set_column(1, 1, 28)
        sheet.freeze_panes(1, 2)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, head)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, cell, text)
    return output.getvalue()


def to_parquet(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a Parquet file: texts and whole numbers, blanks as null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(zip(*rows, strict=True)) or [()] * len(headings)
    arrays = [
        _array(pa, heading, column) for heading, column in zip(headings, columns, strict=True)
    ]
    output = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, list(headings)), output, compression="zstd")
    return output.getvalue()


def _array(pa: object, heading: str, column: Sequence[Cell]) -> object:
    is_number = heading == "nam" or any(isinstance(cell, int) for cell in column)
    kind = pa.int64() if is_number else pa.string()  # type: ignore[attr-defined]
    return pa.array(column, kind)  # type: ignore[attr-defined]
