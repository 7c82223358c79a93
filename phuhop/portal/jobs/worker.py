"""The worker: takes what waits, one after the other, and looks after jobs between two."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from phuhop.portal.drafts.scanning import scan_waiting
from phuhop.portal.errors import is_away
from phuhop.portal.jobs.following import follow
from phuhop.portal.jobs.nightly import alert, nightly
from phuhop.portal.jobs.reviving import find_lost, sweep

IDLE = 2.0
"""Seconds between two looks at an empty queue."""
BETWEEN_ROUNDS = 30.0
"""Seconds between two rounds of looking after."""

WHILE_AWAY = 10.0
"""Seconds between two tries to reach a database that does not answer."""

_LOG = logging.getLogger("phuhop.jobs")

Round = Callable[[datetime], object]
ROUNDS: list[Round] = [find_lost, follow, nightly, alert, sweep, scan_waiting]
"""What is looked after besides the queue, each handed this moment."""


def look_after(rounds: Sequence[Round] | None = None) -> None:
    """Do every round once."""
    for one in rounds or ROUNDS:
        one(timezone.now())


def work(stopped: threading.Event, *, once: bool = False) -> None:
    """Work until *stopped*; *once*: until nothing waits. The job in hand is done to its end.

    A database that goes away meanwhile is waited for.
    """
    import time

    name = secrets.token_hex(8)
    last_round = float("-inf")
    while not stopped.is_set():
        try:
            close_old_connections()
            if time.monotonic() - last_round >= BETWEEN_ROUNDS:
                look_after()
                last_round = time.monotonic()
            if DBTaskResult.objects.ready().exists():
                _one_task(name)
            elif once:
                return
            else:
                stopped.wait(IDLE)
        except Exception as error:
            if once or not is_away(error):
                raise
            _wait_for_it(stopped)


def _wait_for_it(stopped: threading.Event) -> None:
    """Wait before a database that is away is asked again, by a connection of its own."""
    _LOG.warning("Cơ sở dữ liệu chưa trả lời; thử lại sau %.0f giây.", WHILE_AWAY)
    connections.close_all()
    stopped.wait(WHILE_AWAY)


def _one_task(name: str) -> None:
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
        excluded_queue_names=[],
    ).run()
