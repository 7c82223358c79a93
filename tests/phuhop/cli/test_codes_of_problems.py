"""A person at a terminal sees no codes of faults; machines do, and whoever asks with -v."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

FAULTY = "ma_xa;ten_xa;loai;vung;tinh;nam;tong_so_tre_em\n99001;Xã Mẫu;xã;không;Tỉnh Mẫu;2024;x\n"


def at_a_terminal(folder: Path, *arguments: str) -> str:
    (folder / "a.csv").write_text(FAULTY, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "phuhop", *arguments, "a.csv"]
    root = Path(__file__).parents[3]
    subprocess.run(
        command,
        cwd=folder,
        stdout=theirs,
        stderr=theirs,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            some = os.read(ours, 65_536)
        except OSError:
            break
        if not some:
            break
        shown += some
    os.close(ours)
    return shown.decode()


def test_a_person_sees_no_code(tmp_path: Path) -> None:
    shown = at_a_terminal(tmp_path, "check")

    assert "«x»" in shown
    assert "[" not in shown


def test_with_v_the_code_is_there(tmp_path: Path) -> None:
    assert ": [o-khong-co-so] «x»" in at_a_terminal(tmp_path, "-v", "check")
