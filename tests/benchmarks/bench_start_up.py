"""What `phuhop score` on one commune costs, against importing its libraries alone.

Both sides run in turn in the same process run, CPU seconds of the child (user + system), the
least of several runs: run it with `python tests/benchmarks/bench_start_up.py`. It prints the
ratio; the aim is below 2.5. It is no test: a busy machine must not turn a green main red.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from sizes import sizes

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.places import DEMO

AIM = 2.5
SAMPLE = DEMO / "so-lieu-mau.csv"


def main() -> None:
    runs = sizes(__doc__, runs=(15, 1)).runs
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "mot-xa.csv"
        lines = SAMPLE.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        table.write_text("".join(lines[:2]), encoding="utf-8")
        sides = {
            "import yaml, pydantic, click": ["-c", "import yaml, pydantic, click"],
            "phuhop score one-row.csv": ["-m", "phuhop", "score", str(table)],
        }
        least = dict.fromkeys(sides, float("inf"))
        for _ in range(runs):
            for name, arguments in sides.items():
                least[name] = min(least[name], _cpu_seconds([sys.executable, *arguments]))
    base, ours = least.values()
    for name, seconds in least.items():
        print(f"{seconds * 1000:7.1f} ms CPU  {name}")
    print(f"{ours / base:7.2f} × (aim: below {AIM})")


def _cpu_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
