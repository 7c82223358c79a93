"""What an Office file reaches out to: relations, connections, links and fields, read as XML.

Read as Office reads it: character references, line ends and UTF-16 are nothing that hides a
relation (ECMA-376 part 2, 9.3; part 1, 17.16.5 and 18.14). A tree is never built.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from scoring.base.problems import shown
from scoring.tables.zip_limits import Unsafe

_MOST_RELATIONS = 1_000_000
"""Bytes of one part of relations; Office writes some hundred."""

_LOADED = frozenset({"externallink", "externallinkpath", "connections", "querytable"})
"""Relations within a workbook whose very presence fetches from elsewhere."""

_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedname"})
_DDE = re.compile(r"[\w.]\s*\|[^!|]{0,255}!|\b(?:WEBSERVICE|RTD)\s*\(", re.IGNORECASE)
_FIELDS = re.compile(r"DDE(?:AUTO)?\s|INCLUDE(?:TEXT|PICTURE)\s|\bDATABASE\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficeLink:
    """A relation to something outside the file: the last word of its type, and where to."""

    kind: str
    target: str

    @property
    def waits_for_a_click(self) -> bool:
        """Whether Office follows it only when a person says so."""
        return self.kind == "hyperlink"


def outside_links(archive: zipfile.ZipFile) -> list[OfficeLink]:
    """Return every relation of an Office file that leads out of it, in order.

    Raises ``Unsafe`` for parts that cannot be read, that stand twice, or that fetch by
    another way: connections, links between workbooks, DDE, fields that include.
    """
    names = [member.filename.lower() for member in archive.infolist()]
    if len(names) != len(set(names)):
        raise Unsafe("tep-hong", "trong tệp có hai thành phần trùng tên")
    links: list[OfficeLink] = []
    for member in archive.infolist():
        name = member.filename.lower()
        if name.endswith(".rels"):
            if member.file_size > _MOST_RELATIONS:
                raise Unsafe("nen-bat-thuong", f"{shown(member.filename)} lớn bất thường")
            links += _relations(archive, member)
        elif name.startswith(("word/", "xl/")) and name.endswith(".xml"):
            _check_part(member.filename, archive.read(member))
    return links


def _relations(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[OfficeLink]:
    found: list[OfficeLink] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "relationship":
            return
        kind = attributes.get("type", "").strip().rstrip("/").rpartition("/")[2].lower()
        target = attributes.get("target", "")
        if kind in _LOADED:
            raise Unsafe("lien-ket-ngoai", "bảng tính lấy dữ liệu từ nơi khác")
        is_outside = attributes.get("targetmode", "").strip().lower() == "external"
        if is_outside or _ADDRESS.match(target):
            found.append(OfficeLink(kind, target))

    _parse(member.filename, archive.read(member), _Reading(start))
    return found


def _check_part(name: str, content: bytes) -> None:
    """Raise ``Unsafe`` for formulas and fields that call another program or file."""
    if not _may_call(content):
        return
    codes: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"ddelink", "olelink"}:
            raise Unsafe("lien-ket-ngoai", "bảng tính lấy dữ liệu từ nơi khác")
        if tag == "fldsimple":
            codes.append(f" {attributes.get('instr', '')} ")

    def end(tag: str, text: str) -> None:
        if tag in _FORMULAS and _DDE.search(text):
            raise Unsafe("lien-ket-ngoai", f"công thức {shown(text)} gọi chương trình khác")
        if tag == "instrtext":
            codes.append(text)

    _parse(name, content, _Reading(start, end, {*_FORMULAS, "instrtext"}))
    # One field may be spread over many runs.
    if codes and _FIELDS.search("".join(codes) + " "):
        raise Unsafe("lien-ket-ngoai", "văn bản Word lấy nội dung từ nơi khác")


def _may_call(content: bytes) -> bool:
    """Whether a part has to be parsed: a document of thousands of paragraphs mostly has not.

    Only in a part whose letters are ASCII, with nothing that stands for another character or
    takes a word apart, are words looked for as they are.
    """
    upper = content.upper()
    is_plain = upper.startswith(_PLAIN) and b"\0" not in upper
    is_plain = is_plain and upper.count(b"<?") == 1
    return not is_plain or any(word in upper for word in _WORDS)


_PLAIN = (b'<?XML VERSION="1.0" ENCODING="UTF-8"', b"<?XML VERSION='1.0' ENCODING='UTF-8'")
_WORDS = (
    *(b"&#", b"<![CDATA[", b"<!--"),
    *(b"INSTRTEXT", b"FLDSIMPLE", b"DDELINK", b"OLELINK", b"|", b"WEBSERVICE", b"RTD"),
)


@dataclass(slots=True)
class _Reading:
    """What an XML parser calls; local names in lower case, texts of the elements in *kept*."""

    on_start: Callable[[str, Mapping[str, str]], None]
    on_end: Callable[[str, str], None] = lambda _, __: None
    kept: set[str] = field(default_factory=set)
    _text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        self.on_start(name, {_local(key): value for key, value in attributes.items()})
        if name in self.kept:
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name in self.kept and self._text is not None:
            self.on_end(name, "".join(self._text))
            self._text = None

    def close(self) -> None:
        """Nothing is built."""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _parse(name: str, content: bytes, reading: _Reading) -> None:
    parser = XMLParser(target=reading, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        raise Unsafe("tep-hong", f"không đọc được {shown(name)}") from None
