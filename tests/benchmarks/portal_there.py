"""When everybody of a load has opened a page: what is measured begins then."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from locust.env import Environment

_EVERYBODY = int(os.environ["EVERYBODY"])
_came = count(1)


def one_more(environment: Environment) -> None:
    """Count whoever has opened a page; with the last one all times and numbers begin anew.

    How many requests failed before is left for whoever started the load.
    """
    if next(_came) == _EVERYBODY:
        failures = environment.stats.total.num_failures
        environment.stats.reset_all()
        Path(os.environ["ALL_THERE"]).write_text(f"{failures}", encoding="ascii")
