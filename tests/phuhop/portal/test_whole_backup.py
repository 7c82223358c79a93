"""Portal and register in one copy: made while people type, restored on the other engine."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from sqlalchemy import NullPool, create_engine, make_url, text

from phuhop.portal.accounts.models import Role
from phuhop.portal.drafts.models import Blob, Draft, DraftFile
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.saving import Typed, save
from phuhop.portal.whole_backup import LEFT_OUT, PortalStore
from phuhop.usecases.whole_backup import (
    LISTED,
    REGISTER,
    STORE,
    back_up_all,
    restore_all,
)
from scoring.base.problems import ProblemsFound
from tests.support.portal import draft, fill_in, person, signed_in, typed_for_a_pass
from tests.support.postgresql import ABSENT, cluster, new_database, programs

CONTENT = bytes(range(256)) * 40


def lines(copy: Path) -> list[dict[str, Any]]:
    """Return the rows of a copy."""
    with zipfile.ZipFile(copy) as archive:
        return [json.loads(line) for line in archive.read(STORE).splitlines()]


def head(copy: Path) -> str:
    """Return the head of a copy's chain."""
    with zipfile.ZipFile(copy) as archive:
        return str(json.loads(archive.read(LISTED))["head"])


@contextmanager
def typing(*drafts: Draft) -> Iterator[list[int]]:
    """Let somebody save on each draft all the while; give how much was acknowledged."""
    stopped, begun, acknowledged = threading.Event(), threading.Event(), [0]

    def one(of: Draft) -> None:
        from django.db import connection

        seen = 0
        while not stopped.is_set():
            save(of.pk, [Typed("figures.tong_so_tre_em", str(seen), seen)], "mo", timezone.now())
            seen += 1
            acknowledged[0] += 1
            begun.set()
        connection.close()

    threads = [threading.Thread(target=one, args=(of,)) for of in drafts]
    for thread in threads:
        thread.start()
    assert begun.wait(60)
    try:
        yield acknowledged
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def phuhop(*arguments: object) -> str:
    """Run a command in a process of its own: Django knows one database for each."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PHUHOP", "DJANGO"))}
    command = [sys.executable, "-m", "phuhop", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def at_work(portal_home: Path) -> list[Draft]:
    """Give drafts with everything a copy has to hold; somebody is signed in."""
    assert portal_home.is_dir()
    clerk = person("mo", Role.OFFICER)
    person("khe", Role.ADMINISTRATOR, (), "tat-ca", until_day=timezone.localdate() + timedelta(9))
    signed_in(clerk)
    full, *others = [draft(), draft("99002"), draft("99003"), draft("99004")]
    fill_in(full, typed_for_a_pass())
    blob = Blob.objects.create(sha256="ab" * 32, content=CONTENT)
    DraftFile.objects.create(
        draft=full,
        row="1.1",
        name="Sổ hộ tịch.pdf",
        type="pdf",
        size=len(CONTENT),
        blob=blob,
        account="mo",
        at=timezone.now(),
    )
    return others


@pytest.mark.slow
@pytest.mark.skipif(programs() is None, reason=ABSENT)
def test_a_copy_made_while_people_type_restores_on_the_other_engine_and_back(
    at_work: list[Draft], tmp_path: Path
) -> None:
    first, second = tmp_path / "mot.zip", tmp_path / "hai.zip"
    with typing(*at_work) as acknowledged:
        before = acknowledged[0]
        made = back_up_all(register(), PortalStore(), first)
    went_on = acknowledged[0] > before
    home, other = tmp_path / "cong-pg", tmp_path / "cong-tep"
    with (
        cluster(is_durable=False) as server,
        new_database(server.url) as store,
        new_database(server.url) as chain,
    ):
        places = ("--home", home, "--db", chain, "--portal-db", store)
        restored = phuhop("portal", "restore", first, *places)
        sessions = _asked(store, "select count(*) from django_session")
        # A new row gets a number that no restored row has.
        number = _asked(store, "select nextval(pg_get_serial_sequence('drafts_draft', 'id'))")
        again = phuhop("portal", "backup", second, *places)
    phuhop("portal", "restore", second, "--home", other)

    assert went_on
    assert f"đầu chuỗi {made.head}" in restored
    assert "không ai đang đăng nhập" in restored
    assert 0 == sessions
    assert number > max(row["pk"] for row in lines(first) if row["model"] == "drafts.draft")
    assert f"đầu chuỗi {made.head}" in again
    assert head(first) == head(second) == made.head
    assert _sorted(lines(first)) == _sorted(lines(second))
    with closing(sqlite3.connect(other / "cong.db")) as connection:
        kept = connection.execute("select content from drafts_blob").fetchone()[0]
        count = connection.execute("select count(*) from django_session").fetchone()[0]
    assert CONTENT == bytes(kept)
    assert 0 == count
    assert 0o700 == other.stat().st_mode & 0o777
    assert "Chuỗi liền mạch" in phuhop("registry", "audit", "--db", other / "so.db")


def _asked(address: str, query: str) -> int:
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return int(connection.execute(text(query)).scalar_one())


def _sorted(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def test_every_draft_of_a_copy_is_as_it_was_at_one_moment(
    at_work: list[Draft], tmp_path: Path
) -> None:
    with typing(*at_work):
        for number in range(4):
            back_up_all(register(), PortalStore(), tmp_path / f"{number}.zip")
    for number in range(4):
        rows = lines(tmp_path / f"{number}.zip")
        saved = {one["pk"]: one["fields"]["revision"] for one in rows if _is(one, "draft")}
        changes: Counter[int] = Counter()
        newest: defaultdict[int, int] = defaultdict(int)
        for one in rows:
            about = one["fields"].get("draft")
            if _is(one, "draftchange"):
                changes[about] += 1
            if _is(one, "draftfield"):
                newest[about] = max(newest[about], one["fields"]["revision"])
        for of in at_work:
            assert saved[of.pk] == newest[of.pk] == changes[of.pk]


def _is(row: dict[str, Any], model: str) -> bool:
    return bool(row["model"] == f"drafts.{model}")


def test_a_copy_holds_accounts_grants_and_files_and_no_session(
    at_work: list[Draft], tmp_path: Path
) -> None:
    copy = tmp_path / "cong.zip"
    made = back_up_all(register(), PortalStore(), copy)
    found = Counter(row["model"] for row in lines(copy))

    assert at_work
    assert 0o600 == copy.stat().st_mode & 0o777
    assert [copy] == [*tmp_path.iterdir()]
    assert made.rows == sum(found.values())
    assert 2 == found["accounts.account"] == found["accounts.grant"]
    assert 1 == found["drafts.draftfile"] == found["drafts.blob"]
    assert not {*found} & LEFT_OUT


def test_what_stands_there_is_never_overwritten(at_work: list[Draft], tmp_path: Path) -> None:
    copy = tmp_path / "cong.zip"
    back_up_all(register(), PortalStore(), copy)
    size = copy.stat().st_size
    with pytest.raises(ProblemsFound, match="da-co-tep"):
        back_up_all(register(), PortalStore(), copy)
    with pytest.raises(ProblemsFound, match="da-co-cong"):
        restore_all(copy, str(tmp_path / "so.db"), PortalStore())

    assert at_work
    assert size == copy.stat().st_size
    assert not (tmp_path / "so.db").exists()


def test_a_copy_that_was_changed_is_not_restored(at_work: list[Draft], tmp_path: Path) -> None:
    copy, other = tmp_path / "cong.zip", tmp_path / "khac.zip"
    back_up_all(register(), PortalStore(), copy)
    with zipfile.ZipFile(copy) as archive, zipfile.ZipFile(other, "w") as target:
        for name in archive.namelist():
            content = archive.read(name)
            target.writestr(name, content.replace(b'"mo"', b'"ma"') if name == STORE else content)
    Draft.objects.all().delete()
    for content in (other.read_bytes(), copy.read_bytes()[:900], b"", b"PK"):
        (tmp_path / "hong.zip").write_bytes(content)
        with pytest.raises(ProblemsFound, match="ban-sao-hong"):
            restore_all(tmp_path / "hong.zip", str(tmp_path / "so.db"), PortalStore())

    assert at_work
    assert not (tmp_path / "so.db").exists()


def test_a_register_that_cannot_be_restored_leaves_no_account_behind(
    at_work: list[Draft], tmp_path: Path
) -> None:
    from django.core.management import call_command

    from phuhop.portal.accounts.models import Account

    copy, taken = tmp_path / "cong.zip", tmp_path / "so.db"
    back_up_all(register(), PortalStore(), copy)
    taken.write_bytes(b"")
    call_command("flush", verbosity=0, interactive=False)
    with pytest.raises(ProblemsFound, match="da-co-tep"):
        restore_all(copy, str(taken), PortalStore())

    assert at_work
    assert not Account.objects.exists()
    assert not Draft.objects.exists()
    restore_all(copy, str(tmp_path / "moi.db"), PortalStore())
    assert 2 == Account.objects.count()
    assert {REGISTER, STORE, LISTED} == {*zipfile.ZipFile(copy).namelist()}
