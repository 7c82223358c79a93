"""A hand-over package: one commune's dossier of one year as one file, everything traceable.

The file ``*.phuhop`` is a zip (``docs/developers/packages.md``). A ``Package`` is what was
read from one after every check: what is small is in memory, documents and evidence files
stay in the file and are read, and checked again, one at a time.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from registry.evidence.model import Proof
from reports.papers.office import Office
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.engine.assessment import Assessment
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset

FORMAT = "phuhop.package/1"
SUFFIX = ".phuhop"

MANIFEST, ASSESSMENT, RESULT = "manifest.json", "assessment.json", "result.json"
RULESET, OFFICE, FORM = "ruleset.yaml", "office.yaml", "form.json"
EVIDENCE_FOLDER, DOCUMENTS_FOLDER = "evidence/", "documents/"

REQUIRED = (ASSESSMENT, RESULT, RULESET)
"""Members that every package has besides its manifest."""

MOST_DOCUMENTS = 100
LARGEST_DOCUMENT = 20_000_000
LARGEST_TEXT = 4_000_000
"""Bytes of a JSON or YAML member."""
LARGEST_PACKAGE = 150_000_000
"""Bytes of the file, and of all members unpacked: some 35 scans of 4 MB."""

AGAIN = "gói đã bị sửa hoặc hỏng sau khi lập; xin gói khác từ nơi gửi"
"""What to do about a package that contradicts itself."""


def inside(place: Place, member: str) -> Place:
    """Return the place of a member of the package at *place*."""
    return Place(f"{place.file}/{member}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A member of the package: its path, the SHA-256 of its bytes, their number, its type."""

    path: str
    sha256: str
    size: int
    type: str

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """An evidence file: where it is stored, what it was called, what it proves."""

    stored: Stored
    name: str
    """The officer's own file name: text to show, never a path to write to."""
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Everything a package holds, checked.

    ``sha256`` identifies the content: it is that of the canonical manifest, which has the
    hash of every member. Zipping the same members again does not change it.
    """

    sha256: str
    program: str
    assessment: Assessment
    ruleset: Ruleset = field(compare=False)
    ruleset_text: bytes = field(repr=False)
    result: Mapping[str, Any] = field(repr=False)
    office: Office | None
    office_text: bytes | None = field(repr=False)
    form: Form | None = field(repr=False)
    evidence: tuple[EvidenceFile, ...]
    documents: tuple[Stored, ...]
    members: tuple[Stored, ...]
    """All members but the manifest, by path."""
    manifest_text: bytes = field(repr=False)
    """The canonical manifest, of which ``sha256`` is the hash."""
    path: Path = field(compare=False)

    def content(self, member: Stored) -> bytes:
        """Return the bytes of a member, read from the file and checked against its hash.

        Raises ``ProblemsFound`` when the file is no longer the one that was read.
        """
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(member.path) as stream:
                content = stream.read(member.size + 1)
        except (OSError, KeyError, zipfile.BadZipFile):
            content = b""
        if hashlib.sha256(content).hexdigest() != member.sha256:
            message = f"«{member.path}» không còn như lúc đọc gói"
            raise ProblemsFound([Problem(Place(file_name(self.path)), "goi-da-doi", message)])
        return content


def day_text(day: date | str | None) -> str | None:
    """Return the day of a document as JSON holds it."""
    return day.isoformat() if isinstance(day, date) else day
