"""What is public of one province and year: a function of decisions and non-sensitive criteria.

Nothing here can depend on a sensitive figure, point, outcome, evidence, total or computed
verdict: ``PublicCommune`` has no room for one. Pages, open data and public reports are made
from a ``PublicRelease`` and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.communes import CommuneKind
from scoring.recognition.communes import Decision, State


@dataclass(frozen=True, slots=True)
class PublicPoints:
    """Points of the non-sensitive criteria by number; ``None`` is a criterion still open.

    ``total`` is ``None`` where one is open. ``rank`` and ``rank_in_group`` are competition
    ranks by ``total`` over all units and within the threshold group.
    """

    criteria: Mapping[int, Fraction | None]
    total: Fraction | None
    rank: int | None
    rank_in_group: int | None


@dataclass(frozen=True, slots=True)
class PublicCommune:
    """One unit as published.

    ``group`` and ``threshold`` are ``None`` where it sent nothing. ``points`` is ``None``
    where it sent nothing, or where publishing them beside the decision would tell of one
    sensitive criterion that something was lost there: then every refused unit of its group
    has none (decided from the ruleset alone, so that their absence tells nothing).
    """

    code: str
    name: str
    kind: CommuneKind
    province: str | None
    district: str | None
    year: int
    state: State
    decision: Decision | None
    group: str | None
    threshold: Fraction | None
    points: PublicPoints | None
