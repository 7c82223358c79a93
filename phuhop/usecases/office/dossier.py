"""One dossier for those who receive, decide and stand above: results, story, what may be done."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from phuhop.usecases.register.bulk import Choice
from phuhop.usecases.register.looking import DossierShown, show_dossier
from phuhop.usecases.register.papers import PapersWish, write_papers
from registry.acts.acts import WORDS_ONLY, StepWords, act, facts_of
from registry.store.dossier_keys import Key, find
from registry.store.schema import appraisals, submissions
from registry.views.listing import Wanted, listed
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.repeats import Seen, seen_of
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing, standing_of
from registry.workflow.steps import Offer, legal_steps, position_of
from registry.workflow.workflow import Workflow
from scoring.base.problems import Place, Problem
from scoring.base.quantities import interval_text, vietnamese
from scoring.results.json_reading import row_of_result
from scoring.results.rows import Interval, ResultRow, Status

if TYPE_CHECKING:
    from registry.store.chain import Actor, Event
    from registry.store.database import Database
    from scoring.rules.ruleset import Ruleset

_SAID_WITH_IT = frozenset({"reason", "receiver", "number", "day", "signer"})
"""Fields of needs that the form of a step asks for; of other needs no form helps."""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion: reported and verified points in words, and whether they differ."""

    number: int
    name: str
    most: str
    claimed: str
    verified: str
    differs: bool


@dataclass(frozen=True, slots=True)
class StepForm:
    """A step that may be done here: what its form asks for, what it lacks that no form gives."""

    offer: Offer
    lacking: tuple[str, ...]

    @property
    def asks_reason(self) -> bool:
        """Whether a reason is needed."""
        return any(one.field == "reason" for one in self.offer.missing)

    @property
    def asks_receiver(self) -> bool:
        """Whether the commune that goes on is needed."""
        return any(one.field == "receiver" for one in self.offer.missing)

    @property
    def asks_due(self) -> bool:
        """Whether a day may be set by which the commune answers."""
        return self.offer.step.command == "return"


@dataclass(frozen=True, slots=True)
class OfficeDossier:
    """One dossier as an office sees it; ``seen`` is the key that comes back with an act."""

    key: Key
    name: str
    standing: Standing
    seen: Seen
    shown: DossierShown
    claimed: ResultRow
    verified: ResultRow | None
    criteria: tuple[CriterionLine, ...]
    forms: tuple[StepForm, ...]
    others: frozenset[str]
    """Commands of steps that lead on from here and are done on other pages."""


def is_draft(workflow: Workflow, state: str) -> bool:
    """Whether a dossier in this state is the commune's own matter."""
    return workflow.state(state).status is None


def is_appraised(workflow: Workflow, state: str) -> bool:
    """Whether a verifier has concluded on a dossier in this state."""
    return workflow.state(state).status not in {None, Status.SELF_SCORED.value}


def keys_of(database: Database, commune: str, year: int) -> list[tuple[Key, str, bool, bool]]:
    """Return the dossiers of a commune and year: key, state, whether a draft, whether appraised."""
    with database.reading() as connection:
        workflow = settings_of(connection).workflow
        rows = [*listed(connection, Wanted(year, commune=commune))]
    return [
        (
            row.key,
            row.standing.state,
            is_draft(workflow, row.standing.state),
            is_appraised(workflow, row.standing.state),
        )
        for row in rows
    ]


def office_dossier(database: Database, key: Key, roles: Collection[str]) -> OfficeDossier:
    """Return the dossier for a person in these *roles* of the workflow.

    Raises ``WrongKey`` and ``ProblemsFound`` as ``show_dossier`` does.
    """
    shown = show_dossier(database, str(key))
    with database.reading() as connection:
        number, _ = find(connection, str(key))
        standing = standing_of(connection, number)
        if standing is None:
            # A dossier and its standing are written together; the audit names what is lost.
            raise ValueError(str(key))
        position = position_of(str(key), standing, facts_of(connection, number, standing))
        offers = legal_steps(settings_of(connection).workflow, position, roles)
        claimed, ruleset = _result(connection, key, submissions, number, standing.submission)
        verified = None
        if standing.appraisal is not None:
            verified, _ = _result(connection, key, appraisals, number, standing.appraisal)
    return OfficeDossier(
        key,
        claimed.name,
        standing,
        seen_of(standing),
        shown,
        claimed,
        verified,
        tuple(
            _line(one.number, one.name, one.max_points, claimed, verified)
            for one in ruleset.criteria
        ),
        tuple(
            StepForm(one, tuple(n.words for n in one.missing if n.field not in _SAID_WITH_IT))
            for one in offers
            if one.step.command in WORDS_ONLY
        ),
        frozenset(one.step.command for one in offers) - WORDS_ONLY,
    )


def _result(
    connection: Connection, key: Key, table: Any, number: int, version: int
) -> tuple[ResultRow, Ruleset]:
    query = select(table.c.result).where(table.c.dossier == number, table.c.version == version)
    result: dict[str, Any] = json.loads(connection.execute(query).scalar_one())
    row = row_of_result(result, Place(str(key)), None, None)
    return row, kept_ruleset(connection, key.ruleset, row.ruleset.sha256)


def _line(
    number: int, name: str, most: Any, claimed: ResultRow, verified: ResultRow | None
) -> CriterionLine:
    before = claimed.criteria.get(number)
    after = None if verified is None else verified.criteria.get(number)
    return CriterionLine(
        number,
        name,
        vietnamese(most),
        points_in_words(before),
        points_in_words(after),
        after is not None and before != after,
    )


def points_in_words(interval: Interval | None) -> str:
    """Return points, or the interval that is still open; «–» where there are none."""
    return "–" if interval is None else interval_text(interval.minimum, interval.maximum)


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step as a page asks for it: the dossier, the command, what was seen, the words."""

    key: str
    command: str
    seen: Seen
    reason: str | None = None
    due: date | None = None
    receiver: str | None = None


def do_step(database: Database, said: StepSaid, actor: Actor) -> Event:
    """Do it; the same asked again is answered as the first time. Raises as ``act`` does."""
    from phuhop.usecases.register.right_commune import check_receiver

    if said.receiver:
        check_receiver(said.key, said.receiver)
    words = StepWords(said.reason, said.due, said.receiver or None)
    return act(database, said.key, said.command, actor, words, seen=said.seen)


def papers_of_dossiers(
    database: Database, keys: Sequence[str], office: str | None = None
) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    """Return the papers of dossiers by path, and what was told; *office* is a letterhead's text.

    Raises ``ProblemsFound`` as ``write_papers`` does.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letterhead = None
        if office is not None:
            letterhead = folder / "co-quan.yaml"
            letterhead.write_text(office, "utf-8")
        output = folder / "van-ban"
        wish = PapersWish(Choice(tuple(keys)), output, ("docx",), office=letterhead)
        found: dict[str, bytes] = {}

        def take(written: Any) -> None:
            found[written.path.relative_to(output).as_posix()] = written.path.read_bytes()

        made = write_papers(database, wish, take)
    return found, made.problems
