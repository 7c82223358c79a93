"""An officer for ``bench_portal``: saves a field every five seconds, sometimes opens a page.

Run by Locust. Each acknowledged save is written down, for whoever asks afterwards what is left.
"""

from __future__ import annotations

import json
import os
from itertools import count
from pathlib import Path

from locust import task
from portal_there import Typist

OFFICERS = json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8"))
LOOKS = bool(os.environ["LOOKS"])
_number = count()
_written = Path(os.environ["ACKNOWLEDGED"]).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115


class Officer(Typist):
    """One person over one draft."""

    def on_start(self) -> None:
        """Open the page of a criterion, as one does before typing."""
        mine = OFFICERS[next(_number) % len(OFFICERS)]
        self.come(mine, mine["code"])
        self.go_on()
        self.is_there()

    def go_on(self) -> None:
        """Open the page of a criterion."""
        self.look(self.draw.choice(self.mine["pages"]), "trang")

    @task
    def type_something(self) -> None:
        """Save one figure over what the page was showing."""
        if not self.seen:
            # The criterion has no figures, only documents.
            self.go_on()
            return
        value = str(self.draw.randrange(10_000))
        field = self.save(self.mine["save"], value, "luu")
        if not field:
            return
        _written.write(json.dumps([self.mine["code"], field, value, self.seen[field]]) + "\n")
        # Two hundred officers open two pages a second.
        if LOOKS and self.draw.random() < 0.05:
            self.go_on()
