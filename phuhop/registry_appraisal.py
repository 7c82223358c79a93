"""The verifier's file for ``phuhop registry appraise``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.appraisal import appraisal_of
from scoring.problems import Place, Problem, ProblemsFound, file_name
from scoring.strict_json import LARGEST, parsed
from scoring.strict_yaml import reason

if TYPE_CHECKING:
    from registry.appraising import Read
    from scoring.appraisal import Appraisal
    from scoring.ruleset import Ruleset


def reading(path: Path) -> Read:
    """Return what reads the file once the ruleset is known; raises ``ProblemsFound`` then."""

    def read(ruleset: Ruleset) -> tuple[Appraisal, Place]:
        place = Place(file_name(path))
        return appraisal_of(parsed(_content(path), place), ruleset, place), place

    return read


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        raise ProblemsFound([Problem(Place(file_name(path)), "khong-doc-duoc", message)]) from None
