"""Many files into the register, each version once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from phuhop.files.folders import TABLES, files_in
from phuhop.usecases.register.reading import DossierReader
from phuhop.usecases.register.right_commune import wrong_commune
from phuhop.usecases.register.signing import signature_beside, whose
from phuhop.usecases.watching import NOBODY, Watcher
from registry.acts.signing import known_keys
from registry.acts.submitting import receive
from registry.package.package import SUFFIX
from registry.store.failures import LOST
from registry.views.evidence_overview import (
    AskedDocument,
    EvidenceState,
    asked_documents,
    denied_in,
    state_of,
)
from registry.views.plain_json import plain_evidence
from registry.workflow.kept_rulesets import ruleset_of_text
from registry.workflow.settings import known_rulesets
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.base.quantities import vietnamese

if TYPE_CHECKING:
    from phuhop.usecases.province.expected_communes import Expected
    from registry.acts.submission import Submission
    from registry.acts.submitting import Received
    from registry.store.chain import Actor
    from registry.store.database import Database
    from registry.store.dossier_keys import Key


def files_of(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the files to import, folders searched, in order of name."""
    return files_in(paths, {*TABLES, SUFFIX})


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What to take in: files and folders, by which rules, as a draft or handed in.

    *table* or *province* say which communes may send, or *expected* those of a person's grant.
    """

    paths: Sequence[Path]
    ruleset: str | None = None
    as_of: date | None = None
    draft: bool = False
    table: Path | None = None
    province: str | None = None
    today: date | None = None
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a run in one sentence, and every fault and warning."""

    summary: str
    problems: tuple[Problem, ...]


def import_files(
    database: Database,
    wish: ImportWish,
    actor: Actor,
    take: Callable[[ImportLine], None],
    watcher: Watcher = NOBODY,
) -> Imported:
    """Take in the versions of all files; give what came of each to *take*.

    A bad file stops no other. Raises ``WrongUse`` for a wish that contradicts itself,
    ``ProblemsFound`` for a faulty list and when the register cannot be written to.
    """
    from phuhop.usecases.province.expected_communes import expected_communes

    files, problems = files_of(wish.paths)
    expected, warnings = expected_communes(wish.table, wish.province)
    importing = Importing(
        database,
        actor,
        wish.ruleset,
        wish.as_of,
        draft=wish.draft,
        expected=wish.expected or expected,
        today=wish.today,
    )
    for path in watcher.counted(files, "Nhập hồ sơ"):
        for line in importing.file(path):
            take(line)
    told = (*problems, *warnings, *importing.problems)
    return Imported(importing.summary(len(files)), told)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What came of one version."""

    file: str
    received: Received
    documents: EvidenceState
    signed: str | None = None
    """Whose signature lies beside the file, in words."""

    @property
    def plain(self) -> dict[str, Any]:
        """The line as plain JSON values."""
        received = self.received
        event = received.event
        return {
            "file": self.file,
            "dossier": str(received.key),
            "version": received.version,
            "current": received.current,
            "is_new": event is not None,
            "state": received.state,
            "head": None if event is None else f"{event.seq}:{event.hash}",
            "evidence": plain_evidence(self.documents),
            "signed": self.signed,
        }

    def __str__(self) -> str:
        """Return the line for the terminal."""
        received = self.received
        about = f"{self.file}: {received.key.short}"
        if received.event is not None:
            shown = f"minh chứng {self.documents.given}/{self.documents.asked}"
            said = "" if self.signed is None else f"; {self.signed}"
            return f"{about}: bản {received.version}, {received.event.step}; {shown}{said}"
        words = f"{about}: đã có (bản {received.version}), không thay đổi gì"
        if received.version != received.current:
            words += f"; bản hiện hành là bản {received.current}"
        return f"{words}; hồ sơ đang «{received.state}»"


class Importing:
    """One run over many files. Only what was seen and what went wrong stays in memory."""

    def __init__(  # noqa: PLR0913 -- what a run is made of
        self,
        database: Database,
        actor: Actor,
        ruleset: str | None,
        as_of: date | None,
        *,
        draft: bool,
        expected: Expected | None = None,
        today: date | None = None,
    ) -> None:
        """Read with the ruleset of each year, or the one asked for.

        *expected* tells the communes that may send, by year; by default all may.
        """
        self._expected = expected
        self._database = database
        self._actor = actor
        self._draft = draft
        with database.reading() as connection:
            accepted = known_rulesets(connection)
            self._keys = known_keys(connection)
        self._reader = DossierReader(ruleset, as_of, accepted, today)
        self._seen: dict[Key, tuple[str, str]] = {}
        self._asked: dict[str, tuple[AskedDocument, ...]] = {}
        self._new = 0
        self._known = 0
        self._without_units = False

    @property
    def problems(self) -> list[Problem]:
        """All faults and warnings of the run so far."""
        return self._reader.problems

    def file(self, path: Path) -> Iterator[ImportLine]:
        """Take in the versions of one file; a fault withholds the one it concerns."""
        try:
            signature = signature_beside(path)
            signed = None if signature is None else whose(signature, self._keys)
            for version in self._reader.versions(path):
                submission = replace(version, signature=signature)
                try:
                    received = self._one(path, submission)
                except ProblemsFound as found:
                    self.problems.extend(_in_file(path, problem) for problem in found.problems)
                    if any(problem.code in _HOPELESS for problem in found.problems):
                        raise
                else:
                    documents = self._documents(submission)
                    yield ImportLine(file_name(path), received, documents, signed)
        except ProblemsFound as found:
            if any(problem.code in _HOPELESS for problem in found.problems):
                raise
            self.problems.extend(found.problems)

    def _one(self, path: Path, submission: Submission) -> Received:
        """Keep one version, unless another file of this run has other content for the dossier."""
        key, sha256 = submission.key, submission.sha256
        first, known = self._seen.setdefault(key, (file_name(path), sha256))
        if known != sha256:
            message = f"trong lần nhập này {key.short} đã có từ {first}, nội dung khác"
            hint = "giữ lại một tệp; bản cũ và bản mới thì nhập lần lượt"
            raise ProblemsFound([Problem(Place(file_name(path)), "trung-xa", message, hint)])
        remarks = [*wrong_commune(submission.assessment, file_name(path), self._expected)]
        self.problems.extend(problem for problem in remarks if self._is_told(problem))
        if any(problem.is_fault for problem in remarks):
            raise ProblemsFound([problem for problem in remarks if problem.is_fault])
        received = receive(self._database, submission, self._actor, draft=self._draft)
        self._new += received.event is not None
        self._known += received.event is None
        return received

    def _is_told(self, problem: Problem) -> bool:
        """Whether a warning is told: that a year has no register of units, once for all."""
        if problem.is_fault or (problem.code == _NO_UNITS and self._without_units):
            return False
        self._without_units = self._without_units or problem.code == _NO_UNITS
        return True

    def _documents(self, submission: Submission) -> EvidenceState:
        sha256 = submission.ruleset_sha256
        if sha256 not in self._asked:
            ruleset = ruleset_of_text(submission.ruleset_id, submission.ruleset_text)
            self._asked[sha256] = asked_documents(ruleset)
        notes = (submission.notes or {}).get("evidence", {})
        every = (cast("list[dict[str, Any]]", file.proofs) for file in submission.evidence)
        proofs = (proof for of_one in every for proof in of_one)
        denied = denied_in(submission.assessment.answers)
        return state_of(self._asked[sha256], denied, notes, proofs)

    def summary(self, files: int) -> str:
        """Return what came of the run."""
        failed = len({problem.place.file for problem in self.problems if problem.is_fault})
        return (
            f"Đã đọc {vietnamese(files)} tệp: {vietnamese(self._new)} bản mới, "
            f"{vietnamese(self._known)} bản đã có, {vietnamese(failed)} tệp có lỗi."
        )


_NO_UNITS = "khong-co-so"

_HOPELESS = LOST | {"het-cho", "so-ban", "so-hong", "khong-ghi-duoc", "loi-co-so-du-lieu"}
"""What stops the run: the register itself cannot be written to."""


def _in_file(path: Path, problem: Problem) -> Problem:
    """Name the file, and the dossier within it, in a refusal of the workflow."""
    name = file_name(path)
    if problem.place.file == name:
        return problem
    message = f"{problem.place}: {problem.message}"
    return replace(problem, place=Place(name), message=message)
