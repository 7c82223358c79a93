"""The dossier as one self-contained HTML file: no network, no script, ready to print on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.html.body import papers
from reports.html.contents import contents
from reports.html.tables import marked
from reports.papers.blocks import DocumentSet
from reports.papers.compiling import program
from reports.papers.filling import Program
from reports.papers.templates import Each, Piece, When, parsed
from scoring.base.problems import Problem, ProblemsFound

_PLACE = re.compile("@@([a-z]+)@@")


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


def html_template(documents: DocumentSet) -> Program:
    """Compile the page of the wanted documents; ``fill`` gives its text, to be written as utf-8.

    Raises ``ProblemsFound`` for unknown fields.
    """
    problems: list[Problem] = []
    compiled = program(_page(documents), documents, problems)
    if problems:
        raise ProblemsFound(problems)
    return compiled


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One document, compiled, as a part of somebody's page; ``name`` is what its file is called."""

    name: str
    program: Program

    def fill(self, model: object) -> bytes:
        """Return a ``section`` of HTML as utf-8; *model* is of the set's own type.

        It has no style of its own, as pages ask for that let none stand in them (widths of
        columns are those of paper), and no anchors: several may stand on one page.
        """
        return _OF_A_WHOLE_PAGE.sub(b"", self.program.packed(model))


_OF_A_WHOLE_PAGE = re.compile(rb'<colgroup>.*?</colgroup>| id="[^"]*"')
"""Found in markup alone: in what is filled in, quotes and brackets are escaped."""


def html_parts(documents: DocumentSet) -> tuple[PaperPart, ...]:
    """Compile each wanted document by itself; raises ``ProblemsFound`` for unknown fields."""
    problems: list[Problem] = []
    found = tuple(
        PaperPart(f"{one.file.met}.html", program(papers([one]), documents, problems))
        for one in documents.wanted
    )
    if problems:
        raise ProblemsFound(problems)
    return found


def _page(documents: DocumentSet) -> Iterator[Piece]:
    """Yield the frame of the page from its Jinja template, filled with the documents."""
    frame = environment().get_template("dossier.html.j2").render()
    for position, part in enumerate(_PLACE.split(frame)):
        if position % 2 == 0:
            yield part
        elif part == "contents":
            yield from contents(documents.wanted)
        elif part == "papers":
            yield from papers(documents.wanted)
        else:
            yield from _FRAME[part]


_FRAME: dict[str, tuple[Piece, ...]] = {
    "name": tuple(parsed("{commune.name} – {subtitle}")),
    "title": tuple(parsed("{title}")),
    "commune": tuple(parsed("{commune.name}")),
    "subtitle": tuple(parsed("{subtitle}")),
    "tone": tuple(parsed("{result.tone}")),
    "mark": tuple(parsed("{result.mark}")),
    "reason": tuple(parsed("{result.reason} {result.total_sentence}")),
    "conditions": (
        Each(
            "conditions",
            "condition",
            (
                '<li><strong class="mark ',
                *parsed("{condition.tone}"),
                '">',
                *parsed("{condition.mark}"),
                "</strong> ",
                *parsed("{condition.name}"),
                "</li>\n",
            ),
        ),
    ),
    "total": tuple(parsed("{board.total}")),
    "meter": (
        '<div class="meter" aria-hidden="true"><span class="open" style="width: ',
        *parsed("{board.most}"),
        '%"></span><span class="sure" style="width: ',
        *parsed("{board.share}"),
        '%"></span><span class="goal" style="width: ',
        *parsed("{board.goal}"),
        '%"></span></div>\n<p class="goal">',
        *parsed("trên {result.max_points}; {board.goal_words}"),
        "</p>",
    ),
    "bars": (
        Each(
            "board.bars",
            "bar",
            (
                '<li class="bar ',
                *parsed("{bar.tone}"),
                '"><span>',
                *parsed("{bar.name}"),
                "</span> <strong>",
                *parsed("{bar.words}"),
                '</strong><span class="meter" aria-hidden="true" style="width: ',
                *parsed("{bar.limit}"),
                '%"></span><span class="open" aria-hidden="true" style="width: ',
                *parsed("{bar.most}"),
                '%"></span><span class="sure" aria-hidden="true" style="width: ',
                *parsed("{bar.share}"),
                '%"></span></li>\n',
            ),
        ),
    ),
    "steps": (
        When(
            "board.has_steps",
            (
                "<h2>Việc nên làm trước</h2>\n<ol>\n",
                Each("board.steps", "step", ("<li>", *parsed("{step}"), "</li>\n")),
                "</ol>",
            ),
        ),
    ),
    "evidence": tuple(parsed("{board.evidence}")),
    "compared": (
        When(
            "board.has_compared",
            (
                '<table class="compared">\n<caption>So với trước</caption>\n<thead><tr>',
                '<th scope="col">Tiêu chí</th><th scope="col" class="right">',
                *parsed("{board.compared_with}"),
                '</th><th scope="col" class="right">',
                *parsed("Năm {year}"),
                "</th></tr></thead>\n<tbody>\n",
                Each(
                    "board.compared",
                    "line",
                    (
                        '<tr><th scope="row">',
                        *parsed("{line.name}"),
                        '</th><td class="right">',
                        *parsed("{line.before}"),
                        '</td><td class="right">',
                        *parsed("{line.now}"),
                        "</td></tr>\n",
                    ),
                ),
                "</tbody>\n</table>",
            ),
        ),
    ),
    "closing": tuple(parsed("{closing}")),
    "running": (Each("notices", "notice", ("<p>", *parsed("{notice.short}"), "</p>\n")),),
    "notices": (
        Each(
            "notices",
            "notice",
            (
                '<p class="notice" role="note">',
                *marked("**{notice.short}.** {notice.text}"),
                "</p>\n",
            ),
        ),
    ),
}
"""What stands at each @@place@@ of the frame."""
