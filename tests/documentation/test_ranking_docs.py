"""docs/can-bo/xep-hang.md shows what commands print; `PHUHOP_UPDATE_README=1` writes it anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.consoles import CONSOLE, output
from tests.support.places import ROOT

PAGE = ROOT / "docs" / "can-bo" / "xep-hang.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("ranking")
    subprocess.run([sys.executable, "-m", "phuhop", "demo", "-o", found / "demo"], check=True)
    return found


def test_each_command_prints_what_the_page_shows(folder: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = [(match[2], match[4]) for match in CONSOLE.finditer(text)]
    real = [(command, output(command, folder)) for command, _ in shown]
    if os.environ.get("PHUHOP_UPDATE_README"):
        outputs = iter(real)
        text = CONSOLE.sub(lambda m: m[1] + m[2] + m[3] + next(outputs)[1] + m[5], text)
        PAGE.write_text(text, encoding="utf-8")

    assert len(shown) > 4
    assert real == shown
