"""Results tables and result objects, as they were written, read back into rows.

A table is .csv, .xlsx or .parquet with the columns of ``scoring/results/table_writing.py``; a
.jsonl file holds one object of ``phuhop.result/1`` a line. Several files, years and rulesets are
told apart; a row at fault is withheld with every fault of it, the others are returned. Beside
a table from a register lies its seal: with it whole, status and decisions count as the
register's; with it broken, no row of the table is returned.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scoring.base.problems import Problem, in_order
from scoring.forms.files import read_file
from scoring.intake.rows.columns import unreadable_headings
from scoring.results.rows import ResultRow, Results
from scoring.results.seal import broken_seal
from scoring.tables.private_data import private_columns
from scoring.tables.raw import MARK

JSON_ENDINGS = (".jsonl", ".ndjson")
"""Endings of files that hold one result object a line."""

_Key = tuple[str, int, str]


def read_results(paths: Iterable[Path]) -> Results:
    """Read results files, each once, in their order.

    Points are exact; a blank is ``None``, never 0. Never raises for what is in the files or
    for files that cannot be read: such a file gives its problems and nothing else.
    """
    rows: list[ResultRow] = []
    problems: list[Problem] = []
    unique = {os.path.abspath(path): path for path in reversed(list(paths))}  # noqa: PTH100
    for path in reversed(unique.values()):
        found, about = _read(path)
        rows += found
        problems += about
    kept, repeated = _once(rows)
    return Results(tuple(kept), tuple(in_order([*problems, *repeated])))


def _read(path: Path) -> tuple[list[ResultRow], list[Problem]]:
    if path.suffix.lower() in JSON_ENDINGS:
        from scoring.results.json_reading import read_json_lines

        return read_json_lines(path)
    from scoring.results.table_reading import read_table

    tables, problems = read_file(path)
    private = [problem for table in tables for problem in private_columns(table)]
    if private:
        return [], private
    rows: list[ResultRow] = []
    for table in tables:
        faults = unreadable_headings(table)
        problems += [fault for fault in faults if fault.code != "tep-trong" or not problems]
        if not faults:
            found, about = read_table(table)
            rows += found
            problems += about
    is_whole = not any(problem.is_fault for problem in problems)
    broken = broken_seal(path, rows, all_read=is_whole)
    if broken:
        return [], [*problems, *broken]
    if broken is not None:
        rows = [replace(row, from_register=True) for row in rows]
    return rows, problems


def _once(rows: Iterable[ResultRow]) -> tuple[list[ResultRow], list[Problem]]:
    """Keep rows of one commune, year and ruleset only where there is one of them."""
    same: dict[_Key, list[ResultRow]] = {}
    for row in rows:
        same.setdefault((row.code, row.year, row.ruleset.id), []).append(row)
    kept: list[ResultRow] = []
    problems: list[Problem] = []
    for (code, year, ruleset), found in same.items():
        if len(found) == 1:
            kept += found
            continue
        for row in found:
            other = found[0] if row is not found[0] else found[1]
            message = f"xã {code} năm {year} theo {ruleset} còn có ở {other.place}"
            problems.append(Problem(row.place, "trung-xa", message, f"giữ lại một dòng «{MARK}»"))
    return kept, problems
