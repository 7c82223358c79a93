"""The decision on a dossier: recognised or not, by which paper, signed by whom."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from registry.acts.acts import StepWords, open_case
from registry.store.canonical_json import canonical, sha256_of
from registry.store.chain import Actor, Event
from registry.store.database import Database
from registry.store.schema import appraisals, decisions
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


def decide(database: Database, name: str, actor: Actor, paper: Paper) -> Event:
    """Record the decision on the appraisal that counts.

    Raises ``WrongKey``, ``LookupError`` and ``ProblemsFound`` as ``acts.act`` does; the
    shipped workflow recognises nobody whose verified verdict is not «đạt».
    """
    with database.writing() as connection:
        case = open_case(connection, name)
        case.settings.workflow.role(actor.role)
        facts = replace(
            case.facts,
            reason=paper.reason,
            numbered=bool(paper.number and paper.day),
            signed=bool(paper.signer),
        )
        case = replace(case, facts=facts)
        step = case.step("decide --recognise" if paper.recognised else "decide --refuse", actor)
        if paper.day is not None and paper.day > actor.day:
            message = f"ngày văn bản {paper.day:%d/%m/%Y} sau ngày ghi sổ {actor.day:%d/%m/%Y}"
            raise ProblemsFound([Problem(Place(str(case.key)), "ngay-chua-den", message)])
        standing = case.there
        if standing.appraisal is None:
            # Only an office's own workflow lets a decision through without an appraisal.
            message = "chưa có bản thẩm định nào để quyết định"
            raise ProblemsFound([Problem(Place(str(case.key)), "chua-co-tham-dinh", message)])
        if paper.appraisal not in {None, standing.appraisal}:
            message = f"bản thẩm định hiện hành là bản {standing.appraisal}, không phải bản "
            message += str(paper.appraisal)
            hint = "xem bản mới bằng phuhop registry show rồi mới quyết định"
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
        rests_on = {"version": version, "sha256": sha256, "appraisal": standing.appraisal}
        return case.record(step, actor, StepWords(paper.reason), {"decision": rests_on})
