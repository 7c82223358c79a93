"""Pieces of WordprocessingML: paragraphs, runs, tables, sections.

Lengths are in twentieths of a point (567 to the centimetre).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reports.papers.templates import At, Piece, parsed

PORTRAIT = (11_906, 16_838)
"""A4."""
MARGINS = {"top": 1134, "right": 850, "bottom": 1134, "left": 1701}
"""20, 15, 20 and 30 mm."""
CELL_PADDING = 85

_BOLD = re.compile(r"\*\*(.*?)\*\*")
_FULL = 100


def text_width(*, is_landscape: bool) -> int:
    """Return the width between the margins."""
    return PORTRAIT[is_landscape] - MARGINS["left"] - MARGINS["right"]


def runs(text: str, at: At = ()) -> Iterator[Piece]:
    """Yield the runs of a text: ``{fields}``, and ``**bold**`` where it shall stand out."""
    for position, part in enumerate(_BOLD.split(text)):
        if part:
            bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if position % 2 else ""
            # Word drops spaces at the ends of a text that does not ask to keep them.
            is_plain = part == part.strip() and "  " not in part
            yield f"<w:r>{bold}<w:t>" if is_plain else f'<w:r>{bold}<w:t xml:space="preserve">'
            yield from parsed(part, at)
            yield "</w:t></w:r>"


def paragraph(style: str, content: Iterable[Piece], properties: str = "") -> Iterator[Piece]:
    """Yield a paragraph of a style; *properties* follow the style in ``w:pPr``."""
    yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
    yield from content
    yield "</w:p>"


def table_start(widths: Sequence[int], *, has_grid: bool) -> str:
    """Return what stands before the rows of a table.

    Widths stand in the grid and in each cell: with one of them alone, Word and LibreOffice
    disagree.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    padding = CELL_PADDING if has_grid else 0
    style = '<w:tblStyle w:val="TableGrid"/>' if has_grid else ""
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/>'
        f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def row(
    cells: Iterable[Iterable[Piece]],
    widths: Sequence[int],
    *,
    is_heading: bool = False,
    height: int = 0,
) -> Iterator[Piece]:
    """Yield a row that never breaks over two pages; a heading is repeated on each."""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if is_heading else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if is_heading else ""
    middle = '<w:vAlign w:val="center"/>' if is_heading else ""
    yield f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>"
    for cell, width in zip(cells, widths, strict=True):
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{middle}</w:tcPr>'
        yield from cell
        yield "</w:tc>"
    yield "</w:tr>"


def widths_of(percents: Sequence[int], total: int) -> list[int]:
    """Return the widths of columns that together are *total* wide, to the last twip."""
    widths = [total * percent // _FULL for percent in percents]
    widths[-1] += total - sum(widths)
    return widths


def section(*, is_landscape: bool, has_foot: bool = True) -> str:
    """Return the properties of a section: paper, margins, its own numbers from 1.

    The number is hidden on the first page; the notices at the foot stand on every page, unless
    this is the first section without: a later one without keeps those of the one before.
    """
    width, height = reversed(PORTRAIT) if is_landscape else PORTRAIT
    orient = ' w:orient="landscape"' if is_landscape else ""
    margins = " ".join(f'w:{side}="{size}"' for side, size in MARGINS.items())
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/>'
        f"{_FOOT if has_foot else ''}"
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar {margins} w:header="567" w:footer="454" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


_FOOT = (
    '<w:footerReference w:type="default" r:id="rId5"/>'
    '<w:footerReference w:type="first" r:id="rId5"/>'
)


def page_number() -> str:
    """Return the number of the page, as a header holds it."""
    pieces = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>2</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return "".join(map(str, paragraph("PageNumber", pieces)))
