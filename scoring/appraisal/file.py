"""An appraisal as a file: the worksheet, YAML that a person wrote, or JSON of the program.

Each becomes the plain document of ``scoring.appraisal.findings`` and the place of each of its
values, so that one reader judges them all.
"""

from __future__ import annotations

import json
from pathlib import Path

from scoring.appraisal.document import AppraisalFile
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.formats.strict_yaml import LARGEST_FILE

_ZIP = b"PK\x03\x04"
_LARGEST = 5 * LARGEST_FILE

_TABLES = {".csv", ".parquet"}


def read_appraisal(path: Path) -> AppraisalFile:
    """Read one file; raises ``ProblemsFound`` when nothing of it can be read."""
    file = file_name(path)
    if path.suffix.lower() in _TABLES:
        message = "đây là bảng, không phải bản thẩm định"
        hint = "cần phiếu thẩm định (.xlsx), hoặc tệp .yaml, .json"
        raise ProblemsFound([Problem(Place(file), "khong-phai-phieu", message, hint)])
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
