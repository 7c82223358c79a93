"""The verifier's file to be recorded: worksheet, YAML or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from reports.wording.stamp import Stamp
from scoring.appraisal.file import read_appraisal

if TYPE_CHECKING:
    from registry.acts.appraising import AppraisalSheet, Recorded
    from registry.store.chain import Actor, Event
    from registry.store.database import Database
    from scoring.base.problems import Problem


def sheet_of(path: Path) -> tuple[AppraisalSheet, list[Problem]]:
    """Return the file as a sheet to record, and its warnings.

    Its faults are raised, as ``ProblemsFound``, once the ruleset is known. Raises
    ``ProblemsFound`` when nothing of it can be read.
    """
    from registry.acts.appraising import AppraisalSheet
    from registry.store.words import meant

    file = read_appraisal(path)
    warnings = [problem for problem in file.problems if not problem.is_fault]
    source = meant(path.name) or ""
    return AppraisalSheet(lambda ruleset: (file.against(ruleset), file.place), source), warnings


def saved(database: Database, key: str, path: Path, actor: Actor) -> tuple[Recorded, list[Problem]]:
    """Record the file as the appraisal of a dossier; return what came of it, and warnings.

    Raises as ``registry.acts.appraising.record_appraisal`` does.
    """
    from registry.acts.appraising import record_appraisal

    sheet, warnings = sheet_of(path)
    return record_appraisal(database, key, sheet, actor, Stamp(__version__)), warnings


def finished(database: Database, key: str, actor: Actor, *, is_saved: bool) -> Event | None:
    """Finish the appraisal that counts; ``None`` where the saving that went before finished it.

    Raises as ``registry.acts.appraising.finish_appraisal`` does.
    """
    from registry.acts.appraising import finish_appraisal, finishes_apart

    if is_saved and not finishes_apart(database):
        return None
    return finish_appraisal(database, key, actor)
