"""The audit names every trigger that does not stand in the way any more."""

from __future__ import annotations

from registry.keeping.audit import audit
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
        expected = sorted(guard_names("postgresql"))

    assert [
        f"bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «{name}»" for name in expected
    ] == said(audit(database).problems)


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
