"""The terminal as a watcher: a progress bar when there is much to do, a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import click

from phuhop.usecases.watching import Watcher

_MANY = 20
_T = TypeVar("_T")


def _counted(work: Sequence[_T], label: str) -> Iterator[_T]:
    with click.progressbar(work, label=label, file=sys.stderr, show_pos=True) as steps:
        yield from steps


class Terminal(Watcher):
    """Counts on standard error, and lets the command that runs end with a summary there."""

    is_counting = False
    """Whether the last work was long enough, and watched, to be counted."""

    def counted(self, work: Sequence[_T], label: str) -> Iterable[_T]:
        """Count *work* when it is long and somebody watches."""
        self.is_counting = len(work) >= _MANY and sys.stderr.isatty()
        return _counted(work, label) if self.is_counting else work

    def at_the_end(self, lines: Callable[[], list[str]]) -> None:
        """Say *lines* when the command closes."""

        def say() -> None:
            for line in lines():
                click.echo(line, err=True)

        click.get_current_context().call_on_close(say)


TERMINAL = Terminal()
