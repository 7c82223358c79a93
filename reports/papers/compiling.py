"""From pieces to programs over a set's view model, faults told at the set's own lines."""

from __future__ import annotations

from collections.abc import Iterable

from reports.papers.blocks import DocumentSet
from reports.papers.filling import Program
from reports.papers.templates import Piece, UnknownField, compiled
from scoring.base.problems import Place, Problem

_NOTHING = Program(())


def program(pieces: Iterable[Piece], documents: DocumentSet, problems: list[Problem]) -> Program:
    """Return the compiled pieces; an unknown field is added to *problems* with its line."""
    keys = {"numbers": documents.numbered, "days": documents.codes, "dates": documents.codes}
    try:
        return compiled(pieces, documents.model, keys)
    except UnknownField as unknown:
        at = unknown.at
        while at and at not in documents.places:
            at = at[:-1]
        line, column = documents.places.get(at, (1, 1))
        place = Place(documents.file, line, column)
        problems.append(Problem(place, "truong-la", unknown.message, unknown.hint))
        return _NOTHING
