"""What a kind's function is handed: over what, for when, where to write, whom to tell."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.utils import timezone

from phuhop.portal.drafts.register import register
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.reach import Reach, communes_in
from phuhop.portal.settings import CONFIG
from phuhop.usecases.watching import Watcher
from registry.store.database import Database
from scoring.base.problems import Problem

_T = TypeVar("_T")
_SECONDS_BETWEEN = 1.0
_ANY_DAY = (2019, 1, 3, 0, 0, 0)
"""In an archive: the same files give the same bytes."""


class Stopped(Exception):  # noqa: N818 -- it names what was found
    """Somebody stopped the job, or another run holds it."""


class Later(Exception):  # noqa: N818 -- it names what is wanted
    """Not now: try again after so many seconds; the words say why."""

    def __init__(self, seconds: int, words: str) -> None:
        """Say when and why."""
        super().__init__(words)
        self.seconds = seconds
        self.words = words


def results_folder() -> Path:
    """Return the folder that holds what jobs made, a folder a run."""
    return CONFIG.home / "viec-nen"


@dataclass(slots=True)
class Work:
    """One run of a job. Files below ``folder`` are kept; those that are given are offered."""

    job: Job
    run: str
    folder: Path
    given: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _told_at: float = 0.0

    @property
    def reach(self) -> Reach:
        """Over what the job is."""
        return self.job.reach

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What was asked for."""
        found: Mapping[str, Any] = self.job.parameters
        return found

    @property
    def database(self) -> Database:
        """The register."""
        return register()

    @property
    def today(self) -> date:
        """The day where the portal stands."""
        return timezone.localdate()

    def communes(self) -> frozenset[str] | None:
        """Return the codes of the register that the job is about; ``None`` is every one."""
        return communes_in(self.database, self.reach)

    def progress(self, done: int, total: int, doing: str) -> None:
        """Tell how far it is, at most once a second; raises ``Stopped``."""
        import time

        now = time.monotonic()
        if now - self._told_at < _SECONDS_BETWEEN and done != total:
            return
        self._told_at = now
        mine = Job.objects.filter(
            pk=self.job.pk, worker=self.run, state=JobState.RUNNING, is_to_stop=False
        )
        if not mine.update(done=done, total=total, doing=doing, alive_at=timezone.now()):
            raise Stopped

    def watcher(self) -> Watcher:
        """Return whoever watches a use case for this job."""
        return _Watching(self)

    def noticed(self, problems: Iterable[Problem]) -> None:
        """Keep what a use case told."""
        self.remarks += [problem.words for problem in problems]

    def give(self, name: str, content: bytes) -> None:
        """Write a file and offer it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.given.append(name)

    def give_folder(self, inside: str, name: str) -> None:
        """Offer the files of a folder as one archive called *name*; the folder goes."""
        root = self.folder / inside
        with zipfile.ZipFile(self.folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(one for one in root.rglob("*") if one.is_file()):
                entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _ANY_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)
        shutil.rmtree(root)
        self.given.append(name)


class _Watching(Watcher):
    """Tells a job how far a use case is."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def counted(self, work: Sequence[_T], label: str) -> Iterable[_T]:
        """Return *work* as it is gone through."""
        for number, one in enumerate(work):
            self._work.progress(number, len(work), label)
            yield one
        self._work.progress(len(work), len(work), label)
