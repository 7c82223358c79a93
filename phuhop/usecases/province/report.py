"""The internal report of a province: from a register or from results, with what is known beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.usecases.province.lacking import of_register
from phuhop.usecases.province.publication import shipped_ruleset
from phuhop.usecases.province.results import Expected, Source, results_of, up_to, years_of
from phuhop.usecases.rulesets import named_ruleset
from reports.papers.office import EMPTY
from reports.papers.office_file import load_office
from reports.province.heads import office_remarks
from reports.province.internal import province_documents, province_set
from reports.province.material import Material
from reports.province.targets import targets_for
from reports.wording.stamp import Stamp
from scoring.base.problems import Problem, ProblemsFound, file_name, in_order
from scoring.plans.share_results import result_of
from scoring.plans.share_targets import SHIPPED, load_plan

if TYPE_CHECKING:
    from scoring.results.rows import ResultRow
    from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Files of the office's own; what is left out is the program's default."""

    office: Path | None = None
    plan: Path | None = None
    ruleset: str | None = None


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What is to be reported: results, whose, up to which year, with which files."""

    source: Source
    expected: Expected = field(default_factory=Expected)
    files: ReportFiles = field(default_factory=ReportFiles)
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The documents by file name, the year, how many units, and what was told."""

    documents: dict[str, bytes]
    year: int
    units: int
    problems: tuple[Problem, ...]


def province_report(wish: ReportWish) -> MadeReport:
    """Return the internal report of the latest year, earlier ones for comparison.

    From a register come also what verifying changed and what units still lack. Raises
    ``ProblemsFound`` with every fault of the sources and files, for a year without results,
    and where results of the year are under more than one ruleset.
    """
    results = results_of(wish.source)
    if results.faults:
        raise ProblemsFound(results.problems)
    results = up_to(results, wish.year)
    counted = years_of(results, wish.expected)
    latest = counted.latest
    ruleset = _ruleset(wish, [row for row in results.rows if row.year == latest.year])
    office, remarks = EMPTY, list[Problem]()
    if wish.files.office is not None:
        office = load_office(wish.files.office, province_set().numbered)
        remarks += office_remarks(office, latest.provinces, file_name(wish.files.office))
    plan = load_plan(wish.files.plan or SHIPPED)
    targets = targets_for(plan.targets, latest.provinces, latest.year)
    advice, ledger = of_register(wish.source.database, latest.year, ruleset)
    material = Material(
        counted.years,
        counted.rearranged,
        ruleset,
        tuple(result_of(target, counted.years) for target in targets),
        advice,
        ledger,
    )
    documents = province_documents(material, Stamp(__version__), office)
    told = in_order([*results.problems, *counted.problems, *remarks])
    return MadeReport(documents, latest.year, latest.count.total, tuple(told))


def _ruleset(wish: ReportWish, rows: Sequence[ResultRow]) -> Ruleset:
    used = {row.ruleset for row in rows}
    if len({key.id for key in used}) > 1:
        named = ", ".join(sorted(key.id for key in used))
        message = f"kết quả của năm theo nhiều bộ tiêu chí ({named}); báo cáo là của một bộ"
        raise ProblemsFound([Problem(rows[0].place, "nhieu-bo-tieu-chi", message)])
    if wish.files.ruleset is not None:
        return named_ruleset(wish.files.ruleset)
    key = min(used)
    if wish.source.database is not None:
        from registry.workflow.kept_rulesets import kept_ruleset

        with wish.source.database.reading() as connection:
            return kept_ruleset(connection, key.id, key.sha256)
    return shipped_ruleset(key.id, "kết quả")
