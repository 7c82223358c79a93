"""Large hostile packages: refused with less than 300 MB of memory and 20 seconds.

Each in a process of its own that may not have more than that.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.package.package import MANIFEST
from reports.word.zip_writing import member, stored
from reports.word.zip_writing import zipped as own_zip
from tests.support.hostile_packages import (
    lying,
    with_evidence,
)
from tests.support.packages import (
    PDF,
    docx,
    saved,
    zipped,
)

MOST_MEMORY = 300_000_000
MOST_SECONDS = 20

# VmHWM, not ru_maxrss: that one still counts the test process this was forked from.
_MEASURED = """
import resource, sys
from pathlib import Path
from phuhop.__main__ import main
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
sys.argv = ["phuhop", "reproduce", sys.argv[1]]
try:
    main()
finally:
    status = Path("/proc/self/status").read_text().split()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = int(status[status.index("VmHWM:") + 1]) * 1024
    print(f"\\nPEAK {peak} {usage.ru_utime + usage.ru_stime}")
"""


def _noise(size: int) -> bytes:
    return os.urandom(size)


def _many_scans() -> bytes:
    """140 MB of evidence of which the last file is no PDF."""
    scans = [stored(f"evidence/{n:064x}.pdf", PDF + _noise(19_900_000)) for n in range(7)]
    return own_zip([*scans, member(MANIFEST, b"{}")])


LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a bomb of documents": (
        "nen-bat-thuong",
        lambda: own_zip(
            [member(f"documents/a{n}.html", b"\0" * 19_000_000, is_quick=True) for n in range(8)]
        ),
    ),
    "a bomb whose headers say it is small": (
        "tep-hong",
        lambda: lying(
            own_zip(
                [
                    member(MANIFEST, b"{" + b" " * 3_900_000),
                    member("documents/a.html", b"\0" * 400_000_000, is_quick=True),
                ]
            ),
            3_000_000,
        ),
    ),
    "a manifest of 4 MB": (
        "khong-phai-goi|json-sai",
        lambda: own_zip([stored(MANIFEST, b"[" + b"[],[0]," * 570_000 + b"0]")]),
    ),
    "a manifest of half a million members": (
        "qua-nhieu",
        lambda: own_zip(
            [
                stored(
                    MANIFEST,
                    json.dumps({"format": "phuhop.package/1", "members": [0] * 1_300_000}).encode(),
                )
            ]
        ),
    ),
    "140 MB of evidence": ("khong-phai-goi", _many_scans),
    "a Word file of 20 MB": (
        "nen-bat-thuong",
        lambda: with_evidence(
            docx(
                {f"word/{n}.xml": _noise(1_000_000) for n in range(19)}
                | {"word/z.bin": zipped({"a": b"a"})}
            ),
            "docx",
        ),
    ),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_hostile_package_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    expected, make = LARGE[name]
    path = saved(tmp_path, make())
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    *_, peak, seconds = done.stdout.split()

    assert 1 == done.returncode, done.stderr
    assert re.search(rf"\[(?:{expected})\]", done.stderr), done.stderr
    assert MOST_MEMORY > int(peak)
    assert MOST_SECONDS > float(seconds)
