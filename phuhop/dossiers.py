"""Writes each commune's documents into a folder of its own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from phuhop import __version__
from phuhop.writing import write_bytes
from reports.document_reading import document_set
from reports.document_set import DocumentSet
from reports.dossier import dossier
from reports.file_names import folder_name
from reports.office import EMPTY, Office
from reports.rendering import Renderer
from reports.stamp import Stamp
from scoring.problems import Problem, ProblemsFound
from scoring.scorer import score

if TYPE_CHECKING:
    from concurrent.futures import Future

    from phuhop.pdf import Converter
    from scoring.intake import Entry

DEFAULT_FORMATS = ("html", "docx")
_ONE_PROCESS = 120
"""Up to so many communes one process is as fast: measured, see docs/documents.md."""
_CHUNK = 25


@dataclass(frozen=True, slots=True)
class Order:
    """What to write, where to, and for which offices (by the commune's code, "" for any)."""

    folder: Path
    formats: Sequence[str] = DEFAULT_FORMATS
    codes: Sequence[str] = ()
    """Documents of the set; none means all."""
    offices: Mapping[str, Office] = field(default_factory=dict)
    of_set: DocumentSet | None = None

    def documents(self) -> DocumentSet:
        """Return the set with the documents that are wanted."""
        documents = self.of_set or document_set()
        return documents.chosen(self.codes or documents.codes)


def write_dossiers(
    entries: Iterable[Entry], order: Order, *, processes: int | None = None
) -> Iterator[Path]:
    """Score each entry, write its documents, yield each file once it stands.

    Above a measured size the work is shared by *processes* (one a core); the files and their
    order are the same. Only a few communes are in memory at a time. Raises
    ``ProblemsFound`` when a file cannot be written.
    """
    work = iter(entries)
    first = list(islice(work, _ONE_PROCESS + 1))
    cores = processes or os.cpu_count() or 1
    if cores == 1 or len(first) <= _ONE_PROCESS:
        with Writer(order) as writer:
            for entry in (*first, *work):
                yield from writer.write(entry)
        return
    yield from _shared(_chained(first, work), order, cores)


def _chained(first: list[Entry], rest: Iterator[Entry]) -> Iterator[Entry]:
    yield from first
    yield from rest


class Writer:
    """Templates compiled once; writes one commune after the other."""

    def __init__(self, order: Order) -> None:
        """Compile what the order asks for; raises ``ProblemsFound`` for a faulty set."""
        self._order = order
        self._documents = order.documents()
        self._stamp = Stamp(__version__)
        self._renderer = Renderer(
            self._documents,
            has_page="html" in order.formats,
            has_words="docx" in order.formats or "pdf" in order.formats,
        )
        self._converter: Converter | None = None
        if "pdf" in order.formats:
            from phuhop.pdf import Converter

            self._converter = Converter()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what conversion to PDF left behind."""
        if self._converter is not None:
            self._converter.close()

    def write(self, entry: Entry) -> list[Path]:
        """Write all documents of one commune; return their paths in order."""
        commune = entry.assessment.commune
        offices = self._order.offices
        office = offices.get(commune.code) or offices.get("") or EMPTY
        sheet = score(entry.ruleset, entry.assessment)
        content = dossier(sheet, self._stamp, office, self._documents, entry.form)
        own = self._order.folder / folder_name(commune, entry.assessment.year)
        files = self._renderer.page(content)
        words = self._renderer.words(content)
        if "docx" in self._order.formats:
            files |= words
        if self._converter is not None:
            files |= self._converter.converted(words)
        for name, made in files.items():
            write_bytes(own / name, made)
        return [own / name for name in files]


def _shared(entries: Iterator[Entry], order: Order, cores: int) -> Iterator[Path]:
    """Share the entries among processes; yield the paths in the order of the entries."""
    from concurrent.futures import ProcessPoolExecutor

    waiting: deque[Future[tuple[list[Path], list[Problem]]]] = deque()
    with ProcessPoolExecutor(cores, initializer=_start, initargs=(order,)) as pool:
        try:
            while chunk := list(islice(entries, _CHUNK)):
                waiting.append(pool.submit(_write_chunk, chunk))
                # Two chunks a process keep all busy; more would only fill the memory.
                if len(waiting) > 2 * cores:
                    yield from _paths(waiting.popleft())
            while waiting:
                yield from _paths(waiting.popleft())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _paths(done: Future[tuple[list[Path], list[Problem]]]) -> list[Path]:
    paths, problems = done.result()
    if problems:
        raise ProblemsFound(problems)
    return paths


_writers: list[Writer] = []
"""The one writer of a process of the pool, put there when the process starts."""


def _start(order: Order) -> None:
    _writers[:] = [Writer(order)]


def _write_chunk(entries: list[Entry]) -> tuple[list[Path], list[Problem]]:
    """Write some communes; problems come back as values, the exception does not travel."""
    (writer,) = _writers
    try:
        return [path for entry in entries for path in writer.write(entry)], []
    except ProblemsFound as found:
        return [], found.problems
