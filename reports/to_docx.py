"""The dossier as a Word document: page, fonts and sizes of Nghị định 30/2020/NĐ-CP.

python-docx makes the empty document with its styles once per process; each dossier brings
its body, its headers and its title. The same dossier gives the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from docx import Document
from docx.document import Document as EmptyDocument
from docx.enum.style import WD_STYLE_TYPE as KIND
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reports.docx_body import body, header
from reports.docx_parts import escaped
from reports.docx_styles import STYLES, StyleLook
from reports.dossier_model import Dossier
from reports.zipped import unzipped, zipped

_FONT = "Times New Roman"
_LANGUAGE = "vi-VN"
_NO_DAY = datetime(2019, 1, 1)  # noqa: DTZ001  a document does not say when it was printed
_PLACE = "@@"  # what the empty document holds in place of a dossier's texts
_PARAGRAPH = f"<w:p><w:r><w:t>{_PLACE}</w:t></w:r></w:p>"


@dataclass(frozen=True, slots=True)
class _Empty:
    """The members of an empty document, and the names of those a dossier changes."""

    members: dict[str, bytes]
    headers: tuple[tuple[str, bool], ...]


def to_docx(dossier: Dossier) -> bytes:
    """Return the dossier as the bytes of a DOCX file."""
    empty = _empty()
    texts = {
        "word/document.xml": body(dossier),
        **{
            name: header(dossier.notices, has_number=has_number)
            for name, has_number in empty.headers
        },
    }
    members = dict(empty.members)
    for name, text in texts.items():
        members[name] = members[name].replace(_PARAGRAPH.encode(), text.encode())
    title = escaped(f"{dossier.commune} – {dossier.subtitle}")
    core = "docProps/core.xml"
    members[core] = members[core].replace(_PLACE.encode(), title.encode())
    return zipped(members)


@lru_cache(maxsize=1)
def _empty() -> _Empty:
    document = Document()
    _set_page(document)
    for look in STYLES:
        _set_style(document, look)
    _set_language(document)
    _set_compatibility(document)
    _set_properties(document)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    headers = []
    for part, has_number in ((section.header, True), (section.first_page_header, False)):
        part.is_linked_to_previous = False
        part.paragraphs[0].add_run(_PLACE)
        paragraph = part.paragraphs[0]._p  # noqa: SLF001  python-docx has no word for this
        paragraph.remove(paragraph.pPr)
        headers.append((str(part.part.partname).lstrip("/"), has_number))
    document.add_paragraph(_PLACE)
    target = io.BytesIO()
    document.save(target)
    return _Empty(unzipped(target.getvalue()), tuple(headers))


def _set_page(document: EmptyDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(8), Mm(10)


def _set_style(document: EmptyDocument, look: StyleLook) -> None:
    styles = document.styles
    names = {style.style_id: style.name for style in styles}
    style = (
        styles[names[look.id]] if look.id in names else styles.add_style(look.id, KIND.PARAGRAPH)
    )
    if not isinstance(style, ParagraphStyle):
        raise TypeError(look.id)
    if look.id != "Normal":
        style.base_style = styles["Normal"]
    for old in (style.element.pPr, style.element.rPr):
        if old is not None:
            style.element.remove(old)
    style.font.size = Pt(look.points)
    style.font.bold, style.font.italic = look.is_bold, look.is_italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    _set_fonts(style)
    layout = style.paragraph_format
    layout.alignment = getattr(ALIGN, look.align.upper())
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = look.line_spacing
    layout.first_line_indent, layout.left_indent = Mm(look.first_line), Mm(look.left)
    layout.keep_with_next = look.keeps_next
    layout.keep_together = look.keeps_next
    layout.widow_control = True
    if look.is_boxed:
        _set_box(style)
    if look.outline_level:
        # Word's navigation pane and table of contents go by this number.
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline_level - 1))
        style.element.get_or_add_pPr().append(level)


def _set_box(style: ParagraphStyle) -> None:
    box = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        box.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(box, "w:shd", "w:spacing", "w:ind", "w:jc")


def _set_fonts(style: ParagraphStyle) -> None:
    """Name the font in all four places; a theme font in any of them would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), _FONT)


def _set_compatibility(document: EmptyDocument) -> None:
    """Say that this is a document of today, or Word opens it in its mode for files of 2007."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    compat = OxmlElement("w:compat")
    compat.append(mode)
    followers = (
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
    )
    before = next(e for e in settings if e.tag.split("}")[1] in followers)
    before.addprevious(compat)


def _set_language(document: EmptyDocument) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    properties = defaults.find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for place in ("val", "eastAsia"):
        language.set(qn(f"w:{place}"), _LANGUAGE)
    properties.append(language)
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), _LANGUAGE)


def _set_properties(document: EmptyDocument) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "phuhop"
    properties.title, properties.language = _PLACE, _LANGUAGE
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = _NO_DAY
    properties.revision = 1
    # The template of python-docx brings a picture of its own first page.
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[key]
