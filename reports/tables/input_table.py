"""Many assessments as one table of the tabular contract: CSV, XLSX or Parquet.

Reading the table gives the same assessments again. Codes stay text, blanks stay blank.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from reports.tables.writing import Rows, XlsxBook, to_csv, to_parquet
from scoring.base.communes import Commune
from scoring.engine.assessment import Assessment
from scoring.intake.rows.columns import IDENTITY
from scoring.results.columns import place_cells
from scoring.results.table_writing import COUNT, TEXT, Heading
from scoring.rules.ruleset import PREVIOUS, Ruleset
from scoring.tables.cells import NO_AREA

Cell = str | int | None


def headings_of(rulesets: Iterable[Ruleset]) -> tuple[Heading, ...]:
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
    return (
        *(Heading(name, COUNT if name == "nam" else TEXT) for name in IDENTITY),
        *(Heading(name, COUNT) for name in figures),
        *(Heading(name, TEXT) for name in items),
    )


def row_of(assessment: Assessment) -> dict[str, Cell]:
    """Return the cells of one assessment; counts are numbers, answers có or không."""
    commune = assessment.commune
    city = commune.centrally_run_city
    return {
        **place_cells(commune, assessment.year),
        "vung": _areas(commune),
        "tp_truc_thuoc_tw": None if city is None else _yes_no(answer=city),
        **assessment.figures,
        **{f"{code}{PREVIOUS}": count for code, count in assessment.previous.items()},
        **{code: _yes_no(answer=answer) for code, answer in assessment.answers.items()},
    }


def _areas(commune: Commune) -> str | None:
    """Return the areas; «không» only where somebody said so."""
    if commune.areas or commune.blank_areas != ():
        return "; ".join(area.value for area in commune.areas) or None
    return NO_AREA


def _yes_no(*, answer: bool) -> str:
    return "có" if answer else "không"


def to_xlsx(
    headings: Sequence[Heading],
    rows: Rows,
    sheet: str = "Số liệu",
    title: str = "Tổng hợp biểu tự đánh giá",
) -> bytes:
    """Return a workbook of one sheet to type in, rows written as they come: memory stays flat.

    Raises ``OSError`` where the folder for temporary files is full.
    """
    output = io.BytesIO()
    book = XlsxBook(output, title, on_disk=True)
    book.fill(headings, rows, sheet, is_typed_in=True).sheet.set_column(1, 1, 28)
    book.close()
    return output.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[Heading], Rows], bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".parquet": to_parquet,
}
"""Which writer a file's ending asks for, of figures that are typed in further."""
