"""The decision on a dossier: recognised or not, by which paper, signed by whom."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select

from registry.acts.acts import OpenDossier, StepWords, open_case
from registry.store.canonical_json import canonical, sha256_of
from registry.store.chain import Actor, Event
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import appraisals, decisions, dossiers, states
from registry.store.veil import veiled_sha256
from registry.store.words import meant
from registry.workflow.needs import Facts, name_of
from registry.workflow.people import people_of
from registry.workflow.repeats import Seen, asked_for
from registry.workflow.workflow import RECOGNISE, REFUSE
from reports.wording.vietnamese import short_date
from scoring.base.limits import FIRST_YEAR
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound

OUTCOMES = {True: "công nhận", False: "không công nhận"}


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that says it: recognised or not, number and symbol, day, who signed, why."""

    recognised: bool
    number: str | None
    day: date | None
    signer: str | None
    reason: str | None = None
    appraisal: int | None = None
    """The version of the appraisal it was written on, where the officer says so."""

    def __post_init__(self) -> None:
        """Keep of the words what can be read: blank ones are none."""
        for name in ("number", "signer", "reason"):
            object.__setattr__(self, name, meant(getattr(self, name)))

    @property
    def plain(self) -> dict[str, object]:
        """Everything it says, as plain JSON values."""
        day = None if self.day is None else self.day.isoformat()
        return {**asdict(self), "day": day}


def decide(
    database: Database, name: str, actor: Actor, paper: Paper, *, seen: Seen | None = None
) -> Event:
    """Record the decision on the appraisal that counts; *seen* makes it repeatable as ``act`` is.

    Raises ``WrongKey``, ``LookupError`` and ``ProblemsFound`` as ``acts.act`` does; the
    shipped workflow recognises nobody whose verified verdict is not «đạt».
    """
    with database.writing() as connection:
        actor = actor.now
        case = open_case(connection, name)
        case.settings.workflow.role(actor.role)
        what = {"command": "decide", "paper": paper.plain}
        case = replace(case, asked=asked_for(seen, actor, what))
        done = case.done_already()
        if done is not None:
            return done
        _check_words(Place(str(case.key)), paper)
        case = replace(case, facts=_facts(case, actor, paper))
        step = case.step(RECOGNISE if paper.recognised else REFUSE, actor)
        _check_day(str(case.key), actor.day, paper.day)
        standing = case.there
        if standing.appraisal is None:
            # Only an office's own workflow lets a decision through without an appraisal.
            message = "chưa có bản thẩm định nào để quyết định"
            raise ProblemsFound([Problem(Place(str(case.key)), "chua-co-tham-dinh", message)])
        if paper.appraisal not in {None, standing.appraisal}:
            message = f"bản thẩm định hiện hành là bản {standing.appraisal}, không phải bản "
            message += str(paper.appraisal)
            hint = "xem bản mới rồi mới quyết định"
            raise ProblemsFound(
                [Problem(Place(str(case.key)), "ban-tham-dinh-khac", message, hint)]
            )
        query = select(appraisals.c.summary).where(
            appraisals.c.dossier == case.number, appraisals.c.version == standing.appraisal
        )
        verified: dict[str, Any] = json.loads(connection.execute(query).scalar_one())
        content = {
            "outcome": OUTCOMES[paper.recognised],
            "number": paper.number,
            "day": paper.day.isoformat() if paper.day else None,
            "signer": paper.signer,
            "reason": paper.reason,
            # On which numbers the decision rests, as the appraisal had them.
            "verdict": verified["verdict"],
            "level": verified["level"],
        }
        last = select(func.max(decisions.c.version)).where(decisions.c.dossier == case.number)
        version = (connection.execute(last).scalar() or 0) + 1
        row = {"dossier": case.number, "version": version, "appraisal": standing.appraisal}
        sha256 = sha256_of(content)
        connection.execute(
            insert(decisions).values(**row, sha256=sha256, content=canonical(content))
        )
        rests_on = {
            "version": version,
            "sha256": sha256,
            "veiled": veiled_sha256(content),
            "appraisal": standing.appraisal,
        }
        return case.record(step, actor, StepWords(paper.reason), {"decision": rests_on})


def _check_words(place: Place, paper: Paper) -> None:
    """Raise ``ProblemsFound`` for words of the paper that seem to name a child."""
    found = (
        private_problem(place, paper.number or "", is_sensitive=True),
        private_problem(place, paper.signer or "", is_a_name=True),
    )
    problems = [problem for problem in found if problem is not None]
    if problems:
        raise ProblemsFound(problems)


def _facts(case: OpenDossier, actor: Actor, paper: Paper) -> Facts:
    people = people_of(case.connection, str(case.key))
    appraisers = people.appraisers | named_appraisers(_appraisal(case))
    return replace(
        case.facts,
        reason=paper.reason,
        number=paper.number,
        day=paper.day,
        signer=paper.signer,
        others=tuple(_others(case.connection, case.key, paper)),
        actor=actor.person,
        submitted_on=people.submitted_on,
        appraisers=appraisers,
    )


def _appraisal(case: OpenDossier) -> Mapping[str, Any]:
    query = select(appraisals.c.content).where(
        appraisals.c.dossier == case.number, appraisals.c.version == case.there.appraisal
    )
    content = case.connection.execute(query).scalar()
    return {} if content is None else dict(json.loads(content))


def named_appraisers(content: Mapping[str, Any]) -> frozenset[str]:
    """Return who an appraisal says has verified, as names are compared."""
    said = meant(content.get("appraiser"))
    return frozenset() if said is None else frozenset({name_of(said)})


def _others(connection: Connection, key: Key, paper: Paper) -> Iterator[str]:
    """Yield the decisions that count, of this number and year but of another day or signer."""
    if paper.number is None or paper.day is None:
        return
    made = and_(decisions.c.dossier == states.c.dossier, decisions.c.version == states.c.decision)
    spelled = f'"number":{json.dumps(paper.number, ensure_ascii=False)}'
    query = (
        select(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset, decisions.c.content)
        .join(states, states.c.dossier == dossiers.c.id)
        .join(decisions, made)
        .where(decisions.c.content.contains(spelled, autoescape=True))
        .order_by(dossiers.c.commune, dossiers.c.year)
    )
    for row in connection.execute(query):
        other = Key(row.commune, row.year, row.ruleset)
        words = other_paper(json.loads(row.content), paper.number, paper.day, paper.signer)
        if other != key and words is not None:
            yield f"{other.short} {words}"


def other_paper(
    content: Mapping[str, Any], number: str | None, day: date | None, signer: str | None
) -> str | None:
    """Return in words what makes a decision another paper of the same number and year.

    Numbers begin anew every year, so that the same number of two years is two papers.
    """
    if content["number"] != number or not content["day"] or day is None:
        return None
    theirs = date.fromisoformat(content["day"])
    if theirs.year != day.year or (theirs == day and content["signer"] == signer):
        return None
    return f"ngày {short_date(theirs)}, người ký {content['signer']}"


def _check_day(place: str, today: date, day: date | None) -> None:
    if day is None:
        return
    if day > today:
        message = f"ngày văn bản {short_date(day)} sau ngày ghi sổ {short_date(today)}"
        raise ProblemsFound([Problem(Place(place), "ngay-chua-den", message)])
    if day.year < FIRST_YEAR:
        message = f"ngày văn bản {short_date(day)} trước năm {FIRST_YEAR}"
        raise ProblemsFound([Problem(Place(place), "ngay-sai", message)])
