"""Publishing what was decided: which dossiers an edition rests on, and its being recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.files.site_folder import is_site
from phuhop.usecases.province.publication import (
    MadePublication,
    PublicationWish,
    publish,
    published_site,
    record_of_site,
)
from phuhop.usecases.watching import NOBODY, Watcher
from registry.acts.acts import StepWords, act
from registry.store.chain import first_after, head_of
from registry.store.dossier_keys import find
from registry.views.decidable import decided
from registry.workflow.repeats import Seen, seen_of
from registry.workflow.settings import settings_of
from registry.workflow.standing import standing_of
from reports.site.commune_page import corrections
from scoring.base.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from registry.store.chain import Actor
    from registry.store.database import Database
    from reports.site.record import Record

_PUBLISH = "publish"

Pins = Mapping[str, str]
"""The full name of each decided dossier, and «version:link» that was seen of it."""


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """A site in its folder: the register's head, the dossiers behind it, what it corrects."""

    made: MadePublication
    head: str
    pins: Pins
    changes: tuple[str, ...]


def build_edition(
    wish: PublicationWish, folder: Path, today: date, watcher: Watcher = NOBODY
) -> BuiltEdition:
    """Build the site of *wish* in *folder*; raises ``ProblemsFound`` as ``publish`` does.

    What is read of the register first is what is published later: a dossier that moves
    meanwhile is found then.
    """
    database, year = wish.source.database, wish.year
    if database is None or year is None:
        raise ValueError(wish)
    head, pins = pins_of(database, year)
    before = None
    if wish.files.earlier is not None and is_site(wish.files.earlier):
        before = record_of_site(published_site(wish.files.earlier))
    made = publish(wish, folder, today, watcher)
    return BuiltEdition(made, head, pins, tuple(_changes(made, before)))


def _changes(made: MadePublication, before: Record | None) -> list[str]:
    """Return what this edition says otherwise than the one before, unit by unit."""
    names = {one.code: one.name for one in made.release.communes}
    found = []
    for code, every in made.record.changes.items():
        told = () if before is None else before.changes.get(code, ())
        for correction in corrections(every[len(told) :]):
            said = "; ".join(correction.points)
            found.append(f"{names.get(code, code)}: {correction.head}: {said}")
    return found


def pins_of(database: Database, year: int) -> tuple[str, Pins]:
    """Return the register's head and the decided dossiers of a year as they stand."""
    with database.reading() as connection:
        keys = [str(one.key) for one in decided(connection, year, None)]
        return str(head_of(connection)), {key: _pin(connection, key) for key in keys}


def _pin(connection: Connection, key: str) -> str:
    number, _ = find(connection, key)
    seen = seen_of(standing_of(connection, number))
    return f"{seen.version}:{seen.step}"


def _seen(pin: str) -> Seen:
    version, _, step = pin.partition(":")
    return Seen(int(version), int(step))


def moved_since(database: Database, year: int, pins: Pins) -> tuple[Problem, ...]:
    """Return a fault for each decided dossier that is not as it was when the site was built.

    That the publication itself was recorded is no change.
    """
    _, now = pins_of(database, year)
    problems = []
    hint = "lập lại bản công bố"
    for key in sorted({*pins, *now}):
        if key not in pins:
            message = "có quyết định ghi sau lúc lập bản này"
        elif key not in now:
            message = "quyết định đã mở lại sau lúc lập bản này"
        elif now[key] != pins[key] and not _is_own(database, key, pins[key], now[key]):
            message = "hồ sơ đã có bước khác sau lúc lập bản này"
        else:
            continue
        problems.append(Problem(Place(key), "da-khac-luc-lap", message, hint))
    return tuple(problems)


def _is_own(database: Database, key: str, pin: str, now: str) -> bool:
    with database.reading() as connection:
        event = first_after(connection, _seen(pin).step, key)
    return (
        event is not None
        and event.detail.get("command") == _PUBLISH
        and event.seq == _seen(now).step
    )


@dataclass(frozen=True, slots=True)
class PublishedDossier:
    """What came of recording the publication of one dossier."""

    key: str
    is_recorded: bool
    words: str


def record_publication(
    database: Database, pins: Pins, actor_for: Callable[[str], Actor | None]
) -> tuple[PublishedDossier, ...]:
    """Record the workflow's publication of each dossier of an edition; a refusal stops no other.

    Whoever was published before and has not moved stays as it is. The same call again is
    answered as the first time. *actor_for* gives who may record it for a commune.
    """
    return tuple(_recorded(database, key, _seen(pin), actor_for) for key, pin in pins.items())


def _recorded(
    database: Database, key: str, seen: Seen, actor_for: Callable[[str], Actor | None]
) -> PublishedDossier:
    with database.reading() as connection:
        number, found = find(connection, key)
        standing = standing_of(connection, number)
        state = "" if standing is None else standing.state
        commands = settings_of(connection).workflow.commands_from(state)
        is_as_seen = seen_of(standing) == seen
    if is_as_seen and _PUBLISH not in commands:
        return PublishedDossier(key, is_recorded=True, words=f"đã công bố từ trước, đang «{state}»")
    actor = actor_for(found.commune)
    if actor is None:
        return PublishedDossier(
            key, is_recorded=False, words="ông/bà không được giao công bố hồ sơ này"
        )
    try:
        event = act(database, key, _PUBLISH, actor, StepWords(), seen=seen)
    except ProblemsFound as refused:
        return PublishedDossier(
            key, is_recorded=False, words="; ".join(one.words for one in refused.problems)
        )
    return PublishedDossier(key, is_recorded=True, words=f"{event.step} (mắt xích {event.seq})")
