"""One line of JSON a package: what was packed, opened, made again, for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.base.problems import Problem, file_name

if TYPE_CHECKING:
    from phuhop.usecases.commune.packing import Packed
    from registry.package.package import Package

PACKED, UNPACKED, REPRODUCED = "phuhop.packed/1", "phuhop.unpacked/1", "phuhop.reproduced/1"


def packed_object(packed: Packed) -> str:
    """Return a package that was written, and what was said of its evidence."""
    return _line(
        {
            "format": PACKED,
            "file": packed.path.as_posix(),
            "package": packed.sha256,
            "commune": packed.commune,
            "year": packed.year,
            "evidence": packed.evidence,
            "missing": packed.lacking,
            "problems": [
                {
                    "place": str(problem.place),
                    "code": problem.code,
                    "message": problem.message,
                    "severity": problem.severity.name,
                }
                for problem in packed.problems
            ],
        }
    )


def unpacked_object(package: Package, folder: Path) -> str:
    """Return a package that was opened into *folder*."""
    return _line(
        {
            "format": UNPACKED,
            "file": file_name(package.path),
            "package": package.sha256,
            "commune": package.assessment.commune.code,
            "year": package.assessment.year,
            "folder": folder.as_posix(),
        }
    )


def refused_object(format_: str, path: Path, problems: Iterable[Problem]) -> str:
    """Return a package that was refused, and why."""
    reasons = [{"code": p.code, "message": p.message} for p in problems]
    return _line({"format": format_, "file": file_name(path), "refused": reasons})


def _line(found: dict[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False)
