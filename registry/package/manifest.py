"""``manifest.json``: what a package is of, what is in it, what each evidence file proves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from registry.evidence.model import Proof
from registry.package.form_json import given_document, given_of
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
from scoring.formats.json_fields import Fields

_ROOT = ("format", "program", "ruleset", "commune", "year", "members", "evidence")
_MEMBER = ("path", "sha256", "size", "type")
_PROOF = ("codes", "label", "document", "given")
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
    fields = Fields(place)
    root = fields.group(document, "", _ROOT)
    ruleset = fields.group(root["ruleset"], "ruleset", ("id", "number", "sha256"))
    commune = fields.group(root["commune"], "commune", ("code", "name"))
    identity = Identity(
        fields.text(root["program"], "program"),
        fields.text(ruleset["id"], "ruleset.id"),
        fields.text(ruleset["number"], "ruleset.number"),
        fields.text(ruleset["sha256"], "ruleset.sha256"),
        fields.text(commune["code"], "commune.code"),
        fields.text(commune["name"], "commune.name"),
        fields.whole(root["year"], "year", FIRST_YEAR, LAST_YEAR),
    )
    members = [
        _member(value, f"members[{position}]", fields)
        for position, value in enumerate(fields.list(root["members"], "members"))
    ]
    by_path = {one.path: one for one in members}
    if len(by_path) < len(members):
        fields.say("members", "trung-ten", "một thành phần ghi hai lần")
    for path in REQUIRED:
        if path not in by_path:
            fields.say("members", "thieu-tep", f"không ghi «{path}»")
    evidence = [
        _evidence(value, f"evidence[{position}]", by_path, fields)
        for position, value in enumerate(fields.list(root["evidence"], "evidence"))
    ]
    used = {one.stored.path for one in evidence}
    for path in by_path:
        if EVIDENCE_PATH.fullmatch(path) and path not in used:
            fields.say("evidence", "thieu-khoa", f"không ghi {shown(path)} chứng minh điều gì")
    fields.done()
    return Manifest(identity, tuple(members), tuple(evidence))


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


def _member(value: Any, path: str, fields: Fields) -> Stored:
    given = fields.group(value, path, _MEMBER)
    where = fields.text(given["path"], f"{path}.path")
    digest = fields.text(given["sha256"], f"{path}.sha256")
    size = fields.whole(given["size"], f"{path}.size", 0, LARGEST_PACKAGE)
    type_ = fields.text(given["type"], f"{path}.type")
    known = type_by_path(where)
    if where and known is None:
        fields.say(path, "ten-la", f"{shown(where)} không phải thành phần của một gói")
    elif known is not None and type_ != known:
        fields.say(path, "sai-kieu", f"{shown(where)} ghi là kiểu {shown(type_)}")
    by_hash = EVIDENCE_PATH.fullmatch(where)
    if by_hash and by_hash[1] != digest:
        fields.say(path, "sai-ma-kiem", f"tên {shown(where)} khác SHA-256 của nó")
    return Stored(where, digest, size, type_)


def _evidence(value: Any, path: str, members: Mapping[str, Stored], fields: Fields) -> EvidenceFile:
    given = fields.group(value, path, ("path", "name", "proofs"))
    where = fields.text(given["path"], f"{path}.path")
    name = fields.text(given["name"], f"{path}.name", longest=_LONGEST_NAME)
    proofs = fields.list(given["proofs"], f"{path}.proofs")
    if not proofs:
        fields.say(path, "thieu-khoa", f"không ghi {shown(name)} chứng minh điều gì")
    stored = members.get(where)
    if where and (stored is None or not EVIDENCE_PATH.fullmatch(where)):
        fields.say(path, "thieu-tep", f"{shown(where)} không có trong «members»")
    return EvidenceFile(
        stored or Stored(where, "", 0, ""),
        name,
        tuple(
            _proof(inner, f"{path}.proofs[{position}]", fields)
            for position, inner in enumerate(proofs[:_MOST_PROOFS])
        ),
    )


def _proof(value: Any, path: str, fields: Fields) -> Proof:
    given = fields.group(value, path, _PROOF)
    codes = fields.list(given["codes"], f"{path}.codes")
    if given["codes"] == []:
        fields.say(f"{path}.codes", "thieu-gia-tri", "để trống")
    return Proof(
        tuple(fields.text(code, f"{path}.codes") for code in codes[:_MOST_PROOFS]),
        fields.text_or_none(given["label"], f"{path}.label"),
        fields.text_or_none(given["document"], f"{path}.document", longest=_LONGEST_DOCUMENT),
        given_of(given["given"], f"{path}.given", fields),
    )
