"""The paragraph styles of a Word document, as one table of numbers.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (page, fonts, sizes 13–14, spacing 6 pt, lines at
least single); the decree says nothing of letters inside tables, 11–12 is usual.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleLook:
    """A paragraph style: sizes and spaces in points, indents in millimetres."""

    id: str
    points: float = 13
    align: str = "left"
    before: float = 0
    after: float = 6
    line_spacing: float = 1.15
    first_line: float = 0
    left: float = 0
    is_bold: bool = False
    is_italic: bool = False
    keeps_next: bool = False
    is_boxed: bool = False
    outline_level: int = 0


STYLES: tuple[StyleLook, ...] = (
    StyleLook("Normal"),
    StyleLook("Title", 14, "center", after=6, is_bold=True, keeps_next=True),
    StyleLook("Subtitle", 14, "center", keeps_next=True),
    StyleLook("Heading1", 14, before=16, is_bold=True, keeps_next=True, outline_level=1),
    StyleLook("Heading2", 13.5, before=14, is_bold=True, keeps_next=True, outline_level=2),
    StyleLook(
        "Heading3", 13, before=8, is_bold=True, is_italic=True, keeps_next=True, outline_level=3
    ),
    StyleLook("BodyText", 13, "justify", first_line=12.7),
    StyleLook("Lead", 13, "justify", is_bold=True),
    StyleLook("SmallPrint", 11.5, "justify", is_italic=True),
    StyleLook("Notice", 13, "justify", left=3, before=4, is_boxed=True),
    StyleLook("Verdict", 13, "justify", before=10, left=3, is_boxed=True),
    StyleLook("Closing", 13, "center", before=16, is_bold=True),
    StyleLook("Caption", 11.5, after=3, before=2, is_italic=True, keeps_next=True),
    StyleLook("ListHeading", 13, before=2, after=3, is_bold=True, keeps_next=True),
    StyleLook("Tick", 13, "justify", after=3, left=7, first_line=-7),
    StyleLook("TableText", 11.5, before=1.5, after=1.5, line_spacing=1.0),
    StyleLook("AfterTable", 6, after=0, line_spacing=1.0),
    StyleLook("PageNumber", 14, "center", after=0, line_spacing=1.0),
    StyleLook("RunningNotice", 10, "center", after=1, line_spacing=1.0, is_bold=True),
)
