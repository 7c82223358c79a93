"""By which server letters go out: from the environment and a file with the password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scoring.base.file_errors import reason

MAIL, MAIL_FROM, MAIL_PASSWORD_FILE = (
    "PHUHOP_PORTAL_MAIL",
    "PHUHOP_PORTAL_MAIL_FROM",
    "PHUHOP_PORTAL_MAIL_PASSWORD_FILE",
)
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server: its address, how the way there is locked, who writes."""

    host: str
    port: int
    sender: str
    security: str = "smtps"
    user: str = ""
    password_file: Path | None = None

    def django_settings(self) -> dict[str, object]:
        """Return Django's words for it."""
        file = self.password_file
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": file.read_text(encoding="utf-8").strip() if file else "",
            "EMAIL_USE_SSL": self.security == "smtps",
            "EMAIL_USE_TLS": self.security == "smtp+starttls",
            "EMAIL_TIMEOUT": 30,
            "DEFAULT_FROM_EMAIL": self.sender,
        }


def mail_of(environment: Mapping[str, str]) -> Mail | None:
    """Return the mail server in *environment*, ``None`` where there is none.

    Raises ``ValueError`` with Vietnamese words for an address that says too little.
    """
    text = environment.get(MAIL, "").strip()
    if not text:
        return None
    address = urlsplit(text)
    sender = environment.get(MAIL_FROM, "").strip()
    if address.scheme not in _PORTS or not address.hostname or "@" not in sender:
        raise ValueError(
            f"{MAIL} viết smtps://tên@máy:cổng (hoặc smtp+starttls://, smtp://), "
            f"{MAIL_FROM} là địa chỉ người gửi"
        )
    if address.password:
        raise ValueError(f"{MAIL} không ghi mật khẩu; ghi vào tệp mà {MAIL_PASSWORD_FILE} nêu")
    try:
        port = address.port or _PORTS[address.scheme]
    except ValueError:
        raise ValueError(f"{MAIL}: sau dấu hai chấm là số cổng, từ 1 đến 65535") from None
    return Mail(
        address.hostname,
        port,
        sender,
        address.scheme,
        unquote(address.username or ""),
        _readable(environment.get(MAIL_PASSWORD_FILE, "").strip()),
    )


def _readable(file: str) -> Path | None:
    """Return the file with the password; raises ``ValueError`` where it cannot be read."""
    if not file:
        return None
    try:
        Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, OSError) else "tệp không phải chữ UTF-8"
        raise ValueError(f"{MAIL_PASSWORD_FILE}: không đọc được {file}: {said}") from None
    return Path(file)
