"""The wall of squares as a picture of lines: one square a commune, its sign in it, a link on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from phuhop.usecases.office.overview import (
    COMMUNE,
    DECIDING,
    DRAFT,
    RECOGNISED,
    REFUSED,
    SILENT,
    VERIFYING,
    Square,
)

SIGNS = {
    RECOGNISED: "✔",
    REFUSED: "✘",
    DECIDING: "◆",
    VERIFYING: "▶",
    COMMUNE: "↩",
    DRAFT: "✎",
    SILENT: "○",
}
"""A sign for each group: nobody has to tell colours apart."""

CLASSES = {group: f"nhom-{at}" for at, group in enumerate(SIGNS)}
_SIZE, _STEP, _COLUMNS = 28, 32, 14


@dataclass(frozen=True, slots=True)
class Drawn:
    """One square: its place in the picture and what it shows."""

    x: int
    y: int
    square: Square
    sign: str
    css: str


@dataclass(frozen=True, slots=True)
class Wall:
    """The picture: its size and its squares."""

    width: int
    height: int
    size: int
    squares: tuple[Drawn, ...]


def wall_of(squares: Sequence[Square]) -> Wall:
    """Return the picture of *squares*, row by row in their order."""
    columns = min(_COLUMNS, max(len(squares), 1))
    rows = -(-len(squares) // columns)
    drawn = tuple(
        Drawn(
            at % columns * _STEP,
            at // columns * _STEP,
            one,
            SIGNS[one.group],
            CLASSES[one.group],
        )
        for at, one in enumerate(squares)
    )
    return Wall(columns * _STEP, max(rows, 1) * _STEP, _SIZE, drawn)


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the stack: its group, how many, from where to where in per mille."""

    group: str
    count: int
    start: int
    width: int
    sign: str
    css: str


def stack_of(groups: dict[str, int]) -> tuple[Slice, ...]:
    """Return the stacked bar; groups without a commune have no piece."""
    whole = sum(groups.values())
    found, start = [], 0
    for group, count in groups.items():
        end = start + count
        if count:
            left, right = 1_000 * start // whole, 1_000 * end // whole
            found.append(Slice(group, count, left, right - left, SIGNS[group], CLASSES[group]))
        start = end
    return tuple(found)
