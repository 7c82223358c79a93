"""Writes each commune's dossier into a folder of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.writing import write_bytes
from reports.dossier import Dossier, dossier
from reports.stamp import Stamp
from scoring.scorer import score

if TYPE_CHECKING:
    from scoring.commune import Commune
    from scoring.intake import Entry

_LONGEST_SLUG = 60


def write_dossiers(
    entries: Iterable[Entry], folder: Path, formats: Sequence[str] = ()
) -> Iterator[Path]:
    """Score each entry, write its documents, yield each file once it stands.

    *formats* are ``html`` and ``docx``; none means both. Raises ``ProblemsFound`` when a
    file cannot be written.
    """
    renderers = _renderers(formats)
    stamp = Stamp(__version__)
    for entry in entries:
        content = dossier(score(entry.ruleset, entry.assessment), stamp)
        commune = entry.assessment.commune
        own = folder / folder_name(commune, entry.assessment.year)
        for name, render in renderers:
            write_bytes(own / name, render(content))
            yield own / name


def folder_name(commune: Commune, year: int) -> str:
    """Return ``99001-xa-suoi-mo-2024``: ASCII, short, safe on every system."""
    return f"{commune.code}-{slug(commune.name)}-{year}"


def slug(name: str) -> str:
    """Return a name in small ASCII letters joined by hyphens.

    >>> slug("Xã Đồng Mơ (SỐ LIỆU MẪU)")
    'xa-dong-mo-so-lieu-mau'
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return words[:_LONGEST_SLUG].rstrip("-") or "don-vi"


def _renderers(formats: Sequence[str]) -> list[tuple[str, Callable[[Dossier], bytes]]]:
    wanted = formats or ("html", "docx")
    renderers: list[tuple[str, Callable[[Dossier], bytes]]] = []
    if "html" in wanted:
        from reports.to_html import to_html

        renderers.append(("ho-so.html", lambda content: to_html(content).encode()))
    if "docx" in wanted:
        from reports.to_docx import to_docx

        renderers.append(("ho-so.docx", to_docx))
    return renderers
