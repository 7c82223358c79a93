"""docs/commands.md is what the program's help says; `make texts` writes it anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from phuhop.cli.main import phuhop
from tests.support.places import DOCS, ROOT

PAGE = DOCS / "commands.md"
WRITTEN = sorted(
    {ROOT / "README.md", ROOT / "criteria" / "README.md", *DOCS.rglob("*.md")} - {PAGE}
)
"""Pages that people write and that tell of commands."""

_CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)


def test_the_page_of_commands_is_up_to_date() -> None:
    printed = subprocess.run(
        [sys.executable, ROOT / "scripts" / "commands_page.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")

    assert printed == PAGE.read_text(encoding="utf-8")


def test_every_command_is_on_the_page_and_has_a_vietnamese_help() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, command in _commands(phuhop):
        assert f"\n### phuhop {name}\n" in text
        assert command.help
        assert re.search(r"[à-ỹ]", command.help)
        described = [p for p in command.params if isinstance(p, click.Option) and p.name != "help"]
        assert all(option.help and re.search(r"[à-ỹ]", option.help) for option in described)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_the_commands_and_options_that_a_page_tells_exist(page: Path) -> None:
    known = dict(_commands(phuhop))
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    told = re.findall(
        r"\bphuhop ((?:[a-z]+ ){0,2}[a-z0-9]+)(?![\w./-])([^`\n#|;]*)",
        "\n".join(_CODE.findall(text)),
    )
    wrong = []
    for words, rest in told:
        pieces = words.split()
        prefixes = (" ".join(pieces[:count]) for count in range(len(pieces), 0, -1))
        name = next((prefix for prefix in prefixes if prefix in known), None)
        if name is None:
            wrong.append(words)
            continue
        options = {o for p in known[name].params for o in p.opts} | {"--help"}
        wrong += [
            f"{name} {o}" for o in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest) if o not in options
        ]

    assert [] == wrong


def _commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name, command
