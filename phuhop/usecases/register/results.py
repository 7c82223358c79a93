"""Results, states and decisions straight from a register; and the table it exports, sealed.

A register whose audit finds a fault gives neither: what it says was perhaps never decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.files.writing import write_bytes
from registry.keeping.audit import audit
from registry.views.case_file import CaseFile, case_file
from registry.views.listing import Wanted, listed
from registry.views.results_export import Exported, export
from registry.workflow.settings import settings_of
from reports.tables.writing import WRITERS
from reports.wording.stamp import Stamp
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.base.quantities import vietnamese
from scoring.intake.reading import Entry, Intake
from scoring.results.seal import seal, seal_path

if TYPE_CHECKING:
    from registry.store.database import Database


def check_sound(database: Database) -> None:
    """Raise ``ProblemsFound`` with every fault the audit of the register finds."""
    with database.reading() as connection:
        # What the audit itself could not say more plainly: no first event, no settings.
        settings_of(connection)
    faults = [problem for problem in audit(database).problems if problem.is_fault]
    if faults:
        message = (
            f"kiểm tra sổ thấy {vietnamese(len(faults))} lỗi; không lấy kết quả từ sổ này để xuất, "
            "xếp hạng hay công bố"
        )
        hint = "kiểm tra sổ; khôi phục từ bản sao lưu"
        raise ProblemsFound(
            [Problem(Place(database.name), "so-khong-lien", message, hint), *faults]
        )


def register_results(database: Database, wanted: Wanted | None = None) -> Exported:
    """Return what counts of every dossier *wanted*.

    Raises ``ProblemsFound`` for a register that is not sound, ``LookupError`` for a state its
    workflow does not have.
    """
    check_sound(database)
    with database.reading() as connection:
        return export(connection, wanted)


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table that was written, its seal beside it, and which drafts are in neither."""

    table: Path
    seal: Path
    rows: int
    left_out: tuple[str, ...]


def export_table(database: Database, output: Path, year: int | None = None) -> ExportedTable:
    """Write the table of results of a register, of one year or of all, and its seal.

    The ending of *output* is one of ``WRITERS``. Raises as ``register_results`` does, and
    ``ProblemsFound`` when a file cannot be written.
    """
    found = register_results(database, Wanted(year))
    write_bytes(output, WRITERS[output.suffix.lower()](found.headings, found.table))
    write_bytes(seal_path(output), seal(found.rows, str(found.head)))
    return ExportedTable(output, seal_path(output), len(found.rows), found.left_out)


def case_files(database: Database, wanted: Wanted | None = None) -> Sequence[CaseFile]:
    """Return each dossier *wanted*, scored again, in the order of the list.

    The caller has asked ``check_sound``. Raises as ``case_file`` does.
    """
    with database.reading() as connection:
        keys = [one.key for one in listed(connection, wanted)]
        return [case_file(connection, str(key), Stamp(__version__)) for key in keys]


def figures_of(database: Database, wanted: Wanted | None = None) -> Intake:
    """Return the figures that count of each dossier: verified ones where there is an appraisal.

    Each stands under the ruleset its dossier was handed in with. Raises as
    ``register_results`` and ``case_files`` do.
    """
    check_sound(database)
    return Intake(tuple(entry_of(case) for case in case_files(database, wanted)), ())


def entry_of(case: CaseFile) -> Entry:
    """Return the figures of a dossier that count, under the ruleset it was handed in with."""
    found = case.reported.assessment
    if case.comparison is not None:
        found = case.comparison.appraised.verified_assessment
    return Entry(found, case.reported.ruleset, Place(str(case.key)))
