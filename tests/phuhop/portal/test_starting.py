"""Before a portal answers: addresses that cannot be meant are told, and what they say is kept."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from phuhop.portal.config import Config
from phuhop.portal.serving import prepare
from phuhop.portal.working import refuse_newer_tables
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import ProblemsFound
from tests.support import postgresql


def _config(home: Path, register: str = "so.db", database: str | None = None) -> Config:
    return Config(home / "cong", register, database)


def test_everything_an_address_says_reaches_the_database(tmp_path: Path) -> None:
    address = "postgresql://mo%40tinh:m%2Fk@may-chu:5433/cong?sslmode=verify-full"

    django = _config(tmp_path, database=address).django_database()

    assert ("mo@tinh", "m/k") == (django["USER"], django["PASSWORD"])
    assert ("may-chu", "5433", "cong") == (django["HOST"], django["PORT"], django["NAME"])
    assert {"sslmode": "verify-full"} == django["OPTIONS"]


def test_a_folder_of_sockets_is_a_host(tmp_path: Path) -> None:
    django = _config(tmp_path, database="postgresql:///cong?host=/run/pg").django_database()

    assert ("/run/pg", {}) == (django["HOST"], django["OPTIONS"])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://mo:mật@khẩu@may/cong", "nhiều dấu @"),
        ("postgresql://may:cổng/cong", "số từ 1 đến 65535"),
        ("mysql://may/cong", "postgresql://…"),
        ("cong.db", "là tệp cong.db"),
    ],
)
def test_an_address_that_cannot_be_meant_is_told_without_its_password(
    tmp_path: Path, address: str, words: str
) -> None:
    with pytest.raises(WrongUse) as told:
        prepare(_config(tmp_path, database=address))

    assert words in str(told.value)
    assert "mật@khẩu" not in str(told.value)
    assert not (tmp_path / "cong").exists()


@pytest.mark.parametrize("name", ["https://cong.tinh.vn", "cong.tinh.vn:8443", "cổng tỉnh", ""])
def test_what_is_no_host_name_is_told_before_every_page_is_refused(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(WrongUse, match="không phải tên miền"):
        prepare(replace(_config(tmp_path), hosts=(name,)))


@pytest.mark.parametrize("name", ["cong.tinh.vn", "*.tinh.vn", ".tinh.vn", "localhost", "[::1]"])
def test_host_names_are_taken(tmp_path: Path, name: str) -> None:
    replace(_config(tmp_path), hosts=(name,)).check()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "cong").write_bytes(b"")

    with pytest.raises(ProblemsFound, match="không tạo được thư mục của cổng"):
        prepare(_config(tmp_path))


@pytest.mark.parametrize(
    ("file", "words"),
    [("khoa-bi-mat", "tệp khóa ký của cổng trống"), ("cong.db", "hỏng, hoặc không phải cơ sở")],
)
def test_a_damaged_file_of_the_portal_is_told_with_what_to_do(
    tmp_path: Path, file: str, words: str
) -> None:
    home = tmp_path / "cong"
    home.mkdir()
    content = b"" if file == "khoa-bi-mat" else b"no database" * 1_000
    (home / file).write_bytes(content)

    with pytest.raises(ProblemsFound, match=words) as told:
        prepare(_config(tmp_path))

    (problem,) = told.value.problems
    assert problem.hint
    assert content == (home / file).read_bytes()


def test_tables_of_a_newer_version_are_left_alone(portal_home: Path) -> None:
    recorder = MigrationRecorder(connections["default"])
    assert portal_home.is_dir()
    refuse_newer_tables()
    recorder.record_applied("drafts", "0099_later")
    try:
        with pytest.raises(ProblemsFound, match="bản phần mềm mới hơn"):
            refuse_newer_tables()
    finally:
        recorder.record_unapplied("drafts", "0099_later")


def test_a_wrong_address_of_the_register_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"postgresql://…"):
        prepare(_config(tmp_path, register="oracle://may/so"))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if postgresql.programs() is None:
        pytest.skip(postgresql.ABSENT)
    with postgresql.cluster(is_durable=False) as cluster:
        yield cluster.url


def test_a_database_that_does_not_answer_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound):
        prepare(_config(tmp_path, database=f"postgresql:///cong?host={tmp_path}"))

    assert not (tmp_path / "cong").exists()


def test_a_database_that_cannot_hold_every_letter_is_told(tmp_path: Path, server: str) -> None:
    postgresql._run_on(server, "CREATE DATABASE chu_cu ENCODING 'LATIN1' TEMPLATE template0")
    address = server.replace("/postgres?", "/chu_cu?")

    with pytest.raises(ProblemsFound) as told:
        prepare(_config(tmp_path, database=address))

    assert "không giữ được chữ Việt" in str(told.value)


def test_a_port_that_is_taken_or_an_address_of_another_machine_is_told(
    tmp_path: Path, run: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--trial", "--home", tmp_path / "cong", "--port", str(port))
    elsewhere = run("serve", "--trial", "--home", tmp_path / "cong", "--host", "192.0.2.1")

    assert (2, 2) == (done.exit_code, elsewhere.exit_code)
    assert f"cổng mạng {port} đang có chương trình khác dùng" in done.output
    assert "máy này không có địa chỉ «192.0.2.1»" in elsewhere.output
    assert not (tmp_path / "cong").exists()


def test_a_demo_of_the_portal_is_of_the_sample_communes_alone(tmp_path: Path, run: Any) -> None:
    done = run("demo", "-o", tmp_path, "--portal", "--nation")

    assert 2 == done.exit_code
    assert "không đi cùng --nation" in done.output
