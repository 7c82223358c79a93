"""How the workbook looks: formats by name, and how a sheet of ours is laid out and locked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.forms.ids import FORM, mark

FONT = "Times New Roman"  # what officials' documents use; every office PC has it
_INK, _RULE, _FAINT = "#1F2933", "#B8C2CC", "#5F6B76"
_DEEP, _TINT, _INPUT = "#0B5563", "#E3F0F2", "#FFF9DB"
GOOD, BAD, WAITING = ("#0B6B3A", "#E3F5EA"), ("#A61B1B", "#FCE8E8"), ("#8A5A00", "#FFF1D6")

_BASE: Mapping[str, Any] = {
    "font_name": FONT,
    "font_size": 12,
    "font_color": _INK,
    "valign": "vcenter",
    "text_wrap": True,
}
_BOX: Mapping[str, Any] = {"border": 1, "border_color": _RULE}
_TYPED: Mapping[str, Any] = {**_BOX, "bg_color": _INPUT, "locked": False}

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "id": {"font_size": 8, "font_color": _FAINT, "text_wrap": False},
    "title": {"font_size": 18, "bold": True, "font_color": _DEEP, "text_wrap": False},
    "lead": {"font_color": _FAINT, "italic": True},
    "line": {"text_wrap": False},
    "line_strong": {"text_wrap": False, "bold": True, "font_size": 14},
    "group_middle": {
        **_BOX,
        "bold": True,
        "bg_color": _TINT,
        "font_color": _DEEP,
        "align": "center",
    },
    "faint": {"font_color": _FAINT, "font_size": 10, "italic": True, "align": "left", "indent": 1},
    "strong": {"bold": True},
    "notice": {
        "indent": 1,
        "align": "left",
        "font_color": WAITING[0],
        "bg_color": WAITING[1],
        "bold": True,
    },
    "sample": {"font_color": BAD[0], "bold": True, "text_wrap": False},
    "head": {**_BOX, "bold": True, "bg_color": _DEEP, "font_color": "#FFFFFF", "align": "center"},
    "group": {
        **_BOX,
        "bold": True,
        "bg_color": _TINT,
        "font_color": _DEEP,
        "align": "left",
        "indent": 1,
    },
    "group_line": {
        "bold": True,
        "bg_color": _TINT,
        "font_color": _DEEP,
        "text_wrap": False,
        "top": 1,
        "bottom": 1,
        "top_color": _RULE,
        "bottom_color": _RULE,
    },
    "cell": {**_BOX, "align": "left", "indent": 1},
    "middle": {**_BOX, "align": "center"},
    "number": {**_BOX, "align": "right", "num_format": "#,##0", "indent": 1},
    "value": {**_BOX, "align": "right", "indent": 1},
    "points": {**_BOX, "align": "center", "bold": True, "font_size": 13},
    "small": {**_BOX, "font_size": 10, "align": "left", "indent": 1},
    "reason": {**_BOX, "font_size": 11, "align": "left", "indent": 1},
    "part": {**_BOX, "align": "left", "indent": 1},
    "group_name": {**_BOX, "bold": True, "align": "left", "indent": 1},
    "verdict": {**_BOX, "bold": True, "font_size": 16, "align": "center"},
    "check": {**_BOX, "font_size": 11, "font_color": _FAINT, "align": "left", "indent": 1},
    "check_day": {
        **_BOX,
        "font_size": 11,
        "font_color": _FAINT,
        "align": "left",
        "indent": 1,
        "num_format": "dd/mm/yyyy",
    },
    "step": {"bold": True, "font_color": "#FFFFFF", "bg_color": _DEEP, "align": "center"},
    "type_count": {**_TYPED, "num_format": "#,##0", "align": "right", "font_size": 13, "indent": 1},
    "type_text": {**_TYPED, "num_format": "@", "align": "left", "indent": 1},
    "type_choice": {**_TYPED, "num_format": "@", "align": "center", "font_size": 13},
    "type_day": {**_TYPED, "num_format": "dd/mm/yyyy", "align": "center"},
    "like_input": {**_BOX, "bg_color": _INPUT},
    "closed": {**_BOX, "bg_color": "#EEF1F4", "font_color": _FAINT, "align": "center"},
    "fixed": {**_BOX, "bold": True, "bg_color": _TINT, "align": "center"},
}

_WIDE = 1.05
"""Widths are counted in digits; our letters are a little wider on the whole."""

_LINE, _AIR, _LOWEST = 15.0, 6.0, 24.0
"""Points of a line of text, of the air around it, of the lowest row that is easy to hit."""

_MAY = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "select_locked_cells": True,
}
"""What the lock still allows, as the guide promises: another font, wider columns, more rows."""


def height(*texts: tuple[str, float]) -> float:
    """Return the height in points of a row whose cells hold *texts* in columns so wide.

    Programs fit rows by themselves only while nobody computes anything in them.
    """
    lines = max(
        sum(math.ceil(len(line) * _WIDE / width) for line in text.split("\n"))
        for text, width in texts
    )
    return max(_LINE * lines + _AIR, _LOWEST)


@dataclass(slots=True)
class Styles:
    """The formats of one workbook, made when they are first asked for."""

    book: Any
    made: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Return the format called *name*; raises ``KeyError``."""
        if name not in self.made:
            self.made[name] = self.book.add_format({**_BASE, **_LOOKS[name]})
        return self.made[name]

    def shown_as(self, num_format: str, ink: str = _INK) -> Any:
        """Return a format for conditional formatting: how a number is written, in which ink."""
        if num_format not in self.made:
            look = {"num_format": num_format, "font_color": ink}
            self.made[num_format] = self.book.add_format(look)
        return self.made[num_format]

    def tint(self, colours: tuple[str, str]) -> Any:
        """Return a format for conditional formatting: ink and ground."""
        if colours[0] not in self.made:
            ink, ground = colours
            self.made[colours[0]] = self.book.add_format({"font_color": ink, "bg_color": ground})
        return self.made[colours[0]]


def laid_out(  # noqa: PLR0913 -- all by name: the corner, the columns, the page
    sheet: Any,
    styles: Styles,
    name: str,
    *,
    columns: Sequence[tuple[str, float]],
    landscape: bool = False,
    pages: int = 0,
    footer: str = "",
    form: str = FORM,
) -> None:
    """Give a sheet of a workbook *form* its mark and column ids, widths, page and lock.

    *columns* are ids and widths from column B on; an empty id is a column nobody reads. *pages*
    is how many the sheet may print on, 0 for as many as it takes.
    """
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, mark(name, form), styles["id"])
    sheet.set_column(0, 0, 4, styles["id"], {"hidden": True})
    sheet.set_row(0, None, None, {"hidden": True})
    for at, (id_, width) in enumerate(columns, 1):
        sheet.set_column(at, at, width, styles["plain"])
        if id_:
            sheet.write_string(0, at, id_, styles["id"])
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, pages)
    words = footer.replace("&", "&&")
    sheet.set_footer(f'&L&"{FONT}"&11 {words}&R&"{FONT}"&11 Trang &P/&N')
    sheet.protect("", _MAY)


def titled(sheet: Any, styles: Styles, title: str, leads: Iterable[str]) -> int:
    """Write the title and the lines below it; return the next free row (from 0)."""
    sheet.set_row(1, 28)
    sheet.write_string(1, 1, title, styles["title"])
    row = 2
    for lead in leads:
        sheet.write_string(row, 1, lead, styles["line"])
        row += 1
    return row


def coloured(sheet: Any, styles: Styles, area: tuple[int, int, int, int]) -> None:
    """Colour cells by what their text begins with: ✔, ✘ or ?."""
    for sign, colours in (("✔", GOOD), ("✘", BAD), ("?", WAITING)):
        options = {
            "type": "text",
            "criteria": "begins with",
            "value": sign,
            "format": styles.tint(colours),
        }
        sheet.conditional_format(*area, options)
