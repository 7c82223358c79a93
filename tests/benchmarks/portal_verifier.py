"""A verifier for ``bench_last_day``: at one desk after the other, saves what is found.

Run by Locust beside ``portal_officer``.
"""

from __future__ import annotations

import json
import os
import random
import re
from itertools import count
from pathlib import Path

from locust import HttpUser, constant_pacing, task
from portal_there import one_more

VERIFIERS = json.loads(Path(os.environ["VERIFIERS"]).read_text(encoding="utf-8"))
_number = count()
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_KNOWN = re.compile(r'data-biet="(\d+)"')
_SEEN = re.compile(r'name="ban\.(figures\.[^"]+)" value="(\d+)"')


class Verifier(HttpUser):
    """One person over some dossiers: something every five seconds."""

    fixed_count = len(VERIFIERS)
    wait_time = constant_pacing(5)

    def on_start(self) -> None:
        """Open the inbox, and the first dossier on it."""
        self.mine = VERIFIERS[next(_number) % len(VERIFIERS)]
        self.client.cookies.update(self.mine["cookies"])
        self.draw = random.Random(self.mine["name"])  # noqa: S311 -- figures to type
        self.client.get("/tham-dinh/", name="hop-viec")
        self.sit_down()
        one_more(self.environment)

    def sit_down(self) -> None:
        """Open the desk of a dossier."""
        self.desk = self.draw.choice(self.mine["desks"])
        text = self.client.get(self.desk, name="ban").text
        self.token, self.known = _TOKEN.search(text)[1], int(_KNOWN.search(text)[1])
        self.seen = {field: int(seen) for field, seen in _SEEN.findall(text)}

    @task
    def find_something(self) -> None:
        """Save one figure; now and then go to another dossier or back to the inbox."""
        if self.draw.random() < 0.1:
            self.client.get("/tham-dinh/", name="hop-viec")
        if self.draw.random() < 0.25:
            self.sit_down()
            return
        field = self.draw.choice(sorted(self.seen))
        posted = {"biet": self.known, field: str(self.draw.randrange(60))}
        posted[f"ban.{field}"] = self.seen[field]
        with self.client.post(
            f"{self.desk}luu/",
            posted,
            headers={"X-CSRFToken": self.token, "Referer": self.host},
            name="luu-tham-dinh",
            catch_response=True,
            allow_redirects=False,
        ) as response:
            if response.status_code != 200 or response.json()["conflicts"]:
                response.failure(f"{response.status_code}")
                return
            answer = response.json()
            self.seen[field] = answer["fields"][field]["revision"]
            self.known = answer["revision"]
