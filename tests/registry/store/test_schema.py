"""The tables of a register: what migrations make, what triggers refuse, what is no register."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from registry.acts.redacting import redact, texts_of
from registry.acts.remarks import Remark, RemarkAnswer
from registry.keeping.audit import audit
from registry.store import database
from registry.store.chain import Head
from registry.store.database import (
    SCHEMA,
    Database,
    WrongAddress,
    alembic_config,
    connect,
    open_register,
    upgrade,
)
from registry.store.schema import APPEND_ONLY, metadata
from registry.store.triggers import missing_guards
from registry.workflow.settings import create
from scoring.base.problems import ProblemsFound
from tests.support.postgresql import new_database
from tests.support.registries import (
    ASSESSMENT,
    KEY,
    appraise,
    by,
    give_back,
    hand_in,
    new_register,
    recognise,
    said,
    send_again,
    step,
    version,
)


def with_a_row_in_every_table(address: str) -> Database:
    """Return a register in which nothing is missing but redactions."""
    database = with_a_decision(address)
    step(database, "reopen", "cấp trên", "Có đơn phản ánh")
    give_back(database, Remark("7", "Bổ sung số sổ tiêm chủng"))
    send_again(database, RemarkAnswer(1, "Đã ghi số sổ ở mục minh chứng"))
    return database


def with_a_decision(address: str) -> Database:
    """Return a register whose dossier went the whole way."""
    database = new_register(address)
    hand_in(database, version(ASSESSMENT, b"%PDF-1"))
    step(database, "start", "thẩm định")
    appraise(database)
    recognise(database)
    return database


def test_migrations_make_the_tables_the_code_knows(address: str) -> None:
    database = new_register(address)
    with database.reading() as connection:
        context = MigrationContext.configure(connection)

        assert [] == compare_metadata(context, metadata)
        assert [] == missing_guards(connection)


def test_the_newest_migration_is_the_version_the_code_asks_for() -> None:
    assert SCHEMA == ScriptDirectory.from_config(alembic_config()).get_current_head()


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_nothing_written_can_be_changed_deleted_or_replaced(address: str, table: object) -> None:
    name = getattr(table, "name", "")
    database = with_a_row_in_every_table(address)
    (*_, file) = texts_of(database, KEY)
    redact(database, KEY, [file.handle], by("quản trị"), "Có thông tin riêng của trẻ em")
    with database.reading() as connection:
        rows = connection.execute(text(f"SELECT * FROM {name}")).mappings().all()
    column = next(iter(rows[0]))
    statements = [f"UPDATE {name} SET {column} = {column}", f"DELETE FROM {name}"]
    if database.is_sqlite:
        names = ", ".join(rows[0])
        statements += [f"INSERT OR REPLACE INTO {name} SELECT {names} FROM {name}"]
    else:
        statements += [f"TRUNCATE {name} CASCADE"]
    for statement in statements:
        with (
            pytest.raises(DBAPIError, match="chi ghi them, khong sua, khong xoa"),
            database.engine.begin() as connection,
        ):
            connection.execute(text(statement))

    with database.reading() as connection:
        assert rows == connection.execute(text(f"SELECT * FROM {name}")).mappings().all()


def test_a_register_is_never_made_over_another(address: str) -> None:
    database = new_register(address)
    with pytest.raises(ProblemsFound) as caught:
        create(database, by("quản trị"), "", "")

    assert [
        f"{database.name}: [da-co-so] ở đây đã có sổ; sổ không bao giờ bị ghi đè; chọn chỗ khác"
    ] == said(caught.value.problems)


def test_where_there_is_no_register_the_way_to_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        open_register(str(tmp_path / "so.db"))

    assert [
        (f"{tmp_path}/so.db: [chua-co-so] chưa có sổ ở đây; tạo sổ mới, hoặc chỉ đúng chỗ")
    ] == said(caught.value.problems)
    assert [] == list(tmp_path.iterdir())


def test_another_database_is_no_register(address: str) -> None:
    database = connect(address)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE khac (x INTEGER)"))
    with pytest.raises(ProblemsFound) as caught:
        open_register(address)

    assert ["khong-phai-so-dang-ky"] == [p.code for p in caught.value.problems]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "so.db"
    path.write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(ProblemsFound) as caught:
        open_register(str(path))

    assert [f"{path}: [so-hong] tệp này không phải cơ sở dữ liệu SQLite, hoặc đã hỏng"] == said(
        caught.value.problems
    )


def test_a_register_of_a_later_version_is_not_touched(address: str) -> None:
    database = new_register(address)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    with pytest.raises(ProblemsFound) as caught:
        open_register(address)
    with pytest.raises(ProblemsFound) as upgraded:
        upgrade(address)

    assert ["sổ thuộc phiên bản lược đồ «99», phần mềm dùng «4»"] == [
        p.message for p in caught.value.problems
    ]
    assert ["sổ thuộc phiên bản lược đồ «99» mà phần mềm này không biết"] == [
        p.message for p in upgraded.value.problems
    ]


def test_a_register_of_this_version_is_upgraded_to_itself(address: str) -> None:
    before = audit(new_register(address)).head
    database, had = upgrade(address)

    assert SCHEMA == had
    assert before == audit(database).head


def old_register(address: str, rows_of: Database) -> Head:
    """Make a register as the first version made it, with the rows of another; return its head."""
    old = connect(address)
    with old.writing() as new, rows_of.reading() as source:
        config = alembic_config()
        config.attributes["connection"] = new
        command.upgrade(config, "1")
        for table in metadata.sorted_tables:
            for row in source.execute(select(table)).mappings().all():
                new.execute(insert(table).values(dict(row)))
    return audit(rows_of).head


def test_a_register_of_the_first_version_is_brought_up_to_date_with_the_chain_it_had(
    address: str, tmp_path: Path
) -> None:
    had = old_register(address, with_a_decision(str(tmp_path / "khac.db")))
    with pytest.raises(ProblemsFound) as caught:
        open_register(address)
    database, found = upgrade(address)
    now = audit(database)

    assert ["phien-ban-so"] == [p.code for p in caught.value.problems]
    assert "1" == found
    assert (had, ()) == (now.head, now.problems)
    with database.reading() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), metadata)
    assert "đang thẩm định" == step(database, "reopen", "cấp trên", "Có đơn phản ánh").after


REPLACING = {
    "a row's number": "INSERT OR REPLACE INTO decisions (rowid, dossier, version, appraisal, "
    "sha256, content) SELECT 1, 1, 2, 1, sha256, content FROM decisions",
    "a dossier's commune and year": "INSERT OR REPLACE INTO dossiers SELECT 7, commune, year, "
    "ruleset FROM dossiers",
    "a link's hash": "INSERT OR REPLACE INTO events SELECT 99, at, person, role, agency, step, "
    "dossier, before, after, reason, detail, previous, hash FROM events WHERE seq = 2",
}


@pytest.mark.parametrize("name", REPLACING)
def test_no_other_key_leads_past_the_guards(tmp_path: Path, name: str) -> None:
    database = with_a_decision(str(tmp_path / "so.db"))
    before = audit(database)
    # As any other program opens the file: triggers of triggers off.
    with (
        closing(sqlite3.connect(tmp_path / "so.db")) as connection,
        pytest.raises(sqlite3.Error, match=r"chi ghi them|no column named rowid"),
    ):
        connection.execute(REPLACING[name])

    assert () == before.problems
    assert before == audit(database)


def test_a_trigger_for_replicas_alone_is_a_missing_one(postgresql_url: str) -> None:
    with new_database(postgresql_url) as address:
        database = with_a_decision(address)
        with database.engine.begin() as connection:
            connection.execute(
                text("ALTER TABLE decisions ENABLE REPLICA TRIGGER decisions_no_update")
            )

        assert ["bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «decisions_no_update»"] == said(
            audit(database).problems
        )


def test_whoever_plays_a_replica_is_refused_too(postgresql_url: str) -> None:
    with new_database(postgresql_url) as address:
        database = with_a_decision(address)
        with (
            pytest.raises(DBAPIError, match="chi ghi them, khong sua, khong xoa"),
            database.engine.begin() as connection,
        ):
            connection.execute(
                text("SET session_replication_role = replica; DELETE FROM decisions")
            )


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(ProblemsFound) as caught:
        open_register("postgresql://ai:bimat@localhost:1/so")

    assert [
        (
            "postgresql://ai:***@localhost:1/so: [khong-ket-noi-duoc] "
            "không kết nối được máy chủ cơ sở dữ liệu; máy chủ chưa chạy, sai tên máy hoặc cổng, "
            "hay bị tường lửa chặn"
        )
    ] == said(caught.value.problems)


@pytest.mark.parametrize("wrong", ["mysql://a:b@c/d", "://", "postgresql//x://"])
def test_other_addresses_are_refused_without_showing_a_password(wrong: str) -> None:
    with pytest.raises(WrongAddress) as caught:
        connect(wrong)

    assert "địa chỉ cơ sở dữ liệu là đường dẫn tệp SQLite hoặc postgresql://…" == str(caught.value)


@pytest.mark.parametrize("port", ["cong", "0", "99999", "", "5432x"])
@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_port_that_is_no_port_is_told_without_showing_a_password(host: str, port: str) -> None:
    with pytest.raises(WrongAddress) as caught:
        connect(f"postgresql://so:bimat@{host}:{port}/so")

    assert str(caught.value).startswith(
        "cổng trong địa chỉ cơ sở dữ liệu không phải là số từ 1 đến 65535"
    )
    assert "bimat" not in str(caught.value)


@pytest.mark.parametrize("address", ["so:a/b@h/x", "so:bi?mat@h/so", "so:bi#mat@h:1/so", "[::1]/x"])
def test_a_password_is_never_taken_for_a_port(address: str) -> None:
    assert connect(f"postgresql://{address}").name.startswith("postgresql://")


def test_a_percent_sign_in_the_folder_of_the_program_is_a_percent_sign(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = Path("/srv/may 50% dung chung/registry/store")
    monkeypatch.setattr(database, "__file__", str(folder / "database.py"))

    found = database.alembic_config().get_main_option("script_location")

    assert str(folder / "migrations") == found
