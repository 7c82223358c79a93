"""Pure work over many pieces on a Dask cluster: ``pip install phuhop[dask]``.

A worker that dies takes the results it held with it; the scheduler knows how each was made
and has them made again elsewhere. So the pieces travel inside their tasks and are never
scattered: what was only scattered would be lost with its worker.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

P = TypeVar("P")
R = TypeVar("R")

_AHEAD = 3
"""Pieces for each worker that are under way or wait to be taken."""

WORKERS = 2
"""Processes of a local cluster; each has one thread, for numpy's comparisons hold the GIL."""


_QUIET = {"distributed.worker.profile.enabled": False, "distributed.admin.tick.interval": "500ms"}
"""Nobody looks at what the workers of a local cluster would else measure of themselves."""

ANSWER = "10s"
"""How long a scheduler may take to answer."""


class NoDaskError(Exception):
    """Dask is not installed."""


class NoSchedulerError(Exception):
    """No scheduler answers at an address."""


@contextmanager
def cluster(
    address: str | None = None, *, workers: int = WORKERS, modules: Sequence[str] = ()
) -> Iterator[Client]:
    """Connect to the scheduler at *address*, or start *workers* processes on this machine.

    Local workers import *modules* as they start, while their work is still being found out. A
    local cluster listens on the loopback only, has no dashboard, and ends with the block.
    Raises ``NoDaskError`` where Dask is missing, ``NoSchedulerError`` where nothing answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise NoDaskError(str(error)) from None
    if address is not None:
        try:
            found = Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoSchedulerError(str(error)) from None
        with found as client:
            yield client
        return
    import dask

    with dask.config.set(_QUIET):
        local = _started(workers, modules)
    # Results come from the workers themselves: by way of the scheduler, which is in this
    # process, each would be read and written once more.
    with local, Client(local, set_as_default=False, direct_to_workers=True) as client:
        yield client


def _started(workers: int, modules: Sequence[str]) -> LocalCluster:
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        preload=list(modules),
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
        # Its health page would otherwise take port 8787, or complain that another has it.
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
    )


def mapped(client: Client, work: Callable[[P], R], pieces: Iterable[P]) -> Iterator[R]:
    """Yield ``work(piece)`` of every piece, in their order, wherever it was done.

    *work* must be pure: a piece may be done twice when a worker dies. A piece that kills four
    workers in a row is given up, and its error raised (Dask's ``allowed-failures``). What was
    taken is let go: only a few results are in memory at a time.
    """
    from distributed.protocol.pickle import dumps

    packed = dumps(work)
    rest = iter(pieces)
    most = _AHEAD * max(1, len(client.scheduler_info()["workers"]))
    waiting = deque(client.submit(_do, packed, piece, pure=False) for piece in islice(rest, most))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(client.submit(_do, packed, piece, pure=False) for piece in islice(rest, 1))


_here = threading.local()
"""What this thread of a worker does, as it came and unpacked: what it compiled stays with it."""


def _do(packed: bytes, piece: Any) -> Any:
    if getattr(_here, "packed", None) != packed:
        from distributed.protocol.pickle import loads

        _here.packed, _here.work = packed, loads(packed)
    return _here.work(piece)
