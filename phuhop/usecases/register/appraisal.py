"""The verifier's file for ``phuhop registry appraise``: worksheet, YAML or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.appraisal.file import read_appraisal

if TYPE_CHECKING:
    from registry.acts.appraising import AppraisalSheet
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
