"""The parts of an XLSX file that are read, straight from its XML with expat.

A library that builds an object for every style and cell takes minutes for a country's forms,
and all memory for a hostile one. Here each part is streamed, each kind of thing has a limit.
DOCTYPEs and entities were refused before (``scoring.tables.zip_limits``).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from scoring.base.problems import SheetName
from scoring.tables.xlsx_styles import Style, read_styles
from scoring.tables.xlsx_xml import Attributes, Shape, local_name, parse
from scoring.tables.zip_limits import Unsafe, has_links

MOST_SHEETS = 500
SPLIT = "chia thành nhiều tệp"
MOST_TEXTS = 500_000
MOST_TEXT = 20_000_000
"""Shared texts of a workbook, and their characters together. A form has some 900, a country's
table some 30,000."""

_SMALL_PART = 8_000_000
"""Bytes of a part that is not streamed in pieces: relations, the list of sheets, styles."""

_HYPERTEXT = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, whether it is shown, and the member that holds it."""

    name: str
    is_visible: bool
    member: str


@dataclass(slots=True)
class XlsxPackage:
    """An open workbook: its sheets in order, its texts with their fonts, its cell styles."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...] = ()
    texts: list[str] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    """Fonts of shared texts that are written in another font than their cell's."""
    styles: tuple[Style, ...] = ()
    starts_1904: bool = False
    is_uncomputed: bool = False
    """Whether the workbook itself says that the results of its formulas are none yet."""
    has_placeholders: bool = False
    """Whether a 0 in a formula may be the placeholder of a program that computes nothing."""
    has_links: bool = False
    """Whether formulas may refer to other files."""


_WORKBOOK: Shape = {
    "": {"workbookPr": "properties", "sheets": "sheets", "calcPr": "calculation"},
    "sheets": {"sheet": "sheet"},
}
_RELATIONS: Shape = {"": {"Relationship": "relation"}}
_APPLICATION: Shape = {"": {"Application": "application"}}
_TEXTS: Shape = {
    "": {"si": "item"},
    "item": {"t": "text", "r": "run"},
    "run": {"t": "text", "rPr": "look"},
    "look": {"rFont": "font"},
}
"""A text and its pieces; how to pronounce it (``rPh``) is no piece of it."""

_OTHER_SHEETS = ("/chartsheet", "/dialogsheet", "/xlMacrosheet", "/xlIntlMacrosheet")
"""Kinds of sheets that have no cells."""

_COMPUTES_NOTHING = re.compile(
    r"apache poi|openpyxl|xlsxwriter|go excelize|excelize|sheetjs|exceljs|epplus", re.IGNORECASE
)
"""Programs that write formulas with a placeholder where a result belongs: 0."""


def open_package(archive: zipfile.ZipFile) -> XlsxPackage:
    """Read the list of sheets, the shared texts and the styles.

    Raises ``Unsafe`` beyond a limit and for a sheet that is not in the file, ``KeyError`` or
    ``ExpatError`` for a damaged file.
    """
    names = {name.lower(): name for name in archive.namelist()}
    workbook = names["xl/workbook.xml"]
    relations = _relations(archive, names, workbook)
    package = XlsxPackage(archive)
    sheets: list[SheetPart] = []

    def start(state: str, attributes: Attributes) -> None:
        if state == "sheet":
            if len(sheets) == MOST_SHEETS:
                raise Unsafe("nen-bat-thuong", f"tệp có hơn {MOST_SHEETS} trang", SPLIT)
            sheet = _sheet(attributes, relations, names, len(sheets))
            if sheet is not None:
                sheets.append(sheet)
        elif state == "properties":
            package.starts_1904 = is_true(attributes.get("date1904"))
        elif state == "calculation":
            package.is_uncomputed = is_true(attributes.get("fullCalcOnLoad")) or not is_true(
                attributes.get("calcCompleted", "1")
            )

    _check_small(archive, workbook)
    with archive.open(workbook) as stream:
        parse(stream, _WORKBOOK, start)
    package.sheets = tuple(sheets)
    package.has_placeholders = _is_by_a_writer(archive, names)
    package.has_links = has_links(names)
    by_kind = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    texts = names.get(by_kind.get("sharedStrings", "").lower())
    if texts:
        _read_texts(archive, texts, package)
    styles = names.get(by_kind.get("styles", "").lower())
    if styles:
        _check_small(archive, styles)
        package.styles = read_styles(archive.read(styles))
    return package


def is_true(written: str | None) -> bool:
    """Whether an attribute says yes (XML Schema's two ways to write it)."""
    return written in {"1", "true"}


def _sheet(
    attributes: Attributes, relations: dict[str, tuple[str, str]], names: dict[str, str], at: int
) -> SheetPart | None:
    name = attributes.get("name", "")
    id_ = next((v for k, v in attributes.items() if local_name(k) == "id"), "")
    kind, target = relations.get(id_, ("", ""))
    if kind.endswith(_OTHER_SHEETS):
        return None
    if not kind.endswith("/worksheet") or target.lower() not in names:
        raise Unsafe("tep-hong", f"tệp .xlsx hỏng: không có nội dung của trang «{name}»")
    is_visible = attributes.get("state", "visible") == "visible"
    return SheetPart(SheetName(name, at), is_visible, names[target.lower()])


def _is_by_a_writer(archive: zipfile.ZipFile, names: dict[str, str]) -> bool:
    member = names.get("docprops/app.xml")
    if member is None or archive.getinfo(member).file_size > _SMALL_PART:
        return False
    words: list[str] = []
    try:
        with archive.open(member) as stream:
            parse(stream, _APPLICATION, text=words.append)
    except expat.ExpatError:
        # Nobody needs this part to open the workbook.
        return False
    return _COMPUTES_NOTHING.match("".join(words)) is not None


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

    def start(_state: str, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[attributes.get("Id", "")] = (
                attributes.get("Type", ""),
                posixpath.normpath(path),
            )

    _check_small(archive, member)
    with archive.open(member) as stream:
        parse(stream, _RELATIONS, start)
    return found


def _read_texts(archive: zipfile.ZipFile, member: str, package: XlsxPackage) -> None:
    reader = _Texts(package)
    with archive.open(member) as stream:
        parse(stream, _TEXTS, reader.start, reader.end, reader.text)


class _Texts:
    """Walks the shared texts; one of them is under construction."""

    def __init__(self, package: XlsxPackage) -> None:
        self.package = package
        self.pieces: list[str] = []
        self.is_in_text = False
        self.size = 0
        self.font = ""

    def start(self, state: str, attributes: Attributes) -> None:
        if state == "text":
            self.is_in_text = True
        elif state == "item":
            self.pieces.clear()
            self.font = ""
        elif state == "font":
            self.font = self.font or attributes.get("val", "")

    def end(self, state: str) -> None:
        if state == "text":
            self.is_in_text = False
        elif state == "item":
            self._keep()

    def text(self, data: str) -> None:
        if self.is_in_text:
            self.size += len(data)
            if self.size > MOST_TEXT:
                raise Unsafe("nen-bat-thuong", "chữ trong tệp dài bất thường", SPLIT)
            self.pieces.append(data)

    def _keep(self) -> None:
        texts = self.package.texts
        if len(texts) == MOST_TEXTS:
            raise Unsafe("nen-bat-thuong", "tệp có quá nhiều chữ khác nhau", SPLIT)
        if self.font:
            self.package.fonts[len(texts)] = self.font
        texts.append(unescaped("".join(self.pieces)))


def unescaped(text: str) -> str:
    r"""Return a text without Excel's way of writing control characters: ``_x000D_``.

    >>> unescaped("a_x000D_b_x0041_")
    'a\rbA'
    """
    return _HYPERTEXT.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
