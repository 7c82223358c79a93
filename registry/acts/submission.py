"""One version of a dossier as it comes in, whether from a package, a form or a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from registry.evidence.model import Proof
from registry.package.form_json import form_document, given_document
from registry.package.package import Package
from registry.package.private_words import private_words_in
from registry.signing.signatures import Signature
from registry.store.canonical_json import sha256_of
from registry.store.dossier_keys import Key
from registry.store.words import meant
from reports.wording.stamp import Stamp
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.intake.reading import Entry
from scoring.results.json_writing import as_result


@dataclass(frozen=True, slots=True)
class SubmittedEvidence:
    """A file of evidence: its name, what it proves (plain JSON), and how to read its bytes."""

    name: str
    sha256: str
    size: int
    proofs: object
    content: Callable[[], bytes] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything of one version that a register keeps.

    ``result`` is a ``phuhop.result/1``; ``office`` the text of the office profile; ``notes``
    what else stood in the workbook; ``documents`` the SHA-256 of each paper sent along;
    ``source`` the name of the file it came in.
    """

    assessment: Assessment
    ruleset_id: str
    ruleset_text: str = field(repr=False)
    result: Mapping[str, Any] = field(repr=False)
    source: str
    office: str | None = field(default=None, repr=False)
    notes: Mapping[str, Any] | None = field(default=None, repr=False)
    evidence: tuple[SubmittedEvidence, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    package_sha256: str | None = None
    signature: Signature | None = field(default=None, repr=False)
    """What lay beside the file, checked; no part of what was handed in."""

    @property
    def key(self) -> Key:
        """Whose dossier this is."""
        assessment = self.assessment
        return Key(assessment.commune.code, assessment.year, self.ruleset_id)

    @property
    def ruleset_sha256(self) -> str:
        """SHA-256 of the ruleset's text."""
        return sha256_of_text(self.ruleset_text)

    @property
    def content(self) -> dict[str, object]:
        """What was handed in. Result and documents are not part of it: they follow from it."""
        return content_document(
            self.assessment.document(),
            self.ruleset_id,
            self.ruleset_sha256,
            {"office": self.office, "notes": self.notes},
            [[file.name, file.sha256, file.proofs] for file in self.evidence],
        )

    @property
    def sha256(self) -> str:
        """SHA-256 of what was handed in: the same content is the same version."""
        return sha256_of(self.content)


def content_document(
    assessment: object, ruleset_id: str, ruleset_sha256: str, beside: object, evidence: object
) -> dict[str, object]:
    """Return a version's content, which is hashed; the audit makes it anew from the rows."""
    return {
        "assessment": assessment,
        "ruleset": {"id": ruleset_id, "sha256": ruleset_sha256},
        "beside": beside,
        "evidence": evidence,
    }


def submission_of(entry: Entry, ruleset_text: str, stamp: Stamp) -> Submission:
    """Score what a form or a row of a table reports, and return it as a version to hand in.

    Raises ``ValueError`` when *ruleset_text* is not what the entry's ruleset was read from.
    """
    ruleset = entry.ruleset
    if sha256_of_text(ruleset_text) != ruleset.sha256:
        raise ValueError(ruleset.id)
    return Submission(
        entry.assessment,
        ruleset.id,
        ruleset_text,
        as_result(score(ruleset, entry.assessment), stamp.program),
        # No path: the chain keeps this for ever, and a path may hold a person's name.
        source=meant(entry.place.file.rpartition("/")[2]) or "",
        notes=None if entry.form is None else form_document(entry.form),
    )


def submission_of_package(package: Package, stamp: Stamp) -> Submission:
    """Return what a checked package hands in; its files are read when they are kept.

    The result that is kept is computed here; the package's own is only compared. Raises
    ``ProblemsFound`` when it says anything else.
    """
    computed = as_result(score(package.ruleset, package.assessment), stamp.program)
    differing = differences(computed, package.result)
    if differing:
        message = f"kết quả trong gói khác với kết quả tính lại: {', '.join(differing)}"
        hint = "chấm lại gói để xem; lập lại gói bằng đúng phần mềm"
        raise ProblemsFound([Problem(Place(package.path.name), "ket-qua-khac", message, hint)])
    # What is in the chain cannot be taken out again.
    private = [*private_words_in(package)]
    if private:
        raise ProblemsFound(private)
    office = package.office_text
    return Submission(
        package.assessment,
        package.ruleset.id,
        package.ruleset_text.decode("utf-8"),
        computed,
        source=meant(package.path.name) or "",
        office=None if office is None else office.decode("utf-8"),
        notes=None if package.form is None else form_document(package.form),
        evidence=tuple(
            SubmittedEvidence(
                meant(file.name) or "",
                file.stored.sha256,
                file.stored.size,
                [proof_document(proof) for proof in file.proofs],
                partial(package.content, file.stored),
            )
            for file in package.evidence
        ),
        documents={document.name: document.sha256 for document in package.documents},
        package_sha256=package.sha256,
    )


_COMPARED = {
    "ruleset": "bộ tiêu chí, mức tin cậy",
    "input_sha256": "SHA-256 của số liệu",
    "commune": "đơn vị",
    "year": "năm",
    "threshold": "ngưỡng",
    "total": "tổng điểm",
    "verdict": "kết luận",
}
"""What of a result no other version of the program would state otherwise."""


def differences(computed: Mapping[str, Any], claimed: Mapping[str, Any]) -> list[str]:
    """Return what differs in number or finding; words may differ between program versions."""
    try:
        differing = [words for name, words in _COMPARED.items() if computed[name] != claimed[name]]
        conditions = zip(computed["conditions"], claimed["conditions"], strict=True)
        if any(a[n] != b[n] for a, b in conditions for n in ("code", "finding")):
            differing.append("điều kiện công nhận")
        for own, other in zip(computed["criteria"], claimed["criteria"], strict=True):
            parts = zip(own["parts"], other["parts"], strict=True)
            if any(own[n] != other[n] for n in ("number", "points", "min", "max")) or any(
                a[n] != b[n] for a, b in parts for n in ("code", "outcome", "points")
            ):
                differing.append(f"tiêu chí {own['number']}")
    except (KeyError, TypeError, ValueError):
        return ["dạng của kết quả"]
    return differing


def proof_document(proof: Proof) -> dict[str, object]:
    """Return what a file proves as plain JSON values."""
    """Return what a file proves as plain JSON values."""
    return {
        "codes": list(proof.codes),
        "label": proof.label,
        "document": proof.document,
        "given": given_document(proof.given),
    }


def summary_of(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the few values of a result that lists show."""
    total = result["total"]
    return {
        "name": result["commune"]["name"],
        "points": total["points"],
        "min": total["min"],
        "max": total["max"],
        "max_points": total["max_points"],
        "threshold": result["threshold"]["points"],
        "verdict": result["verdict"],
        "level": result["ruleset"]["level"],
    }


def blanks_of(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of the parts whose figures are missing."""
    return parts_with(result, "MISSING")


def parts_with(result: Mapping[str, Any], *outcomes: str) -> tuple[str, ...]:
    """Return the codes of the parts of these outcomes, in the ruleset's order."""
    return tuple(
        part["code"]
        for criterion in result["criteria"]
        for part in criterion["parts"]
        if part["outcome"] in outcomes
    )
