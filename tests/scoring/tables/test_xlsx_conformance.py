"""Every optional element and attribute of a sheet leaves what is read as it is.

Source: ECMA-376, part 1, 18.3 (CT_Worksheet, CT_Row, CT_Cell, CT_CellFormula, CT_Rst). The
second reader is openpyxl.
"""

from __future__ import annotations

import io
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
    '<sheetFormatPr defaultRowHeight="15" zeroHeight="0"/>',
    '<cols><col min="1" max="3" width="9" customWidth="1"/></cols>',
)
"""Elements that may stand before the cells, in their order."""

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
    '<printOptions headings="1"/>',
    _MARGINS,
    '<pageSetup paperSize="9" orientation="landscape"/>',
    "<headerFooter><oddHeader>&amp;C9</oddHeader></headerFooter>",
    '<rowBreaks count="1"><brk id="2" max="16383" man="1"/></rowBreaks>',
    '<colBreaks count="1"><brk id="2" man="1"/></colBreaks>',
    '<cellWatches><cellWatch r="I2"/></cellWatches>',
    '<ignoredErrors><ignoredError sqref="A1:I4" numberStoredAsText="1"/></ignoredErrors>',
    EXTENSION,
)
"""Elements that may stand behind the cells, in their order."""

ROW = (
    'spans="1:9"',
    's="0" customFormat="1"',
    'ht="15.75" customHeight="1"',
    'outlineLevel="1" collapsed="0"',
    'thickTop="1" thickBot="1"',
    'ph="1"',
)
"""Attributes of a row; a hidden one is told, and has its own tests."""

CELL = ('s="0"', 'cm="0"', 'vm="0"', 'ph="1"')
FORMULA = (
    "",
    "<f>2+3</f>",
    '<f t="shared" ref="I2:I3" si="0">SUM(J2:K2)</f>',
    '<f t="array" ref="I2" ca="1">2+3</f>',
    '<f t="dataTable" ref="I2:I3" dt2D="1" r1="A1" r2="B1"/>',
)
TEXT = (
    "<is><t>{}</t></is>",
    '<is><t xml:space="preserve">{}</t><phoneticPr fontId="1"/></is>',
    "<is><r><t>{}</t></r></is>",
    "<is><r><rPr><b/><sz val='9'/><rFont val='Arial'/></rPr><t>{}</t></r></is>",
    '<is><t>{}</t><rPh sb="0" eb="1"><t>doc</t></rPh></is>',
)


def some(pieces: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Draw some of the pieces, in their order."""
    flags = st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces))
    return flags.map(lambda kept: [one for one, keep in zip(pieces, kept, strict=True) if keep])


@st.composite
def decorated(draw: st.DrawFn) -> bytes:
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
        rows.append(
            xml.replace(plain, f'<c r="I{number}" {attributes}>{inside}<v>{figure}</v>{close}</c>')
        )
    before = "".join(draw(some(BEFORE)))
    after = "".join(draw(some(AFTER)))
    # openpyxl wants the part of styles that the formats of cells refer to.
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>'
    return book(
        sheet(heading(), *rows, before=before, after=after), parts={"xl/styles.xml": styles}
    )


@settings(max_examples=60)
@given(decorated())
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
@settings(max_examples=30)
@given(decorated())
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
