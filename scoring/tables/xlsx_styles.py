"""What of a workbook's cell styles changes how a value is read: the font, dates, percentages."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache

from scoring.tables.xlsx_xml import Attributes, Shape, parse
from scoring.tables.zip_limits import Unsafe

MOST_STYLES = 70_000
"""Excel itself stops at 65,490 cell styles."""

PERCENT_SIGNS = "%‰‱％﹪٪"
"""Signs that make of a number a share, in whatever way they come to stand behind it."""

_LONGEST_FORMAT = 1_000
"""Characters of a number format. Excel itself stops at 255."""

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENTS = frozenset((9, 10))
_LITERAL = re.compile(r'"([^"]*)"?|\[[^\]]*\]|\\(.)|_.|\*(.)')
"""Text of a number format that is shown as it stands: quoted, escaped, or as a filling; colours,
conditions and the width of a letter are not shown."""

_SHAPE: Shape = {
    "": {"numFmts": "formats", "fonts": "fonts", "cellXfs": "styles"},
    "formats": {"numFmt": "format"},
    "fonts": {"font": "font"},
    "font": {"name": "name"},
    "styles": {"xf": "style"},
}


@dataclass(frozen=True, slots=True)
class Style:
    """What of a cell's style changes how its value is read."""

    font: str = ""
    is_date: bool = False
    is_percent: bool = False
    """Whether the value is shown a hundred times as large, with a percent sign."""
    shows_percent: bool = False
    """Whether a percent sign is shown behind the value as it stands."""


@lru_cache(maxsize=16)
def read_styles(xml: bytes) -> tuple[Style, ...]:
    """Return the cell styles in the order in which cells name them.

    Forms of one origin share these bytes, so they are remembered. Raises ``Unsafe`` beyond a
    limit, ``ExpatError`` for what is no XML.
    """
    formats: dict[int, str] = {}
    fonts: list[str] = []
    styles: list[Style] = []

    def start(state: str, attributes: Attributes) -> None:
        match state:
            case "format":
                formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
            case "font":
                fonts.append("")
            case "name":
                fonts[-1] = attributes.get("val", "")
            case "style":
                number, font = int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))
                family = fonts[font] if 0 <= font < len(fonts) else ""
                styles.append(_style(family, number, formats.get(number, "")))
        if len(styles) + len(fonts) + len(formats) > MOST_STYLES:
            raise Unsafe("nen-bat-thuong", "tệp có quá nhiều kiểu ô")

    parse(io.BytesIO(xml), _SHAPE, start)
    return tuple(styles)


def _style(font: str, number: int, code: str) -> Style:
    code = code[:_LONGEST_FORMAT]
    signs = _LITERAL.sub("", code).lower()
    literal = "".join("".join(filter(None, found)) for found in _LITERAL.findall(code))
    return Style(
        font,
        number in _BUILT_IN_DATES or bool(re.search("[dmyhs]", signs)),
        number in _BUILT_IN_PERCENTS or "%" in signs,
        any(sign in literal for sign in PERCENT_SIGNS)
        or any(sign in signs for sign in PERCENT_SIGNS[1:]),
    )
