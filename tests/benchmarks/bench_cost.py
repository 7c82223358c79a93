"""What each thing that people do costs in CPU, of pages and of PostgreSQL: a nation is computed.

A portal of 1, 2, 4 workers over PostgreSQL is asked for one thing after the other: saves, pages,
desks, lists, by browsers that wait for nothing. CPU milliseconds each, of all workers and of the
database: they hardly depend on what else the machine does, so that a sum may be made of them.
The sum, computed and not measured, is what 3,321 communes need that type at once, each saving
every five seconds, with the verifiers of 34 provinces at their desks. Prints; fails where a
request fails.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from portal_load import cpu_of, province
from sizes import sizes

from tests.support.portal_server import PortalServer, served

_PROGRAM = Path(__file__).with_name("province_at_work.py")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SEEN = re.compile(r'name="ban\.(figures\.[^"]+)" value="(\d+)"')

COMMUNES, PROVINCES, VERIFIERS = 3_321, 34, 20
A_SECOND: Mapping[str, float] = {
    "a save": COMMUNES / 5,
    "a page of a criterion": COMMUNES / 100,
    "a verifier's save": PROVINCES * VERIFIERS / 5 * 0.75,
    "a desk": PROVINCES * VERIFIERS / 5 * 0.25,
    "an inbox": PROVINCES * VERIFIERS / 50,
    "the overview": PROVINCES / 30,
    "the list of communes": PROVINCES / 30,
}
"""How often each happens in a nation whose communes all type at once, as in ``bench_last_day``."""


class Browser:
    """Somebody who is signed in; knows the fields of the pages that were opened."""

    def __init__(self, base: str, cookies: Mapping[str, str]) -> None:
        """Begin with nothing open."""
        import requests

        self._session, self._base = requests.Session(), base
        self._session.cookies.update(cookies)
        self._draw = random.Random(str(cookies))  # noqa: S311 -- figures to type
        self._token = ""
        self._seen: dict[str, int] = {}

    def open(self, path: str) -> None:
        """Open a page."""
        answer = self._session.get(self._base + path)
        assert answer.status_code == 200, f"DIFFER: {path} {answer.status_code}"
        self._token = (_TOKEN.search(answer.text) or [""] * 2)[1]
        self._seen = {field: int(seen) for field, seen in _SEEN.findall(answer.text)}

    def save(self, page: str, path: str) -> None:
        """Save a figure over what *page* showed."""
        if not self._seen:
            self.open(page)
        field = self._draw.choice(sorted(self._seen))
        posted = {field: str(self._draw.randrange(60)), f"ban.{field}": self._seen[field]}
        headers = {"X-CSRFToken": self._token, "Referer": self._base}
        answer = self._session.post(self._base + path, {**posted, "biet": 0}, headers=headers)
        assert answer.status_code == 200, f"DIFFER: {path} {answer.status_code}"
        self._seen[field] = answer.json()["fields"][field]["revision"]


Act = Callable[[], None]


def acts(base: str, told: Mapping[str, Any]) -> dict[str, list[Act]]:
    """Return what is done, each by several people who may do it at once."""
    found: dict[str, list[Act]] = {name: [] for name in A_SECOND}
    for one in told["officers"]:
        page = one["pages"][6]
        typing, looking = (Browser(base, one["cookies"]) for _ in range(2))
        found["a save"].append(lambda b=typing, p=page, s=one["save"]: b.save(p, s))
        found["a page of a criterion"].append(lambda b=looking, p=page: b.open(p))
    for one in told["verifiers"]:
        desk = one["desks"][0]
        typing, looking = (Browser(base, one["cookies"]) for _ in range(2))
        found["a verifier's save"].append(lambda b=typing, p=desk: b.save(p, f"{p}luu/"))
        found["a desk"].append(lambda b=looking, p=desk: b.open(p))
        found["an inbox"].append(lambda b=looking: b.open("/tham-dinh/"))
    superior = Browser(base, told["superior"]["cookies"])
    found["the overview"].append(lambda: superior.open(f"/tinh/{told['year']}/"))
    found["the list of communes"].append(lambda: superior.open(f"/tinh/{told['year']}/xa/"))
    return found


def measured(
    pids: Sequence[int], people: Sequence[Act], requests: int, workers: int
) -> tuple[float, float]:
    """Let *people* do one thing, all together *requests* times; return CPU milliseconds each."""
    people = people[: 2 * workers]
    with ThreadPoolExecutor(len(people)) as pool:

        def do(times: int) -> None:
            for done in [pool.submit(lambda a=act: [a() for _ in range(times)]) for act in people]:
                done.result()

        # Each thread of a worker opens its connections, each worker reads what it keeps.
        do(max(1, min(8, requests // 4)))
        before = [cpu_of(pid) for pid in pids]
        each = max(1, requests // len(people))
        do(each)
    spent = [cpu_of(pid) - was for pid, was in zip(pids, before, strict=True)]
    pages, database = (1_000 * one / (each * len(people)) for one in spent)
    return pages, database


def main() -> None:
    told = sizes(__doc__, officers=(8, 2), dossiers=(168, 8), requests=(160, 4), most=(4, 1))
    if find_spec("requests") is None:
        print("requests is not installed: pip install -e '.[bench]'")
        return
    with (
        tempfile.TemporaryDirectory(prefix="gia-") as name,
        province(Path(name), 1, is_sqlite=False) as (portal, database),
    ):
        people = {
            "officers": portal.officers(told.officers),
            **_asked(portal, dossiers=told.dossiers, verifiers=min(8, told.dossiers // 2)),
        }
        sums: dict[str, tuple[float, float]] = {}
        for workers in (one for one in (1, 2, 4) if one <= told.most):
            with served(replace(portal, workers=workers, port=0)) as server:
                assert server.process is not None
                pids = server.process.pid, database
                print(f"workers: {workers}, load {os.getloadavg()[0]:.1f}")
                for what, doing in acts(server.base, people).items():
                    pages, stored = measured(pids, doing, told.requests, workers)
                    # The run that the rest of the machine disturbed least.
                    sums[what] = min(sums.get(what, (pages, stored)), (pages, stored))
                    print(f"  {what}: {pages:.1f} ms CPU, PostgreSQL {stored:.1f} ms", flush=True)
    pages, stored = (
        sum(A_SECOND[what] * sums[what][at] / 1_000 for what in A_SECOND) for at in (0, 1)
    )
    saves = A_SECOND["a save"]
    print(
        f"computed: {COMMUNES} communes at once ({saves:.0f} saves a second) and the verifiers of "
        f"{PROVINCES} provinces need {pages:.1f} cores for pages, {stored:.1f} for PostgreSQL; "
        f"a province's 200 officers {40 * sums['a save'][0] / 1_000:.2f} and "
        f"{40 * sums['a save'][1] / 1_000:.2f} for their saves"
    )


def _asked(portal: PortalServer, **more: int) -> Any:
    command = [sys.executable, _PROGRAM, "everybody", portal.told(**more)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


if __name__ == "__main__":
    main()
