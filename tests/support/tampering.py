"""Registers changed behind the program's back, and what the audit says of them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from registry.keeping.audit import audit
from registry.store.chain import Head
from registry.store.database import Database, open_register
from registry.store.triggers import guard_names
from tests.support.registries import (
    ASSESSMENT,
    appraise,
    copied,
    empty,
    hand_in,
    recognise,
    said,
    step,
    version,
    with_figures,
)


def a_full_register(address: str) -> Database:
    """Return a register with one dossier of two versions, one file, two appraisals, a decision."""
    return copied(address, _fill)


def _fill(address: str) -> None:
    empty(address)
    database = open_register(address)
    hand_in(database, version(with_figures(tre_duoc_kham_suc_khoe=900)))
    step(database, "return", "thẩm định", "Số khám sức khỏe chưa khớp sổ của trạm y tế")
    hand_in(database, version(ASSESSMENT, b"%PDF-1.7 so ho tich"))
    step(database, "start", "thẩm định")
    appraise(database)
    recognise(database)
    database.close()


def tamper(database: Database, *statements: str, unguarded: bool = True) -> None:
    """Do what somebody with the owner's rights can do: drop the triggers, change rows."""
    with database.engine.begin() as connection:
        if unguarded:
            drop_guards(connection)
        for statement in statements:
            connection.execute(text(statement))


def drop_guards(connection: Connection) -> None:
    for name in sorted(guard_names(connection.dialect.name)):
        table = name.partition("_no_")[0]
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.execute(text(f"DROP TRIGGER {name}{on}"))
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def findings(database: Database, expected: Head | None = None) -> list[str]:
    """Return what the audit says, the missing triggers left out."""
    problems = audit(database, expected).problems
    return said([p for p in problems if p.code != "mat-khoa-ghi-them"])
