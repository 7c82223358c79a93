"""The two scripts on which an officer drops a form, with the path of this very Python in them."""

from __future__ import annotations

import shlex
from pathlib import Path

import phuhop
from phuhop.files.own_work import write_new

_HERE = Path(phuhop.__file__).parent / "drop"
_PLACE = "@PYTHON@"
WINDOWS, SHELL = "cham-diem.bat", "cham-diem.sh"


def batch_file(python: str) -> bytes:
    """Return the script for Windows, which calls *python*: UTF-8, CRLF, every ``%`` doubled."""
    text = (_HERE / WINDOWS).read_text(encoding="utf-8")
    return text.replace(_PLACE, python.replace("%", "%%")).replace("\n", "\r\n").encode()


def shell_script(python: str) -> bytes:
    """Return its twin for other systems."""
    text = (_HERE / SHELL).read_text(encoding="utf-8")
    return text.replace(_PLACE, shlex.quote(python)).encode()


def install_scripts(folder: Path, python: str) -> tuple[Path, ...]:
    """Write both scripts into *folder*; raises ``ProblemsFound`` over scripts that differ."""
    for name, content in ((WINDOWS, batch_file(python)), (SHELL, shell_script(python))):
        write_new(folder / name, content)
    (folder / SHELL).chmod(0o755)
    return folder / WINDOWS, folder / SHELL
