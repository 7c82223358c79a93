"""The signature that lay beside a file when it came in, as the event of its version keeps it.

The whole signature is kept: whoever has the file can check it again, and the audit does without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from registry.signing.keys import short
from registry.signing.signatures import FILE, FORMAT, Signature, signature_of
from reports.wording.vietnamese import short_date

SIGNED = "signed"
"""Key of an event's detail; events of before have none."""


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """Who signed the file of a version; ``name`` is that of the key, where the register knew it."""

    signature: Signature
    name: str | None

    @property
    def plain(self) -> dict[str, Any]:
        """The signature as the event keeps it, so that the chain holds it."""
        return {"signature": asdict(self.signature), "known_as": self.name}

    @property
    def words(self) -> str:
        """Who signed when with which key, and whether it was known."""
        signature = self.signature
        whose = f"«{self.name}», khóa đã biết" if self.name is not None else "khóa CHƯA BIẾT"
        by = f"{signature.person} ký {_day(signature.at)} bằng khóa {short(signature.key)}"
        return f"{by}, {whose}"


def signed_version(detail: Mapping[str, Any]) -> SignedVersion | None:
    """Return the signature that an event keeps, ``None`` for none and for what is none."""
    said = detail.get(SIGNED)
    if not isinstance(said, Mapping) or not isinstance(said.get("signature"), Mapping):
        return None
    signature = signature_of({"format": FORMAT, **said["signature"]})
    name = said.get("known_as")
    return None if signature is None else SignedVersion(signature, name)


def faults_of(detail: Mapping[str, Any], known_as: Mapping[str, str]) -> Iterator[str]:
    """Yield what no import would have written of a signature; *known_as* are names by key."""
    if SIGNED not in detail:
        return
    found = signed_version(detail)
    if found is None or not found.signature.is_true or found.signature.what != FILE:
        yield "chữ ký của tệp nhập không đúng, hoặc đã bị sửa"
        return
    if found.name != known_as.get(found.signature.key):
        yield f"sổ lúc đó {_known(known_as.get(found.signature.key))}, mắt xích ghi khác"


def _known(name: str | None) -> str:
    return "chưa nhận khóa đã ký" if name is None else f"biết khóa đã ký là «{name}»"


def _day(at: str) -> str:
    try:
        return f"ngày {short_date(datetime.fromisoformat(at).date())}"
    except ValueError:
        return "ngày không rõ"
