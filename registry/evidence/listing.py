"""``danh-muc.csv``: for a folder of evidence whose file names say nothing, what each file proves.

Columns ``tep`` (path inside the folder) and ``ma`` (``TL 07``, ``7``, ``1.1``; several with
``;``), and where wanted ``so_ky_hieu``, ``ngay``, ``co_quan``, ``trang_muc``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.forms import cell_notes
from scoring.forms.files import read_columns
from scoring.forms.form import EvidenceGiven
from scoring.forms.ids import DAY, ISSUER, NUMBER, PAGE
from scoring.tables.cell_text import CellFault, Raw, is_blank, text_of
from scoring.tables.raw import RawTable

LIST_NAME = "danh-muc.csv"
FILE, CODES = "tep", "ma"
HEADINGS = (FILE, CODES, NUMBER, DAY, ISSUER, PAGE)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file of the list: its path, its codes as typed, what was noted, and where."""

    file: str
    codes: str
    given: EvidenceGiven
    place: Place


def read_list(path: Path) -> list[EvidenceLine]:
    """Read a list; raises ``ProblemsFound`` with every fault."""
    tables, problems = read_columns(path)
    lines = [line for table in tables for line in _lines(table, problems)]
    if problems:
        raise ProblemsFound(problems)
    return lines


def _lines(table: RawTable, problems: list[Problem]) -> Iterator[EvidenceLine]:
    position = {heading: at for at, heading in enumerate(table.headings)}
    lost = [heading for heading in (FILE, CODES) if heading not in position]
    for heading in lost:
        hint = f"dòng đầu của danh mục: {';'.join(HEADINGS)}"
        problems.append(Problem(table.place(), "thieu-cot", f"thiếu cột «{heading}»", hint))
    for heading in table.headings:
        if heading and heading not in HEADINGS:
            message = f"không có cột {shown(heading)}"
            problems.append(Problem(table.place(), "cot-la", message))
    seen: set[str] = set()
    for row in () if lost else table.rows:
        values: dict[str, Raw] = {heading: row.cells[at] for heading, at in position.items()}
        place = table.place(row.number)
        file = unicodedata.normalize("NFC", text_of(values[FILE]).replace("\\", "/"))
        if not file or is_blank(values[CODES]):
            problems.append(Problem(place, "thieu-gia-tri", "thiếu tên tệp hoặc mã"))
        elif file in seen:
            problems.append(Problem(place, "trung-tep", f"tệp {shown(file)} ghi hai lần"))
        else:
            seen.add(file)
            yield EvidenceLine(file, text_of(values[CODES]), _given(values, place, problems), place)


def _given(values: dict[str, Raw], place: Place, problems: list[Problem]) -> EvidenceGiven:
    number, issuer, page = (
        None if is_blank(values.get(heading)) else text_of(values.get(heading))
        for heading in (NUMBER, ISSUER, PAGE)
    )
    for heading, text in ((NUMBER, number), (ISSUER, issuer), (PAGE, page)):
        private = private_problem(replace(place, heading=heading), text or "", is_sensitive=True)
        problems += [] if private is None else [private]
    try:
        return EvidenceGiven(number, cell_notes.day(values.get(DAY)), issuer, page)
    except CellFault as fault:
        problems.append(Problem(place, fault.code, fault.message, fault.hint))
        return EvidenceGiven()
