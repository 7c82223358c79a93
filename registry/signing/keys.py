"""An office's Ed25519 key: made, kept under a passphrase, opened again; its public half.

``cryptography`` is imported only where somebody signs or checks: the other commands start
without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.base.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORTEST = 12
"""Characters of a passphrase: the file may be copied, then only it protects."""

_PUBLIC = 32
"""Bytes of a public key."""


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An opened key. It is never printed, and no ``repr`` shows it."""

    key: Ed25519PrivateKey

    def __repr__(self) -> str:
        """Return the public half alone."""
        return f"PrivateKey({self.public})"

    @property
    def public(self) -> str:
        """The public half in hexadecimal, 64 digits."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, content: bytes) -> str:
        """Return the signature of *content* in hexadecimal."""
        return self.key.sign(content).hex()


def new_key(passphrase: str, place: Place) -> tuple[bytes, bytes]:
    """Return a new key as two PEM files: the private one encrypted (PKCS8), the public one.

    Raises ``ProblemsFound`` for a passphrase that is too short.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        PublicFormat,
    )

    if len(passphrase) < SHORTEST:
        message = f"mật khẩu của khóa ngắn hơn {SHORTEST} ký tự"
        hint = "dùng một câu dài dễ nhớ; tệp khóa bị chép thì chỉ còn mật khẩu bảo vệ"
        raise ProblemsFound([Problem(place, "mat-khau-ngan", message, hint)])
    key = Ed25519PrivateKey.generate()
    kept = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
    )
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return kept, public


def opened_key(pem: bytes, passphrase: str, place: Place) -> PrivateKey:
    """Return the key of a file; raises ``ProblemsFound`` when it cannot be opened."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if b"ENCRYPTED PRIVATE KEY" not in pem:
        message = "đây không phải tệp khóa có mật khẩu"
        if b"PUBLIC KEY" in pem:
            message = "đây là khóa công khai, không ký được"
        elif b"PRIVATE KEY" in pem:
            message = "tệp khóa này không có mật khẩu, không dùng"
        hint = "tạo khóa mới của cơ quan"
        raise ProblemsFound([Problem(place, "khong-phai-khoa", message, hint)])
    try:
        key = load_pem_private_key(pem, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        message, hint = "sai mật khẩu của khóa, hoặc tệp khóa đã hỏng", "gõ lại mật khẩu"
        raise ProblemsFound([Problem(place, "sai-mat-khau-khoa", message, hint)]) from None
    if not isinstance(key, Ed25519PrivateKey):
        message = "khóa này không phải khóa Ed25519"
        raise ProblemsFound([Problem(place, "khoa-loai-khac", message, "dùng khóa khác")])
    return PrivateKey(key)


def public_key_of(pem: bytes, place: Place) -> str:
    """Return the public key of a PEM file in hexadecimal; raises ``ProblemsFound``."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_pem_public_key,
    )

    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        message, hint = "đây không phải khóa công khai Ed25519", "đưa tệp có đuôi .pub"
        raise ProblemsFound([Problem(place, "khong-phai-khoa", message, hint)])
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def is_signed_by(public: str, signature: str, content: bytes) -> bool:
    """Whether this key signed this content; ``False`` for what is no key or no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = bytes.fromhex(public)
        Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return len(raw) == _PUBLIC


def short(public: str) -> str:
    """Return how people compare keys by telephone: sixteen digits in fours.

    >>> short("ab12cd34ef56ab78" + "0" * 48)
    'ab12 cd34 ef56 ab78'
    """
    return " ".join(public[at : at + 4] for at in range(0, 16, 4))
