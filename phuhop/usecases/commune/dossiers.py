"""Writes each commune's documents into a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from phuhop import __version__
from phuhop.files.own_work import write_folder
from phuhop.files.writing import refuse_links
from phuhop.usecases.chosen_documents import chosen_codes
from phuhop.usecases.commune.evidence_folders import strange_folders
from phuhop.usecases.commune.offices import form_remarks, offices_of
from phuhop.usecases.commune.shown_evidence import shown_evidence
from phuhop.usecases.processes import few_or_many, shared
from phuhop.usecases.reading import read
from phuhop.usecases.watching import NOBODY, Watcher
from reports.dossier.dossier import dossier
from reports.dossier.rendering import Renderer
from reports.dossier.sets import commune_set
from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, Office
from reports.wording.file_names import folder_name
from reports.wording.stamp import Stamp
from scoring.advice.margin import nearest_steps
from scoring.base.problems import Problem, ProblemsFound
from scoring.engine.scorer import score

if TYPE_CHECKING:
    from phuhop.files.pdf import Converter
    from scoring.intake.reading import Entry

DEFAULT_FORMATS = ("html", "docx")


@dataclass(frozen=True, slots=True)
class Written:
    """One commune's files in order, and a warning for each older file that was moved aside."""

    paths: list[Path]
    moved: list[Problem]
    evidence: tuple[Problem, ...] = ()
    """What was found in the folder of its evidence."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to write, where to, and for which offices (by the commune's code, "" for any)."""

    folder: Path
    formats: Sequence[str] = DEFAULT_FORMATS
    codes: Sequence[str] = ()
    """Documents of the set; none means all."""
    offices: Mapping[str, Office] = field(default_factory=dict)
    of_set: DocumentSet | None = None
    earlier: Mapping[tuple[str, int], Entry] = field(default_factory=dict)
    """What was reported by code and year: a dossier compares with the year before its own."""
    evidence: Path | None = None
    is_only: bool = True
    """Whether there is one commune: then the whole folder of evidence is its own."""

    def documents(self) -> DocumentSet:
        """Return the set with the documents that are wanted."""
        documents = self.of_set or commune_set()
        return documents.chosen(self.codes or documents.codes)


@dataclass(frozen=True, slots=True)
class DossierWish:
    """Whose dossiers, where to, which documents (``None`` is all) in which formats.

    *offices* are files and folders of letterheads; *ruleset* and *as_of* choose the rules.
    *evidence* is a folder whose files are named, and whose photographs are shown.
    """

    files: Sequence[Path]
    folder: Path
    formats: Sequence[str] = DEFAULT_FORMATS
    documents: Sequence[str] | None = None
    offices: Sequence[Path] = ()
    ruleset: str | None = None
    as_of: date | None = None
    today: date | None = None
    evidence: Path | None = None


@dataclass(frozen=True, slots=True)
class Dossiers:
    """How many communes have a dossier now, and all that was found on the way."""

    communes: int
    problems: tuple[Problem, ...]


def write_wished(
    wish: DossierWish, take: Callable[[Written], None], watcher: Watcher = NOBODY
) -> Dossiers:
    """Write the documents of each commune of *wish*; give each one's to *take* as they stand.

    Raises ``WrongUse`` for documents the set does not have and as ``read`` does,
    ``ProblemsFound`` for faulty letterheads and when a file cannot be written.
    """
    of_set = commune_set()
    codes = chosen_codes(wish.documents, of_set.codes)
    intake = read(wish.files, wish.ruleset, wish.as_of, today=wish.today, watcher=watcher)
    by_code, problems = offices_of(wish.offices, intake.entries, of_set.numbered)
    earlier = {(one.assessment.commune.code, one.assessment.year): one for one in intake.entries}
    years, communes = {year for _, year in earlier}, {code for code, _ in earlier}
    order = Order(
        wish.folder,
        wish.formats,
        codes,
        by_code,
        earlier={key: one for key, one in earlier.items() if key[1] + 1 in years},
        evidence=wish.evidence,
        is_only=len(communes) == 1 and not intake.faults,
    )
    problems += form_remarks(intake.entries, by_code)
    if wish.evidence is not None and not order.is_only:
        problems += strange_folders(wish.evidence, communes)
    count = 0
    for written in write_dossiers(watcher.counted(intake.entries, "Lập hồ sơ"), order):
        take(written)
        problems += [*written.evidence, *written.moved]
        count += 1
    return Dossiers(count, (*intake.problems, *problems))


def write_dossiers(
    entries: Iterable[Entry], order: Order, *, processes: int | None = None
) -> Iterator[Written]:
    """Score each entry, write its documents, yield what was written of each commune.

    Above a measured size the work is shared by *processes* (one a core); the files and their
    order are the same. Only a few communes are in memory at a time. Raises
    ``ProblemsFound`` when a file cannot be written.
    """
    cores, work = few_or_many(entries, processes)
    if cores == 1:
        with Writer(order) as writer:
            for entry in work:
                yield writer.write(entry)
        return
    for written, problems in shared(work, cores, _start, (order,), _write_chunk):
        if problems:
            raise ProblemsFound(problems)
        yield from written


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
            from phuhop.files.pdf import Converter

            self._converter = Converter()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what conversion to PDF left behind."""
        if self._converter is not None:
            self._converter.close()

    def write(self, entry: Entry) -> Written:
        """Write all documents of one commune; what a person edited there is kept."""
        commune = entry.assessment.commune
        offices = self._order.offices
        office = offices.get(commune.code) or offices.get("") or EMPTY
        sheet = score(entry.ruleset, entry.assessment)
        past = self._order.earlier.get((commune.code, entry.assessment.year - 1))
        order = self._order
        found = shown_evidence(entry, sheet, order.evidence, is_only=order.is_only)
        content = dossier(
            sheet,
            self._stamp,
            office,
            self._documents,
            entry.form,
            found.attached,
            steps=nearest_steps(sheet, entry.ruleset),
            before=score(past.ruleset, past.assessment) if past else None,
            photos=found.photos,
        )
        own = self._order.folder / folder_name(commune, entry.assessment.year)
        files = self._renderer.page(content)
        words = self._renderer.words(content)
        if "docx" in self._order.formats:
            files |= words
        if self._converter is not None:
            files |= self._converter.converted(words)
        refuse_links(own, self._order.folder)
        basis = " ".join([entry.ruleset.sha256, sheet.input_sha256, *found.basis])
        moved = write_folder(own, files, basis)
        return Written([own / name for name in files], moved, found.problems)


_writers: list[Writer] = []
"""The one writer of a process of the pool, put there when the process starts."""


def _start(order: Order) -> None:
    _writers[:] = [Writer(order)]


def _write_chunk(entries: list[Entry]) -> tuple[list[Written], list[Problem]]:
    """Write some communes; problems come back as values, the exception does not travel."""
    (writer,) = _writers
    try:
        return [writer.write(entry) for entry in entries], []
    except ProblemsFound as found:
        return [], found.problems
