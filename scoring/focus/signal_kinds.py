"""One reason to look at the papers of a part first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SignalKind(Enum):
    """What stands out, in the order in which signals are listed."""

    JUMP = "thay đổi lớn so với kỳ trước"
    OUTLIER = "khác các xã cùng nhóm"
    EDGE = "vừa đủ một mức"
    EDGES = "nhiều số vừa đủ mức"


@dataclass(frozen=True, slots=True)
class Signal:
    """A figure that stands out: which part (empty for the whole), and the sentence why."""

    kind: SignalKind
    part: str
    text: str
