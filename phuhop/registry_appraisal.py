"""The verifier's file for ``phuhop registry appraise``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.appraisal import appraisal_of
from scoring.problems import Place, Problem, ProblemsFound, file_name
from scoring.strict_json import LARGEST, parsed
from scoring.strict_yaml import reason

if TYPE_CHECKING:
    from registry.appraising import Sheet


def sheet_of(path: Path) -> tuple[Sheet, list[Problem]]:
    """Return the file as a sheet to record, and its warnings.

    Its faults are raised, as ``ProblemsFound``, once the ruleset is known. Raises
    ``ProblemsFound`` when nothing of it can be read.
    """
    from registry.appraising import Sheet

    place = Place(file_name(path))
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        raise ProblemsFound([Problem(place, "khong-doc-duoc", message)]) from None
    document = parsed(content, place)
    return Sheet(lambda ruleset: (appraisal_of(document, ruleset, place), place), path.name), []
