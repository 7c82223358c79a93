"""The evidence files of a folder: what each proves, and which are not taken and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from registry.evidence.annex import faces_remark
from registry.evidence.listing import LIST_NAME, EvidenceLine, read_list
from registry.evidence.matching import EvidenceCodes, Unmatched, same_name
from registry.evidence.model import LARGEST_EVIDENCE, MOST_EVIDENCE, Exhibit, Proof
from registry.evidence.offered import HEIC_SUFFIXES, Offered, offered, refuse_codes
from reports.dossier.evidence import ListedEvidence
from scoring.base.file_errors import reason
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, shown
from scoring.base.text import clean
from scoring.engine.score_sheet import ScoreSheet
from scoring.forms.form import EvidenceGiven
from scoring.tables.zip_limits import Unsafe

_NOBODYS = {"thumbs.db", "desktop.ini"}
_LONGEST_NAME = 255
_RENAME = "đặt tên như «7 …» hoặc «1.1 …» (mã phần), hoặc ghi tên tệp vào trang Minh chứng"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files that go into a package, and what is to be said of them and of the others."""

    exhibits: tuple[Exhibit, ...]
    problems: tuple[Problem, ...]


def gathered(folder: Path, codes: EvidenceCodes, refused: Mapping[str, str]) -> Gathered:
    """Read the evidence files of *folder* and its subfolders, in order of their paths.

    *refused* says why no file is taken, by code of part or item. A file that is not taken has
    a fault, the others are taken all the same. Links are not followed.
    """
    reading = _Reading(folder, codes, refused)
    for path in reading.files():
        reading.take(path)
    reading.unused_lines()
    remark = faces_remark(reading.exhibits, Place(file_name(folder)))
    return Gathered(tuple(reading.exhibits), (*reading.problems, *remark))


def missing(
    codes: EvidenceCodes, exhibits: Iterable[Exhibit], sheet: ScoreSheet
) -> Iterator[ListedEvidence]:
    """Yield the documents of which there is neither a file nor a number or day.

    A document of yes/no items alone is not missed where all of them are answered không.
    """
    proofs = [proof for exhibit in exhibits for proof in exhibit.proofs]
    labels = {proof.label for proof in proofs if proof.label}
    by_code = {code for proof in proofs if not proof.label for code in proof.codes}
    denied = {item.code for part in sheet.parts for item in part.items if item.answer is False}
    for one in codes.listed:
        is_noted = any(given.number or given.day for given in one.given)
        is_filed = one.plain_label in labels or by_code & {*one.codes}
        if not is_noted and not is_filed and not {*one.codes} <= denied:
            yield one


class _Reading:
    """One folder while it is read."""

    def __init__(self, folder: Path, codes: EvidenceCodes, refused: Mapping[str, str]) -> None:
        self._folder = folder
        self._codes = codes
        self._refused = refused
        self._lines: dict[str, EvidenceLine] = {}
        self._used: set[str] = set()
        self._seen: set[str] = set()
        self.exhibits: list[Exhibit] = []
        self.problems: list[Problem] = []

    def files(self) -> Iterator[Path]:
        """Yield the files that may be evidence; note what is none of them.

        Raises ``ProblemsFound`` without the folder: nobody wants a package without evidence
        because of a slip of the pen.
        """
        if not self._folder.is_dir():
            message = "không có thư mục này"
            place = Place(file_name(self._folder))
            raise ProblemsFound([Problem(place, "khong-doc-duoc", message)])
        listed = self._folder / LIST_NAME
        if listed.is_file():
            try:
                self._lines = {line.file: line for line in read_list(listed)}
            except ProblemsFound as found:
                self.problems += found.problems
        for path in sorted(self._folder.rglob("*")):
            inside = path.relative_to(self._folder)
            if path.name.lower() in _NOBODYS or any(
                p.startswith((".", "~$")) for p in inside.parts
            ):
                continue
            if path.is_symlink():
                self._fault(path, "lien-ket", "là liên kết tới tệp khác", "chép tệp thật vào")
            elif path.is_file() and path != listed:
                yield path

    def take(self, path: Path) -> None:
        """Take one file, or note why it is not taken."""
        # A Mac takes the accents of a name apart.
        inside = unicodedata.normalize("NFC", path.relative_to(self._folder).as_posix())
        self._seen.add(inside)
        # Papers print the name; a message must not.
        of_name = Place(f"{file_name(self._folder)}: tên tệp thứ {len(self._seen)} theo a, b, c")
        private = private_problem(of_name, PurePosixPath(inside).stem)
        if private is not None:
            self.problems.append(private)
            return
        try:
            proofs = self._proofs(inside)
            refuse_codes((code for proof in proofs for code in proof.codes), self._refused)
            kept = self._kept(path)
        except Unmatched as unmatched:
            self._fault(path, "khong-ro-ma", unmatched.message, unmatched.hint or _RENAME)
        except Unsafe as unsafe:
            self._fault(path, unsafe.code, unsafe.message, unsafe.hint)
        else:
            self._links(path, kept)
            suffix = path.suffix
            if kept.type == "jpg" and suffix.lower().removeprefix(".") in HEIC_SUFFIXES:
                inside = f"{inside[: -len(suffix)]}.jpg"
            name = clean(inside)[-_LONGEST_NAME:].strip()
            self.exhibits.append(Exhibit(kept.content, kept.type, name, proofs))

    def unused_lines(self) -> None:
        """Note the lines of the list, and the names in the form, that are no file's."""
        there = {key for path in self._seen for key in (path, PurePosixPath(path).name)}
        for name in self._codes.files:
            if not any(same_name(name, one) for one in there):
                message = f"biểu ghi tên tệp «{name}» nhưng thư mục không có tệp này"
                place = Place(file_name(self._folder))
                problem = Problem(place, "thieu-tep", message, "", Severity.WARNING)
                self.problems.append(problem)
        for name, line in self._lines.items():
            if name not in self._used:
                message = f"không có tệp «{name}» trong thư mục"
                self.problems.append(Problem(line.place, "thieu-tep", message))

    def _proofs(self, inside: str) -> tuple[Proof, ...]:
        line = self._lines.get(inside)
        if line is None:
            return self._codes.typed(inside) or self._codes.named(PurePosixPath(inside))
        self._used.add(inside)
        proofs = self._codes.coded(line.codes)
        return tuple(self._noted(proof, line) for proof in proofs)

    def _noted(self, proof: Proof, line: EvidenceLine) -> Proof:
        """Return the proof with what the list says; what the form says is what documents print."""
        if line.given == EvidenceGiven():
            return proof
        if proof.given in {EvidenceGiven(), line.given}:
            return replace(proof, given=line.given)
        message = "danh mục ghi số, ngày khác biểu tự đánh giá; văn bản in theo biểu"
        self.problems.append(Problem(line.place, "khac-bieu", message, "", Severity.WARNING))
        return proof

    def _kept(self, path: Path) -> Offered:
        if len(self.exhibits) == MOST_EVIDENCE:
            raise Unsafe("qua-nhieu-tep", f"đã có {MOST_EVIDENCE} tệp minh chứng", "gộp bớt tệp")
        try:
            with path.open("rb") as stream:
                content = stream.read(LARGEST_EVIDENCE + 1)
            size = path.stat().st_size
        except OSError as error:
            raise Unsafe("khong-doc-duoc", f"không đọc được tệp: {reason(error)}", "") from None
        return offered(content, path.suffix.lower().removeprefix("."), size)

    def _links(self, path: Path, kept: Offered) -> None:
        """Name the links that whoever reads the file may click."""
        if kept.links:
            first = kept.links[0]
            more = f" và {len(kept.links) - 1} nơi khác" if len(kept.links) > 1 else ""
            message = f"trong tệp có liên kết tới {shown(first)}{more}; người xem bấm mới mở"
            place = Place(file_name(path))
            self.problems.append(Problem(place, "co-lien-ket", message, "", Severity.WARNING))

    def _fault(self, path: Path, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(file_name(path)), code, message, hint))
