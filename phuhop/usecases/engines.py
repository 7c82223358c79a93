"""Who reads and scores large tables: this machine or a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phuhop.usecases.processes import mapped_to_processes
from phuhop.usecases.wrong_use import WrongUse

if TYPE_CHECKING:
    from scoring.intake.partitions import Mapped

NUMPY, DASK = "numpy", "dask"

ONE_PROCESS = 200_000
"""Up to so many rows one process is as fast as several (docs/developers/scale.md)."""

MODULES = (
    "phuhop.usecases.score_table",
    "reports.tables.streaming",
    "scoring.batch.scorer",
    "scoring.intake.partitions",
    "scoring.tables.csv_reading",
)
"""What a worker needs to read and score."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Who reads and scores, as was asked for; nothing is started yet."""

    name: str = NUMPY
    scheduler: str | None = None

    @property
    def most_kept(self) -> int:
        """How many rows this process should keep for itself: a cluster is given all."""
        # Every command knows the names of the engines; few of them read tables.
        from scoring.intake.first_pass import MOST_KEPT

        return MOST_KEPT if self.name == NUMPY else 0

    @contextmanager
    def started(self) -> Iterator[Callable[[int], Mapped | None]]:
        """Yield what gives, for a number of rows, who maps partitions; ``None`` is nobody else.

        Raises ``WrongUse`` where there is no such engine.
        """
        if self.name == NUMPY:
            yield _processes
            return
        from scoring.batch.dask_engine import NoDaskError, NoSchedulerError, cluster, mapped

        try:
            with cluster(self.scheduler, modules=MODULES) as client:
                yield lambda _rows: lambda work, pieces: mapped(client, work, pieces)
        except NoDaskError:
            raise WrongUse("engine", "chưa cài Dask: pip install 'phuhop[dask]'") from None
        except NoSchedulerError:
            message = f"không có bộ điều phối Dask nào trả lời ở {self.scheduler}"
            raise WrongUse("scheduler", message) from None


def _processes(rows: int) -> Mapped | None:
    cores = _cores()
    return mapped_to_processes(cores) if rows > ONE_PROCESS and cores > 1 else None


def _cores() -> int:
    return os.cpu_count() or 1
