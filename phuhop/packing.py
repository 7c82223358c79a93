"""``phuhop pack``: from forms and folders of evidence to packages, and what to say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.writing import write_bytes
from registry.evidence_codes import EvidenceCodes
from registry.evidence_folder import gathered, missing
from registry.evidence_policy import EvidencePolicy
from registry.package import SUFFIX
from registry.package_writing import Exhibit
from registry.packing import Maker, Reported
from reports.dossier_form import NO_FORM
from reports.file_names import folder_name
from scoring.problems import Place, Problem, ProblemsFound, Severity, file_name
from scoring.scorer import score

if TYPE_CHECKING:
    from scoring.intake import Entry
    from scoring.result import ScoreSheet
    from scoring.ruleset import Ruleset

_MOST_NAMED = 40
"""Missing documents named one by one; a list of evidence has some 25."""


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


class Packing:
    """Packs one commune after the other; ``problems`` grow on the way."""

    def __init__(self, order: PackOrder, texts: Mapping[str, bytes]) -> None:
        """*texts* are the files of the rulesets by SHA-256."""
        self._order = order
        self._texts = texts
        self._maker = Maker()
        self._wanted = 0
        self._lacking = 0
        self.problems: list[Problem] = []

    def pack(self, entry: Entry) -> Path:
        """Write the package of one commune; return its path."""
        assessment, ruleset = entry.assessment, entry.ruleset
        commune = assessment.commune
        sheet = score(ruleset, assessment)
        codes = EvidenceCodes(sheet, entry.form or NO_FORM)
        exhibits: tuple[Exhibit, ...] = ()
        folder = self._folder(commune.code)
        if folder is not None:
            found = gathered(folder, codes, self._order.policy.reasons(ruleset))
            exhibits = found.exhibits
            self.problems += found.problems
        self._check_missing(entry, codes, exhibits, sheet)
        offices = self._order.offices
        reported = Reported(
            assessment=assessment,
            ruleset=ruleset,
            ruleset_text=self._texts[ruleset.sha256],
            form=entry.form,
            office_text=offices.get(commune.code) or offices.get(""),
            evidence=exhibits,
        )
        path = self._order.output
        if not self._order.is_file:
            path /= f"{folder_name(commune, assessment.year)}{SUFFIX}"
        write_bytes(path, self._maker.packed(reported, __version__))
        return path

    def closing_remarks(self) -> Iterator[Problem]:
        """Yield what is said once about many communes."""
        if self._lacking:
            message = f"{self._lacking} xã còn thiếu minh chứng, cộng {self._wanted} tài liệu"
            hint = "chạy riêng từng xã để xem danh sách"
            place = Place(file_name(self._order.output))
            yield Problem(place, "thieu-minh-chung", message, hint, Severity.WARNING)

    def _folder(self, code: str) -> Path | None:
        """Return the commune's own folder: the given one, or with many its subfolder."""
        evidence = self._order.evidence
        if evidence is None or self._order.is_only:
            return evidence
        return next((path for path in _folders(evidence) if path.name.startswith(code)), None)

    def _check_missing(
        self, entry: Entry, codes: EvidenceCodes, exhibits: tuple[Exhibit, ...], sheet: ScoreSheet
    ) -> None:
        lacking = list(missing(codes, exhibits, sheet))
        if not self._order.is_only:
            self._lacking += bool(lacking)
            self._wanted += len(lacking)
            return
        place = Place(entry.place.file)
        for one in lacking[:_MOST_NAMED]:
            message = f"chưa có tệp, chưa ghi số, ngày của {one.plain_label}: {one.needed.document}"
            message += f" (phần {'; '.join(one.codes)})"
            self.problems.append(Problem(place, "thieu-minh-chung", message, "", Severity.WARNING))


def strange_folders(evidence: Path, codes: set[str]) -> Iterator[Problem]:
    """Yield the subfolders that belong to no commune of the table: their files go nowhere."""
    for path in _folders(evidence):
        if not any(path.name.startswith(code) for code in codes):
            message = "tên thư mục không bắt đầu bằng mã xã nào trong bảng; không dùng tệp trong đó"
            yield Problem(Place(file_name(path)), "thu-muc-la", message)
    loose = (
        [path.name for path in evidence.iterdir() if path.is_file()] if evidence.is_dir() else []
    )
    if loose:
        message = (
            f"{len(loose)} tệp nằm ngoài thư mục của từng xã; không dùng: {', '.join(loose[:5])}"
        )
        yield Problem(Place(file_name(evidence)), "tep-la", message)


def _folders(evidence: Path) -> list[Path]:
    if not evidence.is_dir():
        message = "không có thư mục này"
        raise ProblemsFound([Problem(Place(file_name(evidence)), "khong-doc-duoc", message)])
    return sorted(p for p in evidence.iterdir() if p.is_dir() and not p.name.startswith("."))


def ruleset_texts(rulesets: Sequence[Ruleset], named: str | None) -> dict[str, bytes]:
    """Return the bytes of each ruleset's file by SHA-256; *named* is ``--ruleset``.

    Raises ``ProblemsFound`` when a file is no longer the one that was loaded.
    """
    import hashlib

    import criteria

    texts: dict[str, bytes] = {}
    for ruleset in rulesets:
        is_file = named is not None and named.endswith((".yaml", ".yml"))
        path = Path(named) if is_file and named else criteria.FOLDER / f"{ruleset.id}.yaml"
        try:
            text = path.read_bytes()
        except OSError:
            text = b""
        if hashlib.sha256(text).hexdigest() != ruleset.sha256:
            message = "tệp bộ tiêu chí thay đổi trong lúc chạy"
            raise ProblemsFound([Problem(Place(file_name(path)), "tep-da-doi", message)])
        texts[ruleset.sha256] = text
    return texts
