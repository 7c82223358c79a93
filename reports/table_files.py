"""A table as a file: CSV for Vietnamese Excel, XLSX, Parquet. Same rows, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from reports.clean import clean
from reports.results_table import NUMBER, Heading, Value

Rows = Iterable[Mapping[str, Value]]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return CSV with a BOM and ``;``: a Vietnamese Excel opens it in columns.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";", lineterminator="\n")
    writer.writerow([heading.name for heading in headings])
    for row in rows:
        writer.writerow([_csv_cell(row.get(heading.name)) for heading in headings])
    return output.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
    # The decimal sign of the country whose Excel opens this.
    return str(value).replace(".", ",")


def to_xlsx(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return a workbook with one sheet; texts never become formulas or links."""
    import datetime as dt

    import xlsxwriter

    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        # A fixed day: the same results give the same bytes.
        workbook.set_properties({"created": dt.datetime(2019, 1, 3)})  # noqa: DTZ001
        sheet = workbook.add_worksheet("Kết quả")
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 2)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading.name, bold)
        for number, row in enumerate(rows, 1):
            for column, heading in enumerate(headings):
                value = row.get(heading.name)
                if isinstance(value, str):
                    sheet.write_string(number, column, clean(value))
                elif value is not None:
                    sheet.write_number(number, column, value)
    return output.getvalue()


def to_parquet(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return a Parquet file: texts as strings, numbers as doubles, blanks as nulls."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    listed = list(rows)
    arrays = [
        pa.array(
            [row.get(heading.name) for row in listed],
            pa.float64() if heading.kind == NUMBER else pa.string(),
        )
        for heading in headings
    ]
    output = io.BytesIO()
    pq.write_table(pa.table(arrays, names=[heading.name for heading in headings]), output)
    return output.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[Heading], Rows], bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".parquet": to_parquet,
}
"""Which writer a file's ending asks for."""
