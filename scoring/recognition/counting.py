"""How many units there are, how many were recognised, and the share: one definition.

The total is all commune-level units of a place on 31 December of the year, those that sent
nothing included, đặc khu among them and named apart. Recognised is by decision only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

from scoring.base.communes import CommuneKind
from scoring.recognition.communes import State


class Counted(Protocol):
    """What is counted: a unit of a year, as recorded or as published."""

    @property
    def kind(self) -> CommuneKind:
        """Xã, phường, thị trấn or đặc khu."""

    @property
    def state(self) -> State:
        """How far it has come."""


AnyUnit = TypeVar("AnyUnit", bound=Counted)
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Count:
    """Units by state. ``special_zones`` are among the total."""

    states: Mapping[State, int]
    special_zones: int

    @property
    def total(self) -> int:
        """All units."""
        return sum(self.states.values())

    @property
    def recognised(self) -> int:
        """Units recognised by a decision."""
        return self.states[State.RECOGNISED]

    @property
    def is_decided(self) -> bool:
        """Whether there is any decision; without one no share may be stated."""
        return bool(self.states[State.RECOGNISED] + self.states[State.REFUSED])

    @property
    def share(self) -> Fraction | None:
        """Recognised units per hundred, exact; ``None`` where nothing is decided."""
        return Fraction(100 * self.recognised, self.total) if self.is_decided else None


def count_of(communes: Iterable[Counted]) -> Count:
    """Count *communes*; whoever wants one place or year hands in those alone."""
    found = tuple(communes)
    states = Counter(one.state for one in found)
    special = sum(one.kind is CommuneKind.SPECIAL_ZONE for one in found)
    return Count({state: states[state] for state in State}, special)


def counts_by(
    communes: Iterable[AnyUnit], key: Callable[[AnyUnit], _Key | None]
) -> dict[_Key, Count]:
    """Return the counts of all communes that have the same *key*, in order of first sight."""
    found: dict[_Key, list[AnyUnit]] = {}
    for one in communes:
        name = key(one)
        if name is not None:
            found.setdefault(name, []).append(one)
    return {name: count_of(members) for name, members in found.items()}
