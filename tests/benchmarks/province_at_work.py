"""The office of ``bench_last_day`` and its like: dossiers in the register, verifiers, jobs.

A program of its own, for Django knows one portal a process: ``people`` makes the dossiers and the
verifiers over them (``everybody``: and who is above), ``jobs`` orders what a province orders on
its last day and works without end, ``told`` prints what came of the orders.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from registry.acts.acts import StepWords, act
from registry.acts.deciding import Paper, decide
from registry.acts.submitting import receive
from registry.store.database import Database, open_register
from scoring.engine.score_sheet import Finding
from tests.support import province_story
from tests.support.portal_server import configured
from tests.support.registries import by, version

YEAR, PROVINCE = province_story.YEAR, province_story.PROVINCE
FIRST_CODE = 99_401
_AT, _DECIDED_AT = f"{YEAR}-11-20T08:00:00+07:00", f"{YEAR}-11-22T08:00:00+07:00"


def codes(dossiers: int) -> list[str]:
    """Return the codes of the communes that handed in."""
    return [str(FIRST_CODE + number) for number in range(dossiers)]


def make_dossiers(database: Database, dossiers: int) -> None:
    """Hand in so many dossiers: of eight, one is recognised, one appraised, six on the desk."""
    for number, code in enumerate(codes(dossiers)):
        known = province_story.commune(number % province_story.ALL)
        place = replace(known, code=code, name=f"{known.name} {number // province_story.ALL + 1}")
        assessment = province_story.assessment(place, Finding.MET, YEAR)
        receive(database, version(assessment), by("cấp xã", _AT))
        act(database, f"{code}/{YEAR}", "start", by("thẩm định", _AT), StepWords())
        if number % 8 < 2:
            province_story.appraise(database, code, YEAR, 21)
        if number % 8 == 0:
            recognised = True
            paper = Paper(recognised, "18/QĐ-UBND", date(YEAR, 11, 22), "Lê Văn Đồi", None)
            decide(database, f"{code}/{YEAR}", by("quyết định", _DECIDED_AT), paper)


def people(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Make dossiers and so many verifiers over them; return what each browser needs."""
    from tests.support import portal

    make_dossiers(open_register(told["register"]), told["dossiers"])
    on_the_desk = [code for at, code in enumerate(codes(told["dossiers"])) if at % 8 > 1]
    found = []
    for number in range(told["verifiers"]):
        own = tuple(on_the_desk[number :: told["verifiers"]])
        person = portal.person(f"tham-dinh-{number}", "tham-dinh", own, scope="danh-sach")
        client = portal.signed_in(person)
        client.get("/tham-dinh/")
        found.append(
            {
                "name": person.username,
                "cookies": {name: one.value for name, one in client.cookies.items()},
                "desks": [f"/tham-dinh/{code}/{YEAR}/" for code in own],
            }
        )
    return found


def everybody(told: Mapping[str, Any]) -> dict[str, Any]:
    """Make dossiers, verifiers, and somebody above them; return what their browsers need."""
    from tests.support import portal

    verifiers = people(told)
    client = portal.signed_in(portal.person("cap-tren", "cap-tren", (), scope="tat-ca"))
    client.get("/")
    cookies = {name: one.value for name, one in client.cookies.items()}
    return {"verifiers": verifiers, "superior": {"cookies": cookies}, "year": YEAR}


def jobs(_told: Mapping[str, Any]) -> None:
    """Order and do what a province wants on its last day, again and again, until it is killed."""
    from phuhop.portal.accounts.models import Scope
    from phuhop.portal.jobs.ordering import order
    from phuhop.portal.jobs.shipped import AUDIT, BACKUP, PAPERS
    from phuhop.portal.jobs.worker import work
    from phuhop.portal.office.jobs import SITE
    from phuhop.portal.reach import Reach
    from phuhop.portal.working import stand_back

    stand_back()
    province, everything = Reach(Scope.PROVINCE, (), PROVINCE), Reach(Scope.ALL)
    while True:
        order(PAPERS, province, "", year=YEAR, format="docx")
        order(SITE, everything, "", year=YEAR, day=f"{YEAR}-11-28", version="1")
        order(AUDIT, everything, "")
        order(BACKUP, everything, "")
        order(PAPERS, province, "", year=YEAR, format="pdf")
        work(threading.Event(), once=True)


def jobs_told(_told: Mapping[str, Any]) -> list[list[Any]]:
    """Return kind, state, seconds and words of every job that began."""
    from phuhop.portal.jobs.models import Job

    return [
        [
            f"{one.kind} {one.parameters.get('format', '')}".strip(),
            one.get_state_display(),
            (one.ended_at - one.started_at).total_seconds() if one.ended_at else None,
            one.words or one.doing,
            one.remarks,
        ]
        for one in Job.objects.exclude(started_at=None).order_by("id")
    ]


if __name__ == "__main__":
    about = json.loads(sys.argv[2])
    configured(about)
    import django

    django.setup()
    made = {"people": people, "everybody": everybody, "jobs": jobs, "told": jobs_told}[sys.argv[1]](
        about
    )
    sys.stdout.write(json.dumps(made, ensure_ascii=False))
