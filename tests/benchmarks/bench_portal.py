"""A province's last day: officers who each save a field every five seconds, and look at pages.

The portal runs as in a province: gunicorn's workers over a PostgreSQL of its own, one database
for the register and one for accounts and drafts (``--sqlite 1``: two files). Locust types. First
only saves: their CPU time in workers and database, from when everybody has opened a page, is what
a save costs. Then saves and pages together, whose times on the clock say how it feels.
Afterwards every value whose save was acknowledged must stand in the database. Prints; fails
where a request failed, a value is lost, or a save costs more CPU than it may.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from portal_load import ENOUGH, Load, load, missing, province, yardstick
from sizes import sizes

from tests.support.portal_server import served

WORKER_MS, DATABASE_MS = 12.0, 3.0
"""CPU milliseconds that a save may cost: design, A1."""


def faults(found: Load, *, is_judged: bool) -> list[str]:
    """Return what is not as it should be; what a save costs, where that is to be judged."""
    told = found.faults()
    is_dear = found.worker_ms > WORKER_MS or found.database_ms > DATABASE_MS
    if is_judged and is_dear and found.saves >= ENOUGH:
        told.append(f"a save costs more than {WORKER_MS} + {DATABASE_MS} ms")
    return told


def main() -> int:
    told = sizes(__doc__, officers=(200, 3), seconds=(120, 12), workers=(2, 1), sqlite=(0, 1))
    if find_spec("locust") is None:
        print("locust is not installed: pip install -e '.[bench]'")
        return 0
    found_faults = []
    with tempfile.TemporaryDirectory(prefix="tai-") as name:
        folder, is_sqlite = Path(name), bool(told.sqlite)
        with province(folder, told.workers, is_sqlite=is_sqlite) as (portal, database):
            people = portal.officers(told.officers)
            (folder / "officers.json").write_text(json.dumps(people), encoding="utf-8")
            with served(portal) as server:
                print(
                    f"{told.officers} officers, {told.workers} workers, "
                    f"{'SQLite' if is_sqlite else 'PostgreSQL'}, Python "
                    f"{sys.version.split()[0]}, load {os.getloadavg()[0]:.1f} before, "
                    f"a fixed loop {yardstick():.1f} ms"
                )
                for words, looks in (("saves alone", False), ("saves and pages", True)):
                    found = load(server, database, folder, told.officers, told.seconds, looks=looks)
                    print(f"{words}: {found}; a fixed loop {yardstick():.1f} ms", flush=True)
                    found_faults += faults(found, is_judged=not looks)
            lost = missing(portal, folder / "acknowledged.jsonl")
            print(f"acknowledged values that the database does not have: {lost}")
            if lost:
                found_faults.append(f"{lost} acknowledged values are lost")
    for fault in found_faults:
        print(f"FAULT: {fault}")
    return 1 if found_faults else 0


if __name__ == "__main__":
    sys.exit(main())
