"""``manifest.json``: what a package is of, what is in it, what each evidence file proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import SchemaValidator

from registry.evidence.model import Proof
from registry.package.form_json import GIVEN, given_document
from registry.package.package import (
    ASSESSMENT,
    FORM,
    FORMAT,
    LARGEST_PACKAGE,
    OFFICE,
    REQUIRED,
    RESULT,
    RULESET,
    EvidenceFile,
    Stored,
)
from registry.package.zip_container import DOCUMENT_PATH, EVIDENCE_PATH
from scoring.base.limits import FIRST_YEAR, LAST_YEAR
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.formats import json_shapes as shapes
from scoring.formats.schema_classes import fault
from scoring.formats.strict_yaml import Path_

_TYPES = {ASSESSMENT: "json", RESULT: "json", FORM: "json", RULESET: "yaml", OFFICE: "yaml"}
_LONGEST_NAME = 255
_LONGEST_DOCUMENT = 2_000
_MOST_PROOFS = 100


@dataclass(frozen=True, slots=True)
class Identity:
    """What the manifest says the package is of."""

    program: str
    ruleset_id: str
    ruleset_number: str
    ruleset_sha256: str
    commune_code: str
    commune_name: str
    year: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest, read; every member named in it has a plain path and a known type."""

    identity: Identity
    members: tuple[Stored, ...]
    evidence: tuple[EvidenceFile, ...]


def type_by_path(path: str) -> str | None:
    """Return the type of a member by its path, ``None`` for a path no package has."""
    match = EVIDENCE_PATH.fullmatch(path) or DOCUMENT_PATH.fullmatch(path)
    return match[match.lastindex or 0] if match else _TYPES.get(path)


def manifest_document(
    identity: Identity, members: Iterable[Stored], evidence: Iterable[EvidenceFile]
) -> dict[str, object]:
    """Return the manifest as plain JSON values, members by path."""
    return {
        "format": FORMAT,
        "program": identity.program,
        "ruleset": {
            "id": identity.ruleset_id,
            "number": identity.ruleset_number,
            "sha256": identity.ruleset_sha256,
        },
        "commune": {"code": identity.commune_code, "name": identity.commune_name},
        "year": identity.year,
        "members": [
            {"path": one.path, "sha256": one.sha256, "size": one.size, "type": one.type}
            for one in sorted(members, key=lambda one: one.path)
        ],
        "evidence": [
            {
                "path": one.stored.path,
                "name": one.name,
                "proofs": [
                    {
                        "codes": list(proof.codes),
                        "label": proof.label,
                        "document": proof.document,
                        "given": given_document(proof.given),
                    }
                    for proof in one.proofs
                ],
            }
            for one in evidence
        ],
    }


def manifest_of(document: object, place: Place) -> Manifest:
    """Return the manifest of which *document* holds the values.

    Raises ``ProblemsFound`` with every fault at *place*; of another version only that.
    """
    _check_version(document, place)
    manifest: Manifest = shapes.read_as(_MANIFEST, document, shapes.seen_in(place))
    problems = [shapes.problem_in(place, *told) for told in _contradictions(manifest)]
    if problems:
        raise ProblemsFound(problems)
    return manifest


def _contradictions(manifest: Manifest) -> Iterator[tuple[Path_, str, str]]:
    """Yield path, code and message of what does not fit together."""
    by_path = {one.path: one for one in manifest.members}
    if len(by_path) < len(manifest.members):
        yield ("members",), "trung-ten", "một thành phần ghi hai lần"
    for path in REQUIRED:
        if path not in by_path:
            yield ("members",), "thieu-tep", f"không ghi «{path}»"
    used = {one.stored.path for one in manifest.evidence}
    for position, one in enumerate(manifest.evidence):
        if not EVIDENCE_PATH.fullmatch(one.stored.path) or one.stored.path not in by_path:
            message = f"{shown(one.stored.path)} không có trong «members»"
            yield ("evidence", position), "thieu-tep", message
    for path in by_path:
        if EVIDENCE_PATH.fullmatch(path) and path not in used:
            yield ("evidence",), "thieu-khoa", f"không ghi {shown(path)} chứng minh điều gì"


def _check_version(document: object, place: Place) -> None:
    written = document.get("format") if isinstance(document, dict) else None
    if written == FORMAT:
        return
    if isinstance(written, str) and written.startswith("phuhop.package/"):
        message = f"gói thuộc phiên bản {shown(written)}, phần mềm này đọc «{FORMAT}»"
        hint = "dùng phiên bản phần mềm đã lập gói, hoặc phiên bản mới hơn"
        raise ProblemsFound([Problem(place, "goi-phien-ban", message, hint)])
    message = f"«format» phải là «{FORMAT}»"
    raise ProblemsFound([Problem(place, "khong-phai-goi", message)])


def _plain(member: Stored) -> Stored:
    """Return a member whose path, type and hash are those of a package."""
    known = type_by_path(member.path)
    if known is None:
        raise fault("ten-la", f"{shown(member.path)} không phải thành phần của một gói")
    if member.type != known:
        raise fault("sai-kieu", f"{shown(member.path)} ghi là kiểu {shown(member.type)}")
    by_hash = EVIDENCE_PATH.fullmatch(member.path)
    if by_hash and by_hash[1] != member.sha256:
        raise fault("sai-ma-kiem", f"tên {shown(member.path)} khác SHA-256 của nó")
    return member


def _evidence(path: str, name: str, proofs: tuple[Proof, ...]) -> EvidenceFile:
    if not proofs:
        raise fault("thieu-khoa", f"không ghi {shown(name)} chứng minh điều gì")
    return EvidenceFile(Stored(path, "", 0, ""), name, proofs)


def _filled(codes: tuple[str, ...]) -> tuple[str, ...]:
    if not codes:
        raise fault("thieu-gia-tri", "để trống")
    return codes


def _manifest(**found: Any) -> Manifest:
    members = {one.path: one for one in found["members"]}
    ruleset, commune = found["ruleset"].values(), found["commune"].values()
    named = (found["program"], *ruleset, *commune, found["year"])
    return Manifest(
        Identity(*named),
        found["members"],
        tuple(
            replace(one, stored=members.get(one.stored.path, one.stored))
            for one in found["evidence"]
        ),
    )


_TEXT = shapes.text()
_PROOF = shapes.group(
    Proof,
    codes=shapes.then(shapes.listed(_TEXT, _MOST_PROOFS), _filled),
    label=shapes.maybe(_TEXT),
    document=shapes.maybe(shapes.text(_LONGEST_DOCUMENT)),
    given=GIVEN,
)
_SIZE = shapes.whole(0, LARGEST_PACKAGE)
_MEMBER = shapes.group(Stored, path=_TEXT, sha256=_TEXT, size=_SIZE, type=_TEXT)
_PROOFS = shapes.listed(_PROOF, _MOST_PROOFS)
_MANIFEST = SchemaValidator(
    shapes.group(
        _manifest,
        format=_TEXT,
        program=_TEXT,
        ruleset=shapes.group(dict, id=_TEXT, number=_TEXT, sha256=_TEXT),
        commune=shapes.group(dict, code=_TEXT, name=_TEXT),
        year=shapes.whole(FIRST_YEAR, LAST_YEAR),
        members=shapes.listed(shapes.then(_MEMBER, _plain)),
        evidence=shapes.listed(
            shapes.group(_evidence, path=_TEXT, name=shapes.text(_LONGEST_NAME), proofs=_PROOFS)
        ),
    )
)
