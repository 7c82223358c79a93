"""Backup and restore: a backup is one SQLite file, whichever engine the register is on.

A copy holds the same rows, so the chain has the same head. Nothing is ever overwritten, and a
copy whose chain does not hold is not taken for a backup.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import insert, select

from registry.keeping.audit import Audit, audit
from registry.store.chain import Head
from registry.store.database import Database, connect, migrate, open_register, revision_of
from registry.store.failures import BROKEN_HINT, told
from registry.store.schema import metadata
from registry.store.sqlite_files import use_write_ahead_log
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name

_HELD = 100
"""Rows copied at a time: evidence may have 20 MB each, the engine streams them one by one."""


def back_up(database: Database, target: Path) -> Head:
    """Write the register as it is at one moment into the new file *target*; return its head.

    Others may go on writing meanwhile. Raises ``ProblemsFound`` when *target* exists or
    cannot be written; then there is no file.
    """
    refuse_existing(target)
    with file_beside(target) as temporary, told(file_name(target)):
        if database.is_sqlite and database.path is not None:
            _online_copy(database.path, temporary)
        else:
            _logical_copy(database, connect(str(temporary)))
        head = _single_file(temporary, database.name)
        put_in_place(temporary, target)
    return head


def restore(source: Path, target: Database) -> Audit:
    """Make a new register from a backup; return the audit of what is there now.

    Raises ``ProblemsFound`` when *target* has a register already, or when the backup's chain
    does not hold: then nothing is restored.
    """
    backup = open_register(str(source))
    found = audit(backup)
    if not found.is_sound:
        raise ProblemsFound(found.problems)
    if target.path is not None:
        refuse_existing(target.path)
        with file_beside(target.path) as temporary, told(target.name):
            _online_copy(source, temporary)
            put_in_place(temporary, target.path)
        use_write_ahead_log(target.path)
    else:
        _logical_copy(backup, target)
    return audit(target)


def _online_copy(source: Path, target: Path) -> None:
    """Copy with SQLite's own backup: consistent while others write."""
    with (
        closing(sqlite3.connect(source)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def _logical_copy(source: Database, target: Database) -> None:
    """Copy row by row between engines, at one moment of *source*, in one transaction."""
    with source.reading() as old, target.writing() as new:
        if revision_of(new) is not None:
            message, hint = "ở đây đã có sổ", "sổ không bao giờ bị ghi đè; chọn chỗ khác"
            raise ProblemsFound([Problem(Place(target.name), "da-co-so", message, hint)])
        migrate(new)
        for table in metadata.sorted_tables:
            query = select(table).order_by(*table.primary_key)
            rows = old.execute(query.execution_options(yield_per=_HELD))
            for row in rows.mappings():
                new.execute(insert(table).values(dict(row)))


def _single_file(path: Path, name: str) -> Head:
    """Fold the write-ahead log into the file, so that the backup is one thing."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        query = "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1"
        last = connection.execute(query).fetchone()
        if last is None:
            message = "sổ không còn mắt xích nào"
            raise ProblemsFound([Problem(Place(name), "so-thieu-dong", message, BROKEN_HINT)])
        return Head(*last)


def refuse_existing(path: Path) -> None:
    """Raise ``ProblemsFound`` where something stands; a link that leads nowhere does, too."""
    if os.path.lexists(path):
        raise _existing(path)


def _existing(path: Path) -> ProblemsFound:
    message, hint = "tệp này đã có, không ghi đè", "đặt tên khác"
    if path.is_symlink():
        message = "đây là liên kết tới nơi khác, không ghi qua"
    return ProblemsFound([Problem(Place(file_name(path)), "da-co-tep", message, hint)])


def put_in_place(temporary: Path, target: Path) -> None:
    """Give the finished file its name; a file that came meanwhile stays."""
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise _existing(target) from None
    except OSError:
        # A file system without hard links.
        refuse_existing(target)
        temporary.replace(target)


@contextmanager
def file_beside(target: Path) -> Iterator[Path]:
    """Give a temporary file beside a target, gone afterwards; makes missing folders."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".phuhop-")
    except OSError as error:
        place = Place(file_name(target))
        message = f"không ghi được tệp: {reason(error)}"
        raise ProblemsFound([Problem(place, "khong-ghi-duoc", message)]) from None
    os.close(handle)
    try:
        # Nobody but its owner reads it: SQLite fills the empty file, and keeps that.
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{name}{ending}").unlink()
