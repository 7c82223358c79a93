"""Every optional element and attribute of a sheet leaves what is read as it is.

Source: ECMA-376, part 1, 18.3 (CT_Worksheet, CT_Cols, CT_Col, CT_Row, CT_Cell, CT_CellFormula,
CT_Rst, CT_RPrElt); part 3 (attributes of other vocabularies). The second reader is openpyxl.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.support.intake_tables import assessments, taken
from tests.support.raw_workbooks import FIGURE, MAIN, book, commune, heading, sheet

EXTENSION = '<extLst><ext uri="{a}"><z:row><z:c r="A9"><z:v>7</z:v></z:c></z:row></ext></extLst>'
_MARGINS = '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'

BEFORE = (
    '<sheetPr codeName="a" filterMode="1"><tabColor rgb="FF00FF00"/><outlinePr/></sheetPr>',
    '<dimension ref="A1:B2"/>',
    (
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" state="frozen"/><selection sqref="A1"/></sheetView></sheetViews>'
    ),
    (
        '<sheetFormatPr baseColWidth="10" defaultColWidth="9.1" defaultRowHeight="15" '
        'customHeight="1" zeroHeight="1" thickTop="1" thickBottom="1" outlineLevelRow="1" '
        'outlineLevelCol="1"/>'
    ),
)
"""Elements that may stand before the cells, in their order; columns come behind them."""

COLUMN = (
    'width="9.28515625"',
    'style="0"',
    'hidden="0"',
    'bestFit="1"',
    'customWidth="1"',
    'phonetic="1"',
    'outlineLevel="1"',
    'collapsed="1"',
)
"""Attributes of columns; a hidden one with content is told, and has its own tests."""

BEYOND = '<col min="13" max="16384" width="0" hidden="1" customWidth="1"/>'
"""All columns behind the table are hidden, as people do; nothing is lost there."""

AFTER = (
    '<sheetCalcPr fullCalcOnLoad="0"/>',
    '<sheetProtection sheet="1" objects="1"/>',
    '<protectedRanges><protectedRange name="a" sqref="A1"/></protectedRanges>',
    (
        '<scenarios current="0"><scenario name="a" count="1"><inputCells r="I2" val="77"/>'
        "</scenario></scenarios>"
    ),
    '<autoFilter ref="A1:I4"><filterColumn colId="0"/></autoFilter>',
    '<sortState ref="A2:I4"><sortCondition ref="A2:A4"/></sortState>',
    "<dataConsolidate/>",
    (
        f'<customSheetViews><customSheetView guid="{{0}}">{_MARGINS}<autoFilter ref="A1:I3"/>'
        "</customSheetView></customSheetViews>"
    ),
    '<mergeCells count="1"><mergeCell ref="L1:M1"/></mergeCells>',
    '<phoneticPr fontId="0"/>',
    (
        '<conditionalFormatting sqref="I2"><cfRule type="expression" priority="1"><formula>I2=5'
        "</formula></cfRule></conditionalFormatting>"
    ),
    (
        '<dataValidations count="1"><dataValidation type="whole" sqref="I2"><formula1>0</formula1>'
        "<formula2>9</formula2></dataValidation></dataValidations>"
    ),
    '<hyperlinks><hyperlink ref="B2" location="A1" display="7" tooltip="7"/></hyperlinks>',
    '<printOptions headings="1"/>',
    _MARGINS,
    '<pageSetup paperSize="9" orientation="landscape"/>',
    "<headerFooter><oddHeader>&amp;C9</oddHeader></headerFooter>",
    '<rowBreaks count="1"><brk id="2" max="16383" man="1"/></rowBreaks>',
    '<colBreaks count="1"><brk id="2" man="1"/></colBreaks>',
    "<customProperties/>",
    '<cellWatches><cellWatch r="I2"/></cellWatches>',
    '<ignoredErrors><ignoredError sqref="A1:I4" numberStoredAsText="1"/></ignoredErrors>',
    (
        '<smartTags><cellSmartTags r="I2"><cellSmartTag type="0"><cellSmartTagPr key="v" val="7"/>'
        "</cellSmartTag></cellSmartTags></smartTags>"
    ),
    *(f"<{name} {{R}}/>" for name in ("drawing", "legacyDrawing", "legacyDrawingHF", "picture")),
    '<oleObjects><oleObject progId="a" shapeId="1" {R}/></oleObjects>',
    '<controls><control shapeId="1" {R}/></controls>',
    (
        '<webPublishItems><webPublishItem id="1" divId="a" sourceType="sheet" '
        'destinationFile="a.htm"/></webPublishItems>'
    ),
    '<tableParts count="1"><tablePart {R}/></tableParts>',
    EXTENSION,
)
"""Elements that may stand behind the cells, in their order. Of those that point to another part,
``{R}``, the part may be missing; openpyxl wants it, and knows no phonetic columns."""

_RELATION = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"'
)

ROW = (
    'spans="1:9"',
    's="0" customFormat="1"',
    'ht="15.75"',
    'customHeight="1"',
    'hidden="0"',
    'outlineLevel="1"',
    'collapsed="1"',
    'thickTop="1"',
    'thickBot="1"',
    'ph="1"',
    'z:dyDescent="0.25"',
)
"""Attributes of a row; a hidden one is told, and has its own tests."""

EMPTY_ROWS = (
    '<row r="8" hidden="1" ht="0"/>',
    '<row r="9" hidden="1"><c r="A9" s="0"/><c r="I9" s="0" t="s"/></row>',
    '<row r="1048576" hidden="1" zeroHeight="1"/>',
)
"""Rows of which nothing is lost though nobody sees them."""

CELL = ('s="0"', 't="n"', 'cm="0"', 'vm="0"', 'ph="1"', 'z:note="7"')
FORMULA = (
    "",
    "<f>2+3</f>",
    '<f t="shared" ref="I2:I3" si="0">SUM(J2:K2)</f>',
    '<f t="array" ref="I2" ca="1">2+3</f>',
    '<f t="array" ref="I2" aca="1" ca="1" bx="1">2+3</f>',
    '<f t="dataTable" ref="I2:I3" dt2D="1" dtr="1" del1="0" del2="0" r1="A1" r2="B1"/>',
)
TEXT = (
    "<is><t>{}</t></is>",
    '<is><t xml:space="preserve">{}</t><phoneticPr fontId="1"/></is>',
    "<is><r><t>{}</t></r></is>",
    (
        "<is><r><rPr><rFont val='Arial'/><charset val='163'/><family val='2'/><b/><i/><strike/>"
        "<outline/><shadow/><condense/><extend/><color rgb='FF000000'/><sz val='9'/><u/>"
        "<vertAlign val='superscript'/><scheme val='minor'/></rPr><t>{}</t></r></is>"
    ),
    '<is><t>{}</t><rPh sb="0" eb="1"><t>doc</t></rPh></is>',
)


def some(pieces: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Draw some of the pieces, in their order."""
    flags = st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces))
    return flags.map(lambda kept: [one for one, keep in zip(pieces, kept, strict=True) if keep])


@st.composite
def decorated(draw: st.DrawFn, *, linked: bool) -> bytes:
    """Draw the same two communes with whatever else a sheet may hold."""
    rows = []
    for number, code, figure, name in ((2, "99001", 5, "Xã Mẫu"), (3, "99002", 6, "Xã Núi Xa")):
        end = EXTENSION if draw(st.booleans()) else ""
        xml = commune(number, code, figure, end=end, attributes=" ".join(draw(some(ROW))))
        text = draw(st.sampled_from(TEXT))
        xml = xml.replace("<is><t>Xã Mẫu</t></is>", text.format(name))
        inside = draw(st.sampled_from(FORMULA))
        close = EXTENSION if draw(st.booleans()) else ""
        attributes = " ".join(draw(some(CELL)))
        plain = f'<c r="I{number}"><v>{figure}</v></c>'
        value = draw(st.sampled_from(VALUES)).format(figure)
        rows.append(
            xml.replace(plain, f'<c r="I{number}" {attributes}>{inside}<v>{value}</v>{close}</c>')
        )
    rows += draw(some(EMPTY_ROWS))
    before = "".join(draw(some(BEFORE))) + draw(columns(linked=linked))
    kept = [piece for piece in draw(some(AFTER)) if linked or "{R}" not in piece]
    after = "".join(kept).replace("{R}", _RELATION)
    # openpyxl wants the part of styles that the formats of cells refer to.
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>'
    xml = sheet(heading(), *rows, before=before, after=after)
    for rewrite in draw(some(REWRITES)):
        xml = rewrite(xml)
    return book(xml, parts={"xl/styles.xml": styles})


@st.composite
def columns(draw: st.DrawFn, *, linked: bool) -> str:
    """Draw what is said of columns, in one list or in several."""
    known = COLUMN if linked else tuple(one for one in COLUMN if "phonetic" not in one)
    lists = []
    for first, last in ((1, 3), (4, 9)):
        said = "".join(
            f'<col min="{at}" max="{at}" {" ".join(draw(some(known)))}/>'
            for at in range(first, last + 1)
            if draw(st.booleans())
        )
        lists += [f"<cols>{said}</cols>"] if said else []
    return "".join(lists) + (f"<cols>{BEYOND}</cols>" if draw(st.booleans()) else "")


VALUES = ("{}", " {} ", "&#x3{};", "<![CDATA[{}]]>", "{}.0", "{}E0", "<!-- 7 -->{}", "{}<?a 7?>")
"""Ways to write a small number that XML, and numbers in it, allow."""


def _with_a_prefix(xml: str) -> str:
    """The main vocabulary under a name, as some programs write it."""
    named = re.sub(r"<(/?)([A-Za-z]+)(?=[ />])", r"<\1x:\2", xml)
    return named.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def _without_addresses(xml: str) -> str:
    """Rows and cells that follow one another need no address; a gap is an empty cell."""
    bare = re.sub(r'(<row )r="[123]" ', r"\1", xml)
    return re.sub(r'(<c )r="([A-I][123])"', _unplaced, bare)


def _unplaced(found: re.Match[str]) -> str:
    # Of our communes only the district is blank: an empty cell stands for it.
    return "<c/><c " if found[2] in {"G2", "G3"} else "<c "


def _spaced(xml: str) -> str:
    return re.sub(r"(</(?:c|row|sheetData)>)", r"\1\r\n\t", xml)


REWRITES = (_without_addresses, _spaced, _with_a_prefix)


@settings(max_examples=40)
@given(decorated(linked=True))
def test_whatever_else_a_sheet_holds_the_same_communes_are_read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(content)
        intake = taken(path)

    assert [] == [str(p) for p in intake.problems if p.code != "thieu-cot-so-lieu"]
    assert [("99001", "Xã Mẫu", 5), ("99002", "Xã Núi Xa", 6)] == [
        (a.commune.code, a.commune.name, a.figures[FIGURE]) for a in assessments(intake)
    ]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@settings(max_examples=20)
@given(decorated(linked=False))
def test_openpyxl_reads_the_same_cells(content: bytes) -> None:
    page = load_workbook(with_types(content), data_only=True).worksheets[0]

    assert [("99001", "Xã Mẫu", 5), ("99002", "Xã Núi Xa", 6)] == [
        (row[0], row[1], row[8]) for row in page.iter_rows(2, 3, values_only=True)
    ]


def with_types(content: bytes) -> io.BytesIO:
    """Return the workbook with what openpyxl needs to find its parts."""

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind}.{what}+xml"/>'
        for name, what in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
        )
    )
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
    return target
