"""An officer for ``bench_portal``: saves a field every five seconds, sometimes opens a page.

Run by Locust. Each acknowledged save is written down, for whoever asks afterwards what is left.
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

OFFICERS = json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8"))
LOOKS = bool(os.environ["LOOKS"])
_number = count()
_written = Path(os.environ["ACKNOWLEDGED"]).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_KNOWN = re.compile(r'data-biet="(\d+)"')
_SEEN = re.compile(r'name="ban\.(figures\.[^"]+)" value="(\d+)"')


class Officer(HttpUser):
    """One person over one draft."""

    wait_time = constant_pacing(5)

    def on_start(self) -> None:
        """Open the page of a criterion, as one does before typing."""
        self.mine = OFFICERS[next(_number) % len(OFFICERS)]
        self.client.cookies.update(self.mine["cookies"])
        self.draw = random.Random(self.mine["code"])  # noqa: S311 -- figures to type
        self.look()
        one_more(self.environment)

    def look(self) -> None:
        """Open the page of a criterion that asks for figures; learn what a browser would."""
        text = self.client.get(self.draw.choice(self.mine["pages"]), name="trang").text
        self.token = _TOKEN.search(text)[1]
        self.known = int(_KNOWN.search(text)[1])
        self.seen = {field: int(seen) for field, seen in _SEEN.findall(text)}

    @task
    def type_something(self) -> None:
        """Save one figure over what the page was showing."""
        if not self.seen:
            # The criterion has no figures, only documents.
            self.look()
            return
        field = self.draw.choice(sorted(self.seen))
        value, seen = str(self.draw.randrange(10_000)), self.seen[field]
        posted = {"biet": self.known, field: value, f"ban.{field}": seen}
        with self.client.post(
            self.mine["save"],
            posted,
            headers={"X-CSRFToken": self.token, "Referer": self.host},
            name="luu",
            catch_response=True,
            allow_redirects=False,
        ) as response:
            if response.status_code != 200 or response.json()["conflicts"]:
                response.failure(f"{response.status_code}")
                return
            answer = response.json()
            self.seen[field] = answer["fields"][field]["revision"]
            self.known = answer["revision"]
        line = [self.mine["code"], field, value, self.seen[field]]
        _written.write(json.dumps(line) + "\n")
        # Two hundred officers open two pages a second.
        if LOOKS and self.draw.random() < 0.05:
            self.look()
