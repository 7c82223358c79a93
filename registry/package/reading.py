"""Reading a package that somebody sent: everything is checked, nothing in it is believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from registry.evidence.file_types import type_of
from registry.evidence.policy import EvidencePolicy, evidence_policy
from registry.package.document_check import check_document
from registry.package.manifest import Manifest, manifest_of
from registry.package.package import AGAIN, MANIFEST, Package, Stored, inside
from registry.package.texts import Texts
from registry.package.zip_container import DOCUMENT_PATH, EVIDENCE_PATH, Container, opened
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.formats.strict_json import parsed
from scoring.tables.zip_limits import Unsafe


def read_package(path: Path, policy: EvidencePolicy | None = None) -> Package:
    """Read a package; raises ``ProblemsFound`` with the reasons when it is refused.

    Whether the result follows from the assessment is not asked here: that is
    ``registry.package.reproduction``, which names the difference. *policy* says for which criteria
    no evidence file is taken (default: the shipped one).
    """
    with opened(path) as container:
        place = container.place
        if MANIFEST not in container.paths:
            message = f"trong gói không có «{MANIFEST}»"
            raise ProblemsFound([Problem(place, "khong-phai-goi", message)])
        document = parsed(b"".join(container.chunks(MANIFEST)), inside(place, MANIFEST))
        manifest = manifest_of(document, inside(place, MANIFEST))
        problems = list(_strangers(container, manifest))
        found: dict[str, bytes] = {}
        for member in manifest.members:
            if member.path in container.paths:
                problems += _checked(container, member, found)
        if problems:
            raise ProblemsFound(problems)
    texts = Texts(place, manifest, found)
    return texts.package(path, document, policy or evidence_policy())


def _strangers(container: Container, manifest: Manifest) -> Iterator[Problem]:
    listed = {member.path for member in manifest.members}
    place = container.place
    for path in container.paths:
        if path not in listed and path != MANIFEST:
            message = f"{shown(path)} không có trong «{MANIFEST}»"
            yield Problem(place, "tep-la", message, AGAIN)
    for member in manifest.members:
        if member.path not in container.paths:
            message = f"thiếu {shown(member.path)} mà «{MANIFEST}» có ghi"
            yield Problem(place, "thieu-tep", message, AGAIN)


def _checked(container: Container, member: Stored, texts: dict[str, bytes]) -> Iterator[Problem]:
    """Yield what is wrong with one member; put the bytes of those that are text into *texts*."""
    place = container.place
    digest, size = hashlib.sha256(), 0
    kept: list[bytes] = []
    try:
        for chunk in container.chunks(member.path):
            digest.update(chunk)
            size += len(chunk)
            kept.append(chunk)
    except ProblemsFound as found:
        yield from found.problems
        return
    seen = shown(member.path)
    if size != member.size:
        message = f"{seen} có {size} byte, «{MANIFEST}» ghi {member.size}"
        yield Problem(place, "sai-kich-thuoc", message, AGAIN)
    elif digest.hexdigest() != member.sha256:
        message = f"{seen} khác SHA-256 ghi trong «{MANIFEST}»"
        yield Problem(place, "sai-ma-kiem", message, AGAIN)
    elif EVIDENCE_PATH.fullmatch(member.path):
        yield from _type_problems(b"".join(kept), member, place)
    elif DOCUMENT_PATH.fullmatch(member.path):
        yield from _document_problems(b"".join(kept), member, place)
    else:
        texts[member.path] = b"".join(kept)


def _document_problems(content: bytes, member: Stored, place: Place) -> Iterator[Problem]:
    try:
        check_document(member.path, content)
    except Unsafe as unsafe:
        message = f"{shown(member.path)}: {unsafe.message}"
        yield Problem(place, unsafe.code, message, unsafe.hint)


def _type_problems(content: bytes, member: Stored, place: Place) -> Iterator[Problem]:
    seen = shown(member.path)
    try:
        found = type_of(content)
    except Unsafe as unsafe:
        yield Problem(place, unsafe.code, f"{seen}: {unsafe.message}", unsafe.hint)
        return
    if found != member.type:
        yield Problem(place, "kieu-tep-la", f"{seen} thật ra là tệp {found}", AGAIN)
