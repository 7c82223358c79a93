"""Work on many communes shared among processes, in the order of the communes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

ONE_PROCESS = 120
"""Up to so many communes one process is as fast: measured, see docs/developers/documents.md."""
_CHUNK = 25

_T = TypeVar("_T")
_Done = TypeVar("_Done")


def few_or_many(work: Iterable[_T], processes: int | None) -> tuple[int, Iterator[_T]]:
    """Return how many processes are worth their start for *work*, and the work, unread.

    *processes* is the most there may be: one a core when it is not given.
    """
    rest = iter(work)
    first = list(islice(rest, ONE_PROCESS + 1))
    cores = processes or os.cpu_count() or 1
    return (cores if len(first) > ONE_PROCESS else 1), chain(first, rest)


def shared(
    work: Iterator[_T],
    cores: int,
    start: Callable[..., None],
    arguments: tuple[object, ...],
    do: Callable[[list[_T]], _Done],
) -> Iterator[_Done]:
    """Yield what *do* returns for one chunk of *work* after the other.

    Each process calls *start* with *arguments* once. Only a few chunks are in memory.
    """
    from concurrent.futures import ProcessPoolExecutor

    waiting: deque[Future[_Done]] = deque()
    with ProcessPoolExecutor(cores, initializer=start, initargs=arguments) as pool:
        try:
            while chunk := list(islice(work, _CHUNK)):
                waiting.append(pool.submit(do, chunk))
                # Two chunks a process keep all busy; more would only fill the memory.
                if len(waiting) > 2 * cores:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
