"""Opening a register: SQLite in a file by default, PostgreSQL by its address.

A transaction that writes takes the one lock there is before it reads: ``BEGIN IMMEDIATE`` on
SQLite, an advisory lock on PostgreSQL. So two processes never build on the same last event,
and whatever was acknowledged is on the disk (``synchronous=FULL``).
"""

from __future__ import annotations

import os
import re
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from registry.store.failures import BUSY_SECONDS, told
from registry.store.sqlite_files import (
    READS,
    begin,
    cannot_change,
    prepare,
    unchanging,
    without_references,
)
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, shown

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 0x70687568  # "phuh": one number for all registers of a PostgreSQL database
SCHEMA = "4"
"""The newest revision in ``migrations/versions``; a test compares."""


class WrongAddress(ValueError):  # noqa: N818 -- it names what was given
    """The text is no file and no address of a database we know."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Database:
    """An opened register. ``name`` is for messages and never holds a password."""

    engine: Engine
    name: str

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of a SQLite register."""
        database = self.engine.url.database
        return Path(database) if self.is_sqlite and database else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction alone in the register; all of it is kept, or nothing.

        Raises ``ProblemsFound`` when the database cannot be written to.
        """
        with told(self.name), self.engine.connect() as connection, connection.begin():
            if not self.is_sqlite:
                # A server may be set to acknowledge before it has written; a register is not.
                connection.execute(text("SET LOCAL synchronous_commit = on"))
                connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees the register as it is at one moment."""
        options: dict[str, Any] = {READS: True}
        if not self.is_sqlite:
            options["isolation_level"] = "REPEATABLE READ"
        with (
            told(self.name),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def connect(address: str) -> Database:
    """Return the database at *address* without looking into it.

    A path is a SQLite file; ``postgresql://user@host/name`` a PostgreSQL database. Raises
    ``WrongAddress`` for anything else.
    """
    url = url_of(address)
    if url.get_backend_name() == "sqlite":
        name = file_name(Path(url.database or ""))
        path = Path(url.database or "")
        engine = create_engine(
            url,
            poolclass=NullPool,
            connect_args={"timeout": BUSY_SECONDS},
            **({"creator": partial(unchanging, path)} if cannot_change(path) else {}),
        )
        event.listen(engine, "connect", prepare)
        event.listen(engine, "begin", begin)
    else:
        # As the user writes it, without the driver.
        name = url.set(drivername="postgresql").render_as_string(hide_password=True)
        try:
            # One connection for thousands of versions; it is asked whether it still lives.
            # Whatever the database's own encoding is, what is read are letters, so it can be told.
            encoded = {"client_encoding": "utf8"}
            engine = create_engine(url, pool_pre_ping=True, connect_args=encoded)
        except ModuleNotFoundError:
            message = "thiếu psycopg để dùng PostgreSQL; cài: pip install 'phuhop[postgresql]'"
            raise WrongAddress(message) from None
    database = Database(engine, name)
    weakref.finalize(database, engine.dispose)
    return database


def open_register(address: str) -> Database:
    """Return an existing register of this version.

    Raises ``ProblemsFound`` when there is none or it is of another version.
    """
    database = connect(address)
    if database.path is not None and not database.path.exists():
        raise _problem(
            database.name,
            "chua-co-so",
            "chưa có sổ ở đây",
            "tạo sổ mới, hoặc chỉ đúng chỗ",
        )
    with database.reading() as connection:
        found = revision_of(connection)
    if found is None:
        message = "cơ sở dữ liệu này không phải sổ của phuhop"
        raise _problem(database.name, "khong-phai-so-dang-ky", message, "tạo sổ mới")
    if found != SCHEMA:
        message = f"sổ thuộc phiên bản lược đồ {shown(found)}, phần mềm dùng {shown(SCHEMA)}"
        hint = "nếu sổ cũ hơn thì sao lưu tệp rồi nâng cấp sổ; "
        hint += "nếu sổ mới hơn thì dùng bản phần mềm mới"
        raise _problem(database.name, "phien-ban-so", message, hint)
    return database


def upgrade(address: str) -> tuple[Database, str]:
    """Bring a register of an older version up to date; return it and the version it had.

    Raises ``ProblemsFound`` when there is no register, or one of a later version: nothing is
    changed then.
    """
    database, migrating = connect(address), connect(address)
    if database.path is not None and not database.path.exists():
        raise _problem(database.name, "chua-co-so", "chưa có sổ ở đây")
    if database.is_sqlite:
        # A table is rebuilt by taking its place: meanwhile what refers to it refers to nothing.
        event.listen(migrating.engine, "connect", without_references)
    with migrating.writing() as connection:
        found = revision_of(connection)
        if found is None:
            message = "cơ sở dữ liệu này không phải sổ của phuhop"
            raise _problem(database.name, "khong-phai-so-dang-ky", message)
        if found not in _known_revisions():
            message = f"sổ thuộc phiên bản lược đồ {shown(found)} mà phần mềm này không biết"
            raise _problem(database.name, "phien-ban-so", message, "dùng bản phần mềm mới hơn")
        migrate(connection)
    migrating.close()
    return database, found


def has_register(database: Database) -> bool:
    """Whether there is a register, of whatever version."""
    if database.path is not None and not database.path.exists():
        return False
    with database.reading() as connection:
        return revision_of(connection) is not None


def revision_of(connection: Connection) -> str | None:
    """Return the schema's revision, ``None`` where there is no register."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection) -> None:
    """Make the tables, or bring those of an older version up to date.

    Raises ``ProblemsFound`` for a PostgreSQL database that cannot hold every letter.
    """
    from alembic import command

    check_unicode(connection)
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def check_unicode(connection: Connection) -> None:
    """Raise ``ProblemsFound`` for a database that cannot hold every letter."""
    encoding = encoding_of(connection)
    if encoding != UNICODE:
        name = connection.engine.url.set(drivername="postgresql").render_as_string()
        message = f"cơ sở dữ liệu dùng bảng mã {shown(encoding)}, không giữ được chữ Việt"
        hint = "tạo lại bằng createdb -E UTF8 -T template0"
        raise _problem(name, "khong-phai-utf8", message, hint)


UNICODE = "UTF8"


def encoding_of(connection: Connection) -> str:
    """Return the encoding of the database's texts as PostgreSQL names it."""
    asks = "PRAGMA encoding" if connection.dialect.name == "sqlite" else "SHOW server_encoding"
    return str(connection.execute(text(asks)).scalar()).replace("UTF-8", UNICODE)


def alembic_config() -> Config:
    """Return what Alembic needs to find the migrations."""
    from alembic.config import Config

    config = Config()
    # Alembic's options take a percent sign for the beginning of a reference.
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    return config


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(alembic_config())
    return {script.revision for script in scripts.walk_revisions()}


def _problem(name: str, code: str, message: str, hint: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(Place(name), code, message, hint)])


_PORT = re.compile(r"\A[^:]+://(?:[^/@]*@)?(?:\[[^\]/]*\]|[^/:\[\]]*):([^/?@]*)(?:/|\Z)(?!.*@)")
_LAST_PORT = 65_535


def url_of(address: str) -> URL:
    """Return *address* in its pieces, with the driver. Raises ``WrongAddress``."""
    if "://" not in address:
        return URL.create("sqlite", database=os.fspath(Path(address)))
    # A password with an @ in it would be taken for a part of the host, and be printed.
    if address.partition("://")[2].partition("/")[0].count("@") > 1:
        message = "địa chỉ cơ sở dữ liệu có nhiều dấu @; @ trong mật khẩu viết là %40, hoặc bỏ mật"
        raise WrongAddress(f"{message} khẩu khỏi địa chỉ và ghi vào tệp ~/.pgpass")
    port = _PORT.search(address)
    if port is not None and not (port[1].isdecimal() and 0 < int(port[1]) <= _LAST_PORT):
        # Not shown: where a host is forgotten, this is the password.
        message = f"cổng trong địa chỉ cơ sở dữ liệu không phải là số từ 1 đến {_LAST_PORT}"
        raise WrongAddress(f"{message}; bỏ cả dấu : nếu máy chủ dùng cổng thường")
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    known = url.get_backend_name() if url is not None else ""
    if url is None or known not in {"sqlite", "postgresql", "postgres"}:
        # The text is not shown: it may hold a password.
        message = "địa chỉ cơ sở dữ liệu là đường dẫn tệp SQLite hoặc postgresql://…"
        raise WrongAddress(message)
    return url if known == "sqlite" else url.set(drivername="postgresql+psycopg")
