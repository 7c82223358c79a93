"""Large files that attack a reader of chunks: a clear message, in bounds of memory and time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.messy_tables import HEADINGS

MOST_MEMORY = 300_000_000
MOST_SECONDS = 30
HEADING_LINE = ";".join(HEADINGS).encode() + b"\n"

# VmHWM, not ru_maxrss: that one still counts the test process this was forked from.
MEASURED = """
import resource, sys
from pathlib import Path
from phuhop.__main__ import main
sys.argv = ["phuhop", "score", sys.argv[1], "-o", sys.argv[2]]
try:
    main()
finally:
    status = Path("/proc/self/status").read_text().split()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = int(status[status.index("VmHWM:") + 1]) * 1024
    print(f"\\nPEAK {peak} {usage.ru_utime + usage.ru_stime}")
"""


def of(start: bytes, piece: bytes, times: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(start)
            for _ in range(times):
                stream.write(piece)

    return make


def equal_rows(path: Path) -> None:
    rows = 3_000_000
    columns = {name: pa.array(["99001"]).take(pa.array([0] * 1000)) for name in HEADINGS}
    some = pa.table(columns)
    with pq.ParquetWriter(path, some.schema) as writer:
        writer.write_table(pa.concat_tables([some] * (rows // 1000)))


MEGABYTE = 1_000_000
HOSTILE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a line of 200 MB": ("dong-hong", of(HEADING_LINE, b"9" * MEGABYTE, 200)),
    "a heading of 200 MB": ("khong-phai-bang", of(b"ma_xa;", b"x;" * 500_000, 200)),
    "as many headings as a line holds": (
        "qua-nhieu-cot",
        of(b"ma_xa;" + b"x;" * 400_000 + b"y\n", b"1\n" * 10_000, 20),
    ),
    "a quotation mark that nobody closes": (
        "dong-hong",
        of(HEADING_LINE + b'"99001;', b"x;" * 40 + b"\n", 5_000),
    ),
    "quotation marks in every line": (
        "quá nhiều dòng hỏng|dong-hong",
        of(HEADING_LINE, b'99001;"x"x;\n' * 1000, 5_000),
    ),
    "nothing but empty lines": ("tep-trong", of(b"", b"\n" * MEGABYTE, 20)),
    "a workbook of zeros": ("tep-nhi-phan", of(b"", b"\0" * MEGABYTE, 200)),
    "three million equal rows": ("tep-qua-lon", equal_rows),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_large_hostile_file_ends_in_its_message_within_bounds(name: str, tmp_path: Path) -> None:
    expected, make = HOSTILE[name]
    path = tmp_path / "tep.csv"
    make(path)
    target = tmp_path / "ket-qua.csv"
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, path, target],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    *_, peak, seconds = done.stdout.split()

    assert 1 == done.returncode, done.stderr
    assert re.search(rf"\[(?:{expected})\]", done.stderr), done.stderr
    assert not target.exists()
    assert MOST_MEMORY > int(peak)
    assert MOST_SECONDS > float(seconds)
