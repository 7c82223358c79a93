"""Workbooks for the tests of forms: filled, treated as officers treat them, recalculated."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reports.workbook.form import form
from reports.workbook.prefill import of_assessment, of_form
from scoring.engine.assessment import Assessment
from scoring.forms.form import EvidenceGiven, Form
from scoring.intake.reading import Intake, read_tables
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS, FIGURES
from tests.support.strategies import decision_06

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="cần LibreOffice (soffice) để tính lại biểu"
)

ASSESSMENT = ASSESSMENTS["mien-nui-dat"]
NOTES = Form(
    "",
    "",
    "",
    profile={"ho_so_nguoi_lap": "Công chức Văn hóa – Xã hội", "ho_so_ngay": "15/11/2024"},
    sources={"tong_so_tre_em": "Sổ theo dõi trẻ em", "tre_duoi_1_tuoi": "Trạm y tế"},
    notes={"tre_bi_tai_nan_thuong_tich": "Đã đối chiếu", "11.2": "Sẽ làm quý I"},
    evidence={
        "2:1": EvidenceGiven("Sổ hộ tịch 01", "2024-10-31", "UBND xã", "tr. 1–40"),
        "3:khac": EvidenceGiven(number="12/BC-UBND"),
    },
)


def a_form(assessment: Assessment = ASSESSMENT, ruleset: Ruleset | None = None) -> bytes:
    """Return a form filled with *assessment* and, for the sample, with notes."""
    cells = of_assessment(assessment)
    if assessment is ASSESSMENT:
        cells |= of_form(NOTES)
    return form(ruleset or decision_06(), assessment.year, cells)


def treated(change: Callable[[Workbook], None], content: bytes | None = None) -> bytes:
    """Return a form as it is after somebody opened it, changed it and saved it."""
    book = load_workbook(io.BytesIO(content or a_form()), rich_text=True)
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def put(cells: Mapping[tuple[str, str], Any], content: bytes | None = None) -> bytes:
    """Return a form with values written into cells, by sheet and address."""

    def change(book: Workbook) -> None:
        for (sheet, cell), value in cells.items():
            book[sheet][cell] = value

    return treated(change, content)


def taken(*contents: bytes, names: Iterable[str] = (), ruleset: Ruleset | None = None) -> Intake:
    """Read workbooks as files ``a.xlsx``, ``b.xlsx`` … of one folder."""
    given = [*names] or [f"{letter}.xlsx" for letter in "abcdefgh"]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, content in zip(given, contents, strict=False):
            path = Path(folder) / name
            path.write_bytes(content)
            paths.append(path)
        intake = read_tables(paths, lambda _: ruleset or decision_06(), this_year=2026)
        shorter = [
            replace(
                p,
                place=replace(p.place, file=Path(p.place.file).name),
                message=p.message.replace(f"{folder}/", ""),
            )
            for p in intake.problems
        ]
    return Intake(intake.entries, tuple(shorter))


def said(intake: Intake) -> list[str]:
    """Return the problems as they are told."""
    return [str(problem) for problem in intake.problems]


def recalculated(contents: Mapping[str, bytes], into: str = "xlsx") -> dict[str, bytes]:
    """Return the workbooks as LibreOffice saves them: all of them in one run of it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "tu", Path(folder) / "den"
        source.mkdir()
        for name, content in contents.items():
            (source / f"{name}.xlsx").write_bytes(content)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/ho-so",
            "--headless",
            "--convert-to",
            into,
            "--outdir",
            target,
            *sorted(source.glob("*.xlsx")),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return {path.stem: path.read_bytes() for path in target.iterdir()}


def within_their_wholes(assessment: Assessment, ruleset: Ruleset) -> Assessment:
    """Return the assessment with every count cut to what it must not exceed."""

    def cut(counts: Mapping[str, int]) -> dict[str, int]:
        result = dict(counts)
        for _ in ruleset.figures:
            for code in counts:
                whole = ruleset.figures[code].not_exceeding
                while whole is not None and whole not in result:
                    whole = ruleset.figures[whole].not_exceeding
                if whole is not None:
                    result[code] = min(result[code], result[whole])
        return result

    return replace(assessment, figures=cut(assessment.figures), previous=cut(assessment.previous))


FEWER = {code: count for code, count in FIGURES.items() if code != "phieu_hai_long"}
