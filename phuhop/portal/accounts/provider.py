"""The province's own sign-on (OpenID Connect), as the environment names it; off by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ISSUER, CLIENT, SECRET_FILE, NAME = (
    "PHUHOP_PORTAL_OIDC_ISSUER",
    "PHUHOP_PORTAL_OIDC_CLIENT",
    "PHUHOP_PORTAL_OIDC_SECRET_FILE",
    "PHUHOP_PORTAL_OIDC_NAME",
)
FACTOR, FACTOR_REASON = (
    "PHUHOP_PORTAL_OIDC_SECOND_FACTOR",
    "PHUHOP_PORTAL_OIDC_SECOND_FACTOR_REASON",
)
_CLAIMS = ("amr", "acr")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class ProviderFactor:
    """By which claim of a token the provider says that it asked for a second factor (RFC 8176)."""

    claim: str
    values: tuple[str, ...]
    reason: str
    """Why the portal does not ask itself: an administrator reads it."""

    def was_asked(self, claims: Mapping[str, Any]) -> bool:
        """Whether a token says so; a claim of another shape says nothing."""
        said = claims.get(self.claim)
        if self.claim == "acr":
            return isinstance(said, str) and said in self.values
        return isinstance(said, list) and any(one in self.values for one in said)


@dataclass(frozen=True, slots=True)
class SignOn:
    """A provider: what people call it, its issuer's address, what it knows the portal as."""

    name: str
    issuer: str
    client: str
    secret_file: Path
    factor: ProviderFactor | None = None
    """Off: the portal's own second factor is always asked."""

    @property
    def key(self) -> str:
        """The name of the issuer in the table of links: another issuer has other subjects."""
        return f"oidc-{sha256(self.issuer.encode()).hexdigest()[:32]}"

    @property
    def origin(self) -> str:
        """Where the form of the sign-in may lead to."""
        address = urlsplit(self.issuer)
        return f"{address.scheme}://{address.netloc}"

    def secret(self) -> str:
        """Return the secret of the portal at the provider."""
        return self.secret_file.read_text(encoding="utf-8").strip()


def sign_on_of(environment: Mapping[str, str]) -> SignOn | None:
    """Return the provider in *environment*, ``None`` where there is none.

    Raises ``ValueError`` with Vietnamese words for one of which too little is said.
    """
    said = {name: environment.get(name, "").strip() for name in (ISSUER, CLIENT, SECRET_FILE)}
    if not any(said.values()):
        return None
    missing = [name for name, text in said.items() if not text]
    if missing:
        raise ValueError(f"đăng nhập của tỉnh: còn thiếu {', '.join(missing)}")
    address = urlsplit(said[ISSUER])
    is_here = address.scheme == "http" and address.hostname in _HERE
    if not address.hostname or not (address.scheme == "https" or is_here):
        raise ValueError(f"{ISSUER} là địa chỉ https://… của nơi cấp, đang là «{said[ISSUER]}»")
    file = Path(said[SECRET_FILE])
    if not file.is_file():
        raise ValueError(f"{SECRET_FILE}: không có tệp «{file}»")
    name = environment.get(NAME, "").strip() or "đăng nhập của tỉnh"
    return SignOn(name, said[ISSUER], said[CLIENT], file, _factor(environment))


def _factor(environment: Mapping[str, str]) -> ProviderFactor | None:
    text, reason = (environment.get(name, "").strip() for name in (FACTOR, FACTOR_REASON))
    if not text:
        return None
    claim, _, listed = text.partition("=")
    values = tuple(listed.replace(",", " ").split())
    if claim.strip() not in _CLAIMS or not values:
        raise ValueError(f"{FACTOR} viết «amr=mfa» hoặc «acr=…» như nơi cấp ghi, đang là «{text}»")
    if not reason:
        raise ValueError(f"{FACTOR}: ghi lý do ở {FACTOR_REASON}; quản trị đọc được lý do ấy")
    return ProviderFactor(claim.strip(), values, reason)
