"""Somebody at a page that saves what is typed, for the loads; and when everybody is there."""

from __future__ import annotations

import os
import random
import re
import time
from itertools import count
from pathlib import Path
from typing import Any

from locust import HttpUser

_EVERYBODY = int(os.environ["EVERYBODY"])
_EACH = 5
"""Seconds from one thing to the next."""
_came = count(1)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_KNOWN = re.compile(r'data-biet="(\d+)"')
_SEEN = re.compile(r'name="ban\.(figures\.[^"]+)" value="(\d+)"')


class Typist(HttpUser):
    """Does something every five seconds."""

    abstract = True

    def come(self, mine: dict[str, Any], name: str) -> None:
        """Be signed in as *mine* says; *name* begins the figures that are drawn."""
        self.mine = mine
        self.client.cookies.update(mine["cookies"])
        self.draw = random.Random(name)  # noqa: S311 -- figures to type
        self._begins = self.draw.uniform(0, _EACH)
        time.sleep(self.wait_time())

    def wait_time(self) -> float:
        """Return the seconds until this person's next turn.

        Locust's own pacing begins when it starts people, whole crowds at once by the second, and
        keeps them in step for ever after: nobody types in step with others.
        """
        return (self._begins - time.monotonic()) % _EACH

    def is_there(self) -> None:
        """Say that a page is open; with the last one all times and numbers begin anew.

        How many requests failed before is left for whoever started the load.
        """
        if next(_came) == _EVERYBODY:
            failures = self.environment.stats.total.num_failures
            self.environment.stats.reset_all()
            Path(os.environ["ALL_THERE"]).write_text(f"{failures}", encoding="ascii")

    def look(self, path: str, name: str) -> None:
        """Open a page; learn what a browser would."""
        text = self.client.get(path, name=name).text
        self.token, self.known = _TOKEN.search(text)[1], int(_KNOWN.search(text)[1])
        self.seen = {field: int(seen) for field, seen in _SEEN.findall(text)}

    def save(self, path: str, value: str, name: str) -> str:
        """Save one figure of the page; return which, blank where that failed."""
        field = self.draw.choice(sorted(self.seen))
        posted = {"biet": self.known, field: value, f"ban.{field}": self.seen[field]}
        with self.client.post(
            path,
            posted,
            headers={"X-CSRFToken": self.token, "Referer": self.host},
            name=name,
            catch_response=True,
            allow_redirects=False,
        ) as response:
            if response.status_code != 200 or response.json()["conflicts"]:
                response.failure(f"{response.status_code}")
                return ""
            answer = response.json()
            self.seen[field] = answer["fields"][field]["revision"]
            self.known = answer["revision"]
        return field
