"""What a document states that is not a function of the data; it comes in from the face."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """The program's version, as every result and document prints it.

    ``head`` is the head of a register's chain, for documents that are written from one: it is
    one more fact of a dossier. Without a register there is none, and nothing is printed of it.
    """

    program: str
    head: str | None = None
