"""One commune out of a register: a table with the identity columns and no figures."""

from __future__ import annotations

from pathlib import Path

from scoring.base.communes import Commune
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, nearest
from scoring.forms.files import read_file
from scoring.intake.rows.columns import unreadable_headings
from scoring.intake.rows.identity import read_commune
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import Ruleset
from scoring.tables import cells
from scoring.tables.cell_text import CellFault
from scoring.tables.private_data import private_columns
from scoring.tables.raw import MARK


def commune_in_register(path: Path, code: str, ruleset: Ruleset) -> Commune:
    """Return the commune with *code* from a register; other rows are not judged.

    Raises ``ProblemsFound`` when the file cannot be read, has no such code, or has it with a
    kind or an area that nobody knows.
    """
    tables, problems = read_file(path)
    for table in tables:
        problems += private_columns(table)
        problems += [
            p
            for p in unreadable_headings(table)
            if p.place.heading != "nam" and "«nam»" not in p.message
        ]
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problem for problem in problems if problem.is_fault)
    known: list[str] = []
    for table in tables:
        position = {heading: at for at, heading in enumerate(table.headings) if heading}
        for raw in table.rows:
            row = IntakeRow(table, raw, position)
            try:
                row.code = cells.code(row.cell(MARK))
            except CellFault:
                continue
            if row.code == code:
                return _commune(row, ruleset)
            known += [row.code] if row.code else []
    message = f"danh mục không có mã xã «{code}»"
    raise ProblemsFound(
        [Problem(Place(file_name(path)), "khong-co-xa", message, nearest(code, known))]
    )


def _commune(row: IntakeRow, ruleset: Ruleset) -> Commune:
    row.ruleset = ruleset
    commune = read_commune(row)
    # A register may leave the type of province open; the form then asks for it.
    faults = [p for p in row.problems if p.is_fault and p.code != "thieu-loai-tinh"]
    if commune is None or faults:
        raise ProblemsFound(faults or row.problems)
    return commune
