"""What a register of a whole nation costs: its list, a page of it, its audit, where to look first.

Every dossier is handed in and appraised; CPU time of one process, and what the issue that asked
for it allows: the list under 0.5 s, the audit with every version scored again under 60 s, the
order of a whole nation under 15 s. Prints; fails on nothing.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from nation import invented
from sizes import sizes

import criteria
from phuhop.usecases.register.listing import dossier_list
from registry.acts.acts import StepWords, act
from registry.acts.appraising import AppraisalSheet, record_appraisal
from registry.acts.submission import submission_of
from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.store.chain import Actor
from registry.store.database import connect, open_register
from registry.views.listing import Wanted
from registry.workflow import due_dates, workflow
from registry.workflow.settings import create
from reports.wording.stamp import Stamp
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import Place
from scoring.focus.focus import focus
from scoring.intake.reading import Entry
from scoring.rules.loading import load

AT = "2026-12-01T08:00:00+07:00"
YEAR = 2026


def timed(what: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU seconds of a call, and what it gave."""
    begun = time.process_time()
    found = what()
    return time.process_time() - begun, found


def main() -> None:
    told = sizes(__doc__, communes=(3_321, 4))
    path = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
    ruleset, text = load(path), path.read_text(encoding="utf-8")
    columns = invented(ruleset, YEAR, told.communes)
    assessments = [columns.assessment(row) for row in range(columns.size)]
    entries = [Entry(one, ruleset, Place("so-lieu.csv")) for one in assessments]
    keeper, clerk, verifier = (
        Actor(name, role, AT)
        for name, role in (("Khe", "quản trị"), ("Suối", "tiếp nhận"), ("Mơ", "thẩm định"))
    )
    stamp = Stamp("bench")
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "so.db")
        rules = workflow.SHIPPED.read_text(encoding="utf-8")
        database = connect(address)
        create(database, keeper, rules, due_dates.SHIPPED.read_text(encoding="utf-8"))
        database = open_register(address)

        def take_in() -> None:
            for entry in entries:
                receive(database, submission_of(entry, text, stamp), clerk)

        def verify() -> None:
            for one in assessments:
                name = f"{one.commune.code}/{YEAR}"
                sheet = Appraisal(one.commune.code, YEAR, ruleset.id, appraiser="Mơ", is_seen=True)
                sheet = replace(sheet, day=date(2026, 12, 1))
                given = AppraisalSheet(lambda _, sheet=sheet: (sheet, Place("phieu")), "phieu.xlsx")  # type: ignore[misc]
                act(database, name, "start", verifier, StepWords())
                record_appraisal(database, name, given, verifier, stamp)

        size = len(assessments)
        lines = [
            ("taken in", timed(take_in)[0], None),
            ("appraised", timed(verify)[0], None),
        ]
        seconds, found = timed(lambda: dossier_list(database, Wanted(YEAR)))
        assert size == len(found.rows), "DIFFER"  # type: ignore[attr-defined]
        lines.append(("the list with its evidence", seconds, 0.5))
        after = f"{assessments[size // 2].commune.code}/{YEAR}"
        page = timed(lambda: dossier_list(database, Wanted(YEAR), most=100, after=after))
        lines.append(("a page of 100", page[0], 0.3))
        seconds, audited = timed(lambda: audit(database))
        assert audited.is_sound, "DIFFER"  # type: ignore[attr-defined]
        lines.append(("the audit, everything scored again", seconds, 60.0))
        database.close()
    lines.append(("where to look first", timed(lambda: focus(entries))[0], 15.0))
    print(f"{size} dossiers, CPU time of one process")
    for what, seconds, most in lines:
        aim = "" if most is None else f"  (aim for 3,321: {most} s)"
        print(f"{seconds:9.2f} s  {seconds / size * 1000:8.2f} ms each  {what}{aim}")


if __name__ == "__main__":
    main()
