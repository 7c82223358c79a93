"""Whether the elements of a Word file stand in the order of its schema.

Word offers to "repair" a file whose elements are all right but in the wrong order. Source:
ECMA-376 part 1, ``wml.xsd``: the sequences of the complex types whose elements we write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from xml.etree.ElementTree import Element

from tests.support.word_form.docx_reading import WordFile

Fault = tuple[str, str]

_P_BASE = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
_SIDES = "top left start bottom right end insideH insideV tl2br tr2bl between bar"
_SEQUENCES: Mapping[str, str] = {
    "pPr": _P_BASE,
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "p": "pPr bookmarkStart r hyperlink bookmarkEnd",
    "hyperlink": "r",
    "pBdr": _SIDES,
    "tblBorders": _SIDES,
    "tblCellMar": _SIDES,
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
    "trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "document": "background body",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop "
    "evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr "
    "attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats shapeDefaults "
    "decimalSymbol listSeparator",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "pic": "nvPicPr blipFill spPr",
    "blipFill": "blip srcRect tile stretch",
    "spPr": "xfrm custGeom prstGeom",
}
_ORDERS = {
    name: {child: place for place, child in enumerate(text.split())}
    for name, text in _SEQUENCES.items()
}
_REPEATED = {
    *("headerReference", "footerReference", "style", "tr", "tc", "p", "tbl", "r"),
}
_MIXED = {frozenset({"headerReference", "footerReference"}), frozenset({"p", "tbl"})}
"""Kinds the schema lets stand in any order among each other."""


def order_faults(document: WordFile) -> Iterator[Fault]:
    """Yield each element out of order, unknown to its parent, or there twice."""
    for name in sorted(document.parts):
        if name.startswith("word/") and name.endswith(".xml"):
            for parent in document.xml(name).iter():
                yield from _in(parent, name)


def _in(parent: Element, part: str) -> Iterator[Fault]:
    name = _name(parent)
    order = _ORDERS.get(name)
    if order is not None:
        children = [_name(child) for child in parent]
        for child in children:
            if child not in order:
                yield "thu-tu-xml", f"{part}: <{child}> không được nằm trong <{name}>"
        known = [child for child in children if child in order]
        for first, second in pairwise(known):
            if first == second and first not in _REPEATED:
                yield "thu-tu-xml", f"{part}: <{first}> có hai lần trong <{name}>"
            is_free = frozenset({first, second}) in _MIXED
            if order[first] > order[second] and not is_free:
                yield "thu-tu-xml", f"{part}: <{second}> đứng sau <{first}> trong <{name}>"
    # A cell without a paragraph at its end is what Word calls unreadable.
    if name == "tc" and (not len(parent) or _name(parent[-1]) != "p"):
        yield "thu-tu-xml", f"{part}: ô của bảng không kết thúc bằng một đoạn"


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
