"""PDF of several folders' documents in one run, with a program that stands for LibreOffice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from phuhop.files.pdf import Converter
from scoring.base.problems import ProblemsFound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a Unix script")

_PROGRAM = """#!{python}
import sys
from pathlib import Path
with open({runs!r}, "a") as runs:
    print(len(sys.argv), file=runs)
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
for one in map(Path, sys.argv[sys.argv.index("--outdir") + 2 :]):
    if one.read_bytes() != b"broken":
        (out / (one.stem + ".pdf")).write_bytes(b"PDF of " + one.read_bytes())
"""


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs.txt"


@pytest.fixture
def converter(tmp_path: Path, runs: Path) -> Iterator[Converter]:
    program = tmp_path / "soffice"
    program.write_text(_PROGRAM.format(python=sys.executable, runs=str(runs)), encoding="utf-8")
    program.chmod(0o755)
    with closing(Converter(str(program))) as made:
        yield made


def _runs(runs: Path) -> int:
    return len(runs.read_text(encoding="utf-8").splitlines()) if runs.exists() else 0


def test_folders_whose_documents_are_called_alike_go_in_one_run(
    converter: Converter, runs: Path
) -> None:
    made = converter.of_folders([{"01.docx": b"a", "02.docx": b"b"}, {}, {"01.docx": b"c"}])

    assert made == [{"01.pdf": b"PDF of a", "02.pdf": b"PDF of b"}, {}, {"01.pdf": b"PDF of c"}]
    assert _runs(runs) == 1


def test_what_one_folder_fails_for_is_told_of_that_folder_alone(converter: Converter) -> None:
    with pytest.raises(ProblemsFound) as refused:
        converter.of_folders([{"01.docx": b"a"}, {"09.docx": b"broken"}])

    assert [str(problem.place.file) for problem in refused.value.problems] == ["09.docx"]


def test_folders_without_documents_start_nothing(converter: Converter, runs: Path) -> None:
    assert converter.of_folders([{}, {}]) == [{}, {}]
    assert _runs(runs) == 0
