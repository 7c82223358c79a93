"""A dossier as the files a person opens: one page in HTML, and its documents for Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.dossier.model import Dossier
from reports.papers.blocks import DocumentSet

if TYPE_CHECKING:
    from reports.papers.filling import Program
    from reports.word.writing import Template

PAGE = "ho-so.html"


class Renderer:
    """The templates of one set, compiled once; a commune then costs a millisecond."""

    def __init__(
        self, documents: DocumentSet, *, has_page: bool = True, has_words: bool = True
    ) -> None:
        """Compile what is wanted; raises ``ProblemsFound`` for a faulty set."""
        self._page: Program | None = None
        self._templates: tuple[Template, ...] = ()
        if has_page:
            from reports.html.writing import html_template

            self._page = html_template(documents.handed_in)
        if has_words:
            from reports.word.writing import docx_templates

            self._templates = docx_templates(documents)

    def page(self, content: Dossier) -> dict[str, bytes]:
        """Return the HTML page by its file name, nothing when it is not wanted."""
        return {} if self._page is None else {PAGE: self._page.packed(content)}

    def words(self, content: Dossier) -> dict[str, bytes]:
        """Return the documents for Word by their file names."""
        if not self._templates:
            return {}
        from reports.word.writing import filled

        return filled(self._templates, content)

    def files(self, content: Dossier) -> dict[str, bytes]:
        """Return all files by name, in order."""
        return self.page(content) | self.words(content)

    def names(self, content: Dossier) -> list[str]:
        """Return the names of ``files`` without writing any."""
        page = [] if self._page is None else [PAGE]
        return [*page, *(one.file(content) for one in self._templates if one.is_wanted(content))]
