"""What collecting a country's workbooks costs, against pandas reading the same files.

3,321 forms are written (one per commune of today's register, invented figures), then read by
`phuhop collect`'s own path into one table, and a sample of them by `pandas.read_excel`. CPU
seconds of child processes, the peak of their memory. pandas is no dependency of ours: where
it is not installed, its side is left out. Prints ratios; fails on nothing.
`--communes` says how many.
"""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from sizes import sizes

COMMUNES = 3_321
AIM_SECONDS = 60

sys.path.insert(0, str(Path(__file__).parents[2]))

_MEASURE = """
import resource
from pathlib import Path
status = Path("/proc/self/status").read_text().split()
usage = resource.getrusage(resource.RUSAGE_SELF)
print("MEASURED", usage.ru_utime + usage.ru_stime, int(status[status.index("VmHWM:") + 1]) / 1024)
"""

_OURS = """
import sys
from phuhop.cli.main import phuhop
try:
    phuhop(["collect", sys.argv[1], "-o", sys.argv[2]], standalone_mode=False)
except SystemExit:
    pass
"""

_PANDAS = """
import sys
from pathlib import Path
import pandas
for path in sorted(Path(sys.argv[1]).glob("*.xlsx"))[:int(sys.argv[2])]:
    pandas.read_excel(path, sheet_name=["Đơn vị", "Số liệu", "Nội dung"], header=None)
"""


def main() -> None:
    # Of the sample that pandas reads, its side is scaled up.
    size = sizes(__doc__, communes=(COMMUNES, 10), sample=(150, 2))
    count, sample = size.communes, size.sample
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bieu"
        folder.mkdir()
        _write_forms(folder, count)
        seconds, memory = _measured(_OURS, folder, Path(name) / "bang.csv")
        with (Path(name) / "bang.csv").open(encoding="utf-8-sig") as table:
            assert count == sum(1 for _ in table) - 1, "a commune is lost"
        few = Path(name) / "it"
        few.mkdir()
        for path in sorted(folder.iterdir())[: count // 10]:
            (few / path.name).write_bytes(path.read_bytes())
        _, memory_of_few = _measured(_OURS, few, Path(name) / "it.csv")
        print(f"{seconds:7.1f} s CPU {memory:6.0f} MB  phuhop collect, {count} workbooks", end="")
        print(f" (aim: below {AIM_SECONDS} s for {COMMUNES})")
        print(f"              {memory_of_few:6.0f} MB  phuhop collect, a tenth of them")
        if importlib.util.find_spec("pandas") is None:
            print("pandas is not installed: nothing to compare with")
            return
        theirs, their_memory = _measured(_PANDAS, folder, sample)
        scaled = theirs * count / min(sample, count)
        print(
            f"{scaled:7.1f} s CPU {their_memory:6.0f} MB  pandas.read_excel, three sheets (scaled)"
        )
        print(f"{scaled / seconds:7.2f} × as long")


def _write_forms(folder: Path, count: int) -> None:
    """Write one form, and the others as copies of it with another code."""
    import criteria
    from reports.workbook.form import form
    from reports.workbook.prefill import of_assessment
    from scoring.rules.loading import load
    from tests.support.sample_sheets import ASSESSMENTS

    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    base = ASSESSMENTS["mien-nui-dat"]
    first = form(ruleset, 2024, of_assessment(base))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    texts = "xl/sharedStrings.xml"
    for number in range(count):
        code = f"{90000 + number:05}"
        changed = members[texts].replace(base.commune.code.encode(), code.encode())
        with zipfile.ZipFile(folder / f"{code}.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**members, texts: changed}.items():
                archive.writestr(name, content)


def _measured(program: str, *arguments: object) -> tuple[float, float]:
    """Return CPU seconds and the peak of memory in megabytes of a child of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program + _MEASURE, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, memory = done.stdout.split("MEASURED")[1].split()
    return float(seconds), float(memory)


if __name__ == "__main__":
    main()
