"""One commune-level unit in one year: how far it has come, and what was decided of it.

Everything that counts communes counts these, so that a site, a report, a form of statistics
and the targets of a plan cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scoring.base.communes import CommuneKind
from scoring.results.rows import Decision, ResultRow

__all__ = ["CommuneYear", "Decision", "State"]


class State(Enum):
    """How far a unit has come. Only a recorded decision recognises or refuses."""

    RECOGNISED = "được công nhận"
    REFUSED = "không được công nhận"
    WAITING = "đang chờ quyết định"
    SENT_NOTHING = "chưa gửi gì"
    SELF_SCORED = "tự chấm, chưa qua sổ"


@dataclass(frozen=True, slots=True)
class CommuneYear:
    """One unit in one year; ``result`` is ``None`` where it has sent nothing.

    A unit without a decision has no ``decision``; a table that did not come from a register
    decides nothing, whatever its column says.
    """

    code: str
    name: str
    kind: CommuneKind
    province: str | None
    district: str | None
    year: int
    state: State
    decision: Decision | None = None
    result: ResultRow | None = None
