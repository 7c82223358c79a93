"""Workbooks written part by part: what no library would write, and other programs do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from tests.support.intake_tables import COMMUNE, HEADINGS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:z="urn:z"'

FIGURE = "tong_so_tre_em"


def letters(number: int) -> str:
    """Return the letters of a column of a small table, counted from 1."""
    return chr(ord("A") + number - 1)


def cell(address: str, value: Any) -> str:
    """Return the XML of a cell: text inline, numbers as they are, nothing for a blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def row(number: int, values: Sequence[Any], attributes: str = "", end: str = "") -> str:
    """Return the XML of a row."""
    cells = "".join(cell(f"{letters(at)}{number}", value) for at, value in enumerate(values, 1))
    return f'<row r="{number}" {attributes}>{cells}{end}</row>'


def commune(number: int, code: str, *figures: Any, end: str = "", attributes: str = "") -> str:
    """Return the XML of a commune's row."""
    return row(number, (code, *COMMUNE[1:], *figures), attributes, end)


def heading(*columns: str) -> str:
    """Return the XML of the first row."""
    return row(1, (*HEADINGS, *(columns or (FIGURE,))))


def sheet(*rows: str, before: str = "", after: str = "", vocabulary: str = MAIN) -> str:
    """Return the XML of a sheet with something before and behind its cells."""
    return (
        f'<worksheet xmlns="{vocabulary}" {_NAMES}>{before}<sheetData>{"".join(rows)}</sheetData>'
        f"{after}</worksheet>"
    )


def book(
    *sheets: str,
    parts: Mapping[str, str] | None = None,
    workbook: str = "",
    names: Sequence[str] = ("Số liệu", "Trang 2", "Trang 3"),
    states: Sequence[str] = (),
) -> bytes:
    """Return a workbook of the XML of its *sheets*; *workbook* stands behind their list."""
    listed, related, members = "", "", {}
    for at, xml in enumerate(sheets, 1):
        state = f'state="{states[at - 1]}"' if at <= len(states) else ""
        listed += f'<sheet name="{names[at - 1]}" sheetId="{at}" {state} r:id="rId{at}"/>'
        related += f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" '
        related += f'Target="worksheets/sheet{at}.xml"/>'
        members[f"xl/worksheets/sheet{at}.xml"] = xml
    for at, (name, kind) in enumerate((("sharedStrings", "st"), ("styles", "sy"))):
        if f"xl/{name}.xml" in (parts or {}):
            related += f'<Relationship Id="r{kind}{at}" Type="{_OFFICE}/{name}" '
            related += f'Target="{name}.xml"/>'
    members["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>{workbook}'
        "</workbook>"
    )
    members["xl/_rels/workbook.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{related}</Relationships>"
    )
    members |= parts or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def number_formats(*codes: str) -> str:
    """Return a part of styles: style 0 is plain, style n has the nth of *codes*."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for at, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )
