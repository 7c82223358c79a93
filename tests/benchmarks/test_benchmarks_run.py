"""Each benchmark runs once on almost nothing: that it runs and its sides agree, never how fast."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import ROOT

pytestmark = pytest.mark.slow

BENCHMARKS = sorted(Path(__file__).parent.glob("bench_*.py"))


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_runs_and_its_sides_agree(benchmark: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, benchmark, "--tiny"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout
    assert "DIFFER" not in done.stdout
    assert [] == list(tmp_path.iterdir())
