"""The parts of an XLSX file that are read, straight from its XML with expat.

A library that builds an object for every style and cell takes minutes for a country's forms,
and all memory for a hostile one. Here each part is streamed, each kind of thing has a limit.
DOCTYPEs and entities were refused before (``scoring.tables.zip_limits``).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from scoring.tables.zip_limits import Unsafe

MOST_SHEETS = 100
MOST_TEXTS = 500_000
MOST_TEXT = 20_000_000
"""Shared texts of a workbook, and their characters together. A form has some 900, a country's
table some 30,000."""

MOST_STYLES = 70_000
"""Excel itself stops at 65,490 cell styles."""

_SMALL_PART = 8_000_000
"""Bytes of a part that is not streamed in pieces: relations, the list of sheets, styles."""

_CHUNK = 1 << 16
_HYPERTEXT = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes = dict[str, str]


class Enough(Exception):  # noqa: N818 -- raised and caught here, to stop an expat parser
    """The rest of a part is not needed."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, whether it is shown, and the member that holds it."""

    name: str
    is_visible: bool
    member: str


@dataclass(frozen=True, slots=True)
class Style:
    """What of a cell's style changes how its value is read."""

    font: str = ""
    is_date: bool = False
    is_percent: bool = False


@dataclass(slots=True)
class XlsxPackage:
    """An open workbook: its sheets in order, its texts with their fonts, its cell styles."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]
    texts: list[str] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    """Fonts of shared texts that are written in another font than their cell's."""
    styles: tuple[Style, ...] = ()
    starts_1904: bool = False


def parse(
    archive: zipfile.ZipFile,
    member: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream a member through expat. Raises ``expat.ExpatError`` for what is no XML.

    Element names come without their namespace prefix. ``Enough`` from a handler stops.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def root(name: str, attributes: Attributes) -> None:
        # Almost no program prefixes its elements; asking once spares every element the question.
        has_prefix = ":" in name
        parser.StartElementHandler = _unprefixed(start) if has_prefix else start
        if end is not None:
            parser.EndElementHandler = _unprefixed_end(end) if has_prefix else end
        parser.StartElementHandler(name, attributes)

    parser.StartElementHandler = root
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 -- expat's own positional «this is all»
            parser.Parse(b"", True)  # noqa: FBT003
    except Enough:
        return


def _unprefixed(start: Callable[[str, Attributes], None]) -> Callable[[str, Attributes], None]:
    def starting(name: str, attributes: Attributes) -> None:
        start(name.rpartition(":")[2], attributes)

    return starting


def _unprefixed_end(end: Callable[[str], None]) -> Callable[[str], None]:
    def ending(name: str) -> None:
        end(name.rpartition(":")[2])

    return ending


def open_package(archive: zipfile.ZipFile) -> XlsxPackage:
    """Read the list of sheets, the shared texts and the styles.

    Raises ``Unsafe`` beyond a limit, ``KeyError`` or ``ExpatError`` for a damaged file.
    """
    names = {name.lower(): name for name in archive.namelist()}
    workbook = names["xl/workbook.xml"]
    relations = _relations(archive, names, workbook)
    sheets: list[SheetPart] = []
    found_1904: list[bool] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            if len(sheets) == MOST_SHEETS:
                raise Unsafe("nen-bat-thuong", f"tệp có hơn {MOST_SHEETS} trang")
            id_ = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            kind, target = relations.get(id_, ("", ""))
            if kind.endswith("/worksheet") and target.lower() in names:
                visible = attributes.get("state", "visible") == "visible"
                member = names[target.lower()]
                sheets.append(SheetPart(attributes.get("name", ""), visible, member))
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            found_1904.append(True)

    _check_small(archive, workbook)
    parse(archive, workbook, start)
    package = XlsxPackage(archive, tuple(sheets), starts_1904=bool(found_1904))
    by_kind = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    texts = names.get(by_kind.get("sharedStrings", "").lower())
    if texts:
        _read_texts(archive, texts, package)
    styles = names.get(by_kind.get("styles", "").lower())
    if styles:
        _check_small(archive, styles)
        package.styles = _styles(archive.read(styles))
    return package


def _check_small(archive: zipfile.ZipFile, member: str) -> None:
    # The container's check has counted the real bytes: this size is no lie any more.
    if archive.getinfo(member).file_size > _SMALL_PART:
        raise Unsafe("nen-bat-thuong", f"thành phần «{member}» của tệp lớn bất thường")


def _relations(
    archive: zipfile.ZipFile, names: dict[str, str], workbook: str
) -> dict[str, tuple[str, str]]:
    folder, _, file = workbook.rpartition("/")
    member = names.get(f"{folder}/_rels/{file}.rels".lower())
    found: dict[str, tuple[str, str]] = {}
    if member is None:
        return found

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[attributes.get("Id", "")] = (
                attributes.get("Type", ""),
                posixpath.normpath(path),
            )

    _check_small(archive, member)
    parse(archive, member, start)
    return found


def _read_texts(archive: zipfile.ZipFile, member: str, package: XlsxPackage) -> None:
    reader = _Texts(package)
    parse(archive, member, reader.start, reader.end, reader.text)


class _Texts:
    """Walks the shared texts; one of them is under construction."""

    def __init__(self, package: XlsxPackage) -> None:
        self.package = package
        self.pieces: list[str] = []
        self.takes = self.is_phonetic = False
        self.size = 0
        self.font = ""

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "si":
                self.pieces.clear()
                self.font = ""
            case "t":
                self.takes = not self.is_phonetic
            case "rPh":
                # How to pronounce a text; not the text.
                self.is_phonetic = True
            case "rFont":
                self.font = self.font or attributes.get("val", "")

    def end(self, name: str) -> None:
        match name:
            case "t":
                self.takes = False
            case "rPh":
                self.is_phonetic = False
            case "si":
                self._keep()

    def text(self, data: str) -> None:
        if self.takes:
            self.size += len(data)
            if self.size > MOST_TEXT:
                raise Unsafe("nen-bat-thuong", "chữ trong tệp dài bất thường")
            self.pieces.append(data)

    def _keep(self) -> None:
        texts = self.package.texts
        if len(texts) == MOST_TEXTS:
            raise Unsafe("nen-bat-thuong", "tệp có quá nhiều chữ khác nhau")
        if self.font:
            self.package.fonts[len(texts)] = self.font
        texts.append(unescaped("".join(self.pieces)))


def unescaped(text: str) -> str:
    r"""Return a text without Excel's way of writing control characters: ``_x000D_``.

    >>> unescaped("a_x000D_b_x0041_")
    'a\rbA'
    """
    return _HYPERTEXT.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENTS = frozenset((9, 10))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@lru_cache(maxsize=16)
def _styles(xml: bytes) -> tuple[Style, ...]:
    """Read the cell styles. Forms of one origin share these bytes, so they are remembered."""
    formats: dict[int, str] = {}
    fonts: list[str] = []
    styles: list[Style] = []
    path: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        path.append(name)
        match name:
            case "numFmt":
                formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
            case "font" if path[-2:-1] == ["fonts"]:
                fonts.append("")
            case "name" if path[-2:-1] == ["font"] and path[-3:-2] == ["fonts"]:
                fonts[-1] = attributes.get("val", "")
            case "xf" if path[-2:-1] == ["cellXfs"]:
                number, font = int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))
                code = _QUOTED.sub("", formats.get(number, "")).lower()
                is_date = number in _BUILT_IN_DATES or bool(re.search("[dmyhs]", code))
                is_percent = number in _BUILT_IN_PERCENTS or "%" in code
                family = fonts[font] if font < len(fonts) else ""
                styles.append(Style(family, is_date, is_percent))
        if len(styles) + len(fonts) + len(formats) > MOST_STYLES:
            raise Unsafe("nen-bat-thuong", "tệp có quá nhiều kiểu ô")

    def end(_name: str) -> None:
        path.pop()

    parser = expat.ParserCreate()
    parser.StartElementHandler = _unprefixed(start)
    parser.EndElementHandler = end
    parser.Parse(xml, True)  # noqa: FBT003
    return tuple(styles)
