"""What a document states that is not a function of the data; it comes in from the face."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """The program's version, as every result and document prints it."""

    program: str
