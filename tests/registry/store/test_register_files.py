"""The file of a register: its owner's alone, never half made, never through a link, readable."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from registry.keeping.backup import back_up, restore
from registry.store import sqlite_files
from registry.store.database import connect, open_register
from registry.store.words import meant
from scoring.base.problems import ProblemsFound
from tests.support.registries import KEY, empty, hand_in, new_register, said

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_register_and_its_backup_are_their_owners_alone(tmp_path: Path) -> None:
    path, copy = tmp_path / "so.db", tmp_path / "sao-luu.db"
    before = os.umask(0o022)
    try:
        empty(str(path))
        back_up(open_register(str(path)), copy)
        restore(copy, connect(str(tmp_path / "lai.db")))
    finally:
        os.umask(before)

    assert [0o600] * 3 == [mode(tmp_path / name) for name in ("so.db", "sao-luu.db", "lai.db")]


@pytest.mark.usefixtures("in_a_folder_of_its_own")
@pytest.mark.parametrize("who", ["A:quản tri", "A:thẩm định"])
def test_a_register_refused_for_the_role_leaves_no_file(
    run: Callable[..., Result], tmp_path: Path, who: str
) -> None:
    assert 0 != run("registry", "init", "--as", who).exit_code
    assert [] == list(tmp_path.iterdir())


def test_nothing_is_written_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    database = new_register(str(tmp_path / "so.db"))
    back_up(database, tmp_path / "sao-luu.db")
    link, gone = tmp_path / "lien-ket.db", tmp_path / "khong-co.db"
    link.symlink_to(gone)
    message = f"{link}: [da-co-tep] đây là liên kết tới nơi khác, không ghi qua; đặt tên khác"
    for act in (
        lambda: back_up(database, link),
        lambda: restore(tmp_path / "sao-luu.db", connect(str(link))),
    ):
        with pytest.raises(ProblemsFound) as caught:
            act()

        assert [message] == said(caught.value.problems)
    with pytest.raises(ProblemsFound) as caught:
        empty(str(link))

    assert ["lien-ket"] == [problem.code for problem in caught.value.problems]
    assert not gone.exists()


def a_disc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a register in a folder in which nobody writes, root neither."""
    made = tmp_path / "so.db"
    hand_in(new_register(str(made)))
    disc = tmp_path / "dia"
    disc.mkdir()
    shutil.copy(made, disc / "so.db")
    disc.chmod(0o555)
    own = os.access
    monkeypatch.setattr(
        sqlite_files.os, "access", lambda path, mode: Path(path) != disc and own(path, mode)
    )
    return disc / "so.db"


def test_a_register_on_a_disc_is_listed_shown_audited_and_exported(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_disc(tmp_path, monkeypatch)
    commands: dict[str, list[object]] = {
        "list": [],
        "show": [KEY],
        "audit": [],
        "export": ["-o", tmp_path / "bang.csv"],
    }
    for command, more in commands.items():
        result = run("registry", command, *more, "--db", path)

        assert (command, 0) == (command, result.exit_code)
    assert "99001" in (tmp_path / "bang.csv").read_text(encoding="utf-8-sig")
    refused = run("registry", "start", KEY, "--as", "A B:thẩm định", "--db", path)
    assert "[khong-ghi-duoc]" in refused.output + refused.stderr
    assert ["so.db"] == [inside.name for inside in path.parent.iterdir()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", None),
        ("\u200b\u2060 \u3164", None),
        ("…", None),
        (" Xe\u0302 p\u200b ", "Xê p"),
        ("a\x1b[31mb\x07\u202ec", "a [31mb c"),
        ("dòng một\ndòng hai", "dòng một dòng hai"),
    ],
)
def test_words_are_kept_as_they_can_be_read(text: str | None, expected: str | None) -> None:
    assert expected == meant(text)
