"""The evidence files of one commune as its papers name and show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.commune.evidence_folders import folder_of
from reports.dossier.evidence import Attached, ListedEvidence
from reports.papers.photo import Photo
from scoring.base.problems import Place, Problem, file_name

if TYPE_CHECKING:
    from registry.evidence.model import Exhibit
    from scoring.engine.score_sheet import ScoreSheet
    from scoring.intake.reading import Entry


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """Names of files by document, the photographs of the annex, what is to be said of them."""

    attached: Attached = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def basis(self) -> tuple[str, ...]:
        """What the photographs are, to tell papers of one run from those of another."""
        return tuple(sha256(photo.content).hexdigest() for photo in self.photos)


def shown_evidence(
    entry: Entry, sheet: ScoreSheet, evidence: Path | None, *, is_only: bool
) -> ShownEvidence:
    """Read the files of the commune's folder in *evidence*, all of it where it *is_only*.

    Nothing is loaded for who has none. Raises ``ProblemsFound`` where *evidence* is not there.
    """
    folder = folder_of(evidence, entry.assessment.commune.code, is_only=is_only)
    if folder is None:
        return ShownEvidence()
    from registry.evidence.folder import gathered
    from registry.evidence.matching import EvidenceCodes
    from registry.evidence.policy import evidence_policy
    from reports.dossier.form_entries import NO_FORM

    refused = evidence_policy().reasons(entry.ruleset)
    codes = EvidenceCodes(sheet, entry.form or NO_FORM)
    found = gathered(folder, codes, refused)
    shown = shown_exhibits(found.exhibits, codes.listed, refused, Place(file_name(folder)))
    return replace(shown, problems=(*found.problems, *shown.problems))


def shown_exhibits(
    exhibits: Collection[Exhibit],
    listed: Iterable[ListedEvidence],
    refused: Collection[str],
    place: Place,
) -> ShownEvidence:
    """Return *exhibits* as papers name and show them, wherever they lie.

    *listed* is the list of evidence; *refused* are the codes of which no file is shown.
    """
    from registry.evidence.annex import annex_photos
    from registry.package.making import attached_files

    photos, left_out = annex_photos(exhibits, listed, refused, place)
    return ShownEvidence(attached_files(exhibits), photos, tuple(left_out))
