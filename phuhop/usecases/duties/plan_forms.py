"""The form that collects a plan's typed values from districts, clusters or communes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from phuhop.usecases.duties.plan_tracking import plan_named
from reports.plans.form import typed_form
from scoring.base.problems import Problem


@dataclass(frozen=True, slots=True)
class MadeForm:
    """The workbook, how many units have rows in it, and warnings of the list of units."""

    content: bytes
    units: int
    problems: tuple[Problem, ...]


def plan_form(plan: str, year: int, units: Sequence[str] = ()) -> MadeForm:
    """Return the form of *plan* for *year*: a row a unit, by default the plan's own place.

    Each of *units* is a table with ``ma_xa``, ``ten_xa``, or a name. Raises ``ProblemsFound``.
    """
    found = plan_named(plan)
    names: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for given in units:
        path = Path(given)
        if path.exists():
            from phuhop.usecases.province.expected_communes import communes_of_table

            listed, told = communes_of_table(path)
            names += listed.items()
            problems += told
        else:
            names.append(("", given))
    if not names:
        names.append(("", found.head.place))
    content = typed_form(found, (year,), names)
    return MadeForm(content, len(names), tuple(problems))
