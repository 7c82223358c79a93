"""README stays true: its commands run, its output is real; so does the library example.

`PHUHOP_UPDATE_README=1` writes the real output into the file; read the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.consoles import CONSOLE, output
from tests.support.places import DOCS, ROOT

README = ROOT / "README.md"
LIBRARY = DOCS / "developers" / "library.md"
EXAMPLE = re.compile(r"(```python\n)(.*?)(```\n\n```text\n)(.*?)(```)", re.DOTALL)


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newcomer")
    subprocess.run([sys.executable, "-m", "phuhop", "demo", "-o", folder / "demo"], check=True)
    return folder


def test_each_command_prints_what_the_readme_shows(newcomer: Path) -> None:
    text = README.read_text(encoding="utf-8")
    shown = [(match[2], match[4]) for match in CONSOLE.finditer(text)]
    real = [(command, output(command, newcomer)) for command, _ in shown]
    if os.environ.get("PHUHOP_UPDATE_README"):
        outputs = iter(real)
        text = CONSOLE.sub(lambda m: m[1] + m[2] + m[3] + next(outputs)[1] + m[5], text)
        README.write_text(text, encoding="utf-8")

    assert len(shown) > 4
    assert real == shown


def test_the_five_steps_of_a_commune_are_run_in_their_order() -> None:
    commands = [match[2].split()[1] for match in CONSOLE.finditer(README.read_text("utf-8"))]

    assert ["form", "check", "score", "dossier", "pack"] == commands


def test_the_library_example_prints_what_the_page_shows() -> None:
    text = LIBRARY.read_text(encoding="utf-8")
    example = EXAMPLE.search(text)
    assert example is not None
    done = subprocess.run(
        [sys.executable, "-c", example[2]], capture_output=True, text=True, check=True
    )
    if os.environ.get("PHUHOP_UPDATE_README"):
        text = EXAMPLE.sub(lambda m: m[1] + m[2] + m[3] + done.stdout + m[5], text)
        LIBRARY.write_text(text, encoding="utf-8")

    assert done.stdout == example[4]


def test_the_rule_shown_stands_in_the_ruleset() -> None:
    (rule,) = re.findall(r"```yaml\n(.*?)```", LIBRARY.read_text(encoding="utf-8"), re.DOTALL)

    assert rule in (ROOT / "criteria" / "decisions" / "06-QD-TTg-2019.yaml").read_text(
        encoding="utf-8"
    )
