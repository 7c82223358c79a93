"""When a commune is assessed next, and which body answers for the work, as far as known.

Sources contradict each other on how often communes are assessed; every way is kept, with its
level and source. Read from ``criteria/plans/assessment-cycle.yaml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from scoring.base.problems import Problem, ProblemsFound
from scoring.formats.fields import UNKNOWN, Day, Text, Whole
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.verification import Verification

_LAST_MONTH = 12


@from_yaml
class _YearOfPlan:
    position: Annotated[Whole, yaml_key("thứ", "Năm thứ mấy của kế hoạch")]


@from_yaml
class Cycle:
    """One way in which sources say that communes are assessed."""

    text: Annotated[Text, yaml_key("cách", "Bao lâu đánh giá một lần")]
    month: Annotated[Whole, yaml_key("tháng", "Tháng đánh giá, 1 đến 12")]
    first_year: Annotated[
        Whole, yaml_key("năm đầu một kế hoạch", "Năm đầu của một kế hoạch bất kỳ")
    ]
    length: Annotated[Whole, yaml_key("dài", "Số năm của một kế hoạch")]
    years: Annotated[tuple[_YearOfPlan, ...], yaml_key("các năm", "Những năm được đánh giá")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]

    def next_after(self, year: int) -> int:
        """Return the first year of assessment after *year*."""
        positions = {one.position for one in self.years}
        return next(
            later
            for later in range(year + 1, year + 2 + self.length)
            if (later - self.first_year) % self.length + 1 in positions
        )

    def plan_of(self, year: int) -> tuple[int, int]:
        """Return the first and last year of the plan that *year* lies in."""
        first = year - (year - self.first_year) % self.length
        return first, first + self.length - 1


@from_yaml
class Body:
    """A dated value: which body does the work at the commune, and who guides it."""

    from_day: Annotated[Day, yaml_key("từ ngày", "Ngày đầu tiên")]
    name: Annotated[Text, yaml_key("là", "Cơ quan, hoặc «chưa rõ»")]
    guided_by: Annotated[Text, yaml_key("hướng dẫn", "Cơ quan hướng dẫn, hoặc «chưa rõ»")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]


@from_yaml
class _DeadlineFile:
    cycles: Annotated[tuple[Cycle, ...], yaml_key("kỳ đánh giá", "Các cách hiểu, theo từng nguồn")]
    bodies: Annotated[tuple[Body, ...], yaml_key("cơ quan", "Cơ quan phụ trách, theo ngày")]


@dataclass(frozen=True, slots=True)
class CycleDue:
    """The next assessment as one source has it."""

    cycle: Cycle
    year: int

    @property
    def last_day(self) -> date:
        """The last day of the month of assessment."""
        if self.cycle.month == _LAST_MONTH:
            return date(self.year, _LAST_MONTH, 31)
        return date.fromordinal(date(self.year, self.cycle.month + 1, 1).toordinal() - 1)


@dataclass(frozen=True, slots=True)
class AssessmentCycle:
    """Every way in which sources say when, and the bodies by date."""

    cycles: tuple[Cycle, ...]
    bodies: tuple[Body, ...]

    def after(self, year: int) -> tuple[CycleDue, ...]:
        """Return the next assessment after *year*, one for each source."""
        return tuple(CycleDue(cycle, cycle.next_after(year)) for cycle in self.cycles)

    def body_on(self, day: date) -> Body | None:
        """Return who does the work on *day*; ``None`` where nobody is known."""
        known = [body for body in self.bodies if body.from_day <= day]
        found = max(known, key=lambda body: body.from_day, default=None)
        return None if found is None or found.name == UNKNOWN else found


def load_deadlines(path: Path) -> AssessmentCycle:
    """Read the file; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(_DeadlineFile, tree, problems)
    problems += _faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    return AssessmentCycle(file.cycles, file.bodies)


def _faults(file: _DeadlineFile, tree: Tree) -> Iterator[Problem]:
    for at, cycle in enumerate(file.cycles):
        path = ("kỳ đánh giá", at)
        if not 1 <= cycle.month <= _LAST_MONTH:
            message = f"tháng {cycle.month} không có"
            yield Problem(tree.place((*path, "tháng")), "thang-sai", message)
        if not cycle.length:
            yield Problem(tree.place((*path, "dài")), "so-nam-sai", "kế hoạch dài ít nhất một năm")
        if not cycle.years:
            place = tree.place((*path, "các năm"))
            yield Problem(place, "danh-sach-trong", "chưa nêu năm nào")
        for row, one in enumerate(cycle.years):
            if not 1 <= one.position <= cycle.length:
                message = f"kế hoạch {cycle.length} năm không có năm thứ {one.position}"
                yield Problem(tree.place((*path, "các năm", row, "thứ")), "so-nam-sai", message)
