"""docs/can-bo/pandas.md runs as it stands; `PHUHOP_UPDATE_README=1` writes its outputs anew."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import DOCS

PAGE = DOCS / "can-bo" / "pandas.md"
PLOTS = DOCS / "can-bo" / "pandas"
BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def run(blocks: list[str]) -> list[str]:
    """Return what each block prints; a name of one is known to the next, as in a notebook."""
    names: dict[str, object] = {}
    printed = []
    for block in blocks:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 -- our own page
        printed.append(output.getvalue())
    return printed


def test_each_block_prints_what_the_page_shows_and_draws_its_plot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([sys.executable, "-m", "phuhop", "demo", "-o", tmp_path / "demo"], check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    text = PAGE.read_text(encoding="utf-8")
    shown = BLOCK.findall(text)

    printed = run([block for block, _ in shown])

    if os.environ.get("PHUHOP_UPDATE_README"):
        outputs = iter(printed)
        text = BLOCK.sub(lambda m: m[0][: m.start(2) - m.start()] + next(outputs) + "```", text)
        PAGE.write_text(text, encoding="utf-8")
        for plot in tmp_path.glob("*.png"):
            (PLOTS / plot.name).write_bytes(plot.read_bytes())
    assert 6 == len(shown)
    assert [output for _, output in shown] == printed
    drawn = {plot.name for plot in tmp_path.glob("*.png")}
    assert {plot.name for plot in PLOTS.glob("*.png")} == drawn
    assert set(re.findall(r"\(pandas/(.*?)\)", text)) == drawn
