"""From what one commune reports to its package: scored, rendered, packed."""

from __future__ import annotations

from collections.abc import Iterable

from registry.evidence.model import Exhibit
from registry.package.handed_in import Made, Reported
from registry.package.package import EvidenceFile
from registry.package.writing import package_bytes
from reports.dossier.dossier import dossier
from reports.dossier.evidence import Attached
from reports.dossier.model import Dossier
from reports.dossier.rendering import Renderer
from reports.dossier.sets import commune_set
from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, Office
from reports.papers.office_file import office_of
from reports.papers.photo import Photo
from reports.wording.stamp import Stamp
from scoring.results.json_writing import as_result


def attached_files(evidence: Iterable[Exhibit | EvidenceFile]) -> Attached:
    """Return the names of evidence files by the document that each of them is."""
    found: dict[str, tuple[str, ...]] = {}
    for file in evidence:
        for label in dict.fromkeys(proof.label for proof in file.proofs if proof.label):
            found[label] = (*found.get(label, ()), file.name.rpartition("/")[2])
    return found


class Maker:
    """Scores and renders; its templates are compiled once for any number of communes."""

    def __init__(self, documents: DocumentSet | None = None) -> None:
        """Compile the documents of the commune's set, all of them unless told which."""
        self._documents = (documents or commune_set()).handed_in
        self._renderer = Renderer(self._documents)

    def made(self, reported: Reported, stamp: Stamp, photos: tuple[Photo, ...] = ()) -> Made:
        """Return result and documents as the program of *stamp* states them.

        *photos* are shown by papers that are read before anything is handed in; those of a
        package follow from what is in it, and have none.
        """
        content = self._content(reported, stamp, photos)
        return Made(as_result(reported.sheet, stamp.program), self._renderer.files(content))

    def names(self, reported: Reported, stamp: Stamp, photos: tuple[Photo, ...] = ()) -> list[str]:
        """Return the names of the documents that ``made`` returns; none is written."""
        return self._renderer.names(self._content(reported, stamp, photos))

    def _content(self, reported: Reported, stamp: Stamp, photos: tuple[Photo, ...]) -> Dossier:
        attached = reported.attached
        if attached is None:
            attached = attached_files(reported.evidence)
        return dossier(
            reported.sheet,
            stamp,
            self._office(reported),
            self._documents,
            reported.form,
            attached,
            photos=photos,
        )

    def packed(self, reported: Reported, program: str) -> bytes:
        """Return the package as the bytes of its file."""
        return package_bytes(reported, self.made(reported, Stamp(program)), program)

    def _office(self, reported: Reported) -> Office:
        if reported.office_text is None:
            return EMPTY
        numbered = self._documents.numbered
        return office_of(reported.office_text, "office.yaml", numbered, is_kept=True)
