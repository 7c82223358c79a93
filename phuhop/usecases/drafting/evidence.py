"""An evidence file offered to a draft: judged as those of a folder are, from its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from phuhop.usecases.drafting.assembling import Assembled
from registry.acts.submission import SubmittedEvidence, proof_document
from registry.evidence.matching import EvidenceCodes, Unmatched
from registry.evidence.model import MOST_EVIDENCE, Exhibit, Proof
from registry.evidence.offered import offered, refuse_codes
from registry.evidence.policy import evidence_policy
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.base.text import clean
from scoring.engine.score_sheet import EvidenceNeeded, ScoreSheet
from scoring.engine.scorer import score
from scoring.forms.form import EvidenceGiven, Form
from scoring.forms.ids import evidence_ids
from scoring.rules.ruleset import Ruleset
from scoring.tables.zip_limits import Unsafe

MOST_FILES, MOST_BYTES = MOST_EVIDENCE, 150_000_000
"""Of one dossier."""

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may be kept: cleaned, of a known type."""

    name: str
    type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """SHA-256 of what is kept."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class OnDraft:
    """A file as a draft holds it; *content* reads its bytes."""

    row: str
    name: str
    sha256: str
    size: int
    content: Callable[[], bytes]

    @property
    def type(self) -> str:
        """The type as files are named by it: ``taken`` sees to that."""
        ending = PurePosixPath(self.name).suffix.removeprefix(".").lower()
        return "jpg" if ending == "jpeg" else ending


def restricted(ruleset: Ruleset) -> dict[str, str]:
    """Return why no file is taken, by the code of each part and item it concerns."""
    return evidence_policy().reasons(ruleset)


def restricted_codes(ruleset: Ruleset) -> frozenset[str]:
    """Return the codes of parts, items and figures of which no file is taken."""
    closed = restricted(ruleset)
    own = (
        code
        for _, part in ruleset.parts
        if part.code in closed
        for code in (*part.figures, *(item.code for item in part.items))
    )
    return frozenset({*closed, *own})


def code_of(row: str) -> str:
    """Return the part or item of an evidence row."""
    return row.partition(":")[0]


def rows_of_name(ruleset: Ruleset, found: Assembled, name: str) -> tuple[str, ...]:
    """Return the rows of the list that a file is for, by the code at the beginning of its name.

    Raises ``ProblemsFound`` where nobody can tell, or the unit is not known yet.
    """
    place = Place(name)
    if found.assessment is None:
        message, hint = "chưa biết danh mục tài liệu", "điền trang «Đơn vị» trước"
        raise ProblemsFound([Problem(place, "chua-co-don-vi", message, hint)])
    sheet = score(ruleset, found.assessment)
    try:
        proofs = EvidenceCodes(sheet, found.form).named(PurePosixPath(name.replace("\\", "/")))
    except Unmatched as unmatched:
        hint = unmatched.hint or "đặt tên như «7 …» hoặc «1.1 …» (mã phần)"
        raise ProblemsFound([Problem(place, "khong-ro-ma", unmatched.message, hint)]) from None
    names = {row: needed.document for row, needed in documents_of(sheet)}
    every = [row for rows in evidence_ids(ruleset).values() for row in rows]
    rows = []
    for proof in proofs:
        for code in proof.codes:
            own = [row for row in every if code_of(row) == code]
            same = [row for row in own if names.get(row) == proof.document]
            rows += [*same, *own][:1]
    return tuple(dict.fromkeys(rows))


def lacking(found: Assembled, files: Iterable[OnDraft], sheet: ScoreSheet) -> tuple[str, ...]:
    """Return the rows whose document has neither number nor day nor a file.

    A document of a question that is answered không is not missed.
    """
    there = {file.row for file in files}
    denied = {item.code for part in sheet.parts for item in part.items if item.answer is False}
    rows = [row for row, _ in documents_of(sheet) if row not in there]
    return tuple(
        row
        for row in rows
        if code_of(row) not in denied and not _is_noted(found.form.evidence.get(row))
    )


def documents_of(sheet: ScoreSheet) -> Iterator[tuple[str, EvidenceNeeded]]:
    """Yield the documents that are asked for, by the rows of the list they stand in."""
    for part in sheet.parts:
        for place, needed in enumerate(part.evidence, 1):
            yield f"{part.code}:{place}", needed
        for item in part.items:
            for place, needed in enumerate(item.evidence, 1):
                yield f"{item.code}:{place}", needed


def _is_noted(given: EvidenceGiven | None) -> bool:
    return given is not None and bool(given.number or given.day)


def taken(ruleset: Ruleset, row: str, name: str, content: bytes) -> Taken:
    """Return *content* as it is kept: photographs small and without what a telephone adds.

    Raises ``ProblemsFound``: of a part whose papers are told by number and day only, of a type
    that is not taken, too large, damaged, or one that reaches out.
    """
    shown = clean(PurePosixPath(name.replace("\\", "/")).name)[-_LONGEST_NAME:].strip() or "tep"
    private = private_problem(Place("tên tệp"), PurePosixPath(shown).stem)
    if private is not None:
        raise ProblemsFound([private])
    place = Place(shown)
    try:
        refuse_codes((code_of(row),), restricted(ruleset))
        kept = offered(content)
    except Unsafe as unsafe:
        raise ProblemsFound([Problem(place, unsafe.code, unsafe.message, unsafe.hint)]) from None
    stem = PurePosixPath(shown).stem or "tep"
    return Taken(f"{stem}.{kept.type}", kept.type, kept.content)


def submitted(files: Iterable[OnDraft], form: Form) -> Iterator[SubmittedEvidence]:
    """Yield the files of a draft as the register takes them, each once, with what it proves."""
    by_content: dict[str, list[OnDraft]] = {}
    for file in files:
        by_content.setdefault(file.sha256, []).append(file)
    for same in by_content.values():
        proofs = [_proof(one.row, form) for one in same]
        first = same[0]
        yield SubmittedEvidence(
            first.name,
            first.sha256,
            first.size,
            [proof_document(proof) for proof in dict.fromkeys(proofs)],
            first.content,
        )


def exhibits_of(
    files: Iterable[OnDraft], found: Assembled, sheet: ScoreSheet, *, only: str = ""
) -> tuple[Exhibit, ...]:
    """Return the files of a draft, each once, with what it proves as the list of evidence says.

    With *only* a type, the bytes of the others are not read: they are named and not shown.
    """
    listed = {one.needed: one for one in EvidenceCodes(sheet, found.form).listed}
    needed = dict(documents_of(sheet))
    by_content: dict[str, list[OnDraft]] = {}
    for file in files:
        by_content.setdefault(file.sha256, []).append(file)
    exhibits = []
    for same in by_content.values():
        proofs = []
        for one in same:
            proof = _proof(one.row, found.form)
            asked = listed.get(needed[one.row]) if one.row in needed else None
            if asked is not None:
                proof = replace(proof, label=asked.plain_label, document=asked.needed.document)
            proofs.append(proof)
        first = same[0]
        content = first.content() if not only or first.type == only else b""
        proved = tuple(dict.fromkeys(proofs))
        exhibits.append(Exhibit(content, first.type, first.name, proved))
    return tuple(exhibits)


def _proof(row: str, form: Form) -> Proof:
    given = form.evidence.get(row)
    code = code_of(row)
    return Proof((code,)) if given is None else Proof((code,), given=given)
