"""A signature beside what it signs: ``phuhop.signature/1``, one form for heads and for files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from registry.signing.keys import PrivateKey, is_signed_by
from registry.store.canonical_json import canonical
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.formats.strict_json import parsed

FORMAT = "phuhop.signature/1"
SUFFIX = ".chu-ky.json"
"""What follows a file's name in the name of its signature."""

HEAD, FILE = "đầu chuỗi", "tệp"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed what, when: ``subject`` is a head (``41:5f2c…``) or the SHA-256 of a file."""

    what: str
    subject: str
    person: str
    at: str
    key: str
    value: str = ""

    @property
    def content(self) -> bytes:
        """What is signed: everything but the signature itself."""
        said = asdict(self)
        del said["value"]
        return canonical({"format": FORMAT, **said}).encode()

    @property
    def is_true(self) -> bool:
        """Whether the key it names made it."""
        return is_signed_by(self.key, self.value, self.content)

    @property
    def text(self) -> bytes:
        """The file it is kept in."""
        return (json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False) + "\n").encode()


def signed(key: PrivateKey, what: str, subject: str, person: str, at: str) -> Signature:
    """Return the signature of a head or of a file's SHA-256."""
    unsigned = Signature(what, subject, person, at, key.public)
    return replace(unsigned, value=key.sign(unsigned.content))


def signature_of(document: Any) -> Signature | None:
    """Return the signature that plain values are, ``None`` where they are none."""
    names = [*Signature.__dataclass_fields__]
    if not isinstance(document, Mapping) or {*document} != {"format", *names}:
        return None
    values = [document[name] for name in names]
    if document["format"] != FORMAT or not all(isinstance(one, str) for one in values):
        return None
    if any(len(one) > _LONGEST for one in values):
        return None
    return Signature(*values)


def read_signature(text: bytes, place: Place) -> Signature:
    """Return the signature of a file; raises ``ProblemsFound`` when it is none."""
    found = signature_of(parsed(text, place))
    if found is None:
        message = f"đây không phải tệp chữ ký {shown(FORMAT)}"
        raise ProblemsFound([Problem(place, "chu-ky-hong", message, "xin lại tệp chữ ký")])
    return found


def check_file(signature: Signature, sha256: str, place: Place) -> None:
    """Raise ``ProblemsFound`` unless the signature is true, and of the file of this SHA-256."""
    if not signature.is_true:
        message = "chữ ký không đúng: tệp chữ ký đã bị sửa hoặc hỏng"
    elif (signature.what, signature.subject) != (FILE, sha256):
        message = "chữ ký này là của tệp khác, hoặc tệp đã bị sửa sau khi ký"
    else:
        return
    hint = "không dùng tệp này; xin lại cả tệp và chữ ký từ nơi gửi"
    raise ProblemsFound([Problem(place, "chu-ky-sai", message, hint)])
