"""From a path to the tables in it, our own workbooks included."""

from __future__ import annotations

from pathlib import Path

from scoring.tables import reading
from scoring.tables.raw import ReadTables, doubled_headings


def read_file(path: Path) -> ReadTables:
    """Read one CSV, XLSX or Parquet file, or a workbook of ours as a table of one row.

    As ``scoring.tables.reading.read_file`` it never raises for what stands in the file.
    """
    return reading.read_file(path, _read_form)


def read_columns(path: Path) -> ReadTables:
    """Read a file as ``read_file`` does, for who looks columns up by their headings.

    A table with a heading twice has a fault and is left out: which of the two counts?
    """
    tables, problems = read_file(path)
    doubled = {id(table): doubled_headings(table) for table in tables}
    problems += [problem for table in tables for problem in doubled[id(table)]]
    return [table for table in tables if not doubled[id(table)]], problems


def _read_form(content: bytes, file: str) -> ReadTables:
    # Only who reads a form pays for its reader.
    from scoring.forms.reader import read_form

    return read_form(content, file)
