"""Writing the appraisal's papers: those about each commune, and those about the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from phuhop import __version__
from phuhop.files.own_work import write_folder
from phuhop.files.pdf import AT_ONCE
from phuhop.files.writing import refuse_links
from reports.appraisal.commune_papers import appraisal_papers
from reports.appraisal.decisions import Decided, Outcome, Returned, UnderAppraisal, with_decision
from reports.appraisal.model import AppraisalPapers, RecognitionPapers
from reports.appraisal.recognition_papers import recognition_papers
from reports.appraisal.sets import (
    DECISION,
    REPLY,
    appraisal_set,
    called_for,
    file_name,
    recognition_set,
)
from reports.papers.office import EMPTY, Office
from reports.word.writing import docx_templates
from reports.wording.file_names import folder_name, slug
from reports.wording.stamp import Stamp
from scoring.base.canonical import sha256_of
from scoring.base.problems import Place, Problem, Severity
from scoring.engine.score_sheet import Finding

if TYPE_CHECKING:
    from phuhop.files.pdf import Converter
    from reports.papers.blocks import DocumentSet
    from scoring.appraisal.comparison import AppraisalComparison

Papers = dict[str, bytes]
"""Names of files and their bytes."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """The papers of one folder below the output.

    *basis* names what they rest on: papers of another basis do not stay beside them.
    """

    folder: str
    papers: Papers
    basis: str


@dataclass(frozen=True, slots=True)
class WrittenPapers:
    """The files that were written, and a warning for each that was moved aside."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


class Compiled(Protocol):
    """A document that is filled with words: as a Word file, as a part of a page."""

    @property
    def name(self) -> str:
        """What its file is usually called."""

    def fill(self, model: object, /) -> bytes:
        """Return it with the words of *model*."""


Compiler = Callable[["DocumentSet"], Sequence[Compiled]]
"""Compiles the documents of a set, in their order."""


def made(
    comparisons: Sequence[AppraisalComparison],
    office: Office = EMPTY,
    audit: str = "",
    decided: Sequence[Outcome] = (),
) -> Iterator[MadePaper]:
    """Yield the papers of each commune, then those of each year's and ruleset's list.

    *decided* are the decisions on *comparisons*, one for each, where there is a register. Same
    arguments, same bytes.
    """
    yield from of_communes(comparisons, office, audit, decided)
    yield from of_lists(comparisons, office, audit, decided)


def of_communes(  # noqa: PLR0913, PLR0917 -- what papers are made of
    comparisons: Sequence[AppraisalComparison],
    office: Office = EMPTY,
    audit: str = "",
    decided: Sequence[Outcome] = (),
    codes: Collection[str] | None = None,
    compiler: Compiler = docx_templates,
) -> Iterator[MadePaper]:
    """Yield the papers of each commune that its case calls for, of *codes* where given.

    A refusal gives the reply to the commune its reason, number, day and signer; a return the
    notice its reason and the day that was set.
    """
    of_set = appraisal_set()
    templates = _templates(of_set, codes, compiler)
    stamp = Stamp(__version__)
    for one, decision in _with_decisions(comparisons, decided):
        words = appraisal_papers(one, stamp, office, of_set, audit, decision)
        papers: Papers = {}
        for code in called_for(words):
            if code in templates:
                issuer = office.of(code)
                said = words
                if issuer is not office:
                    theirs = appraisal_papers(one, stamp, issuer, of_set, audit, decision)
                    said = _issued(theirs, words)
                if code == REPLY and isinstance(decision, Decided):
                    said = with_decision(said, code, decision, issuer)
                name = file_name(templates[code].name, is_draft=words.is_draft)
                papers[name] = templates[code].fill(said)
        name = folder_name(one.commune, one.appraised.assessment.year)
        yield MadePaper(name, papers, _basis([one], decision))


def of_lists(  # noqa: PLR0913, PLR0917 -- what papers are made of
    comparisons: Sequence[AppraisalComparison],
    office: Office = EMPTY,
    audit: str = "",
    decided: Sequence[Outcome] = (),
    codes: Collection[str] | None = None,
    compiler: Compiler = docx_templates,
) -> Iterator[MadePaper]:
    """Yield the proposal and decision of each list.

    A list is what one paper recognised, or what of a year and ruleset is appraised and not
    decided yet: what was given back, or is not concluded, nobody proposes.
    """
    of_set = recognition_set()
    templates = _templates(of_set, codes, compiler)
    stamp = Stamp(__version__)
    for name, group, decision in _lists(comparisons, decided) if templates else ():
        day = decision.day if decision else None
        words = recognition_papers(group, stamp, office, of_set, audit, day)
        papers: Papers = {}
        for code, template in templates.items():
            issuer = office.of(code)
            said = words
            if issuer is not office:
                said = _issued(recognition_papers(group, stamp, issuer, of_set, audit, day), words)
            if code == DECISION and decision is not None:
                said = with_decision(said, code, decision, issuer)
            papers[file_name(template.name, is_draft=words.is_draft)] = template.fill(said)
        yield MadePaper(name, papers, _basis(group, decision))


def _basis(group: Sequence[AppraisalComparison], decision: Outcome) -> str:
    """Return what papers rest on: figures, rules, findings, what was decided."""
    found = [
        [
            one.appraised.ruleset.sha256,
            one.appraised.verified.input_sha256,
            one.appraised.appraisal.sha256,
        ]
        for one in group
    ]
    return sha256_of({"figures": found, "outcome": repr(decision)})


_Words = TypeVar("_Words", AppraisalPapers, RecognitionPapers)


def _issued(said: _Words, words: _Words) -> _Words:
    """Return the words of another issuer, citing each document by its own issuer's number."""
    return replace(said, numbers=words.numbers, dates=words.dates, days=words.days)


def letterhead_remark(office: Office, decided: Decided | None, place: Place) -> Problem | None:
    """Return a warning where a decision would print on another office's paper than its number's."""
    if decided is None or not decided.number:
        return None
    code = DECISION if decided.recognised else REPLY
    symbol = office.of(code).symbol
    of_number = decided.number.rpartition("-")[2].strip()
    if symbol is None or "-" not in decided.number or of_number.casefold() == symbol.casefold():
        return None
    message = f"văn bản số {decided.number} in tên cơ quan có ký hiệu «{symbol}»"
    hint = f"ghi cơ quan ban hành văn bản «{code}» ở «cơ quan khác» trong tệp thông tin cơ quan"
    return Problem(place, "khac-co-quan", message, hint, Severity.WARNING)


def _templates(
    of_set: DocumentSet, codes: Collection[str] | None, compiler: Compiler
) -> dict[str, Compiled]:
    every = dict(zip(of_set.codes, compiler(of_set), strict=True))
    return {code: one for code, one in every.items() if codes is None or code in codes}


def _with_decisions(
    comparisons: Sequence[AppraisalComparison], decided: Sequence[Outcome]
) -> Iterator[tuple[AppraisalComparison, Outcome]]:
    yield from zip(comparisons, decided or repeat(None, len(comparisons)), strict=True)


def _lists(
    comparisons: Sequence[AppraisalComparison], decided: Sequence[Outcome]
) -> Iterator[tuple[str, list[AppraisalComparison], Decided | None]]:
    """Yield the communes of each year, ruleset and paper of which some meet the standard."""
    groups: defaultdict[tuple[int, str, str, tuple[str, str]], list[AppraisalComparison]]
    groups = defaultdict(list)
    papers: defaultdict[tuple[str, str], list[Decided]] = defaultdict(list)
    for one, decision in _with_decisions(comparisons, decided):
        sheet = one.appraised.verified
        paper = ("", "")
        if isinstance(decision, Returned | UnderAppraisal):
            continue
        if decision is not None and decision.recognised:
            # Recognised without number and day: the paper is still to be written.
            paper = decision.paper
            if any(paper):
                papers[paper].append(decision)
        elif decision is not None and sheet.verdict is Finding.MET:
            # Refused for another reason than the points: nobody proposes it.
            continue
        groups[sheet.year, sheet.ruleset.id, sheet.ruleset.sha256, paper].append(one)
    rulesets = {key[:3] for key in groups}
    for (year, id_, _, paper), group in sorted(groups.items()):
        if any(one.appraised.verified.verdict is Finding.MET for one in group):
            several = sum(other == year for other, *_ in rulesets) > 1
            suffix = f"-{id_.lower()}" if several else ""
            suffix += "".join(f"-{slug(word)}" for word in paper if word)
            yield f"cong-nhan-{year}{suffix}", group, _one_of(papers[paper])


def _one_of(decisions: Sequence[Decided]) -> Decided | None:
    """Return what the decisions by one paper say together; two signers are none."""
    if not decisions:
        return None
    signers = {decision.signer for decision in decisions}
    first = decisions[0]
    return first if len(signers) == 1 else Decided(first.recognised, first.number, first.day)


def write(
    made: Iterable[MadePaper], folder: Path, formats: Sequence[str], converter: Converter | None
) -> Iterator[WrittenPapers]:
    """Write the papers of each folder; what a person worked on there is kept under another name."""
    rest = iter(made)
    if converter is None:
        yield from (_written(one, folder, formats, {}) for one in rest)
        return
    while some := list(islice(rest, AT_ONCE)):
        for one, pdfs in zip(some, converter.of_folders([*map(_words, some)]), strict=True):
            yield _written(one, folder, formats, pdfs)


def _words(of_one: MadePaper) -> Papers:
    return {name: paper for name, paper in of_one.papers.items() if not name.endswith(".html")}


def _written(
    of_one: MadePaper, folder: Path, formats: Sequence[str], pdfs: Papers
) -> WrittenPapers:
    words = _words(of_one)
    pages = {name: page for name, page in of_one.papers.items() if name not in words}
    files: Papers = dict(pages) if "html" in formats else {}
    if "docx" in formats:
        files |= words
    files |= pdfs
    own = folder / of_one.folder
    if not files:
        return WrittenPapers((), ())
    refuse_links(own, folder)
    moved = write_folder(own, files, of_one.basis)
    return WrittenPapers(tuple(own / name for name in files), tuple(moved))
