"""What a portal is told when it starts: where its files lie and which register it serves.

The values stand in the environment, for a server starts its workers with nothing else.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from phuhop.files.writing import why
from phuhop.portal.accounts.provider import SignOn, sign_on_of
from phuhop.portal.drafts.scanner import Scanner, scanner_of
from phuhop.portal.mail import Mail, mail_of
from phuhop.usecases.wrong_use import WrongUse
from registry.store.database import check_unicode, connect, url_of
from scoring.base.problems import Place, Problem, ProblemsFound, shown

HOME, REGISTER, DATABASE, HOSTS = (
    "PHUHOP_PORTAL_HOME",
    "PHUHOP_PORTAL_REGISTER",
    "PHUHOP_PORTAL_DATABASE",
    "PHUHOP_PORTAL_HOSTS",
)
PLAIN, RELAXED, TRIAL = (
    "PHUHOP_PORTAL_PLAIN_HTTP",
    "PHUHOP_PORTAL_NO_SECOND_FACTOR",
    "PHUHOP_PORTAL_TRIAL",
)

_OWN_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_KEY_FILE = "khoa-bi-mat"
_DATABASE_FILE = "cong.db"
_HOST = re.compile(r"(\.|\*\.)?[\w-]+(\.[\w-]+)*|\[[0-9A-Fa-f:.]+\]|\*")


@dataclass(frozen=True, slots=True)
class Config:
    """One installation.

    ``register`` and ``database`` are addresses as ``phuhop registry --db`` takes them; without
    a database of its own the portal keeps accounts and drafts in a file of its folder.
    ``is_plain`` is for one machine without TLS; ``is_relaxed`` lets people in without a second
    factor. ``is_trial`` lets sample people in by signed links, from this machine alone.
    """

    home: Path
    register: str
    database: str | None = None
    hosts: tuple[str, ...] = _OWN_MACHINE
    is_plain: bool = False
    is_relaxed: bool = False
    is_trial: bool = False
    mail: Mail | None = None
    """Only from the environment, where it stays: the server's own, no option's."""
    sign_on: SignOn | None = None
    """As the mail: only from the environment."""
    scanner: Scanner | None = None
    """As the mail."""

    @property
    def environment(self) -> dict[str, str]:
        """The configuration as environment variables."""
        return {
            HOME: str(self.home),
            REGISTER: self.register,
            DATABASE: self.database or "",
            HOSTS: ",".join(self.hosts),
            PLAIN: "1" if self.is_plain else "",
            RELAXED: "1" if self.is_relaxed else "",
            TRIAL: "1" if self.is_trial else "",
        }

    def use(self) -> None:
        """Let Django of this process, and of those it starts, be that of this installation."""
        os.environ.update(self.environment)
        os.environ["DJANGO_SETTINGS_MODULE"] = "phuhop.portal.settings"

    def make_home(self) -> None:
        """Make the folder where it is missing: its owner's alone, accounts lie in it."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            message = f"không tạo được thư mục của cổng: {why(error)}"
            problem = Problem(Place(str(self.home)), "khong-tao-duoc", message, "chọn thư mục khác")
            raise ProblemsFound([problem]) from None

    def check(self) -> None:
        """Look at names, addresses, the key and the portal's database before Django does.

        Raises ``WrongUse`` or ``ValueError`` for what cannot be meant, ``ProblemsFound`` where
        the key or a database cannot be read, does not answer or cannot hold every letter.
        """
        for host in self.hosts:
            if host not in _OWN_MACHINE and not _HOST.fullmatch(host):
                message = f"{shown(host)} không phải tên miền; ghi như cong.tinh.vn"
                raise WrongUse("names", f"{message}, không có https:// hay số cổng")
        url_of(self.register)
        self._check_key()
        if self.database is None:
            self._check_file()
            return
        if url_of(self.database).get_backend_name() == "sqlite":
            message = "cơ sở dữ liệu riêng của cổng là postgresql://…; không nêu thì là tệp cong.db"
            raise WrongUse("portal_db", f"{message} trong thư mục của cổng")
        database = connect(self.database)
        try:
            with database.reading() as connection:
                check_unicode(connection)
        finally:
            database.close()

    def _check_key(self) -> None:
        path = self.home / _KEY_FILE
        hint = (
            "trả lại tệp từ bản sao của thư mục, hoặc xóa tệp để cổng tạo khóa mới; "
            "khi ấy mọi người đăng nhập lại"
        )
        try:
            is_empty = path.exists() and not path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            is_empty = True
        if is_empty:
            message = "tệp khóa ký của cổng trống, hỏng hoặc không đọc được"
            raise ProblemsFound([Problem(Place(str(path)), "khoa-hong", message, hint)])

    def _check_file(self) -> None:
        path = self.home / _DATABASE_FILE
        if not path.is_file():
            return
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # Busy or out of space: whoever opens it in earnest says so.
            return
        except sqlite3.DatabaseError:
            message = "tệp tài khoản và bản nháp của cổng hỏng, hoặc không phải cơ sở dữ liệu"
            hint = "cất tệp này đi, khôi phục cổng từ bản sao lưu mới nhất"
            raise ProblemsFound([Problem(Place(str(path)), "cong-hong", message, hint)]) from None

    def secret(self) -> str:
        """Return the key that signs cookies: made at the first start, readable by its owner.

        Without a folder of a portal it is one that nobody ever sees again.
        """
        path = self.home / _KEY_FILE
        if not self.home.is_dir():
            return secrets.token_urlsafe(48)
        if not path.exists():
            with (
                suppress(FileExistsError),
                open(path, "x", encoding="ascii", opener=_private) as stream,
            ):
                stream.write(secrets.token_urlsafe(48))
        return path.read_text(encoding="ascii").strip()

    def django_database(self) -> dict[str, object]:
        """Return Django's words for the portal's own database."""
        if not self.database:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.home / _DATABASE_FILE),
                "OPTIONS": {
                    # A writer takes its turn at once; what was answered is on the disk.
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                },
            }
        url = url_of(self.database)
        # What libpq knows besides: a folder of sockets, a certificate that must be there.
        options = {name: str(value) for name, value in url.query.items()}
        host = url.host or options.pop("host", "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.database or "",
            "USER": url.username or "",
            "PASSWORD": url.password or "",
            "HOST": host,
            "PORT": str(url.port or options.pop("port", "")),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def config_of(environment: Mapping[str, str]) -> Config:
    """Return the configuration in *environment*; by default one of the present folder."""
    home = Path(environment.get(HOME) or "cong")
    hosts = tuple(filter(None, environment.get(HOSTS, "").split(",")))
    return Config(
        home,
        environment.get(REGISTER) or str(home / "so.db"),
        environment.get(DATABASE) or None,
        hosts or _OWN_MACHINE,
        is_plain=bool(environment.get(PLAIN)),
        is_relaxed=bool(environment.get(RELAXED)),
        is_trial=bool(environment.get(TRIAL)),
        mail=mail_of(environment),
        sign_on=sign_on_of(environment),
        scanner=scanner_of(environment),
    )
