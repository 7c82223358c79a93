"""One version of a dossier as it comes in, whether from a package, a form or a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.canonical import sha256_of, sha256_of_text
from registry.keys import Key
from reports.stamp import Stamp
from reports.to_json import as_result
from scoring.assessment import Assessment
from scoring.ruleset import Ruleset
from scoring.scorer import score

LARGEST_FILE = 20_000_000
"""Bytes of one evidence file: it is kept in the database, so that a backup is one thing."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
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
    evidence: tuple[EvidenceFile, ...] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    package_sha256: str | None = None

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
    def sha256(self) -> str:
        """SHA-256 of what was handed in: the same content is the same version.

        The result is not part of it: it follows from the rest.
        """
        return content_sha256(
            self.assessment.canonical(),
            self.ruleset_id,
            self.ruleset_sha256,
            {"office": self.office, "notes": self.notes, "documents": dict(self.documents)},
            [[file.name, file.sha256, file.proofs] for file in self.evidence],
        )


def content_sha256(
    assessment: object, ruleset_id: str, ruleset_sha256: str, beside: object, evidence: object
) -> str:
    """Return the SHA-256 of a version's content; the audit computes it anew from the rows."""
    return sha256_of(
        {
            "assessment": assessment,
            "ruleset": {"id": ruleset_id, "sha256": ruleset_sha256},
            "beside": beside,
            "evidence": evidence,
        }
    )


def submission_of(
    assessment: Assessment,
    ruleset: Ruleset,
    ruleset_text: str,
    source: str,
    stamp: Stamp,
    notes: Mapping[str, Any] | None = None,
) -> Submission:
    """Score an assessment of a form or a table and return it as a version to hand in.

    Raises ``ValueError`` when *ruleset_text* is not what *ruleset* was read from.
    """
    if sha256_of_text(ruleset_text) != ruleset.sha256:
        raise ValueError(ruleset.id)
    result = as_result(score(ruleset, assessment), stamp)
    return Submission(assessment, ruleset.id, ruleset_text, result, source, notes=notes)


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
