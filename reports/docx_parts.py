"""Pieces of WordprocessingML as text: paragraphs, runs, tables, headers.

Written as text because a document of 30 tables built cell by cell through python-docx takes
ten times as long; every text passes through ``escaped`` on its way in. Lengths are in
twentieths of a point (567 to the centimetre), letter sizes in half points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

TEXT_WIDTH = 11_906 - 1_701 - 850
"""Width of the text on A4 with margins of 30 and 15 mm."""

_FULL = 100
_CELL_PADDING = 85


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of letters looks; ``half_points`` 0 leaves it to the paragraph's style."""

    is_bold: bool = False
    is_italic: bool = False
    half_points: int = 0


PLAIN = Look()
BOLD = Look(is_bold=True)


def escaped(text: str) -> str:
    """Return *text* for XML content; it is clean already, see ``reports.clean``."""
    return escape(text, quote=False)


def run(text: str, look: Look = PLAIN) -> str:
    """Return a run of text."""
    size = f'<w:sz w:val="{look.half_points}"/><w:szCs w:val="{look.half_points}"/>'
    properties = (
        ("<w:b/><w:bCs/>" if look.is_bold else "")
        + ("<w:i/><w:iCs/>" if look.is_italic else "")
        + (size if look.half_points else "")
    )
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """Return a paragraph of a style; *properties* follow the style in ``w:pPr``."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def keep_with_next() -> str:
    """Return the property that holds a paragraph on the page of the next one."""
    return "<w:keepNext/>"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's text with its alignment (``left``, ``center``, ``right``) and look."""

    text: str
    align: str = "left"
    look: Look = PLAIN


def table(
    percents: Iterable[int],
    heading: Iterable[TableCell],
    rows: Iterable[Iterable[TableCell]],
) -> str:
    """Return a table whose first row repeats on every page and whose rows never break.

    Widths stand in the grid and in each cell: with one of them alone, Word and LibreOffice
    disagree.
    """
    widths = [TEXT_WIDTH * percent // _FULL for percent in percents]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths) for row in rows)
    return (
        "<w:tbl><w:tblPr>"
        '<w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_CELL_PADDING}" w:type="dxa"/>'
        f'<w:right w:w="{_CELL_PADDING}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(heading, widths, '<w:tblHeader/>')}{body}</w:tbl>"
    )


def _row(cells: Iterable[TableCell], widths: list[int], more: str = "") -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if more else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{_in_cell(cell)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inside}</w:tr>"


def _in_cell(cell: TableCell) -> str:
    align = "" if cell.align == "left" else f'<w:jc w:val="{cell.align}"/>'
    return paragraph("TableText", run(cell.text, cell.look), properties=align)


def page_number() -> str:
    """Return the number of the page, as a header holds it."""
    pieces = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>2</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return paragraph("PageNumber", *pieces)
