"""A PostgreSQL for the tests: the one they are told of, or one of their own.

Their own lies in a temporary folder, listens on a socket there only, and is gone afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

VARIABLE = "PHUHOP_TEST_POSTGRESQL"
ABSENT = f"cần PostgreSQL: đặt {VARIABLE}, hoặc cài gói postgresql (initdb, pg_ctl)"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest version's, or ``None``."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdigit() else 0


class Cluster:
    """A running server. ``url`` is of its first database; ``stop`` is as hard as a power cut."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self.folder = folder
        self.programs = programs
        self.user = user
        self.url = f"postgresql://phuhop@/postgres?host={folder}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "start", "-w", "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")

    def _run(self, program: str, *arguments: object) -> None:
        command = [self.programs / program, "-D", self.folder / "data", *map(str, arguments)]
        # The server would keep a captured stream open.
        subprocess.run(
            command, user=self.user, check=True, cwd=self.folder, stdout=subprocess.DEVNULL
        )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a server of our own; PostgreSQL refuses to run as root, so another user runs it."""
    where = programs()
    assert where is not None
    user = _other_user() if os.getuid() == 0 else None
    # Short: a socket's path has about 100 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user)
        command = [where / "initdb", "-D", folder / "data", "-U", "phuhop", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, user=user, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        server = Cluster(folder, where, user)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _other_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Give the address of an empty database on a server; it is dropped afterwards."""
    name = f"phuhop_{uuid.uuid4().hex}"
    engine = create_engine(
        make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()
