"""Whoever watches a long piece of work: a terminal, a page, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


class Watcher:
    """Sees work being counted and hears at its end what came of it; this one does nothing."""

    def counted(self, work: Sequence[_T], label: str) -> Iterable[_T]:
        """Return *work* as it is gone through; *label* says in Vietnamese what it is."""
        del label
        return work

    def at_the_end(self, lines: Callable[[], list[str]]) -> None:
        """Take what is to be said when all is done; asked for only if somebody listens."""


NOBODY = Watcher()
