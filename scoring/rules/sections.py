"""The sections of a ruleset file that could be read, for the checks to run on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.formats.strict_yaml import Path_
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Document, Figure, Recognition

CODE = re.compile(r"[a-z][a-z0-9_]*")
"""What a slug and a figure's code look like."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The readable sections of a file; ``None`` stands for one that could not be read."""

    document: Document | None
    recognition: Recognition | None
    figures: Mapping[str, Figure | None]
    criteria: Sequence[Criterion | None]

    @property
    def known_criteria(self) -> list[tuple[int, Criterion]]:
        """The readable criteria with their positions."""
        return [(row, c) for row, c in enumerate(self.criteria) if c is not None]

    @property
    def parts(self) -> Iterator[tuple[Path_, Part]]:
        """The parts of the readable criteria with their paths."""
        for row, criterion in self.known_criteria:
            for position, part in enumerate(criterion.parts):
                yield ("tiêu chí", row, "các phần", position), part
