"""The doctor of a register: what is not well is named, with what to do."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text

from registry.keeping.backup import back_up
from registry.keeping.checkup import Check, checkup
from registry.store.database import Database, WrongAddress, connect
from tests.support import postgresql
from tests.support.registries import hand_in, new_register

Run = Callable[..., Result]
NOW = datetime.fromisoformat("2040-01-01T08:00:00+07:00")


@pytest.fixture
def register(tmp_path: Path) -> Database:
    """Give a register with one dossier."""
    database = new_register((tmp_path / "so.db").as_posix())
    hand_in(database)
    return database


def found(register: Database, **options: Path) -> dict[str, Check]:
    assert register.path is not None
    return {one.name: one for one in checkup(register.path.as_posix(), NOW, **options)}


def not_well(checks: dict[str, Check]) -> list[str]:
    return [name for name, check in checks.items() if check.is_well is False]


def test_a_register_in_good_order_is_well(register: Database, tmp_path: Path) -> None:
    (tmp_path / "sao-luu").mkdir()
    back_up(register, tmp_path / "sao-luu" / "hom-nay.db")
    checks = found(register, backups=tmp_path / "sao-luu")

    assert [] == [name for name in not_well(checks) if name != "đĩa"]
    assert "sau đó sổ có thêm 0 mắt xích" in checks["sao lưu"].found
    assert {"kết nối", "bảng mã", "quyền đọc", "quyền ghi", "khóa chống sửa", "đĩa", "đồng hồ"} <= {
        *checks
    }


def test_each_trouble_is_named_with_what_to_do(register: Database, tmp_path: Path) -> None:
    assert register.path is not None
    register.path.chmod(0o644)
    with register.writing() as connection:
        connection.execute(text("DROP TRIGGER events_no_delete"))
    early = datetime.fromisoformat("2020-01-01T08:00:00+07:00")
    checks = {one.name: one for one in checkup(register.path.as_posix(), early, tmp_path / "khong")}

    assert {"quyền đọc", "khóa chống sửa", "đồng hồ", "sao lưu"} <= {*not_well(checks)}
    assert "chmod 600 so.db" == checks["quyền đọc"].advice
    assert "events_no_delete" in checks["khóa chống sửa"].found


def test_an_old_backup_and_one_of_another_register_are_not_well(
    register: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "sao-luu"
    folder.mkdir()
    back_up(register, folder / "cu.db")
    old = (NOW - timedelta(days=30)).timestamp()
    os.utime(folder / "cu.db", (old, old))
    unchanged = found(register, backups=folder)["sao lưu"]
    (folder / "cu.db").unlink()
    other = new_register((tmp_path / "khac.db").as_posix())
    hand_in(other, role="tiếp nhận")
    back_up(other, folder / "khac.db")
    strange = found(register, backups=folder)["sao lưu"]

    # Nothing was written since: an old copy holds everything.
    assert unchanged.is_well is True
    assert strange.is_well is False
    assert strange.found.endswith("khac.db không phải bản sao của sổ này")


def test_what_cannot_be_opened_is_the_answer_and_no_fault(tmp_path: Path) -> None:
    (check,) = checkup((tmp_path / "khong.db").as_posix(), NOW)

    assert (False, "kết nối") == (check.is_well, check.name)
    assert "chưa có sổ ở đây" in check.found
    assert "tạo sổ mới" in check.advice


def test_the_command_prints_advice_and_exits_with_a_fault(run: Run, register: Database) -> None:
    assert register.path is not None
    register.path.chmod(0o644)
    plain = run("registry", "doctor", "--db", register.path)
    lines = run("registry", "doctor", "--db", register.path, "--json").stdout.splitlines()

    assert 1 == plain.exit_code
    assert "    → chmod 600 so.db\n" in plain.stdout
    assert "kết nối" == json.loads(lines[0])["name"]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://so:mat@khau1@127.0.0.1:1/so",
        "postgresql://so:mat@khau:khau1@127.0.0.1/so",
        "postgresql://so:khau1@127.0.0.1:cong/so",
    ],
)
def test_half_a_password_is_never_printed(run: Run, address: str) -> None:
    done = run("registry", "list", "--db", address)

    assert 2 == done.exit_code
    assert "khau1" not in done.output
    with pytest.raises(WrongAddress):
        connect(address)


@pytest.mark.skipif(postgresql.programs() is None, reason=postgresql.ABSENT)
def test_who_does_not_get_in_is_told_why() -> None:
    with postgresql.cluster(is_durable=False) as server:
        at = f"?host={server.folder}"
        no_database = checkup(f"postgresql://phuhop@/khong_co{at}", NOW)[0]
        no_user = checkup(f"postgresql://khong_ai@/postgres{at}", NOW)[0]
        no_register = checkup(server.url, NOW)[0]
    down = checkup("postgresql://phuhop:bi-mat@127.0.0.1:1/so", NOW)[0]

    assert "không có cơ sở dữ liệu tên này" in no_database.found
    assert "không có người dùng này" in no_user.found
    assert "không phải sổ của phuhop" in no_register.found
    assert "không kết nối được máy chủ" in down.found
    assert "bi-mat" not in f"{down}"


@pytest.mark.skipif(postgresql.programs() is None, reason=postgresql.ABSENT)
def test_a_database_that_cannot_hold_every_letter_gets_no_register(run: Run) -> None:
    with postgresql.cluster(is_durable=False) as server:
        for name, encoding in (("khong_ma", "SQL_ASCII"), ("tay_au", "LATIN1")):
            postgresql._run_on(
                server.url, f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0"
            )
            address = f"postgresql://phuhop@/{name}?host={server.folder}"
            done = run("registry", "init", "--db", address, "--as", "Vũ Văn Khe:quản trị")

            assert 1 == done.exit_code
            assert f"[khong-phai-utf8] cơ sở dữ liệu dùng bảng mã «{encoding}»" in done.stderr
