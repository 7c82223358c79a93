"""The words of a PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path


def text_of(pdf: Path) -> str:
    told = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        timeout=60,
    )
    return told.stdout.decode("utf-8")
