"""Writing a package: the same contents, the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from functools import lru_cache

from registry.evidence.model import Exhibit
from registry.package.form_json import form_document
from registry.package.handed_in import Made, Reported
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


def package_bytes(reported: Reported, made: Made, program: str) -> bytes:
    """Return the package as the bytes of its file; *program* is the version that made it.

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

    add(ASSESSMENT, canonical(reported.assessment.document()), "json")
    add(RESULT, json.dumps(made.result, ensure_ascii=False).encode(), "json")
    add_member(_ruleset_member(reported.ruleset_text), reported.ruleset_text, "yaml")
    if reported.office_text is not None:
        add(OFFICE, reported.office_text, "yaml")
    if reported.form is not None:
        add(FORM, canonical(form_document(reported.form)), "json")
    for name, content in made.documents.items():
        type_ = name.rpartition(".")[2]
        add(f"{DOCUMENTS_FOLDER}{name}", content, type_, is_packed=type_ == "docx")
    files: dict[str, Stored] = {}
    for one in reported.evidence:
        path = f"{EVIDENCE_FOLDER}{hashlib.sha256(one.content).hexdigest()}.{one.type}"
        # Two files of the same bytes are one member with two names.
        if path not in files:
            files[path] = add(path, one.content, one.type, is_packed=one.type != "pdf")
    evidence = [
        EvidenceFile(files[f"{EVIDENCE_FOLDER}{_hash(one)}.{one.type}"], one.name, one.proofs)
        for one in reported.evidence
    ]
    _check_size(listed, reported.assessment)
    document = manifest_document(_identity(reported, program), listed, evidence)
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


def _identity(reported: Reported, program: str) -> Identity:
    commune, ruleset = reported.assessment.commune, reported.ruleset
    return Identity(
        program=program,
        ruleset_id=ruleset.id,
        ruleset_number=ruleset.document.number,
        ruleset_sha256=ruleset.sha256,
        commune_code=commune.code,
        commune_name=commune.name,
        year=reported.assessment.year,
    )


def _check_size(listed: list[Stored], assessment: Assessment) -> None:
    total = sum(one.size for one in listed)
    # Headers and the manifest need some room as well.
    if total > LARGEST_PACKAGE - 1_000_000:
        commune = assessment.commune
        message = f"gói của {commune.name} lớn hơn {LARGEST_PACKAGE // 1_000_000} MB"
        hint = "quét lại minh chứng ở 200–300 dpi, hoặc bỏ bớt tệp"
        raise ProblemsFound([Problem(Place(commune.code), "goi-qua-lon", message, hint)])
