"""A dossier's documents as Word files: form of Nghị định 30/2020/NĐ-CP, always the same bytes.

A document of a set is compiled once per process; a commune then costs one joining of strings
and one compression.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reports.compiling import program
from reports.document_set import (
    Block,
    DocumentSet,
    EachBlock,
    Group,
    Picture,
    WhenBlock,
)
from reports.docx_body import body
from reports.docx_package import (
    CHART,
    core_pieces,
    document_pieces,
    footer_pieces,
    static_members,
)
from reports.dossier_model import Dossier
from reports.emf import emf
from reports.segments import Program
from reports.zipped import Member, member, members_of, zipped
from scoring.problems import Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Template:
    """One document, compiled; ``name`` is that of its file."""

    name: str
    static: tuple[Member, ...]
    text: Program
    foot: Program
    core: Program
    has_chart: bool

    def fill(self, dossier: Dossier) -> bytes:
        """Return the document of *dossier* as the bytes of a DOCX file."""
        changing = [
            member("word/document.xml", self.text.packed(dossier), is_quick=True),
            _small("word/footer1.xml", self.foot.packed(dossier)),
            _small("docProps/core.xml", self.core.packed(dossier)),
        ]
        if self.has_chart:
            changing.append(member(CHART, emf(dossier.chart), is_quick=True))
        return zipped((*self.static, *changing))


@lru_cache(maxsize=64)
def _small(name: str, content: bytes) -> Member:
    return member(name, content)


def docx_templates(documents: DocumentSet) -> tuple[Template, ...]:
    """Compile the wanted documents of a set; raises ``ProblemsFound`` for unknown fields."""
    problems: list[Problem] = []
    found = []
    for document in documents.wanted:
        has_chart = any(_has_picture(part.blocks) for part in document.parts)
        title = f"{document.title} – {{commune.name}} – năm {{year}}"
        text, foot, core = (
            program(pieces, documents, problems)
            for pieces in (
                document_pieces(body(document)),
                footer_pieces(),
                core_pieces(title),
            )
        )
        static = members_of(static_members(has_chart=has_chart))
        found.append(Template(f"{document.file}.docx", static, text, foot, core, has_chart))
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _has_picture(blocks: tuple[Block, ...]) -> bool:
    return any(
        isinstance(block, Picture)
        or (isinstance(block, Group | EachBlock | WhenBlock) and _has_picture(block.blocks))
        for block in blocks
    )
