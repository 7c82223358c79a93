"""The papers of dossiers, written from the register: the commune's own and the verifier's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.usecases.chosen_documents import chosen_codes
from phuhop.usecases.register.bulk import Choice, chosen
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Place, Problem, ProblemsFound, Severity

if TYPE_CHECKING:
    from phuhop.files.pdf import Converter
    from phuhop.usecases.verifier.appraisal_papers import MadePaper
    from registry.store.database import Database
    from registry.views.case_file import CaseFile
    from reports.papers.office import Office

_APPRAISAL = "td"
"""What stands before the codes of the appraisal's papers: both sets begin with 01."""
FOLDER = "tham-dinh"
"""The folder of the appraisal's papers below the commune's own."""


@dataclass(frozen=True, slots=True)
class PapersWish:
    """Which papers of which dossiers, where to; ``documents`` of ``None`` wants all of them.

    Codes of the commune's set stand as they are, those of the verifier's after «td». *office*
    is the verifier's letterhead: the commune's papers bear what the commune handed in.
    """

    choice: Choice
    output: Path
    formats: Sequence[str]
    documents: Sequence[str] | None = None
    office: Path | None = None


@dataclass(frozen=True, slots=True)
class PaperWritten:
    """One file that stands now, and the head of the register's chain that it rests on."""

    path: Path
    head: str


@dataclass(frozen=True, slots=True)
class PapersWritten:
    """How many files were written, and what was found on the way."""

    files: int
    problems: tuple[Problem, ...]


def write_papers(
    database: Database, wish: PapersWish, take: Callable[[PaperWritten], None]
) -> PapersWritten:
    """Write the papers of the chosen dossiers as they stand; give each file to *take*.

    Raises ``WrongUse`` for codes no set has, for verifier's papers as a page, and as ``chosen``
    does; ``ProblemsFound`` for a faulty letterhead and when a file cannot be written.
    """
    from reports.appraisal.sets import appraisal_set, numbered, recognition_set
    from reports.dossier.sets import commune_set
    from reports.papers.office import EMPTY
    from reports.papers.office_file import load_office

    # What stays in the commune's house was never handed in.
    own = tuple(document.code for document in commune_set().handed_in.wanted)
    verifiers = (*appraisal_set().codes, *recognition_set().codes)
    every = (*own, *(f"{_APPRAISAL}{code}" for code in verifiers))
    asked = chosen_codes(wish.documents, every)
    codes = tuple(code for code in asked if code in own)
    of_appraisal = tuple(
        code.removeprefix(_APPRAISAL) for code in asked if code.startswith(_APPRAISAL)
    )
    if not codes and set(wish.formats) == {"html"}:
        raise WrongUse("formats", "văn bản thẩm định chỉ có dạng docx, pdf")
    with ExitStack() as stack:
        converter = None
        if "pdf" in wish.formats:
            from phuhop.files.pdf import Converter

            converter = stack.enter_context(closing(Converter()))
        profile = EMPTY if wish.office is None else load_office(wish.office, numbered())
        cases, problems = _cases(database, chosen(database, wish.choice))
        order = _Order(wish.output, wish.formats, codes, of_appraisal, profile, converter)
        for case in cases:
            problems += _remarks(case, order)
        files = 0
        for path in order.write(cases):
            files += 1
            take(PaperWritten(path, str(cases[0].head)))
        problems += order.moved
    if not files and not any(problem.is_fault for problem in problems):
        message = "hồ sơ này không cần đến văn bản nào trong số đã chọn"
        place = Place("all" if wish.documents is None else ",".join(wish.documents))
        problems.append(Problem(place, "khong-co-van-ban", message))
    return PapersWritten(files, tuple(problems))


def _cases(database: Database, keys: Sequence[str]) -> tuple[list[CaseFile], list[Problem]]:
    """Return the dossiers as they stand at one moment; a fault of one withholds no other."""
    from registry.views.case_file import case_file, recognised_by
    from reports.wording.stamp import Stamp

    found: dict[str, CaseFile] = {}
    problems: list[Problem] = []
    with database.reading() as connection:
        for name in keys:
            try:
                case = case_file(connection, name, Stamp(__version__))
            except ProblemsFound as faults:
                problems += faults.problems
                continue
            found.setdefault(str(case.key), case)
        papers = {
            case.decided.paper: str(case.key)
            for case in reversed(found.values())
            if case.decided is not None and case.decided.recognised and any(case.decided.paper)
        }
        for paper, key in papers.items():
            others = [k for k in recognised_by(connection, paper) if str(k) not in found]
            if others:
                named = ", ".join(map(str, others))
                message = (
                    f"quyết định {paper[0]} còn công nhận {named}, không có trong danh sách in"
                )
                hint = "nêu cả các hồ sơ đó để in đủ danh sách của quyết định"
                place = Place(key)
                problems.append(Problem(place, "thieu-ho-so", message, hint, Severity.WARNING))
    return [*found.values()], problems


def _remarks(case: CaseFile, order: _Order) -> Iterator[Problem]:
    from phuhop.usecases.verifier.appraisal_papers import letterhead_remark
    from reports.appraisal.decisions import Returned

    remark = letterhead_remark(order.office, case.decided, Place(str(case.key)))
    if remark is not None and order.verifiers:
        yield remark
    if case.comparison is not None or not order.verifiers or isinstance(case.outcome, Returned):
        return
    message = "chưa có bản thẩm định nào cho bản hiện hành"
    place = Place(str(case.key))
    if order.codes:
        rest = f"{message}; chỉ lập văn bản của xã"
        yield Problem(place, "chua-tham-dinh", rest, "", Severity.WARNING)
    else:
        hint = "ghi bản thẩm định, hoặc chọn văn bản của xã"
        yield Problem(place, "chua-tham-dinh", message, hint)


@dataclass(frozen=True, slots=True)
class _Order:
    """What to write and where to; ``codes`` are of the commune's set, ``verifiers`` of theirs."""

    output: Path
    formats: Sequence[str]
    codes: Sequence[str]
    verifiers: Sequence[str]
    office: Office
    converter: Converter | None
    moved: list[Problem] = field(default_factory=list)
    """A warning for each file that was kept under another name."""

    def write(self, cases: Sequence[CaseFile]) -> Iterator[Path]:
        """Write the papers of all dossiers, then those of the lists; yield each file."""
        from phuhop.usecases.verifier.appraisal_papers import write

        for written in write(self._made(cases), self.output, self.formats, self.converter):
            self.moved.extend(written.problems)
            yield from written.paths

    def _made(self, cases: Sequence[CaseFile]) -> Iterator[MadePaper]:
        from phuhop.usecases.verifier.appraisal_papers import of_communes, of_lists

        names = _folders(cases)
        yield from self._dossiers(cases, names)
        yield from self._returned(cases, names)
        appraised = [
            (name, case.comparison, case.outcome, str(case.head))
            for name, case in zip(names, cases, strict=True)
            if case.comparison is not None
        ]
        if not self.verifiers or not appraised:
            return
        folders, comparisons, decided, heads = zip(*appraised, strict=True)
        head = heads[0]
        papers = of_communes(comparisons, self.office, head, decided, self.verifiers)
        for name, made in zip(folders, papers, strict=True):
            yield replace(made, folder=f"{name}/{FOLDER}")
        yield from of_lists(comparisons, self.office, head, decided, self.verifiers)

    def _returned(self, cases: Sequence[CaseFile], names: Sequence[str]) -> Iterator[MadePaper]:
        """Make the notice of what was given back before anybody appraised it."""
        from phuhop.usecases.verifier.appraisal_papers import of_communes
        from registry.views.case_file import blank_comparison
        from reports.appraisal.decisions import Returned

        for name, case in zip(names, cases, strict=True):
            if case.comparison is not None or not isinstance(case.outcome, Returned):
                continue
            given = [blank_comparison(case)], self.office, str(case.head), [case.outcome]
            for made in of_communes(*given, self.verifiers):
                yield replace(made, folder=f"{name}/{FOLDER}")

    def _dossiers(self, cases: Sequence[CaseFile], names: Sequence[str]) -> Iterator[MadePaper]:
        from phuhop.usecases.verifier.appraisal_papers import MadePaper
        from registry.package.making import Maker
        from reports.dossier.sets import commune_set
        from reports.wording.stamp import Stamp

        if not self.codes:
            return
        maker = Maker(commune_set().chosen(self.codes))
        for name, case in zip(names, cases, strict=True):
            reported = case.reported
            files = maker.made(reported, Stamp(__version__, str(case.head))).documents
            basis = f"{reported.ruleset.sha256} {reported.assessment.sha256}"
            yield MadePaper(name, files, basis)


def _folders(cases: Sequence[CaseFile]) -> list[str]:
    """Return a folder for each; a commune's year under two rulesets has two."""
    from reports.wording.file_names import folder_name, slug

    names = [
        folder_name(case.reported.assessment.commune, case.reported.assessment.year)
        for case in cases
    ]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else f"{name}-{slug(case.key.ruleset)}"
        for name, case in zip(names, cases, strict=True)
    ]
