"""The shapes of the answers, as the OpenAPI description tells them."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Schema

from registry.views.listing import ListedDossier
from scoring.engine.score_sheet import Finding


class Points(Schema):
    """What a score sheet comes to: an interval where figures are missing."""

    minimum: int = Field(description="Least points, what is missing counted as nothing")
    maximum: int = Field(description="Most points that can still come of it")
    of: int = Field(description="Points of the whole decision")
    verdict: str = Field(description="đạt, không đạt, or chưa kết luận được")


class Dossier(Schema):
    """Where one dossier stands."""

    commune: str = Field(description="Five digits")
    year: int
    ruleset: str
    name: str
    state: str = Field(description="As the office's workflow calls it")
    since: str = Field(description="When it came into this state, ISO 8601")
    version: int = Field(description="The version that counts")
    claimed: Points
    verified: Points | None = Field(None, description="By the appraisal that counts")


class Dossiers(Schema):
    """A page of dossiers by commune, year and ruleset."""

    items: list[Dossier]
    next: str | None = Field(None, description="Pass as «after» for the next page; null at the end")
    head: str = Field(description="Head of the register's chain when this was read")


class Result(Schema):
    """The result that counts: verified where it was verified."""

    commune: str
    year: int
    state: str
    status: str
    result: dict[str, Any] = Field(description="A document phuhop.result/1")


class Results(Schema):
    """A page of results."""

    items: list[Result]
    next: str | None = None
    head: str


class Decision(Schema):
    """What was decided on one dossier."""

    commune: str
    year: int
    name: str
    recognised: bool
    number: str | None
    day: date | None
    office: str | None


class Decisions(Schema):
    """A page of decisions."""

    items: list[Decision]
    next: str | None = None
    head: str


class Refusal(Schema):
    """Why there is no answer."""

    detail: str


def dossier_of(row: ListedDossier) -> Dossier:
    """Return one line of the list."""
    return Dossier(
        commune=row.key.commune,
        year=row.key.year,
        ruleset=row.key.ruleset,
        name=row.claimed["name"],
        state=row.standing.state,
        since=row.standing.since,
        version=row.standing.submission,
        claimed=_points(row.claimed),
        verified=None if row.verified is None else _points(row.verified),
    )


def _points(summary: Any) -> Points:
    return Points(
        minimum=summary["min"],
        maximum=summary["max"],
        of=summary["max_points"],
        verdict=Finding[summary["verdict"]].value,
    )
