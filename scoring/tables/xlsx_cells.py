"""The cells of one sheet of a workbook: position, raw value, font. Blank cells are left out.

Values are those that the program which saved the file computed; a formula it never computed
is ``Unsaved.FORMULA``. 100 % is stored as the number 1: shown as a percentage, it is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Doubtful, Raw, Unsaved, text_of
from scoring.tables.raw import column_letters
from scoring.tables.xlsx_package import SPLIT, SheetPart, XlsxPackage, is_true, unescaped
from scoring.tables.xlsx_styles import Style
from scoring.tables.xlsx_xml import Attributes, Enough, Shape, parse
from scoring.tables.zip_limits import Unsafe

MOST_CELLS = 200_000
"""Cells with content in one sheet. The largest sheet of a form has some 700."""

_SHEET: Shape = {
    "": {
        "cols": "columns",
        "sheetData": "data",
        "mergeCells": "merges",
        **dict.fromkeys(
            ("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"), "after"
        ),
    },
    "columns": {"col": "column"},
    "data": {"row": "row"},
    "row": {"c": "cell"},
    "cell": {"v": "value", "f": "formula", "is": "inline"},
    "inline": {"t": "text", "r": "run"},
    "run": {"t": "text", "rPr": "look"},
    "look": {"rFont": "font"},
    "merges": {"mergeCell": "merge"},
}
"""What is read of a sheet, in the order in which it stands there; nothing follows ``after``."""

UNMERGE = "bỏ gộp ô (Merge & Center) rồi ghi lại"

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})")
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_465  # 31/12/9999, the last day Excel knows
_PLAIN = Style()
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][-+]?[0-9]{1,4})?"
)
"""A number as XML Schema writes it; Python's own reading takes 1_000 and NaN too."""
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
_PLACEHOLDERS = frozenset(("0", "0.0"))
_LAST_COLUMN = 16_384
_LAST_HIDDEN = 30_000
"""Hidden rows further down are not noted; nothing so far down is read."""

CellPosition = tuple[int, int]
"""Row and column, from 1."""


def address(position: CellPosition) -> str:
    """Return the address of a cell.

    >>> address((5, 3))
    'C5'
    """
    return f"{column_letters(position[1])}{position[0]}"


def hidden_under(first: str, seen: Raw) -> Doubtful:
    """Return what stands for a value that nobody can see: it lies under the cell *first*."""
    message = f"ô bị gộp vào ô {first}, bên dưới còn {shown(text_of(seen))} mà không ai thấy"
    return Doubtful("so-bi-che", message, f"xem lại giá trị đúng; {UNMERGE}")


Take = Callable[[int, int, Raw, str], None]
"""What is done with a cell: row, column, value, font."""

Range = tuple[int, int, int, int]
"""Top, left, bottom, right, from 1."""


@dataclass(slots=True)
class Layout:
    """What of a sheet is no cell, and yet changes what a person sees of its cells."""

    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_cells(package: XlsxPackage, sheet: SheetPart, take: Take) -> Layout:
    """Hand every cell with content to *take*, in the file's order; return the layout.

    ``Enough`` from *take* stops. Raises ``ExpatError`` for what is no XML, ``Unsafe`` for a
    cell that refers to a text that is not in the file.
    """
    reader = _Reader(package, sheet.name, take)
    with package.archive.open(sheet.member) as stream:
        parse(stream, _SHEET, reader.start, reader.end, reader.text)
    return reader.layout


class _Reader:
    """Walks a sheet's XML; one cell at a time is under construction."""

    def __init__(self, package: XlsxPackage, name: str, take: Take) -> None:
        self.package = package
        self.name = name
        self.take = take
        self.layout = Layout()
        self.row = 0
        self.column = 0
        self.reference = ""
        self.kind = "n"
        self.style = 0
        self.state = ""
        self.value: list[str] = []
        self.inline: list[str] = []
        self.has_formula = False
        self.font = ""

    def start(self, state: str, attributes: Attributes) -> None:
        self.state = state
        if state == "cell":
            self._begin(attributes)
        elif state == "row":
            self.row = int(attributes.get("r", 0) or 0) or self.row + 1
            self.column = 0
            self.reference = ""
            if _is_hidden(attributes) and self.row <= _LAST_HIDDEN:
                self.layout.hidden_rows.add(self.row)
        elif state == "column":
            self._hide(attributes)
        elif state == "formula":
            self.has_formula = True
        elif state == "font":
            self.font = self.font or attributes.get("val", "")
        elif state == "merge":
            self._merge(attributes.get("ref", ""))
        elif state == "after":
            raise Enough

    def _hide(self, attributes: Attributes) -> None:
        """Note a range of columns that nobody sees, as far as columns are read."""
        if is_true(attributes.get("hidden")) or attributes.get("width") == "0":
            first, last = (attributes.get(end, "") for end in ("min", "max"))
            if first.isdecimal() and last.isdecimal():
                columns = range(int(first), min(int(last), _LAST_COLUMN) + 1)
                self.layout.hidden_columns.update(columns)

    def _begin(self, attributes: Attributes) -> None:
        reference = attributes.get("r", "")
        if not reference:
            # A cell without an address stands behind the one before it.
            self._position()
            self.column += 1
        self.reference = reference
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0) or 0)
        self.value.clear()
        self.inline.clear()
        self.has_formula = False
        self.font = ""

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found is None:
            return
        if len(self.layout.merged) == MOST_CELLS:
            message = f"trang «{self.name}» gộp ô ở hơn {vietnamese(MOST_CELLS)} chỗ"
            raise Unsafe("qua-nhieu-o", message, SPLIT)
        (top, left), (bottom, right) = (_at(found[group]) for group in (1, 2))
        self.layout.merged.append((top, left, bottom, right))

    def text(self, data: str) -> None:
        if self.state == "value":
            self.value.append(data)
        elif self.state == "text":
            self.inline.append(data)

    def end(self, state: str) -> None:
        self.state = ""
        if state == "cell" and (self.value or self.inline or self.has_formula):
            # Most cells of a sheet are styled and have no content.
            self._cell()

    def _cell(self) -> None:
        if self.inline and (self.kind == "inlineStr" or not self.value):
            self.kind = "inlineStr"
            text = "".join(self.inline)
        else:
            text = "".join(self.value)
        raw = self._raw(text)
        if raw is None:
            return
        self._position()
        self.take(self.row, self.column, raw, self.font or self._style.font)

    def _position(self) -> None:
        found = _REFERENCE.fullmatch(self.reference)
        if found is not None:
            self.column = _number(found[1])
            self.row = int(found[2])

    @property
    def _style(self) -> Style:
        styles = self.package.styles
        return styles[self.style] if 0 <= self.style < len(styles) else _PLAIN

    def _raw(self, text: str) -> Raw:
        if self.has_formula and self._is_uncomputed(text):
            return Unsaved.FORMULA
        match self.kind:
            case "s":
                return self._shared(text.strip())
            case "inlineStr" | "str":
                return unescaped(text) or None
            case "b":
                return _TRUTHS.get(text.strip(), text or None)
            case "e":
                return text or None
            case "d":
                return _iso(text)
        return self._number(text) if text.strip() else None

    def _is_uncomputed(self, text: str) -> bool:
        """Whether what stands beside a formula is not what it gives."""
        if self.package.is_uncomputed or (not text and self.kind != "str"):
            return True
        return self.package.has_placeholders and text.strip() in _PLACEHOLDERS

    def _shared(self, text: str) -> Raw:
        if not text:
            return None
        if not text.isdecimal() or int(text) >= len(self.package.texts):
            self._position()
            message = (
                f"tệp .xlsx hỏng: ô {address((self.row, self.column))} trang «{self.name}» chỉ "
                f"tới một chữ không có trong tệp ({shown(text)})"
            )
            raise Unsafe("tep-hong", message)
        index = int(text)
        self.font = self.package.fonts.get(index, "")
        return self.package.texts[index] or None

    def _number(self, text: str) -> Raw:
        stripped = text.strip()
        if _NUMBER.fullmatch(stripped) is None:
            return text
        value = float(stripped)
        style = self._style
        if style.is_percent:
            return f"{value * 100:.12g}%".replace(".", ",")
        if style.shows_percent:
            return f"{value:.12g}%".replace(".", ",")
        if style.is_date and 0 <= value <= _LAST_SERIAL:
            start = _FIRST_DAY_1904 if self.package.starts_1904 else _FIRST_DAY
            return start + timedelta(days=value)
        return int(stripped) if stripped.isdecimal() else value


def _is_hidden(attributes: Attributes) -> bool:
    return is_true(attributes.get("hidden")) or attributes.get("ht") == "0"


def _iso(text: str) -> Raw:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text or None


def _at(reference: str) -> CellPosition:
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), _number(found[1])) if found else (0, 0)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
