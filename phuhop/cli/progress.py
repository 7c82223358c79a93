"""A progress bar on standard error when there is much to do and somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

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
