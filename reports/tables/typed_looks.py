"""How the cells of a small workbook look that a person types into: heads, what is told, yellow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

_FONT = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
_BOX = {**_FONT, "border": 1, "border_color": "#B8C2CC"}


@dataclass(frozen=True, slots=True)
class TypedLooks:
    """Formats of XlsxWriter: of heads, of cells that tell, of cells to type into, of a lead."""

    head: Any
    plain: Any
    typed: Any
    lead: Any

    @classmethod
    def of(cls, book: Any) -> Self:
        """Return the formats of one workbook."""
        return cls(
            book.add_format({**_BOX, "bold": True, "bg_color": "#E3F0F2"}),
            book.add_format(_BOX),
            book.add_format({**_BOX, "bg_color": "#FFF9DB"}),
            book.add_format({**_FONT, "italic": True}),
        )
