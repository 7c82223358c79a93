"""The audit names every trigger that does not stand in the way any more."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from registry.keeping.audit import audit
from registry.store.redaction_guards import FIELDS
from registry.store.triggers import guard_names
from tests.support.registries import (
    said,
)
from tests.support.tampering import a_full_register, tamper


def test_every_missing_trigger_is_named(address: str) -> None:
    database = a_full_register(address)
    tamper(database)
    found = audit(database)

    assert not found.is_sound
    assert len(guard_names(database.engine.dialect.name)) == len(found.problems)
    assert "bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «appraisals_no_delete»" == str(
        found.problems[0]
    )


def test_a_trigger_hollowed_out_is_missing(address: str) -> None:
    database = a_full_register(address)
    if database.is_sqlite:
        tamper(
            database,
            "DROP TRIGGER files_no_delete",
            "CREATE TRIGGER files_no_delete BEFORE DELETE ON files BEGIN SELECT 1; END",
            unguarded=False,
        )
        expected = ["files_no_delete"]
    else:
        tamper(
            database,
            "CREATE OR REPLACE FUNCTION phuhop_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$",
            unguarded=False,
        )
        others = {f"{table}_no_update" for table in FIELDS}
        expected = sorted(guard_names("postgresql") - others)

    assert [
        f"bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «{name}»" for name in expected
    ] == said(audit(database).problems)


def test_a_guard_that_asks_for_no_redaction_is_missing(address: str) -> None:
    database = a_full_register(address)
    if database.is_sqlite:
        does = "BEFORE UPDATE ON events WHEN 0 BEGIN SELECT 1; END"
        tamper(
            database,
            "DROP TRIGGER events_no_update",
            f"CREATE TRIGGER events_no_update {does}",
            unguarded=False,
        )
    else:
        tamper(
            database,
            "CREATE OR REPLACE FUNCTION phuhop_redacts_events() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$",
            unguarded=False,
        )

    assert ["bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «events_no_update»"] == said(
        audit(database).problems
    )


def test_a_table_of_the_same_name_elsewhere_lets_nothing_through(address: str) -> None:
    database = a_full_register(address)
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "CREATE TEMP TABLE redactions "
                "(seq INTEGER, place TEXT, entry TEXT, field TEXT, content TEXT)"
            )
        )
        row = "(1, 'events', '3', 'reason', 'x')"
        connection.execute(
            text(
                f"INSERT INTO pg_temp.redactions VALUES {row}".replace(
                    "pg_temp.", "temp." if database.is_sqlite else "pg_temp."
                )
            )
        )
        with pytest.raises(DBAPIError, match="chi ghi them"):
            connection.execute(text("UPDATE events SET reason = 'x' WHERE seq = 3"))


def test_a_trigger_narrowed_to_one_column_is_missing(address: str) -> None:
    database = a_full_register(address)
    on = "" if database.is_sqlite else " ON texts"
    ours = "BEGIN SELECT RAISE(ABORT, 'x'); END"
    does = ours if database.is_sqlite else "EXECUTE FUNCTION phuhop_append_only()"
    tamper(
        database,
        f"DROP TRIGGER texts_no_update{on}",
        f"CREATE TRIGGER texts_no_update BEFORE UPDATE OF name ON texts {does}",
        unguarded=False,
    )

    assert ["bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «texts_no_update»"] == said(
        audit(database).problems
    )
