"""The papers of a draft, to read, print and sign before anything is handed in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache

import criteria
from phuhop import __version__
from phuhop.usecases.drafting.assembling import Assembled
from registry.package.handed_in import Reported
from registry.package.making import Maker
from reports.wording.stamp import Stamp
from scoring.rules.ruleset import Ruleset

_ANY_DAY = (2019, 1, 3, 0, 0, 0)
"""In an archive: the same papers give the same bytes."""


def papers_of(ruleset: Ruleset, found: Assembled) -> Mapping[str, bytes]:
    """Return the page and the Word documents by file name.

    Raises ``ValueError`` while the unit cannot be scored.
    """
    return _maker().made(_reported(ruleset, found), Stamp(__version__)).documents


def package_of(ruleset: Ruleset, found: Assembled) -> bytes:
    """Return the package that a commune without the portal would send.

    Raises ``ValueError`` while something is at fault.
    """
    if not found.may_be_handed_in:
        raise ValueError(ruleset.id)
    return _maker().packed(_reported(ruleset, found), __version__)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return *files* as one ZIP, in the order of their names."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archived:
        for name in sorted(files):
            archived.writestr(zipfile.ZipInfo(name, _ANY_DAY), files[name])
    return output.getvalue()


@lru_cache(maxsize=1)
def _maker() -> Maker:
    return Maker()


def _reported(ruleset: Ruleset, found: Assembled) -> Reported:
    if found.assessment is None:
        raise ValueError(ruleset.id)
    text = (criteria.DECISIONS / f"{ruleset.id}.yaml").read_bytes()
    return Reported(found.assessment, ruleset, text, found.form)
