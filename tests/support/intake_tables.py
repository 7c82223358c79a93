"""Small tables for the tests of the intake, in every format, and what was said of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from scoring.engine.assessment import Assessment
from scoring.intake.reading import Intake, read_tables
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.places import ROOT

DECISION_06 = load(ROOT / "criteria" / "decisions" / "06-QD-TTg-2019.yaml")

HEADINGS = ("ma_xa", "ten_xa", "loai", "vung", "tinh", "huyen", "tp_truc_thuoc_tw", "nam")
COMMUNE = ("99001", "Xã Mẫu", "xã", "miền núi", "Tỉnh Mẫu", None, "không", 2024)

Table = Sequence[Sequence[Any]]

OF_SMALL_TABLES = {"thieu-cot-so-lieu", "ten-de-nham"}
"""What is said of nearly every table here; each has its own test."""


def in_force(year: int) -> Ruleset | None:
    return DECISION_06 if year >= 2019 else None


def taken(*paths: Path) -> Intake:
    return read_tables(paths, in_force, this_year=2026)


def said(intake: Intake) -> list[str]:
    """What was said, without the warnings that these small tables have few columns and names."""
    return [str(p) for p in intake.problems if p.code not in OF_SMALL_TABLES]


def codes(intake: Intake) -> list[str]:
    return [p.code for p in intake.problems if p.code not in OF_SMALL_TABLES]


def assessments(intake: Intake) -> list[Assessment]:
    return [entry.assessment for entry in intake.entries]


def table(*columns: str, rows: Table) -> Table:
    return [(*HEADINGS, *columns), *rows]


def as_csv(rows: Table, delimiter: str = ";") -> bytes:
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in cells]
    return "".join(delimiter.join(row) + "\n" for row in quoted).encode()


def as_xlsx(rows: Table) -> bytes:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Số liệu"
    for row in rows:
        sheet.append(list(row))
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_parquet(rows: Table) -> bytes:
    headings, *body = rows
    columns = [pa.array([row[at] for row in body]) for at in range(len(headings))]
    stream = io.BytesIO()
    pq.write_table(pa.table(columns, names=list(headings)), stream)
    return stream.getvalue()


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            new.writestr(name, part)
    return stream.getvalue()


def write(name: str, content: bytes) -> Path:
    path = Path(name)
    path.write_bytes(content)
    return path
