"""Work on many communes shared among processes, in the order of the communes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

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


def mapped_to_processes(processes: int) -> Callable[..., Iterator[Any]]:
    """Return what does pure work for many pieces in *processes* and yields it in their order."""

    def mapped(work: Callable[[_T], _Done], pieces: Iterable[_T]) -> Iterator[_Done]:
        # A piece that was done waits in memory: no more of them than processes.
        return _in_order(pieces, processes, processes, _start, (work,), _do)

    return mapped


_work: list[Callable[[Any], Any]] = []
"""What this process does, told once rather than with every piece."""


def _start(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]


def _do(piece: Any) -> Any:
    (work,) = _work
    return work(piece)


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
    chunks = iter(lambda: list(islice(work, _CHUNK)), [])
    # Two chunks a process keep all busy; more would only fill the memory.
    return _in_order(chunks, cores, 2 * cores, start, arguments, do)


def _in_order(  # noqa: PLR0913, PLR0917 -- those of its two callers
    pieces: Iterable[_T],
    cores: int,
    most_waiting: int,
    start: Callable[..., None],
    arguments: tuple[object, ...],
    do: Callable[[_T], _Done],
) -> Iterator[_Done]:
    from concurrent.futures import ProcessPoolExecutor

    waiting: deque[Future[_Done]] = deque()
    with ProcessPoolExecutor(cores, initializer=start, initargs=arguments) as pool:
        try:
            for piece in pieces:
                waiting.append(pool.submit(do, piece))
                if len(waiting) > most_waiting:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
