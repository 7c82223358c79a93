"""A fault of a ruleset file, before its line is known."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.formats.strict_yaml import Path_


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a path of the file's tree, before its line is known."""

    path: Path_
    code: str
    message: str
    hint: str = ""
