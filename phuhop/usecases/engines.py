"""``--engine``: who scores the columns, this process or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scoring.batch.columns import Columns
    from scoring.batch.scorer import BatchResult
    from scoring.rules.ruleset import Ruleset

ScoreColumns = Callable[["Ruleset", "Columns"], "BatchResult"]

NUMPY, DASK = "numpy", "dask"


@dataclass(frozen=True, slots=True)
class Engine:
    """Who scores, as the options say; nothing is started yet."""

    name: str
    scheduler: str | None

    @property
    def rows(self) -> int:
        """How many rows it is best given at a time: a cluster several partitions."""
        if self.name == NUMPY:
            from scoring.streaming.stream import ROWS

            return ROWS
        from scoring.batch.dask_engine import ROWS, WORKERS

        return ROWS * WORKERS * 2

    @contextmanager
    def started(self) -> Iterator[ScoreColumns]:
        """Yield what scores columns; raises ``click.UsageError`` where there is no such engine."""
        if self.name == NUMPY:
            yield _in_this_process()
            return
        from scoring.batch.dask_engine import (
            NoDaskError,
            NoSchedulerError,
            cluster,
            score_partitions,
        )

        try:
            with cluster(self.scheduler) as client:
                yield lambda ruleset, columns: score_partitions(client, ruleset, columns)
        except NoDaskError:
            raise click.UsageError("chưa cài Dask: pip install 'phuhop[dask]'") from None
        except NoSchedulerError:
            message = f"không có bộ điều phối Dask nào trả lời ở {self.scheduler}"
            raise click.UsageError(message) from None


def _in_this_process() -> ScoreColumns:
    from scoring.batch.scorer import BatchScorer

    scorers: dict[str, BatchScorer] = {}

    def score(ruleset: Ruleset, columns: Columns) -> BatchResult:
        # A ruleset is compiled once, not for every chunk.
        if ruleset.id not in scorers:
            scorers[ruleset.id] = BatchScorer(ruleset)
        return scorers[ruleset.id].score(columns)

    return score
