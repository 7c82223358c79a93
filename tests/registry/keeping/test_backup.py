"""A backup is one file with the same chain, restored on either engine, never over anything."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from registry.keeping.audit import audit
from registry.keeping.backup import back_up, restore
from registry.store.database import Database, connect, open_register
from registry.store.schema import metadata
from scoring.base.problems import ProblemsFound
from tests.support import postgresql
from tests.support.registries import appraise, hand_in, new_register, recognise, said, step, version
from tests.support.sample_sheets import ASSESSMENTS


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of another empty database, on the engine asked for."""
    if request.param == "sqlite":
        yield str(tmp_path / "khac.db")
    else:
        with postgresql.new_database(request.getfixturevalue("postgresql_url")) as url:
            yield url


def filled(address: str) -> Database:
    """Return a register with two dossiers, one decided."""
    database = new_register(address)
    hand_in(database, version(ASSESSMENTS["mien-nui-dat"], b"%PDF-1.7 \x00\xff"))
    hand_in(database, version(ASSESSMENTS["xa-bi-diem-liet"]))
    step(database, "start", "thẩm định")
    appraise(database)
    recognise(database)
    return database


def contents(database: Database) -> dict[str, list[Any]]:
    """Return every row of every table."""
    with database.reading() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_a_backup_restores_to_the_same_rows_on_either_engine(
    address: str, other: str, tmp_path: Path
) -> None:
    database = filled(address)
    head = back_up(database, tmp_path / "sao-luu" / "2024.db")
    target = connect(other)
    found = restore(tmp_path / "sao-luu" / "2024.db", target)

    assert head == found.head == audit(database).head
    assert () == found.problems
    assert contents(database) == contents(open_register(other))
    # Work goes on in the restored register.
    assert "công bố" == step(target, "publish", "quyết định").after
    assert () == audit(target).problems


def test_a_backup_is_one_file(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "sao-luu"
    back_up(filled(address), folder / "2024.db")

    assert ["2024.db"] == [path.name for path in folder.iterdir()]


def test_nothing_is_written_over(address: str, tmp_path: Path) -> None:
    database = filled(address)
    taken = tmp_path / "quan-trong.docx"
    taken.write_bytes(b"PK")
    with pytest.raises(ProblemsFound) as caught:
        back_up(database, taken)

    assert [f"{taken}: [da-co-tep] tệp này đã có, không ghi đè; đặt tên khác"] == said(
        caught.value.problems
    )
    assert b"PK" == taken.read_bytes()


def test_a_register_is_never_restored_over(address: str, tmp_path: Path) -> None:
    database = filled(address)
    back_up(database, tmp_path / "sao-luu.db")
    step(database, "publish", "quyết định")
    before = audit(database).head
    with pytest.raises(ProblemsFound) as caught:
        restore(tmp_path / "sao-luu.db", database)

    assert ["da-co-tep" if database.is_sqlite else "da-co-so"] == [
        problem.code for problem in caught.value.problems
    ]
    assert before == audit(database).head


def test_a_backup_whose_chain_does_not_hold_is_not_restored(tmp_path: Path) -> None:
    back_up(filled(str(tmp_path / "so.db")), tmp_path / "sao-luu.db")
    with closing(sqlite3.connect(tmp_path / "sao-luu.db")) as connection, connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("UPDATE events SET person = 'Người Khác' WHERE seq = 2")
    with pytest.raises(ProblemsFound) as caught:
        restore(tmp_path / "sao-luu.db", connect(str(tmp_path / "khac.db")))

    assert {"mat-xich-bi-sua", "mat-khoa-ghi-them"} == {p.code for p in caught.value.problems}
    assert not (tmp_path / "khac.db").exists()


def test_where_a_backup_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    database = filled(str(tmp_path / "so.db"))
    (tmp_path / "tep").write_bytes(b"")
    with pytest.raises(ProblemsFound) as caught:
        back_up(database, tmp_path / "tep" / "sao-luu.db")

    assert ["khong-ghi-duoc"] == [problem.code for problem in caught.value.problems]


@pytest.mark.skipif(sys.platform == "win32", reason="cần ulimit của hệ điều hành")
def test_a_full_disk_leaves_no_half_backup(tmp_path: Path) -> None:
    filled(str(tmp_path / "so.db"))
    limited = 'ulimit -f 100; exec "$0" -m phuhop registry backup sao-luu.db --db so.db'
    done = subprocess.run(
        ["bash", "-c", limited, sys.executable],  # noqa: S607 -- the shell sets the limit
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == done.returncode
    assert "sao-luu.db: [het-cho] hết chỗ trên đĩa" in done.stderr
    assert ["so.db"] == sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".db")


def test_others_go_on_writing_while_a_backup_is_made(tmp_path: Path) -> None:
    database = filled(str(tmp_path / "so.db"))
    with database.reading() as reader:
        reader.execute(select(metadata.tables["events"].c.seq)).all()
        # A reader holds its moment; a step and a backup go on beside it.
        published = step(database, "publish", "quyết định")
        head = back_up(database, tmp_path / "sao-luu.db")

    assert published.seq == head.seq
