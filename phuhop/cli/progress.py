"""The terminal as a watcher: a progress bar when there is much to do, a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import click

from phuhop.usecases.watching import Watcher

_MANY = 20
_T = TypeVar("_T")


def with_progress(work: Sequence[_T], label: str) -> Iterable[_T]:
    """Return *work*, counted on standard error when it is long and that is a terminal."""
    return _counted(work, label) if is_counted(work) else work


def is_counted(work: Sequence[_T]) -> bool:
    """Whether the work is long enough, and watched, to be counted."""
    return len(work) >= _MANY and sys.stderr.isatty()


def _counted(work: Sequence[_T], label: str) -> Iterator[_T]:
    with click.progressbar(work, label=label, file=sys.stderr, show_pos=True) as steps:
        yield from steps


class Terminal(Watcher):
    """Counts on standard error, and lets the command that runs end with a summary there."""

    def counted(self, work: Sequence[_T], label: str) -> Iterable[_T]:
        """Count *work* when it is long and somebody watches."""
        return with_progress(work, label)

    def at_the_end(self, lines: Callable[[], list[str]]) -> None:
        """Say *lines* when the command closes."""

        def say() -> None:
            for line in lines():
                click.echo(line, err=True)

        click.get_current_context().call_on_close(say)


TERMINAL = Terminal()
