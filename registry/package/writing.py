"""Writing a package: the same contents, the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from registry.evidence.model import Exhibit
from registry.package.form_json import form_document
from registry.package.manifest import Identity, manifest_document
from registry.package.package import (
    ASSESSMENT,
    DOCUMENTS_FOLDER,
    EVIDENCE_FOLDER,
    FORM,
    LARGEST_PACKAGE,
    MANIFEST,
    OFFICE,
    RESULT,
    RULESET,
    EvidenceFile,
    Stored,
)
from reports.word.zip_writing import ZipMember, member, stored, zipped
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.formats.strict_json import canonical
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that goes into a package.

    ``result`` is the object of ``phuhop.result/1`` as ``scoring.results.json_writing`` makes it,
    ``documents`` file names to bytes. Evidence files are of types that
    ``registry.evidence.file_types`` has found out.
    """

    program: str
    ruleset: Ruleset
    ruleset_text: bytes
    assessment: Assessment
    result: Mapping[str, Any]
    documents: Mapping[str, bytes]
    office_text: bytes | None = None
    form: Form | None = None
    evidence: tuple[Exhibit, ...] = ()


def package_bytes(contents: Contents) -> bytes:
    """Return the package as the bytes of its file.

    Raises ``ProblemsFound`` when it would be larger than a reader takes.
    """
    members: list[ZipMember] = []
    listed: list[Stored] = []

    def add_member(one: ZipMember, content: bytes, type_: str) -> Stored:
        members.append(one)
        listed.append(Stored(one.name, hashlib.sha256(content).hexdigest(), len(content), type_))
        return listed[-1]

    def add(path: str, content: bytes, type_: str, *, is_packed: bool = False) -> Stored:
        # What is compressed already would only cost time a second time.
        one = stored(path, content) if is_packed else member(path, content, is_quick=True)
        return add_member(one, content, type_)

    add(ASSESSMENT, canonical(contents.assessment.canonical()), "json")
    add(RESULT, json.dumps(contents.result, ensure_ascii=False).encode(), "json")
    add_member(_ruleset_member(contents.ruleset_text), contents.ruleset_text, "yaml")
    if contents.office_text is not None:
        add(OFFICE, contents.office_text, "yaml")
    if contents.form is not None:
        add(FORM, canonical(form_document(contents.form)), "json")
    for name, content in contents.documents.items():
        type_ = name.rpartition(".")[2]
        add(f"{DOCUMENTS_FOLDER}{name}", content, type_, is_packed=type_ == "docx")
    files: dict[str, Stored] = {}
    for one in contents.evidence:
        path = f"{EVIDENCE_FOLDER}{hashlib.sha256(one.content).hexdigest()}.{one.type}"
        # Two files of the same bytes are one member with two names.
        if path not in files:
            files[path] = add(path, one.content, one.type, is_packed=one.type != "pdf")
    evidence = [
        EvidenceFile(files[f"{EVIDENCE_FOLDER}{_hash(one)}.{one.type}"], one.name, one.proofs)
        for one in contents.evidence
    ]
    _check_size(listed, contents.assessment)
    document = manifest_document(_identity(contents), listed, evidence)
    members.append(member(MANIFEST, canonical(document)))
    return zipped(members)


def identity_of(package: bytes) -> str:
    """Return the SHA-256 by which a package that was just written is known: of its manifest."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return hashlib.sha256(archive.read(MANIFEST)).hexdigest()


@lru_cache(maxsize=8)
def _ruleset_member(text: bytes) -> ZipMember:
    """Compress a ruleset once for all communes that are scored by it."""
    return member(RULESET, text)


def _hash(one: Exhibit) -> str:
    return hashlib.sha256(one.content).hexdigest()


def _identity(contents: Contents) -> Identity:
    commune, ruleset = contents.assessment.commune, contents.ruleset
    return Identity(
        program=contents.program,
        ruleset_id=ruleset.id,
        ruleset_number=ruleset.document.number,
        ruleset_sha256=ruleset.sha256,
        commune_code=commune.code,
        commune_name=commune.name,
        year=contents.assessment.year,
    )


def _check_size(listed: list[Stored], assessment: Assessment) -> None:
    total = sum(one.size for one in listed)
    # Headers and the manifest need some room as well.
    if total > LARGEST_PACKAGE - 1_000_000:
        commune = assessment.commune
        message = f"gói của {commune.name} lớn hơn {LARGEST_PACKAGE // 1_000_000} MB"
        hint = "quét lại minh chứng ở 200–300 dpi, hoặc bỏ bớt tệp"
        raise ProblemsFound([Problem(Place(commune.code), "goi-qua-lon", message, hint)])
