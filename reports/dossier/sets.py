"""The shipped set of a commune's papers, read against the view model of a dossier."""

from __future__ import annotations

import criteria
from reports.dossier.model import Dossier
from reports.papers.blocks import DocumentSet
from reports.papers.set_reading import document_set

COMMUNE_SET = criteria.DOCUMENTS / "cap-xa.yaml"


def commune_set() -> DocumentSet:
    """Return the papers with which a commune asks for recognition."""
    return document_set(COMMUNE_SET, Dossier)
