"""Results, states and decisions straight from a register; and the table it exports, sealed.

A register whose audit finds a fault gives neither: what it says was perhaps never decided.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from phuhop import __version__
from phuhop.files.writing import write_bytes
from registry.keeping.audit import faults
from registry.store.dossier_keys import Key, WrongKey, full_key
from registry.store.schema import dossiers, events
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


def check_sound(connection: Connection, name: str, wanted: Wanted | None = None) -> None:
    """Raise ``ProblemsFound`` with every fault of the chain and of the dossiers *wanted*.

    Whoever uses the rows asks in the same transaction; *name* is the register's. What other
    years and communes hold stops nobody. The state is not believed: it may be what is wrong.
    """
    # What the audit itself could not say more plainly: no first event, no settings.
    settings_of(connection)
    found = faults(connection, _concerned(connection, wanted))
    if found:
        message = (
            f"kiểm tra sổ thấy {vietnamese(len(found))} lỗi; không lấy kết quả từ sổ này để xuất, "
            "xếp hạng hay công bố"
        )
        hint = "kiểm tra sổ; khôi phục từ bản sao lưu"
        raise ProblemsFound([Problem(Place(name), "so-khong-lien", message, hint), *found])


def _concerned(connection: Connection, wanted: Wanted | None) -> set[Key] | None:
    """Return the dossiers of the years and communes that are wanted, ``None`` for all.

    Those of the table and those of the chain: a row may be what is lost.
    """
    if wanted is None or (wanted.year, wanted.commune, wanted.communes) == (None, None, None):
        return None
    rows = connection.execute(select(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset))
    keys = {Key(*row) for row in rows}
    about = select(events.c.dossier).where(events.c.dossier.is_not(None)).distinct()
    for named in connection.execute(about).scalars():
        # A name that nobody can read is a fault of the chain, and told with it.
        with suppress(WrongKey):
            keys.add(full_key(named))
    return {
        key
        for key in keys
        if wanted.year in {None, key.year}
        and wanted.commune in {None, key.commune}
        and (wanted.communes is None or key.commune in wanted.communes)
    }


def register_results(database: Database, wanted: Wanted | None = None) -> Exported:
    """Return what counts of every dossier *wanted*.

    Raises ``ProblemsFound`` for a register that is not sound, ``LookupError`` for a state its
    workflow does not have.
    """
    with database.reading() as connection:
        check_sound(connection, database.name, wanted)
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


def case_files(database: Database, wanted: Wanted | None = None) -> list[CaseFile]:
    """Return each dossier *wanted*, scored again, in the order of the list.

    The caller has asked ``check_sound``. Raises as ``case_file`` does.
    """
    with database.reading() as connection:
        return _cases(connection, wanted)


def figures_of(database: Database, wanted: Wanted | None = None) -> Intake:
    """Return the figures that count of each dossier: verified ones where there is an appraisal.

    Each stands under the ruleset its dossier was handed in with, scored again, in the order of
    the list. Raises as ``register_results`` and ``case_file`` do.
    """
    with database.reading() as connection:
        check_sound(connection, database.name, wanted)
        cases = _cases(connection, wanted)
    return Intake(tuple(entry_of(case) for case in cases), ())


def _cases(connection: Connection, wanted: Wanted | None) -> list[CaseFile]:
    keys = [one.key for one in listed(connection, wanted)]
    return [case_file(connection, str(key), Stamp(__version__)) for key in keys]


def entry_of(case: CaseFile) -> Entry:
    """Return the figures of a dossier that count, under the ruleset it was handed in with."""
    found = case.reported.assessment
    if case.comparison is not None:
        found = case.comparison.appraised.verified_assessment
    return Entry(found, case.reported.ruleset, Place(str(case.key)))
