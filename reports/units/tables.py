"""Recomputed communes as a table of the input contract, and the trail of their sources.

The trail is a file of its own: a column that no ruleset knows is a fault in a table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from scoring.intake.rows.columns import IDENTITY, KnownColumns, columns_of, together
from scoring.units.mergers import Merged, MergedUnit

Cell = str | int | None
Table = Sequence[Sequence[Cell]]

UNDECIDED = "chưa rõ"
"""Written where a blank would mean something: no reader takes it until a person decides."""

TRAIL_HEADS = (
    *("nam", "ma_xa_moi", "ten_xa_moi", "ket_qua", "ly_do"),
    *("ma_xa_cu", "ten_xa_cu", "quan_he", "tu_dong"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_SOME_DAY = datetime(2025, 7, 1)  # noqa: DTZ001 -- Excel knows no time zones


def merged_table(merged: Merged) -> Table:
    """Return the units that have sums, one row each, headings first."""
    columns = together(columns_of(unit.ruleset) for unit in merged.written)
    rows: list[Sequence[Cell]] = [(*IDENTITY, *columns.headings)]
    rows += [tuple(_cells(unit, columns)) for unit in merged.written]
    return rows


def _cells(unit: MergedUnit, columns: KnownColumns) -> Iterator[Cell]:
    assessment = unit.assessment
    if assessment is None:
        return
    commune = assessment.commune
    areas = "; ".join(area.value for area in commune.areas)
    yield from (commune.code, commune.name, commune.kind.value)
    yield UNDECIDED if unit.areas_differ else areas or None
    yield from (commune.province, None, _yes_no(commune.centrally_run_city), unit.year)
    yield from (assessment.figures.get(code) for code in columns.figures.values())
    yield from (assessment.previous.get(code) for code in columns.previous.values())
    yield from (_yes_no(assessment.answers.get(code)) for code in columns.items.values())


def _yes_no(answer: bool | None) -> Cell:  # noqa: FBT001 -- có / không / blank
    return None if answer is None else ("có" if answer else "không")


def trail_table(merged: Merged) -> Table:
    """Return each new commune with each old one it was made of, those without sums too."""
    rows: list[Sequence[Cell]] = [TRAIL_HEADS]
    for unit in merged.units:
        head = (unit.year, unit.unit.code, unit.unit.name, unit.status.value)
        rows += [
            (
                *(*head, "; ".join(unit.reasons), source.unit.code, source.unit.name),
                source.relation.value,
                None if source.entry is None else str(source.entry.place),
            )
            for source in unit.sources
        ]
    return rows


def as_csv(table: Table) -> bytes:
    """Return the table as Vietnamese Excel opens it: utf-8 with BOM, semicolons."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([_harmless(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """Keep a text from being run as a formula; a file's name may begin with «=»."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA) else cell


def as_xlsx(table: Table) -> bytes:
    """Return the table as a workbook: codes as text, counts as numbers, blanks left blank."""
    import xlsxwriter

    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        # A fixed day: the same table gives the same bytes.
        workbook.set_properties({"created": _SOME_DAY})
        sheet = workbook.add_worksheet("Số liệu quy đổi")
        text = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"bold": True, "num_format": "@"})
        sheet.freeze_panes(1, 2)
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell)
                elif cell is not None:
                    sheet.write_string(row, column, cell, bold if row == 0 else text)
    return output.getvalue()
