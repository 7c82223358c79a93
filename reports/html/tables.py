"""Texts and tables of a document as HTML with fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reports.papers.blocks import Column, EachRow, Table, TableRow
from reports.papers.filling import escaped
from reports.papers.templates import At, Each, Piece, parsed

_BOLD = re.compile(r"\*\*(.*?)\*\*")


def marked(text: str, at: At = ()) -> Iterator[Piece]:
    """Yield a text with ``{fields}`` and ``**bold**``."""
    for position, part in enumerate(_BOLD.split(text)):
        if position % 2:
            yield "<strong>"
        yield from parsed(part, at)
        if position % 2:
            yield "</strong>"


def table(block: Table) -> Iterator[Piece]:
    """Yield a table; a phone shows one of many columns as cards."""
    many = len(block.columns) > 4  # noqa: PLR2004 -- more do not fit on a phone
    yield f'<div class="table{" wide" if many else ""}"'
    if many:
        yield ' role="region" tabindex="0" aria-label="'
        yield from parsed(block.caption, block.at)
        yield '"'
    yield ">\n<table>\n"
    yield '<caption class="unseen">' if block.is_hidden else "<caption>"
    yield from parsed(block.caption, block.at)
    yield "</caption>\n<colgroup>"
    for column in block.columns:
        yield f'<col style="width: {column.percent}%">'
    yield "</colgroup>\n<thead>\n<tr>"
    for column in block.columns:
        yield f'<th scope="col" class="{column.align}">{escaped(column.heading)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    yield from _rows(block.rows, block.columns, tall=' class="tall"' if block.is_tall else "")
    yield "</tbody>\n</table>\n</div>\n"


def _rows(rows: Iterable[TableRow], columns: Sequence[Column], *, tall: str) -> Iterator[Piece]:
    for line in rows:
        if isinstance(line, EachRow):
            inner = tuple(_rows(line.rows, columns, tall=tall))
            yield Each(line.path, line.name, inner, line.at)
            continue
        opening = '<tr class="total">' if line.is_bold else f"<tr{tall}>"
        for _ in range(line.times):
            yield opening
            for cell, column in zip(line.cells, columns, strict=True):
                tag = 'th scope="row"' if column.names_row else "td"
                yield f'<{tag} class="{column.align}"{_label(column)}>'
                yield from _cell(cell.text, cell.target, cell.tone, cell.at)
                yield f"</{tag[:2]}>"
            yield "</tr>\n"


def _label(column: Column) -> str:
    """Return the heading of a cell, which stands before it where a phone shows rows as cards."""
    return "" if column.names_row else f' data-label="{escaped(column.heading)}"'


def _cell(text: str, target: str, tone: str, at: At) -> Iterator[Piece]:
    if target:
        yield '<a href="#'
        yield from parsed(target, at)
        yield '">'
        yield from marked(text, at)
        yield "</a>"
    elif tone:
        yield '<span class="word '
        yield from parsed(tone, at)
        yield '">'
        yield from marked(text, at)
        yield "</span>"
    else:
        yield from marked(text, at)
