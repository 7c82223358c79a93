"""Where the dossier of a draft stands in the register: its state, what is due, what may be done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from registry.acts.acts import StepWords, act, facts_of
from registry.store.chain import Actor, Event, walk
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import dossiers
from registry.views.history import History, history
from registry.workflow.due_dates import Due
from registry.workflow.repeats import Seen, seen_of
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing, standing_of
from registry.workflow.steps import Offer, legal_steps, position_of, unlocked

HAND_IN, WITHDRAW, RETURN = "import", "withdraw", "return"
"""Commands of the workflow that a commune's page speaks of."""


@dataclass(frozen=True, slots=True)
class InRegister:
    """Where a dossier stands; ``standing`` is ``None`` while the register has none.

    ``offers`` are the steps that the roles asked for may do from here, without those that the
    lock forbids; ``returned`` is the event by which it was given back, while that stands.
    """

    key: Key
    standing: Standing | None
    due: Due | None
    offers: tuple[Offer, ...]
    returned: Event | None

    @property
    def seen(self) -> Seen:
        """What a page that shows this hands back with an act."""
        return seen_of(self.standing)

    @property
    def may_hand_in(self) -> bool:
        """Whether a version may come in now."""
        return self.offer(HAND_IN) is not None

    def offer(self, command: str) -> Offer | None:
        """Return the first step that *command* is from here."""
        return next((one for one in self.offers if one.step.command == command), None)

    def days_left(self, today: date) -> int | None:
        """Return how many days are left; negative when it is late, ``None`` with no day."""
        return None if self.due is None else (self.due.day - today).days


def in_register(
    database: Database, commune: str, year: int, ruleset: str, roles: Collection[str]
) -> InRegister:
    """Return where the dossier stands, for people of the workflow's *roles*."""
    key = Key(commune, year, ruleset)
    with database.reading() as connection:
        settings = settings_of(connection)
        query = select(dossiers.c.id).where(
            dossiers.c.commune == commune, dossiers.c.year == year, dossiers.c.ruleset == ruleset
        )
        number = connection.execute(query).scalar()
        standing = None if number is None else standing_of(connection, number)
        facts = facts_of(connection, number or 0, standing)
        position = position_of(str(key), standing, facts)
        offers = unlocked(legal_steps(settings.workflow, position, roles))
        if standing is None:
            due = settings.deadlines.due_by_day(year, settings.workflow.drafts)
            return InRegister(key, None, due, offers, None)
        back = [e for e in walk(connection, str(key)) if e.detail.get("command") == RETURN]
        # Taken back after an answer, it stands where the return had put it.
        is_back = bool(back) and back[-1].after == standing.state
        due = settings.deadlines.due(year, standing)
        return InRegister(key, standing, due, offers, back[-1] if is_back else None)


def withdraw(database: Database, found: InRegister, actor: Actor, reason: str, seen: Seen) -> Event:
    """Take a dossier back to mend it; the same call again is answered as the first time.

    Raises ``ProblemsFound`` where the workflow does not allow it, or somebody acted meanwhile.
    """
    return act(database, str(found.key), WITHDRAW, actor, StepWords(reason), seen=seen)


def story(database: Database, found: InRegister) -> History | None:
    """Return versions and events of a dossier; ``None`` while the register has none."""
    if found.standing is None:
        return None
    with database.reading() as connection:
        return history(connection, str(found.key))
