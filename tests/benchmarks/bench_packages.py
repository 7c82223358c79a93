"""A nation of 3,321 communes packed, read back and reproduced: CPU, memory and sizes.

    python tests/benchmarks/bench_packages.py [--communes 3321]

Prints, fails on nothing. One process, so that CPU time is comparable; `phuhop pack` shares the
work among the cores. Everything in the packages is invented.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from nation import invented, write_tables
from sizes import sizes

from phuhop.usecases.commune.packing import PackOrder, ruleset_texts, write_packages
from phuhop.usecases.rulesets import choose_ruleset, shipped
from phuhop.usecases.samples.nation import RULESET
from registry.evidence.policy import evidence_policy
from registry.package.making import Maker
from registry.package.reading import read_package
from registry.package.reproduction import reproduced
from scoring.intake.reading import read_tables

_YEAR = 2025
"""The first year of 3,321 communes, the 13 đặc khu among them, which have no threshold."""
_MEGABYTE = 1_000_000
_T = TypeVar("_T")


def main() -> None:
    """Pack, read and reproduce; print one line each."""
    wanted = sizes(__doc__, communes=(3_321, 3)).communes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ruleset = shipped().get(RULESET)
        tables = write_tables(ruleset, invented(ruleset, _YEAR, wanted), folder)
        entries = read_tables([tables["CSV"]], choose_ruleset(None, None)).entries
        print(f"{len(entries)} communes")
        texts = ruleset_texts([ruleset], None)
        order = PackOrder(
            folder / "goi",
            is_file=False,
            is_only=False,
            offices={},
            evidence=None,
            policy=evidence_policy(),
            texts=texts,
        )
        packed = write_packages(entries, order, processes=1)
        paths = [one.path for one in measured("packed", packed)]
        whole = sum(path.stat().st_size for path in paths)
        mean = whole / len(paths) / 1_000
        print(f"          {whole / _MEGABYTE:.0f} MB in all, {mean:.0f} kB a package")
        for _ in measured("read", map(read_package, paths)):
            pass
        maker, catalogue = Maker(), shipped()
        again = (reproduced(read_package(path), maker, catalogue) for path in paths)
        identical = sum(one.is_identical for one in measured("reproduced", again))
        print(f"          {identical} identical")
        assert len(paths) == identical, "a package is not reproduced"


def measured(name: str, work: Iterable[_T]) -> Iterator[_T]:
    """Pass *work* on; print its CPU time and the peak of memory so far."""
    start, count = time.process_time(), 0
    for one in work:
        yield one
        count += 1
    taken = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    each = taken / count * 1_000
    print(f"{name:>10}: {taken:6.1f} s CPU, {each:5.2f} ms each, peak {peak:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
