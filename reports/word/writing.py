"""A dossier's documents as Word files: form of Nghị định 30/2020/NĐ-CP, always the same bytes.

A document of a set is compiled once per process; a commune then costs one joining of strings
and one compression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from reports.papers.blocks import DocumentSet
from reports.papers.chart import Chart
from reports.papers.compiling import program
from reports.papers.filling import Program
from reports.papers.heads import told
from reports.papers.photo import Photo
from reports.papers.templates import parsed
from reports.word.body import body
from reports.word.contents import linked
from reports.word.emf import emf
from reports.word.package import (
    RELATIONS,
    core_pieces,
    document_pieces,
    footer_pieces,
    photo_relations,
    static_members,
)
from reports.word.pictures import photo_file, picture_file
from reports.word.zip_writing import ZipMember, member, members_of, stored, zipped
from scoring.base.problems import Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Template:
    """One document, compiled; ``name`` is what its file is usually called."""

    name: str
    named: Program
    static: tuple[ZipMember, ...]
    text: Program
    foot: Program
    core: Program
    charts: tuple[tuple[str, Callable[[object], Chart]], ...]
    """The file of each figure and what gets it from the view model."""
    photos: Callable[[object], tuple[Photo, ...]] | None = None
    """What gets the photographs from the view model, where the document shows some."""

    has_contents: bool = False

    def is_wanted(self, model: object) -> bool:
        """Whether it stands at all: one of photographs does not without any."""
        return self.photos is None or bool(self.photos(model))

    def file(self, model: object) -> str:
        """Return the name of the file that says what *model* holds."""
        return self.named.fill(model)

    def fill(self, model: object) -> bytes:
        """Return the document as the bytes of a DOCX file; *model* is of the set's own type."""
        text = self.text.packed(model)
        changing = [
            member("word/document.xml", linked(text) if self.has_contents else text, is_quick=True),
            _small("word/footer1.xml", self.foot.packed(model)),
            _small("docProps/core.xml", self.core.packed(model)),
        ]
        for name, get in self.charts:
            changing.append(member(name, emf(get(model)), is_quick=True))
        if self.photos is not None:
            photos = self.photos(model)
            changing.append(member(RELATIONS, photo_relations(len(self.charts), photos)))
            # A JPEG is compressed already.
            changing += [stored(f"word/media/{photo_file(one)}", one.content) for one in photos]
        return zipped((*self.static, *changing))


@lru_cache(maxsize=64)
def _small(name: str, content: bytes) -> ZipMember:
    return member(name, content)


def filled(templates: Iterable[Template], model: object) -> dict[str, bytes]:
    """Return the documents of *model* by the names of their files."""
    wanted = (template for template in templates if template.is_wanted(model))
    return {template.file(model): template.fill(model) for template in wanted}


def docx_templates(documents: DocumentSet) -> tuple[Template, ...]:
    """Compile the wanted documents of a set; raises ``ProblemsFound`` for unknown fields."""
    problems: list[Problem] = []
    found = []
    for document in documents.wanted:
        after = f" – {documents.file_title}" if documents.file_title else ""
        text, foot, core, named = (
            program(pieces, documents, problems)
            for pieces in (
                document_pieces(body(document)),
                footer_pieces(),
                core_pieces((*told(document.title), *parsed(after))),
                (*told(document.file), ".docx"),
            )
        )
        charts = tuple(
            (f"word/media/{picture_file(picture.number)}", attrgetter(picture.path))
            for picture in document.pictures
        )
        static = members_of(static_members(len(charts), has_photos=bool(document.photos)))
        photos = _together(document.photos) if document.photos else None
        name = f"{document.file.met}.docx"
        found.append(
            Template(name, named, static, text, foot, core, charts, photos, document.has_contents)
        )
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _together(paths: Iterable[str]) -> Callable[[object], tuple[Photo, ...]]:
    lists = [attrgetter(path) for path in paths]
    return lambda model: tuple(photo for get in lists for photo in get(model))
