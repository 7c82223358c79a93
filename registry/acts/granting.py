"""Who may act in which role over what: each grant and each end of one is an event of the keeper.

Accounts themselves live with the face that signs people in; the chain holds what they may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from registry.store.chain import Actor, Event, EventContent, append, first_after, walk
from registry.store.database import Database
from registry.store.words import meant
from registry.workflow.settings import check_keeper, settings_of
from reports.wording.vietnamese import short_date
from scoring.base.problems import Place, Problem, ProblemsFound, shown

GRANT, REVOKE = "cấp quyền", "thu quyền"
GRANT_STEPS = (GRANT, REVOKE)


@dataclass(frozen=True, slots=True)
class GrantGiven:
    """A role of the workflow for an account, over a scope, from a day until a day.

    ``account`` is what events hold of who acts, ``person`` the name. ``title`` is what the face
    calls the role («xã: lãnh đạo»), ``scope`` in words what it reaches («một xã», «một tỉnh»,
    «tất cả»), with the codes or the province where it names some.
    """

    account: str
    person: str
    role: str
    title: str
    scope: str
    from_day: date
    until_day: date | None = None
    communes: tuple[str, ...] = ()
    province: str = ""

    @property
    def plain(self) -> dict[str, object]:
        """Everything it says, as plain JSON values."""
        return {
            "account": self.account,
            "person": self.person,
            "role": self.role,
            "title": self.title,
            "scope": self.scope,
            "communes": list(self.communes),
            "province": self.province,
            "from": self.from_day.isoformat(),
            "until": None if self.until_day is None else self.until_day.isoformat(),
        }

    @property
    def words(self) -> str:
        """The grant in one line."""
        over = self.province or ", ".join(self.communes) or self.scope
        until = "" if self.until_day is None else f" đến {short_date(self.until_day)}"
        days = f"từ {short_date(self.from_day)}{until}"
        return f"{self.person} ({self.account}): {self.title}, {over}, {days}"


def grant_of(plain: Mapping[str, Any]) -> GrantGiven:
    """Return the grant of which an event holds the values; raises as a wrong event does."""
    until = plain["until"]
    return GrantGiven(
        str(plain["account"]),
        str(plain["person"]),
        str(plain["role"]),
        str(plain["title"]),
        str(plain["scope"]),
        date.fromisoformat(plain["from"]),
        None if until is None else date.fromisoformat(until),
        tuple(str(code) for code in plain["communes"]),
        str(plain["province"]),
    )


def grants_after(standing: Mapping[int, GrantGiven], event: Event) -> dict[int, GrantGiven]:
    """Return the grants that nobody took back after *event*, by the number of their event."""
    found = dict(standing)
    if event.step == GRANT:
        found[event.seq] = grant_of(event.detail["grant"])
    elif event.step == REVOKE:
        found.pop(event.detail["revokes"], None)
    return found


def standing_grants(connection: Connection) -> dict[int, GrantGiven]:
    """Return the grants that nobody took back, by the number of their event; some may be over."""
    found: dict[int, GrantGiven] = {}
    for event in _events(connection):
        found = grants_after(found, event)
    return found


def _events(connection: Connection) -> list[Event]:
    every = [*walk(connection, step=GRANT), *walk(connection, step=REVOKE)]
    return sorted(every, key=lambda event: event.seq)


def give_grant(database: Database, grant: GrantGiven, actor: Actor) -> Event:
    """Record a grant; one that stands already is answered with the event that gave it.

    Raises ``LookupError`` for a role the workflow does not have, ``ProblemsFound`` for another
    actor than the keeper, a blank name, or days in the wrong order.
    """
    faults = grant_faults(grant)
    if faults:
        raise ProblemsFound(faults)
    with database.writing() as connection:
        settings_of(connection).workflow.role(grant.role)
        for seq, standing in standing_grants(connection).items():
            if standing == grant:
                return _event_of(connection, seq)
        return _recorded(connection, actor.now, GRANT, {"grant": grant.plain})


def end_grant(database: Database, seq: int, actor: Actor, reason: str | None = None) -> Event:
    """Record that the grant of event *seq* is taken back; again it is answered as before.

    Raises as ``give_grant``, and ``ProblemsFound`` where no event of this number gave one.
    """
    with database.writing() as connection:
        ended = {event.detail["revokes"]: event for event in walk(connection, step=REVOKE)}
        if seq in ended:
            return ended[seq]
        grant = standing_grants(connection).get(seq)
        if grant is None:
            message = f"mắt xích {seq} không cấp quyền nào"
            raise ProblemsFound([Problem(Place(REVOKE), "quyen-la", message)])
        detail = {"revokes": seq, "grant": grant.plain}
        return _recorded(connection, actor.now, REVOKE, detail, meant(reason))


def _event_of(connection: Connection, seq: int) -> Event:
    found = first_after(connection, seq - 1, None, {GRANT})
    if found is None:
        raise LookupError(seq)
    return found


def grant_faults(grant: GrantGiven) -> list[Problem]:
    """Return what cannot be meant by a grant: nobody, days in the wrong order, wrong codes."""
    place = Place(GRANT)
    found = []
    if meant(grant.account) is None or meant(grant.person) is None:
        found.append(Problem(place, "thieu-ten", "phải nêu tài khoản và họ tên"))
    if grant.until_day is not None and grant.until_day < grant.from_day:
        days = f"{short_date(grant.until_day)} trước {short_date(grant.from_day)}"
        found.append(Problem(place, "ngay-sai", f"ngày thôi quyền {days}"))
    wrong = [code for code in grant.communes if not (len(code) == 5 and code.isdecimal())]  # noqa: PLR2004 -- digits of a code
    if wrong:
        found.append(Problem(place, "ma-xa-sai", f"mã xã {shown(wrong[0])} không phải 5 chữ số"))
    return found


def _recorded(
    connection: Connection,
    actor: Actor,
    step: str,
    detail: Mapping[str, Any],
    reason: str | None = None,
) -> Event:
    workflow = settings_of(connection).workflow
    role = workflow.role(actor.role)
    check_keeper(workflow, actor, step)
    content = EventContent(step, role.agency_on(actor.day), reason=reason, detail=detail)
    return append(connection, actor, content)
