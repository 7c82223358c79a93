"""One number of a ruleset as it can be confirmed: where it stands, and where its level stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scoring.formats.strict_yaml import Path_

LEVEL = "đối chiếu"
BOUNDS = ("từ", "trên", "đến", "dưới")
"""The law's four words."""


class Kind(Enum):
    """What may be written in the place of a number."""

    POINTS = "số"
    BAND = "mức và số điểm"
    DAY = "ngày"
    TEXT = "chữ"
    CHOICE = "một trong các từ"
    FIXED = "chỉ xác nhận"


@dataclass(frozen=True, slots=True)
class LawNumber:
    """A number: its value at *at* in the file, of a band the mapping with its bounds.

    Its level stands at *own* where it has, or may have, one of its own; else it shares that of
    *scope*, the mapping around it.
    """

    at: Path_
    kind: Kind
    scope: Path_
    own: Path_ | None = None
    choices: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The path as the worksheet carries it."""
        return "/".join(map(str, self.at))

    @property
    def base(self) -> Path_:
        """Where the shared level stands."""
        return (*self.scope, LEVEL)
