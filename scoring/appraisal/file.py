"""An appraisal as a file: the worksheet, YAML that a person wrote, or JSON of the program.

Each becomes the plain document of ``scoring.appraisal.findings`` and the place of each of its
values, so that one reader judges them all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoring.appraisal.findings import Appraisal, appraisal_of
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.formats.strict_yaml import LARGEST_FILE, Path_
from scoring.forms.sheets import Words
from scoring.intake.form_checks import mixed_up_rows
from scoring.rules.ruleset import Ruleset

_ZIP = b"PK\x03\x04"
_LARGEST = 5 * LARGEST_FILE


@dataclass(frozen=True, slots=True)
class AppraisalFile:
    """What stands in a file, not yet held against a ruleset.

    ``problems`` are faults and warnings of the file itself, ``places`` the places of values;
    a path without one stands where its nearest ancestor does.
    """

    file: str
    document: Mapping[str, object]
    places: Mapping[Path_, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    words: tuple[Words, ...] = ()
    """The words beside the rows of a worksheet: witnesses against their hidden ids."""

    def place(self, path: Path_) -> Place:
        """Return the place of a path of the document."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return self.places.get((), Place(self.file))

    @property
    def commune(self) -> str | None:
        """The code of the commune, where the file says one."""
        code = self.document.get("commune")
        return code if isinstance(code, str) else None

    @property
    def year(self) -> int | None:
        """The assessment year, where the file says one."""
        year = self.document.get("year")
        return year if isinstance(year, int) and not isinstance(year, bool) else None

    def against(self, ruleset: Ruleset) -> Appraisal:
        """Return the appraisal; raises ``ProblemsFound`` with every fault, the file's included."""
        faults = [problem for problem in self.problems if problem.is_fault]
        mixed_up = [*mixed_up_rows(self.words, ruleset)] if self.words else []
        if mixed_up:
            # What the cells seem to say is about other figures.
            raise ProblemsFound(mixed_up)
        try:
            found = appraisal_of(self.document, ruleset, self.place)
        except ProblemsFound as more:
            raise ProblemsFound([*faults, *more.problems]) from None
        if faults:
            raise ProblemsFound(faults)
        return found


def read_appraisal(path: Path) -> AppraisalFile:
    """Read one file; raises ``ProblemsFound`` when nothing of it can be read."""
    file = file_name(path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            # Opening a pipe or device may wait for ever.
            message = "không phải tệp thường (là thiết bị hoặc đường ống)"
            raise ProblemsFound([Problem(Place(file), "khong-doc-duoc", message)])
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        raise ProblemsFound([Problem(Place(file), "khong-doc-duoc", message)]) from None
    if content.startswith(_ZIP):
        from scoring.appraisal.worksheet import read_worksheet

        if len(content) > _LARGEST:
            message = f"tệp lớn hơn {_LARGEST // 1_000_000} MB, không phải bản thẩm định"
            raise ProblemsFound([Problem(Place(file), "tep-qua-lon", message)])
        return read_worksheet(content, file)
    if content.lstrip()[:1] == b"{":
        return _json(content, file)
    from scoring.appraisal.yaml_file import read_yaml

    return read_yaml(path)


def _json(content: bytes, file: str) -> AppraisalFile:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        message = "không phải JSON hợp lệ"
        raise ProblemsFound([Problem(Place(file, line), "json-sai", message)]) from None
    if not isinstance(document, dict):
        raise ProblemsFound([Problem(Place(file), "json-sai", "cần một đối tượng JSON")])
    return AppraisalFile(file, document)
