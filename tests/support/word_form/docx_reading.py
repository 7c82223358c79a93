"""What stands in a Word document, with the look each paragraph really has.

A paragraph takes its look from its style, the style it is based on, and the defaults of the
document; a run may say otherwise. Used to check documents, never to make them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # only the type: defusedxml parses

from defusedxml.ElementTree import fromstring

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ON = {None, "1", "true", "on"}

Properties = Mapping[str, Mapping[str, str]]


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{_W}{name}"


@dataclass(frozen=True, slots=True)
class RunLook:
    """A run's text and look; ``points`` is its size."""

    text: str
    is_bold: bool
    is_italic: bool
    points: float
    fonts: frozenset[str]
    colour: str


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph: its style, words and runs, and its layout properties as written."""

    style: str
    text: str
    runs: tuple[RunLook, ...]
    layout: Properties
    has_top_rule: bool
    width: int
    """Of the cell or page it stands in, in twips."""

    def number(self, element: str, name: str, default: int = 0) -> int:
        """Return a number of the layout: ``number("ind", "left")``."""
        return int(self.layout.get(element, {}).get(name, default))

    @property
    def align(self) -> str:
        """``left``, ``center``, ``right`` or ``both``."""
        return self.layout.get("jc", {}).get("val", "left")

    @property
    def keeps_next(self) -> bool:
        """Whether it stays on the page of the paragraph after it."""
        kept = self.layout.get("keepNext")
        return kept is not None and kept.get("val") in _ON


class WordFile:
    """The parts of a DOCX file, read."""

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a file."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts: Mapping[str, bytes] = {n: archive.read(n) for n in archive.namelist()}
        self.document = self.xml("word/document.xml")
        styles = self.xml("word/styles.xml")
        self.styles = {str(style.get(w("styleId"))): style for style in styles.iter(w("style"))}
        found = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._paragraphs: dict[tuple[Element, int], ParagraphLook] = {}
        self._styled: dict[str, tuple[Properties, bool, Properties]] = {}
        self._defaults = found if found is not None else Element(w("rPr"))

    def xml(self, name: str) -> Element:
        """Return the root element of a part."""
        root: Element = fromstring(self.parts[name])
        return root

    @property
    def body(self) -> Element:
        """The body of the document."""
        return _only(self.document, "body")

    def sections(self) -> list[Element]:
        """Return the properties of each section, in order."""
        return list(self.document.iter(w("sectPr")))

    def defaults(self) -> Element:
        """Return the default properties of runs."""
        return self._defaults

    def paragraphs(self, within: Element, width: int) -> Iterator[ParagraphLook]:
        """Yield the paragraphs of an element in order, those of its tables included."""
        for element in within:
            if element.tag == w("p"):
                yield self.paragraph(element, width)
            elif element.tag == w("tbl"):
                for row in element.findall(w("tr")):
                    for cell in row.findall(w("tc")):
                        yield from self.paragraphs(cell, cell_width(cell))

    def paragraph(self, element: Element, width: int) -> ParagraphLook:
        """Return one paragraph with the look it really has."""
        known = self._paragraphs.get((element, width))
        if known is None:
            known = self._paragraphs[element, width] = self._look(element, width)
        return known

    def _look(self, element: Element, width: int) -> ParagraphLook:
        own = element.find(w("pPr"))
        named = own.find(w("pStyle")) if own is not None else None
        style = str(named.get(w("val"))) if named is not None else "Normal"
        if style not in self._styled:
            properties = self._chain(style, "pPr")
            base = [self.defaults(), *self._chain(style, "rPr")]
            self._styled[style] = _merged({}, properties), _is_ruled(properties), _merged({}, base)
        layout, ruled, base_look = self._styled[style]
        if own is not None:
            layout, ruled = _merged(layout, [own]), ruled or _is_ruled([own])
        runs = tuple(_run(run, base_look) for run in element.iter(w("r")))
        text = "".join(run.text for run in runs)
        return ParagraphLook(style, text, runs, layout, ruled, width)

    def _chain(self, style: str, kind: str) -> list[Element]:
        """Return the properties of a style, those of its ancestors first."""
        found: list[Element] = []
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            properties = element.find(w(kind))
            if properties is not None:
                found.insert(0, properties)
            parent = element.find(w("basedOn"))
            style = str(parent.get(w("val"))) if parent is not None else ""
        return found


def _merged(base: Properties, more: list[Element]) -> Properties:
    """Return *base* with the properties of elements over it, attribute by attribute."""
    merged = dict(base)
    for properties in more:
        for one in properties:
            name = _name(one)
            merged[name] = {**merged.get(name, {}), **_attributes(one)}
    return merged


def _is_ruled(properties: list[Element]) -> bool:
    return any(one.find(f"{w('pBdr')}/{w('top')}") is not None for one in properties)


def _run(run: Element, base: Properties) -> RunLook:
    own = run.find(w("rPr"))
    merged = base if own is None else _merged(base, [own])
    text = "".join(
        (piece.text or "") if piece.tag == w("t") else " "
        for piece in run
        if piece.tag in {w("t"), w("br")}
    )
    return RunLook(
        text=text,
        is_bold=_is_on(merged, "b"),
        is_italic=_is_on(merged, "i"),
        points=int(merged.get("sz", {}).get("val", 20)) / 2,
        fonts=frozenset(f"{place}={font}" for place, font in merged.get("rFonts", {}).items()),
        colour=merged.get("color", {}).get("val", "auto"),
    )


def _is_on(merged: Properties, name: str) -> bool:
    return name in merged and merged[name].get("val") in _ON


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _attributes(element: Element) -> dict[str, str]:
    return {name.rsplit("}", 1)[-1]: value for name, value in element.attrib.items()}


def cell_width(cell: Element) -> int:
    """Return the width of a cell in twips."""
    found = cell.find(f"{w('tcPr')}/{w('tcW')}")
    return int(found.get(w("w"), "0")) if found is not None else 0


def _only(parent: Element, name: str) -> Element:
    found = parent.find(w(name))
    if found is None:
        raise KeyError(name)
    return found
