"""From a path to the tables in it, our own workbooks included."""

from __future__ import annotations

from pathlib import Path

from scoring.tables import reading
from scoring.tables.raw import ReadTables


def read_file(path: Path) -> ReadTables:
    """Read one CSV, XLSX or Parquet file, or a workbook of ours as a table of one row.

    As ``scoring.tables.reading.read_file`` it never raises for what stands in the file.
    """
    return reading.read_file(path, _read_form)


def _read_form(content: bytes, file: str) -> ReadTables:
    # Only who reads a form pays for its reader.
    from scoring.forms.reader import read_form

    return read_form(content, file)
