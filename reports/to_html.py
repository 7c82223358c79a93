"""The dossier as one self-contained HTML file: no network, no script, ready to print on A4."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.dossier_model import Dossier


@lru_cache
def environment() -> Environment:
    """Return the templates of all HTML documents, compiled once per process.

    Everything is escaped: ``select_autoescape`` would pass over ``*.html.j2``.
    """
    return Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def to_html(dossier: Dossier) -> str:
    """Return the dossier as the text of an HTML file (to be written as utf-8)."""
    return environment().get_template("dossier.html.j2").render(dossier=dossier)
