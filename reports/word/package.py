"""Everything of a DOCX file but its text: content types, relations, settings, headers.

Written by hand because it is little, and so that no other package's release changes our
bytes. What no document changes is compressed once per process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports.papers.photo import Photo
from reports.papers.templates import Each, Piece
from reports.word.elements import page_number, paragraph, runs
from reports.word.pictures import (
    photo_file,
    photo_relation,
    picture_file,
    picture_relation,
)
from reports.word.styles import LANGUAGE, styles_xml

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROGRAM = "phuhop"

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_IMAGE = f"{_OFFICE}/relationships/image"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships"'
    f' xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
    f' xmlns:pic="{_DRAWING}/picture"'
)
RELATIONS = "word/_rels/document.xml.rels"
"""What the document refers to."""
_NO_DAY = "2019-01-03T00:00:00Z"  # a document does not say when it was printed
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document_pieces(body: Iterable[Piece]) -> Iterable[Piece]:
    """Yield ``word/document.xml``."""
    yield f"{DECLARATION}<w:document {_NAMESPACES}><w:body>"
    yield from body
    yield "</w:body></w:document>"


def footer_pieces() -> Iterable[Piece]:
    """Yield the foot of every page: what no reader may overlook."""
    yield f"{DECLARATION}<w:ftr {_NAMESPACES}>"
    yield Each("notices", "notice", tuple(paragraph("RunningNotice", runs("{notice.short}"))))
    yield from paragraph("AfterTable", ())
    yield "</w:ftr>"


def core_pieces(title: Iterable[Piece]) -> Iterable[Piece]:
    """Yield ``docProps/core.xml`` of a document of this title."""
    yield (
        f"{DECLARATION}<cp:coreProperties"
        f' xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>'
    )
    yield from title
    yield (
        f"</dc:title><dc:creator>{PROGRAM}</dc:creator>"
        f"<cp:lastModifiedBy>{PROGRAM}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_NO_DAY}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_NO_DAY}</dcterms:modified>'
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    )


def static_members(pictures: int, *, has_photos: bool = False) -> Mapping[str, bytes]:
    """Return the members that are the same in every document with so many figures.

    One that *has_photos* knows them by ``photo_relations``, which are its own.
    """
    pictured = {"emf": "image/x-emf"} if pictures else {}
    pictured |= {"jpg": "image/jpeg"} if has_photos else {}
    texts = {
        "[Content_Types].xml": _content_types(pictured),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (
                "rId2",
                f"{_PACKAGE}/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        **({} if has_photos else {RELATIONS: _document_relations(pictures)}),
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles_xml()}</w:styles>",
        "word/settings.xml": _settings(),
        "word/header1.xml": _header(page_number()),
        "word/header2.xml": _header("".join(map(str, paragraph("PageNumber", ())))),
    }
    return {name: f"{DECLARATION}{text}".encode() for name, text in texts.items()}


def photo_relations(pictures: int, photos: Sequence[Photo]) -> bytes:
    """Return ``RELATIONS`` of a document with so many figures and these photographs."""
    own = ((photo_relation(one), _IMAGE, f"media/{photo_file(one)}") for one in photos)
    return f"{DECLARATION}{_document_relations(pictures, *own)}".encode()


def _document_relations(pictures: int, *more: tuple[str, str, str]) -> str:
    return _relations(
        ("rId1", f"{_OFFICE}/relationships/styles", "styles.xml"),
        ("rId2", f"{_OFFICE}/relationships/settings", "settings.xml"),
        ("rId3", f"{_OFFICE}/relationships/header", "header1.xml"),
        ("rId4", f"{_OFFICE}/relationships/header", "header2.xml"),
        ("rId5", f"{_OFFICE}/relationships/footer", "footer1.xml"),
        *(
            (picture_relation(number), _IMAGE, f"media/{picture_file(number)}")
            for number in range(1, pictures + 1)
        ),
        *more,
    )


def _header(content: str) -> str:
    return f"<w:hdr {_NAMESPACES}>{content}</w:hdr>"


def _settings() -> str:
    """Return the settings; without the mode, Word opens a file as one of 2007."""
    return (
        f'<w:settings {_NAMESPACES}><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _relations(*targets: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'
        for id_, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types(pictured: Mapping[str, str]) -> str:
    parts = {
        "/word/document.xml": f"{_WML}.document.main+xml",
        "/word/styles.xml": f"{_WML}.styles+xml",
        "/word/settings.xml": f"{_WML}.settings+xml",
        "/word/header1.xml": f"{_WML}.header+xml",
        "/word/header2.xml": f"{_WML}.header+xml",
        "/word/footer1.xml": f"{_WML}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    images = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in pictured.items()
    )
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{images}{overrides}</Types>'
    )
