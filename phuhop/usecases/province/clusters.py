"""A province's own clusters of communes, from a table of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scoring.base.problems import Place, Problem, ProblemsFound, file_name, in_order, shown
from scoring.forms.files import read_file
from scoring.intake.rows.row import IntakeRow
from scoring.tables import cells
from scoring.tables.raw import MARK, RawTable

CLUSTER = "cum"


def clusters_of(path: Path) -> dict[str, str]:
    """Return the names of clusters by the communes' codes: columns ``ma_xa`` and ``cum``.

    A commune without a name of a cluster is in none. Raises ``ProblemsFound`` with every fault.
    """
    found: dict[str, str] = {}
    tables, problems = read_file(path)
    told = list(problems)
    for table in tables:
        for row in _rows(table, told):
            code, name = row.read(MARK, cells.code), row.read(CLUSTER, cells.text)
            if code is not None and name is not None:
                other = found.setdefault(code, name)
                if other != name:
                    message = f"xã {code} đã ở cụm {shown(other)}, ở đây là {shown(name)}"
                    row.say(CLUSTER, "hai-cum", message, "mỗi xã ở một cụm")
            told += row.problems
    if not found and not told:
        told.append(Problem(Place(file_name(path)), "tep-trong", "không có dòng nào"))
    if any(problem.is_fault for problem in told):
        raise ProblemsFound(in_order(told))
    return found


def _rows(table: RawTable, problems: list[Problem]) -> Iterator[IntakeRow]:
    missing = [name for name in (MARK, CLUSTER) if name not in table.headings]
    if missing:
        named = ", ".join(f"«{name}»" for name in missing)
        hint = "bảng cần cột ma_xa và cum, mỗi dòng một xã"
        problems.append(Problem(table.place(), "thieu-cot", f"không có cột {named}", hint))
        return
    position = {heading: at for at, heading in enumerate(table.headings) if heading}
    yield from (IntakeRow(table, raw, position) for raw in table.rows)
