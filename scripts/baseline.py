"""Prints the SHA-256 of everything the program writes and says for fixed inputs.

    .venv/bin/python scripts/baseline.py > before.txt      # then change the code
    .venv/bin/python scripts/baseline.py | diff before.txt -

A change that should keep behaviour keeps every line. The clock is fixed, so that the register's
days and the head of its chain are the same in each run; nothing here is a test of correctness.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The program as it stands, on a day of our choice.
ON_A_FIXED_DAY = """
import sys, time_machine
from phuhop.__main__ import main
sys.argv[0] = "phuhop"
with time_machine.travel("2026-11-28T09:30:00+00:00", tick=False):
    main()
"""

VERIFIER = ("--as", "Trần Thị Mơ:thẩm định")
COMMUNE = ("--as", "Lò Thị Hạnh:cấp xã")
ADMINISTRATOR = ("--as", "Hà Văn Sơn:quản trị")
REGISTER = ("--db", "so.db")
TABLE = "demo/so-lieu-mau.csv"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("demo", "-o", "demo"),
    ("demo", "--nation", "-o", "ca-nuoc", "--seed", "7"),
    ("form", "--year", "2024", "-o", "bieu.xlsx"),
    ("form", "--year", "2024", "--prefill", TABLE, "-o", "bieu"),
    ("collect", "bieu", "-o", "gom.csv"),
    ("check", "demo/so-lieu-co-loi.csv"),
    ("check", "bieu"),
    ("score", TABLE),
    ("score", "--json", TABLE),
    ("score", TABLE, "-o", "ket-qua.csv"),
    ("score", TABLE, "-o", "ket-qua.xlsx"),
    ("score", TABLE, "-o", "ket-qua.parquet"),
    ("score", "demo/so-lieu-co-loi.csv", "-o", "co-loi.csv"),
    ("advise", TABLE),
    ("advise", TABLE, "--summary", "-o", "goi-y.csv"),
    ("office", "init", "-o", "co-quan.yaml"),
    ("dossier", TABLE, "-o", "ho-so"),
    ("rank", "ket-qua.csv", "-o", "hang.csv"),
    ("rank", "ket-qua.csv", "-o", "hang.json"),
    ("rank", "ket-qua.csv", "--data", TABLE),
    ("compare", TABLE, "--ruleset", "06-QD-TTg-2019", "--ruleset", "demo/du-thao-mau.yaml"),
    ("targets", "ket-qua.csv"),
    ("targets", "ket-qua.csv", "-o", "chi-tieu.json"),
    ("publish", "ket-qua.csv", "-o", "cong-bo"),
    ("publish", "--check", "cong-bo"),
    ("publish", "--sample-profile", "cong-bo.yaml"),
    ("pack", TABLE, "-o", "goi"),
    ("reproduce", "goi/99001-xa-trang-non-2024.phuhop", "--json"),
    ("unpack", "goi/99001-xa-trang-non-2024.phuhop", "-o", "mo"),
    ("verify", "blank", "goi/99001-xa-trang-non-2024.phuhop", "-o", "tham-dinh.xlsx"),
    ("verify", "focus", TABLE, "--sample", "3", "--seed", "1"),
    ("registry", "init", *REGISTER, *ADMINISTRATOR),
    ("registry", "import", "goi", *REGISTER, *COMMUNE),
    ("registry", "start", "99001/2024", *REGISTER, *VERIFIER),
    ("registry", "list", *REGISTER),
    ("registry", "show", "99001/2024", *REGISTER),
    ("registry", "start", "99001/2024", *REGISTER, *VERIFIER),
    ("registry", "remind", *REGISTER),
    ("registry", "export", *REGISTER, "-o", "so.csv"),
    ("registry", "documents", "99001/2024", *REGISTER, "-o", "van-ban"),
    ("registry", "extract", "99001/2024", *REGISTER, "-o", "trich"),
    ("registry", "audit", *REGISTER),
    ("units", "find", "Ba Đình"),
    ("units", "find", "00004"),
    ("units", "check", TABLE),
    ("rules", "list"),
    ("rules", "check"),
    ("rules", "show", "06-QD-TTg-2019", "--boundaries"),
    ("rules", "review", "06-QD-TTg-2019"),
    ("rules", "schema"),
)


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content*."""
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Run every command in one new folder, then hash what it holds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "TZ": "UTC"}
    with tempfile.TemporaryDirectory() as folder:
        for command in COMMANDS:
            done = subprocess.run(  # noqa: S603 -- our own program
                [sys.executable, "-c", ON_A_FIXED_DAY, *command],
                cwd=folder,
                env=environment,
                capture_output=True,
                check=False,
            )
            print(done.returncode, digest(done.stdout), digest(done.stderr), *command)  # noqa: T201
        for path in sorted(Path(folder).rglob("*")):
            # The pages of a database file are SQLite's business; what stands in it is exported.
            if path.is_file() and path.suffix != ".db":
                print(digest(path.read_bytes()), path.relative_to(folder).as_posix())  # noqa: T201


if __name__ == "__main__":
    main()
