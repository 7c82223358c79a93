"""The file of a SQLite register: its owner's alone, opened for one writer, read from a disc."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection

from scoring.base.problems import Place, Problem, ProblemsFound, file_name

_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "recursive_triggers = ON",
    # What is taken out is gone from the file too, and from every copy of it.
    "secure_delete = ON",
)

READS = "phuhop_reads"
"""The option of a connection that only reads: it does not take the lock."""


@contextmanager
def new_file(path: Path | None) -> Iterator[None]:
    """Make the file of a register that only its owner reads; gone when the block fails.

    What is there already is left alone. Raises ``ProblemsFound`` for a link that leads nowhere.
    """
    if path is None or path.exists():
        yield
        return
    if path.is_symlink():
        message = "đây là liên kết tới nơi khác, không tạo sổ qua liên kết"
        raise ProblemsFound([Problem(Place(file_name(path)), "lien-ket", message)])
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        # Where it cannot be made SQLite says so.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield
    except BaseException:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{path}{ending}").unlink()
        raise


def use_write_ahead_log(path: Path) -> None:
    """Let readers go on while one writes; the file keeps this for ever."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def fold_log(path: Path) -> None:
    """Write the log into the file and empty it, so that nothing taken out lies in it still.

    Where somebody reads at this moment it is done when the next one writes.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def cannot_change(path: Path) -> bool:
    """Whether nobody writes the register at *path*: it lies on a disc, on a read-only share.

    SQLite needs a file beside the register to read one that others may write to. A log left
    beside it holds what such a reader would not see; then SQLite opens it as any other.
    """
    return (
        path.is_file()
        and not os.access(path.parent, os.W_OK)
        and not os.path.lexists(f"{path}-wal")
    )


def unchanging(path: Path) -> sqlite3.Connection:
    """Open a register that nobody writes."""
    address = f"file:{quote(os.fspath(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def prepare(connection: sqlite3.Connection, _: object) -> None:
    """Set a new connection so that what is acknowledged is kept, and references hold."""
    # The module would open transactions by itself; begin says which kind.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def without_references(connection: sqlite3.Connection, _: object) -> None:
    """Let tables be rebuilt, for a migration alone."""
    connection.execute("PRAGMA foreign_keys = OFF")


def begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once."""
    reads = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
