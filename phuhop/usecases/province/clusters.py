"""A province's own clusters of communes, from a table of theirs."""

from __future__ import annotations

from pathlib import Path

from phuhop.usecases.province.expected_communes import rows_with
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, in_order, shown
from scoring.forms.files import read_columns
from scoring.tables import cells
from scoring.tables.raw import MARK

CLUSTER = "cum"


def clusters_of(path: Path) -> dict[str, str]:
    """Return the names of clusters by the communes' codes: columns ``ma_xa`` and ``cum``.

    A commune without a name of a cluster is in none. Raises ``ProblemsFound`` with every fault.
    """
    found: dict[str, str] = {}
    tables, problems = read_columns(path)
    told = list(problems)
    for table in tables:
        for row in rows_with(table, (MARK, CLUSTER), told):
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
