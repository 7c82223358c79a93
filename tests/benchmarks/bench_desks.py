"""What the offices' pages cost in CPU, asked through Django's own handlers: design, A20.

A province's overview straight after an act, its next look, the inbox of a nation with two
filters, a page of its list, a verifier's desk with everything kept, what waits for a decision.
Every dossier is handed in, most are appraised, some decided. Prints each beside what it may
cost; fails on nothing, for a shared machine is no judge.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from nation import invented
from sizes import sizes

import criteria
from registry.acts.acts import StepWords, act
from registry.acts.appraising import AppraisalSheet, finish_appraisal, record_appraisal
from registry.acts.submission import submission_of
from registry.acts.submitting import receive
from registry.store.chain import Actor
from registry.store.database import Database, connect, open_register
from registry.workflow import due_dates, workflow
from registry.workflow.settings import create
from reports.wording.stamp import Stamp
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import Place
from scoring.intake.reading import Entry
from scoring.rules.loading import load

YEAR = 2026
AT = f"{YEAR}-11-20T08:00:00+07:00"
KEEPER, CLERK, VERIFIER = (
    Actor(name, role, AT)
    for name, role in (("Khe", "quản trị"), ("Suối", "tiếp nhận"), ("Mơ", "thẩm định"))
)
PROVINCE = "Tỉnh 01"


def filled(address: str, communes: int) -> list[str]:
    """Make a register of that many handed-in dossiers, three of four appraised; return codes."""
    path = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
    ruleset, text = load(path), path.read_text(encoding="utf-8")
    columns = invented(ruleset, YEAR, communes)
    create(
        connect(address),
        KEEPER,
        workflow.SHIPPED.read_text(encoding="utf-8"),
        due_dates.SHIPPED.read_text(encoding="utf-8"),
    )
    database, stamp = open_register(address), Stamp("bench")
    codes = []
    for row in range(columns.size):
        one = columns.assessment(row)
        codes.append(one.commune.code)
        entry = Entry(one, ruleset, Place("so-lieu.csv"))
        receive(database, submission_of(entry, text, stamp), CLERK)
        if row % 4:
            _appraise(database, one.commune.code, ruleset.id, stamp)
    database.close()
    return codes


def _appraise(database: Database, code: str, ruleset: str, stamp: Stamp) -> None:
    name = f"{code}/{YEAR}"
    sheet = Appraisal(code, YEAR, ruleset, appraiser="Mơ", is_seen=True, position="Chuyên viên")
    sheet = replace(sheet, day=date(YEAR, 11, 20))
    act(database, name, "start", VERIFIER, StepWords())
    given = AppraisalSheet(lambda _: (sheet, Place("phieu")), "phieu.xlsx")
    record_appraisal(database, name, given, VERIFIER, stamp)
    if int(code) % 2:
        finish_appraisal(database, name, VERIFIER)


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU milliseconds of a call, and what it gave."""
    begun = time.process_time()
    found = what()
    return 1_000 * (time.process_time() - begun), found


def show(words: str, most: float, what: Callable[[], Any], repeats: int = 3) -> None:
    """Print the least of some runs of a page beside what it may cost."""
    answers = [timed(what) for _ in range(repeats)]
    assert all(answer.status_code == 200 for _, answer in answers), "DIFFER"
    least = min(took for took, _ in answers)
    size = len(answers[0][1].content) / 1_000
    told = "" if least <= most else "  MORE THAN IT MAY"
    print(f"{words}: {least:.0f} ms CPU, {size:.0f} KB (at most {most:.0f} ms){told}", flush=True)


def main() -> None:
    told = sizes(__doc__, province=(168, 6), nation=(3_321, 12), one=(0, 0))
    for communes, pages in ((told.province, _of_a_province), (told.nation, _of_a_nation)):
        child = os.fork()
        if not child:
            with tempfile.TemporaryDirectory(prefix="ban-") as name:
                _serve(Path(name), communes, pages)
            sys.stdout.flush()
            os._exit(0)
        assert not os.waitpid(child, 0)[1], "DIFFER"


def _serve(home: Path, communes: int, pages: Callable[[Database, list[str]], None]) -> None:
    """Fill a register, let Django know of it, ask for the pages."""
    from phuhop.portal.config import Config

    codes = filled(str(home / "so.db"), communes)
    Config(home, str(home / "so.db"), None, is_plain=True, is_relaxed=True).use()
    import django

    django.setup()
    from phuhop.portal.drafts.register import register
    from tests.support import portal

    portal.make_tables()
    print(f"{len(codes)} communes")
    pages(register(), codes)


def _somebody(role: str) -> Any:
    from tests.support import portal

    return portal.signed_in(portal.person(role, role, (), scope="tat-ca"))


def _of_a_province(database: Database, codes: list[str]) -> None:
    superior, verifier, decider = map(_somebody, ("cap-tren", "tham-dinh", "quyet-dinh"))
    locked = iter(codes[::4])

    def after_an_act() -> Any:
        act(database, f"{next(locked)}/{YEAR}", "lock", VERIFIER, StepWords())
        begun = time.process_time()
        found = superior.get(f"/tinh/{YEAR}/")
        spent.append(1_000 * (time.process_time() - begun))
        return found

    spent: list[float] = []
    superior.get(f"/tinh/{YEAR}/")
    for _ in codes[:12:4]:
        after_an_act()
    print(f"overview after an act: {min(spent):.0f} ms CPU (at most 150 ms)")
    show("overview again", 150, lambda: superior.get(f"/tinh/{YEAR}/"))
    show("the list", 150, lambda: superior.get(f"/tinh/{YEAR}/xa/"))
    desk = f"/tham-dinh/{codes[0]}/{YEAR}/"
    verifier.get(desk)
    show("a desk with everything kept", 100, lambda: verifier.get(desk))
    show("the inbox", 300, lambda: verifier.get("/tham-dinh/"))
    show("what waits for a decision", 300, lambda: decider.get(f"/quyet-dinh/{YEAR}/"))


def _of_a_nation(_: Database, codes: list[str]) -> None:
    superior, verifier = map(_somebody, ("cap-tren", "tham-dinh"))
    verifier.get("/tham-dinh/")
    show("the inbox", 300, lambda: verifier.get("/tham-dinh/"))
    both = {"trang-thai": "đang thẩm định", "ket-luan": "MET"}
    show("the inbox with two filters", 300, lambda: verifier.get("/tham-dinh/", both))
    late = {"han": "khong-han", "nguoi": "-"}
    show("the inbox by day and person", 300, lambda: verifier.get("/tham-dinh/", late))
    show("a page of the list", 300, lambda: superior.get(f"/tinh/{YEAR}/xa/"))
    assert codes


if __name__ == "__main__":
    main()
