"""A result that was written and read back: what one commune's year came to, no figures.

Points are exact fractions of one point. A row knows under which ruleset (id and SHA-256) it
was scored; two rows may only be compared when that is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from scoring.base.communes import FIRST_INVENTED_CODE, CommuneKind
from scoring.base.levels import Level
from scoring.base.problems import Place, Problem
from scoring.engine.score_sheet import Finding, Outcome


class Status(Enum):
    """How far a result has come: ``tinh_trang``. Without that column it is a self score."""

    SELF_SCORED = "tự chấm"
    APPRAISED = "đã thẩm định"
    RECOGNISED = "được công nhận"
    NOT_RECOGNISED = "không được công nhận"


class RulesetKey(NamedTuple):
    """Which rules a row was scored under: the file's stem and the SHA-256 of its bytes."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Points, ``None`` when some part below was not scored, and what may still come out."""

    points: Fraction | None
    minimum: Fraction
    maximum: Fraction

    @property
    def is_open(self) -> bool:
        """Whether more than one number may still come out."""
        return self.minimum != self.maximum


@dataclass(frozen=True, slots=True)
class PartResult:
    """What came of one part; ``band`` is the label of its band or trend."""

    outcome: Outcome
    band: str | None
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The paper that recognised or refused; ``None`` is what the register does not say.

    ``office`` is the office that signed, never a person's name.
    """

    number: str | None
    day: date | None
    office: str | None

    @property
    def texts(self) -> tuple[str | None, str | None, str | None]:
        """Number, day as ISO 8601, and office: the cells of a table."""
        return self.number, None if self.day is None else self.day.isoformat(), self.office


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One commune's year as a results table or a result object states it.

    ``criteria`` maps a criterion's number, ``parts`` a part's code, to what it came to, in
    the order of the file. ``status`` is ``None`` where the file does not speak of it.
    ``from_register`` tells that status and decision are those of a register of dossiers: the
    row was read there, or in a table whose seal is whole.
    """

    code: str
    name: str
    kind: CommuneKind
    province: str | None
    district: str | None
    year: int
    ruleset: RulesetKey
    level: Level
    group: str
    threshold: Fraction
    total: Interval
    all_criteria: Finding
    no_zero: Finding
    reached: Finding
    """Whether the total reaches the threshold."""
    verdict: Finding
    criteria: Mapping[int, Interval]
    parts: Mapping[str, PartResult]
    status: Status | None
    place: Place
    decision: Decision | None = None
    from_register: bool = False

    @property
    def is_invented(self) -> bool:
        """Whether this is sample data: its code is beyond every register."""
        return self.code >= FIRST_INVENTED_CODE

    @property
    def is_recognised(self) -> bool:
        """Whether the competent authority recognised the commune, as far as the file says."""
        return self.status is Status.RECOGNISED


@dataclass(frozen=True, slots=True)
class Results:
    """All good rows in the order of files and rows; all faults and warnings by place."""

    rows: tuple[ResultRow, ...]
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The problems because of which something was withheld."""
        return tuple(problem for problem in self.problems if problem.is_fault)

    @property
    def rulesets(self) -> tuple[RulesetKey, ...]:
        """Every ruleset that some row was scored under, in the order they appear."""
        return tuple(dict.fromkeys(row.ruleset for row in self.rows))

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that some row is of, the earliest first."""
        return tuple(sorted({row.year for row in self.rows}))
