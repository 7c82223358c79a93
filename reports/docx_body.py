"""The blocks of a dossier as WordprocessingML, in the dossier's own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.docx_parts import (
    BOLD,
    PLAIN,
    Look,
    TableCell,
    keep_with_next,
    page_number,
    paragraph,
    run,
    table,
)
from reports.dossier_model import (
    Block,
    Cell,
    Column,
    Dossier,
    Facts,
    FindingLine,
    Findings,
    Listing,
    Notice,
    Section,
    Subheading,
    Table,
    Text,
)

_STYLES = {"plain": "BodyText", "lead": "Lead", "hint": "BodyText", "small": "SmallPrint"}
_SMALL = Look(is_italic=True, half_points=22)
_ITALIC = Look(is_italic=True)


def body(dossier: Dossier) -> str:
    """Return everything between the first line of the document and its last."""
    return "".join(_body(dossier))


def header(notices: Iterable[Notice], *, has_number: bool) -> str:
    """Return what stands above the text of a page: its number, then the notices.

    Nghị định 30/2020/NĐ-CP hides the number of page 1; the notices stand on every page.
    """
    number = page_number() if has_number else ""
    lines = "".join(paragraph("RunningNotice", run(notice.short)) for notice in notices)
    # The empty line holds the notices off the text.
    return number + lines + paragraph("AfterTable")


def _body(dossier: Dossier) -> Iterator[str]:
    yield paragraph("Title", run(dossier.title))
    yield paragraph("Subtitle", run(dossier.commune, BOLD))
    yield paragraph("Subtitle", run(dossier.subtitle, _ITALIC))
    yield from _facts(dossier.facts, "Đơn vị tự đánh giá")
    for notice in dossier.notices:
        yield paragraph("Notice", run(f"{notice.short}. ", BOLD), run(notice.text))
    for section in dossier.sections:
        yield from _section(section, 1)
    yield paragraph("Closing", run(dossier.closing))


def _section(section: Section, depth: int) -> Iterator[str]:
    yield paragraph(f"Heading{depth}", run(section.heading))
    for block in section.blocks:
        yield from _block(block, depth)
    for inner in section.inner:
        yield from _section(inner, depth + 1)


def _block(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Text(text, role):
            look = _ITALIC if role == "hint" else PLAIN
            yield paragraph(_STYLES[role], run(text, look))
        case Subheading(text):
            yield paragraph(f"Heading{depth + 1}", run(text))
        case Facts():
            yield from _facts(block, "")
        case Findings(lines, verdict):
            yield _findings(lines)
            said = run(f"{verdict.name}: {verdict.mark}. {verdict.reason}", BOLD)
            yield paragraph("Verdict", said)
        case Table():
            yield from _table(block)
        case Listing(heading, lines):
            yield paragraph("ListHeading", run(heading))
            for line in lines:
                yield paragraph("Tick", run(f"☐ {line.text} "), run(line.note, _SMALL))


def _facts(facts: Facts, caption: str) -> Iterator[str]:
    columns = (Column("Mục", 36, names_row=True), Column("Nội dung", 64))
    rows = tuple((Cell(name), Cell(value)) for name, value in facts.rows)
    yield from _table(Table(caption, columns, rows))


def _findings(lines: Iterable[FindingLine]) -> str:
    heading = (TableCell(text, look=BOLD) for text in ("Điều kiện", "Kết quả", "Vì sao"))
    rows = (
        (TableCell(line.name), TableCell(str(line.mark), look=BOLD), TableCell(line.reason))
        for line in lines
    )
    return table((27, 20, 53), heading, rows)


def _table(block: Table) -> Iterator[str]:
    if block.caption:
        yield paragraph("Caption", run(block.caption), properties=keep_with_next())
    aligns = [column.align for column in block.columns]
    heading = (TableCell(column.heading, column.align, BOLD) for column in block.columns)
    rows = [_cells(cells, aligns) for cells in block.rows]
    if block.footer:
        rows.append(_cells(block.footer, aligns, BOLD))
    yield table((column.percent for column in block.columns), heading, rows)
    # Word joins two tables that touch.
    yield paragraph("AfterTable")


def _cells(cells: Iterable[Cell], aligns: Iterable[str], look: Look = PLAIN) -> list[TableCell]:
    return [
        TableCell(cell.text, align, BOLD if cell.tone else look)
        for cell, align in zip(cells, aligns, strict=True)
    ]
