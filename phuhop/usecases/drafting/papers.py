"""The papers of a draft, to read, print and sign before anything is handed in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

import criteria
from phuhop import __version__
from phuhop.usecases.commune.shown_evidence import shown_exhibits
from phuhop.usecases.drafting.assembling import Assembled
from phuhop.usecases.drafting.evidence import OnDraft, code_of, exhibits_of, restricted
from registry.evidence.matching import EvidenceCodes
from registry.package.handed_in import Reported
from registry.package.making import Maker
from reports.papers.photo import Photo
from reports.wording.stamp import Stamp
from scoring.base.problems import Place
from scoring.rules.ruleset import Ruleset

_PHOTO = "jpg"
_ANY_DAY = (2019, 1, 3, 0, 0, 0)
"""In an archive: the same papers give the same bytes."""


def paper_names(ruleset: Ruleset, found: Assembled, files: Iterable[OnDraft]) -> list[str]:
    """Return what the papers of ``papers_of`` are called. Raises ``ValueError`` as it does."""
    is_shown = any(one.type == _PHOTO and _is_open(ruleset, one) for one in files)
    photos = (Photo(1, "", b"", 1, 1),) if is_shown else ()
    return _maker().names(_reported(ruleset, found), Stamp(__version__), photos)


def papers_of(
    ruleset: Ruleset, found: Assembled, files: Collection[OnDraft] = ()
) -> Mapping[str, bytes]:
    """Return the page and the Word documents by file name, with the photographs among *files*.

    Raises ``ValueError`` while the unit cannot be scored.
    """
    reported = _reported(ruleset, found)
    shown = shown_exhibits(
        exhibits_of(files, found, reported.sheet, only=_PHOTO),
        EvidenceCodes(reported.sheet, found.form).listed,
        restricted(ruleset),
        Place("hồ sơ"),
    )
    named = replace(reported, attached=shown.attached)
    return _maker().made(named, Stamp(__version__), shown.photos).documents


def package_of(ruleset: Ruleset, found: Assembled, files: Collection[OnDraft] = ()) -> bytes:
    """Return the package that a commune without the portal would send, with its *files*.

    Raises ``ValueError`` while something is at fault.
    """
    if not found.may_be_handed_in:
        raise ValueError(ruleset.id)
    reported = _reported(ruleset, found)
    reported = reported.with_evidence(exhibits_of(files, found, reported.sheet))
    return _maker().packed(reported, __version__)


def _is_open(ruleset: Ruleset, file: OnDraft) -> bool:
    return code_of(file.row) not in restricted(ruleset)


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
