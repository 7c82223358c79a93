"""README stays true: its commands run, its output is real, its library example works.

`PHUHOP_UPDATE_README=1` writes the real output into the file; read the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from phuhop.cli.main import phuhop
from tests.support.consoles import CONSOLE, output
from tests.support.places import ROOT

README = ROOT / "README.md"
LIBRARY = re.compile(r"(```python\n)(.*?)(```\n\n```text\n)(.*?)(```)", re.DOTALL)


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


def test_the_library_example_prints_what_the_readme_shows() -> None:
    text = README.read_text(encoding="utf-8")
    example = LIBRARY.search(text)
    assert example is not None
    done = subprocess.run(
        [sys.executable, "-c", example[2]], capture_output=True, text=True, check=True
    )
    if os.environ.get("PHUHOP_UPDATE_README"):
        text = LIBRARY.sub(lambda m: m[1] + m[2] + m[3] + done.stdout + m[5], text)
        README.write_text(text, encoding="utf-8")

    assert done.stdout == example[4]


def test_every_command_is_in_the_readme_and_has_a_vietnamese_help() -> None:
    text = README.read_text(encoding="utf-8")
    for name, command in _commands(phuhop):
        assert f"`phuhop {name}" in text
        assert command.help
        assert re.search(r"[à-ỹ]", command.help)
        described = [p for p in command.params if isinstance(p, click.Option) and p.name != "help"]
        assert all(option.help and re.search(r"[à-ỹ]", option.help) for option in described)


def test_the_rule_shown_stands_in_the_ruleset() -> None:
    (rule,) = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)

    assert rule in (ROOT / "criteria" / "decisions" / "06-QD-TTg-2019.yaml").read_text(
        encoding="utf-8"
    )


def test_the_files_the_readme_names_exist() -> None:
    text = README.read_text(encoding="utf-8")
    names = re.findall(r"`((?:criteria|docs)/[^`]*)`|\]\(([^)#]+)\)", text)

    assert [] == [a or b for a, b in names if not (ROOT / (a or b)).exists()]


def _commands(group: click.Group, prefix: str = "") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += _commands(command, f"{name} ")
        else:
            found.append((prefix + name, command))
    return found
