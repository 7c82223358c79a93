"""From forms and folders of evidence to packages, and what to say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.files.writing import write_bytes
from phuhop.usecases.commune.evidence_folders import folder_of
from phuhop.usecases.processes import few_or_many, shared
from registry.evidence.folder import gathered, missing
from registry.evidence.matching import EvidenceCodes
from registry.evidence.model import Exhibit
from registry.evidence.policy import EvidencePolicy
from registry.package.handed_in import Reported
from registry.package.making import Maker
from registry.package.package import SUFFIX
from registry.package.writing import identity_of
from reports.dossier.evidence import ListedEvidence
from reports.dossier.form_entries import NO_FORM
from reports.wording.file_names import folder_name
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name
from scoring.base.quantities import vietnamese

if TYPE_CHECKING:
    from scoring.intake.reading import Entry
    from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What to pack with each commune; keys are codes of communes, "" is for the only one."""

    output: Path
    is_file: bool
    """Whether *output* is the file of the only package, or a folder."""
    is_only: bool
    """Whether there is one commune: then the whole folder of evidence is its own."""
    offices: Mapping[str, bytes]
    evidence: Path | None
    policy: EvidencePolicy
    texts: Mapping[str, bytes]
    """The files of the rulesets by SHA-256."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written: its identity, how many evidence files it has, documents lacks."""

    path: Path
    problems: tuple[Problem, ...]
    lacking: int
    sha256: str
    commune: str
    year: int
    evidence: int
    files: tuple[tuple[str, str], ...] = ()
    """Each evidence file, and the documents it was taken for, in words."""


def write_packages(
    entries: Iterable[Entry], order: PackOrder, *, processes: int | None = None
) -> Iterator[Packed]:
    """Score, render and pack each entry; yield each package once it stands.

    Above a measured size the work is shared by *processes*; the files and their order are the
    same. Raises ``ProblemsFound`` when a file cannot be written.
    """
    cores, work = few_or_many(entries, processes)
    if cores == 1:
        packing = Packing(order)
        for entry in work:
            yield packing.pack(entry)
        return
    for done, problems in shared(work, cores, _start, (order,), _pack_chunk):
        if problems:
            raise ProblemsFound(problems)
        yield from done


_packings: list[Packing] = []
"""The one packing of a process of the pool, put there when the process starts."""


def _start(order: PackOrder) -> None:
    _packings[:] = [Packing(order)]


def _pack_chunk(entries: list[Entry]) -> tuple[list[Packed], list[Problem]]:
    """Pack some communes; problems come back as values, the exception does not travel."""
    (packing,) = _packings
    try:
        return [packing.pack(entry) for entry in entries], []
    except ProblemsFound as found:
        return [], found.problems


class Packing:
    """Templates compiled once; packs one commune after the other."""

    def __init__(self, order: PackOrder) -> None:
        """Compile the documents of the set."""
        self._order = order
        self._maker = Maker()

    def pack(self, entry: Entry) -> Packed:
        """Write the package of one commune."""
        assessment, ruleset = entry.assessment, entry.ruleset
        commune = assessment.commune
        offices = self._order.offices
        reported = Reported(
            assessment=assessment,
            ruleset=ruleset,
            ruleset_text=self._order.texts[ruleset.sha256],
            form=entry.form,
            office_text=offices.get(commune.code) or offices.get(""),
        )
        codes = EvidenceCodes(reported.sheet, entry.form or NO_FORM)
        exhibits: tuple[Exhibit, ...] = ()
        problems: list[Problem] = []
        folder = folder_of(self._order.evidence, commune.code, is_only=self._order.is_only)
        if folder is not None:
            found = gathered(folder, codes, self._order.policy.reasons(ruleset))
            exhibits = found.exhibits
            problems += found.problems
        lacking = list(missing(codes, exhibits, reported.sheet))
        if self._order.is_only:
            problems += _missing_problems(lacking, Place(entry.place.file))
        path = self._order.output
        if not self._order.is_file:
            path /= f"{folder_name(commune, assessment.year)}{SUFFIX}"
        content = self._maker.packed(reported.with_evidence(exhibits), __version__)
        write_bytes(path, content)
        return Packed(
            path,
            tuple(problems),
            len(lacking),
            identity_of(content),
            commune.code,
            assessment.year,
            len(exhibits),
            tuple((one.name, _taken_for(one)) for one in exhibits),
        )


def _taken_for(exhibit: Exhibit) -> str:
    """Return what a file was taken for: «phần 7, TL 15: Báo cáo …»."""
    return "; ".join(
        f"phần {', '.join(proof.codes)}"
        + (f", {proof.label}: {proof.document}" if proof.label and proof.document else "")
        for proof in exhibit.proofs
    )


def _missing_problems(lacking: Iterable[ListedEvidence], place: Place) -> Iterator[Problem]:
    for one in lacking:
        message = f"chưa có tệp, chưa ghi số, ngày của {one.plain_label}: {one.needed.document}"
        message += f" (phần {'; '.join(one.codes)})"
        yield Problem(place, "thieu-minh-chung", message, "", Severity.WARNING)


def lacking_remark(packed: Iterable[Packed], output: Path) -> Iterator[Problem]:
    """Yield what is said once about the missing documents of many communes."""
    counts = [one.lacking for one in packed if one.lacking]
    if counts:
        message = f"{len(counts)} xã còn thiếu minh chứng, cộng {vietnamese(sum(counts))} tài liệu"
        hint = "đóng gói riêng một xã để xem danh sách"
        place = Place(file_name(output))
        yield Problem(place, "thieu-minh-chung", message, hint, Severity.WARNING)


def ruleset_texts(rulesets: Sequence[Ruleset], named: str | None) -> dict[str, bytes]:
    """Return the bytes of each ruleset's file by SHA-256; *named* is the id or file asked for.

    Raises ``ProblemsFound`` when a file is no longer the one that was loaded.
    """
    import hashlib

    import criteria

    texts: dict[str, bytes] = {}
    for ruleset in rulesets:
        is_file = named is not None and named.endswith((".yaml", ".yml"))
        path = Path(named) if is_file and named else criteria.DECISIONS / f"{ruleset.id}.yaml"
        try:
            text = path.read_bytes()
        except OSError:
            text = b""
        if hashlib.sha256(text).hexdigest() != ruleset.sha256:
            message = "tệp bộ tiêu chí thay đổi trong lúc chạy"
            raise ProblemsFound([Problem(Place(file_name(path)), "tep-da-doi", message)])
        texts[ruleset.sha256] = text
    return texts
