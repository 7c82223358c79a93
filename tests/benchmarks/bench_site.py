"""CPU seconds, bytes per page and sameness of the site of the invented nation.

Prints seconds of CPU (not of the clock) for each step from a results table to the files of the
site, the heaviest page with styles and script, and whether a second site has the same bytes.
Fails when the site of the nation takes more than 10 seconds, a page weighs more than 150 KB, or
the bytes differ.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from nation import invented
from sizes import sizes

import criteria
from phuhop.files.site_folder import read_site, write_site
from phuhop.usecases.samples.nation import RULESET
from reports.open_data.check import check_files
from reports.open_data.files import open_data
from reports.site.files import SiteFile
from reports.site.profile import EMPTY, about
from reports.site.site import downloads, edition_of, site_files
from reports.tables.writing import to_csv
from reports.wording.stamp import Stamp
from scoring.batch.scorer import BatchScorer
from scoring.recognition.everybody import everybody
from scoring.release.policy import load_policy
from scoring.release.release import public_release
from scoring.results.reading import read_results
from scoring.results.table_writing import headings, rows
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from scoring.units.loading import load_units

MOST_SECONDS, MOST_COMMUNES = 10, 3_321
MOST_PAGE = 150_000
STAMP = Stamp("bench")

_T = TypeVar("_T")
_taken: list[float] = []


def timed(words: str, work: Callable[[], _T]) -> _T:
    """Run *work* and print its CPU seconds."""
    start = time.process_time()
    done = work()
    _taken.append(time.process_time() - start)
    print(f"  {words:<34} {_taken[-1]:7.2f} s")
    return done


def nation_results(ruleset: Ruleset, year: int, most: int, path: Path) -> int:
    """Write results of the invented nation of *year*, *most* at most; return how many."""
    result = BatchScorer(ruleset).score(invented(ruleset, year, most))
    path.write_bytes(to_csv(headings([ruleset]), rows(result)))
    return result.columns.size


def made(ruleset: Ruleset, table: Path) -> list[SiteFile]:
    """Return every file of the site of a results table, timed step by step."""
    read = timed("read the results", lambda: read_results([table]))
    year, policy = read.rows[0].year, load_policy()
    units = timed(
        "all units", lambda: everybody(read.rows, year, lambda: load_units(criteria.UNITS))
    )
    release = timed("release", lambda: public_release(units.communes, ruleset, policy))
    data = timed("open data", lambda: open_data(release, about(EMPTY, STAMP.program)))
    checked = timed("check of the files", lambda: check_files(data, ruleset))
    if checked.problems:
        sys.exit(f"the check finds {checked.problems[:3]}")
    edition = edition_of(release, EMPTY, STAMP, data)
    handed_out = downloads(data)
    return timed("pages", lambda: list(site_files(edition, handed_out)))


def digest(files: list[SiteFile]) -> str:
    """Return one hash of all names and bytes."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.path} {len(file.content)}\n".encode() + file.content)
    return whole.hexdigest()


def main() -> None:
    """Make the site twice, write it, read it back."""
    # 10,595 communes in 2024.
    told = sizes(__doc__, year=(2025, 2025), communes=(20_000, 60))
    year = told.year
    ruleset = load(criteria.DECISIONS / f"{RULESET}.yaml")
    with tempfile.TemporaryDirectory() as name:
        table = Path(name) / "ket-qua.csv"
        communes = nation_results(ruleset, year, told.communes, table)
        print(f"site of {communes:,} communes of the invented nation {year}, CPU")
        files = made(ruleset, table)
        timed("write", lambda: write_site(Path(name) / "site", files))
        seconds = sum(_taken)
        problems = read_site(Path(name) / "site")[1]
        print(f"  {'all':<34} {seconds:7.2f} s")
        shared = sum(len(f.content) for f in files if f.path.startswith("tai-san/"))
        pages = [(len(f.content) + shared, f.path) for f in files if f.path.endswith(".html")]
        heaviest = max(pages)
        print(f"{len(files):,} files, {sum(len(f.content) for f in files) / 1e6:.1f} MB")
        print(f"{len(pages):,} pages; heaviest {heaviest[0]:,} bytes with styles and script:")
        print(f"  {heaviest[1]}")
        print("once more")
        is_same = digest(files) == digest(made(ruleset, table))
        print(f"same bytes: {'yes' if is_same else 'NO'}")
    is_slow = communes <= MOST_COMMUNES and seconds > MOST_SECONDS
    if problems or not is_same or heaviest[0] > MOST_PAGE or is_slow:
        sys.exit("too slow, too heavy, or not the same")


if __name__ == "__main__":
    main()
