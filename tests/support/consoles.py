"""Consoles shown in a page, and what their commands really print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

CONSOLE = re.compile(r"(```console\n\$ )(.*?)(\n)(.*?)(```)", re.DOTALL)


def output(command: str, folder: Path) -> str:
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607 -- the shell a newcomer has
        cwd=folder,
        env={**os.environ, "PATH": tools},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == done.stderr
    return done.stdout
