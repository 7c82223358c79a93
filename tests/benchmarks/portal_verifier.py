"""A verifier for ``bench_last_day``: at one desk after the other, saves what is found.

Run by Locust beside ``portal_officer``.
"""

from __future__ import annotations

import json
import os
from itertools import count
from pathlib import Path

from locust import task
from portal_there import Typist

VERIFIERS = json.loads(Path(os.environ["VERIFIERS"]).read_text(encoding="utf-8"))
_number = count()


class Verifier(Typist):
    """One person over some dossiers."""

    fixed_count = len(VERIFIERS)

    def on_start(self) -> None:
        """Open the inbox, and the first dossier on it."""
        mine = VERIFIERS[next(_number) % len(VERIFIERS)]
        self.come(mine, mine["name"])
        self.client.get("/tham-dinh/", name="hop-viec")
        self.sit_down()
        self.is_there()

    def sit_down(self) -> None:
        """Open the desk of a dossier."""
        self.desk = self.draw.choice(self.mine["desks"])
        self.look(self.desk, "ban")

    @task
    def find_something(self) -> None:
        """Save one figure; now and then go to another dossier or back to the inbox."""
        if self.draw.random() < 0.1:
            self.client.get("/tham-dinh/", name="hop-viec")
        if self.draw.random() < 0.25:
            self.sit_down()
            return
        self.save(f"{self.desk}luu/", str(self.draw.randrange(60)), "luu-tham-dinh")
