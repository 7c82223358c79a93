"""Killed at any moment, workers, server or database: nothing that was acknowledged is lost.

Officers save one field after the other and, like ``luu.js``, send again what was not answered.
``PHUHOP_KILLS`` says how often something is killed (the usual number is small).
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.support import postgresql
from tests.support.portal_server import PortalServer, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="a system that knows no kill"),
]

KILLS = int(os.environ.get("PHUHOP_KILLS", "6"))
OFFICERS = 3


class Officer(threading.Thread):
    """Saves numbers into the fields of one draft until told to stop; knows what was answered."""

    def __init__(self, server: PortalServer, about: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[tuple[str, str, str, int]] = []
        self.tries = 0
        self.strange: list[str] = []
        self._server, self._about = server, about
        self._is_done = threading.Event()

    def end(self) -> None:
        """Let the last save be answered, then stop."""
        self._is_done.set()
        self.join(60)
        assert not self.is_alive()

    def run(self) -> None:
        revisions = dict.fromkeys(self._about["fields"], 1)
        draw = random.Random(self._about["code"])  # noqa: S311 -- figures to type
        while not self._is_done.is_set():
            field, value = draw.choice(self._about["fields"]), str(draw.randrange(10_000))
            answer = self._answered(field, value, revisions[field])
            if answer["conflicts"]:
                self.strange.append(str(answer["conflicts"]))
                return
            revisions[field] = answer["fields"][field]["revision"]
            said = self._about["code"], field, value, revisions[field]
            self.acknowledged.append(said)

    def _answered(self, field: str, value: str, seen: int) -> dict[str, Any]:
        body = urlencode({field: value, f"ban.{field}": seen, "biet": 0})
        cookies = self._about["cookies"]
        headers = {
            "Cookie": "; ".join(f"{name}={one}" for name, one in cookies.items()),
            "X-CSRFToken": cookies["csrf"],
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while True:
            self.tries += 1
            line = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=20)
            with closing(line), suppress(OSError, http.client.HTTPException):
                line.request("POST", self._about["save"], body, headers)
                answer = line.getresponse()
                text = answer.read()
                if answer.status == http.HTTPStatus.OK:
                    return dict(json.loads(text))
            # Whoever is told to stop still waits for this answer.
            threading.Event().wait(0.05)


def _kill_a_worker(server: PortalServer, draw: random.Random) -> None:
    children = server.children()
    if children:
        with suppress(ProcessLookupError):
            os.kill(draw.choice(children), signal.SIGKILL)


@contextmanager
def _typing(server: PortalServer) -> Iterator[list[Officer]]:
    officers = [Officer(server, about) for about in server.officers(OFFICERS)]
    with served(server):
        for one in officers:
            one.start()
        yield officers
        for one in officers:
            one.end()


def _nothing_is_lost(server: PortalServer, officers: list[Officer]) -> None:
    stored = json.loads(server.run("stored"))
    said = [each for one in officers for each in one.acknowledged]
    last = {(code, field): (value, revision) for code, field, value, revision in said}
    there = {(code, field): (value, revision) for code, field, value, revision in stored["fields"]}
    kept = {tuple(change) for change in stored["changes"]}

    assert [] == [text for one in officers for text in one.strange]
    assert len(said) >= len(officers)
    assert {} == {where: one for where, one in last.items() if there[where] != one}
    # A value that was overwritten since stands in the history; one typed twice is one change.
    lost = [one for one in said if one not in kept and not _stood_already(one, kept)]
    assert [] == lost


def _stood_already(said: tuple[str, str, str, int], kept: set[tuple[Any, ...]]) -> bool:
    code, field, value, revision = said
    return any(one[:3] == (code, field, value) and one[3] <= revision for one in kept)


def _killed(
    server: PortalServer, kill: Callable[[random.Random], None], kills: int
) -> list[Officer]:
    draw = random.Random(18)  # noqa: S311 -- when to kill
    with _typing(server) as officers:
        for _ in range(kills):
            # Something is saved between two kills, else they would be one.
            _wait_for(officers, _saves(officers) + 1)
            threading.Event().wait(draw.uniform(0.05, 0.6))
            kill(draw)
    return officers


def _saves(officers: list[Officer]) -> int:
    return sum(len(one.acknowledged) for one in officers)


def _wait_for(officers: list[Officer], saves: int) -> None:
    for _ in range(1_200):
        if _saves(officers) >= saves:
            return
        threading.Event().wait(0.05)
    raise TimeoutError


def test_workers_and_server_killed_on_sqlite(tmp_path: Path) -> None:
    server = PortalServer(tmp_path / "cong", str(tmp_path / "so.db"))

    def kill(draw: random.Random) -> None:
        if draw.random() < 0.1:
            server.stop(signal.SIGKILL)
            server.start()
        else:
            _kill_a_worker(server, draw)

    _nothing_is_lost(server, _killed(server, kill, KILLS))


@pytest.mark.skipif(postgresql.programs() is None, reason=postgresql.ABSENT)
def test_workers_and_database_killed_on_postgresql(tmp_path: Path) -> None:
    with ExitStack() as stack:
        cluster = stack.enter_context(postgresql.cluster())
        register = stack.enter_context(postgresql.new_database(cluster.url))
        database = stack.enter_context(postgresql.new_database(cluster.url))
        server = PortalServer(tmp_path / "cong", register, database)

        def kill(draw: random.Random) -> None:
            if draw.random() < 0.3:
                cluster.stop()
                cluster.start()
            else:
                _kill_a_worker(server, draw)

        _nothing_is_lost(server, _killed(server, kill, max(2, KILLS // 4)))
