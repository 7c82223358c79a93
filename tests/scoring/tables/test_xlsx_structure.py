"""The structure of a workbook's XML: only what the schema puts there counts, nothing is lost."""

from __future__ import annotations

import random
import re

import pytest

from tests.support.intake_tables import assessments, codes, said, taken, write
from tests.support.raw_workbooks import (
    FIGURE,
    MAIN,
    STRICT,
    book,
    commune,
    heading,
    number_formats,
    sheet,
)

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")

EXTENSION = f"""
<extLst><ext uri="a"><z:row r="9"><z:c r="A9"><z:v>1</z:v></z:c></z:row></ext>
<ext uri="b"><row r="9"><c r="A9"><v>99009</v></c></row><mergeCells><mergeCell ref="A1:A3"/>
</mergeCells></ext><ext uri="c" xmlns="{MAIN}"><pageMargins/><dataValidations/></ext></extLst>"""
VIEWS = (
    '<customSheetViews><customSheetView guid="x"><pageMargins left="1"/><extLst/>'
    "<dataValidations/></customSheetView></customSheetViews>"
)
TWO = (commune(2, "99001", 5), commune(3, "99002", 6))


def figures(content: bytes) -> list[int]:
    intake = taken(write("a.xlsx", content))
    assert [] == said(intake)
    return [a.figures[FIGURE] for a in assessments(intake)]


@pytest.mark.parametrize(
    "xml",
    [
        sheet(heading(), commune(2, "99001", 5, end=EXTENSION), TWO[1]),
        sheet(heading(), TWO[0].replace("</v></c></row>", f"</v>{EXTENSION}</c></row>"), TWO[1]),
        sheet(heading(), *TWO, before=f"<sheetPr>{EXTENSION}</sheetPr>"),
        sheet(heading(), *TWO, before=EXTENSION),
        sheet(heading(), *TWO, before="<conditionalFormatting2/><z:dataValidations/>"),
        sheet(heading(), "<z:row><z:c><z:v>1</z:v></z:c></z:row>", *TWO),
        sheet(heading(), *TWO, after=VIEWS),
        sheet(heading(), *TWO, after=EXTENSION),
        sheet(heading(), *TWO, vocabulary=STRICT),
        sheet(
            heading(),
            "<mc:AlternateContent><mc:Choice Requires='z'><z:row/></mc:Choice>"
            f"<mc:Fallback>{TWO[0]}</mc:Fallback></mc:AlternateContent>",
            TWO[1],
        ),
        sheet(heading(), *TWO)
        .replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace("xmlns=", "xmlns:x="),
    ],
    ids=lambda xml: xml[-40:],
)
def test_extensions_anywhere_end_nothing_and_add_nothing(xml: str) -> None:
    assert [5, 6] == figures(book(xml))


def named(name: str, kind: str = 't="inlineStr"', texts: str = "") -> bytes:
    xml = sheet(heading(), *TWO)
    xml = xml.replace(
        '<c r="B2" t="inlineStr"><is><t>Xã Mẫu</t></is></c>', f'<c r="B2" {kind}>{name}</c>'
    )
    shared = f'<sst xmlns="{MAIN}">{texts}</sst>'
    return book(xml, parts={"xl/sharedStrings.xml": shared})


PHONETIC = '<rPh sb="0" eb="1"><t>doc la</t></rPh><phoneticPr fontId="1"/>'


@pytest.mark.parametrize(
    "content",
    [
        named("<is><t>Xã Mơ</t></is><v>Xã Mơ</v>"),
        named("<v>1</v><is><t>Xã Mơ</t></is>"),
        named("<v>Xã Mơ</v>"),
        named("<is><t>Xã Mơ</t></is>", kind=""),
        named(f"<is><t>Xã Mơ</t>{PHONETIC}</is>"),
        named(f"<is><r><t>Xã </t></r><r><rPr><b/></rPr><t>Mơ</t></r>{PHONETIC}</is>"),
        named("<v>0</v>", 't="s"', f"<si><t>Xã Mơ</t>{PHONETIC}</si>"),
        named("<v>0</v>", 't="s"', f"<si><r><t>Xã </t></r><r><t>Mơ</t></r>{PHONETIC}</si>"),
        named("<v>0</v>", 't="s"', f"<si><t>Xã Mơ</t>{EXTENSION.replace('z:', '')}</si>"),
        named("<f>A1</f><v>Xã Mơ</v>", 't="str"'),
    ],
)
def test_a_text_is_read_once_however_it_is_written(content: bytes) -> None:
    intake = taken(write("a.xlsx", content))

    assert ["Xã Mơ", "Xã Mẫu"] == [a.commune.name for a in assessments(intake)]


@pytest.mark.parametrize("index", ["1", "7", "-1", "x", "1.0"])
def test_a_text_that_is_not_in_the_file_is_damage_and_no_blank(index: str) -> None:
    content = named(f"<v>{index}</v>", 't="s"', "<si><t>Xã Mơ</t></si>")

    assert [
        (
            "a.xlsx: [tep-hong] tệp .xlsx hỏng: ô B2 trang «Số liệu» chỉ tới một chữ không có "
            f"trong tệp («{index}»); mở bằng Excel và lưu lại dạng .xlsx"
        )
    ] == said(taken(write("a.xlsx", content)))


def test_a_sheet_that_is_listed_and_not_there_is_damage() -> None:
    workbook = book(sheet(heading(), *TWO), sheet(heading(), commune(2, "99003", 7)))
    lost = workbook.replace(b"worksheets/sheet2.xml", b"worksheets/sheet9.xml")

    assert lost != workbook
    assert ["tep-hong"] == codes(taken(write("a.xlsx", lost)))


def answered(value: str) -> list[str] | list[dict[str, bool]]:
    xml = sheet(heading("1.1"), commune(2, "99001", 5))
    xml = xml.replace('<c r="I2"><v>5</v></c>', f'<c r="I2" t="b"><v>{value}</v></c>')
    intake = taken(write("a.xlsx", book(xml)))
    return codes(intake) or [dict(a.answers) for a in assessments(intake)]


def test_truth_is_read_in_both_ways_of_xml_and_in_no_other() -> None:
    assert [{"1.1": True}] == answered("1") == answered("true")
    assert [{"1.1": False}] == answered("0") == answered("false")
    assert ["co-khong"] == answered("2")


@pytest.mark.parametrize("value", ["1_0", "inf", "0x10", "1e99999", "１２"])
def test_what_only_python_takes_for_a_number_is_none(value: str) -> None:
    xml = sheet(heading(), commune(2, "99001", 5)).replace("<v>5</v>", f"<v>{value}</v>")

    assert ["khong-phai-so"] == codes(taken(write("a.xlsx", book(xml))))


def test_cells_without_addresses_stand_behind_the_one_before() -> None:
    xml = sheet(heading(), commune(2, "99001", 5), commune(3, "99002", 6))
    bare = xml.replace('<c r="I3">', '<c s="0"/><c>').replace('<c r="H3">', "<c>")
    kept = bare.replace('<c s="0"/><c>', "<c>")

    assert [5, 6] == figures(book(kept))


COUNT = '<c r="I2"><f>SUM(J2:K2)</f><v>{}</v></c>'


@pytest.mark.parametrize(
    ("expected", "value", "calculation", "program"),
    [
        ([], "5", "", ""),
        ([], "5", '<calcPr calcId="191029"/>', "Microsoft Excel"),
        ([], "7", '<calcPr calcId="191029" fullCalcOnLoad="0"/>', "Microsoft Excel"),
        ([], "5", "", "Apache POI"),
        (["cong-thuc-chua-luu"], "0", '<calcPr fullCalcOnLoad="1"/>', "Microsoft Excel"),
        (["cong-thuc-chua-luu"], "5", '<calcPr fullCalcOnLoad="true"/>', "Microsoft Excel"),
        (["cong-thuc-chua-luu"], "5", '<calcPr calcMode="manual" calcCompleted="0"/>', ""),
        (["cong-thuc-chua-luu"], "0.0", "", "Apache POI"),
        (["cong-thuc-chua-luu"], "0", "", "Go Excelize"),
        (["cong-thuc-chua-luu"], "", "", ""),
    ],
)
def test_a_formula_that_nothing_computed_is_never_read_as_its_placeholder(
    expected: list[str], value: str, calculation: str, program: str
) -> None:
    xml = sheet(heading(), commune(2, "99001", 5)).replace(
        '<c r="I2"><v>5</v></c>', COUNT.format(value)
    )
    about = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{program}</Application></Properties>'
    )
    content = book(xml, workbook=calculation, parts={"docProps/app.xml": about})

    assert expected == codes(taken(write("a.xlsx", content)))


@pytest.mark.parametrize("column", "ABCDEGH")
def test_an_uncomputed_formula_is_told_in_every_column_that_says_who_a_row_is(column: str) -> None:
    formula = f'<c r="{column}2"><f>A1</f><v>0</v></c>'
    row = re.sub(f'<c r="{column}2".*?</c>', formula, commune(2, "99001", 5))
    content = book(sheet(heading(), row), workbook='<calcPr fullCalcOnLoad="1"/>')

    assert ["cong-thuc-chua-luu"] == codes(taken(write("a.xlsx", content)))


@pytest.mark.parametrize(
    ("seen", "value", "code"),
    [
        ("96%", "96", '0"%"'),
        ("96%", "96", r"0\%"),
        ("96%", "96", '#,##0" %"'),
        ("96%", "96", '0.0" % (phần trăm)"'),
        ("96%", "96", '[Red]0"%";[Blue]-0"%"'),
        ("96%", "96", "0*%"),
        ("96%", "96", '0"％"'),
        ("96%", "96", '0"‰"'),
        ("96,5%", "0.965", "0.0%"),
        ("96%", "0.96", "[Red]0%;0"),
        ("100%", "1", '"khoảng "0%'),
    ],
)
def test_a_number_shown_with_a_percent_sign_is_a_share(seen: str, value: str, code: str) -> None:
    xml = sheet(heading(), commune(2, "99001", 5)).replace(
        '<c r="I2"><v>5</v>', f'<c r="I2" s="1"><v>{value}</v>'
    )
    content = book(xml, parts={"xl/styles.xml": number_formats(code)})

    assert [
        (
            f"a.xlsx: trang «Số liệu», ô I2, cột «{FIGURE}»: [la-ty-le] «{seen}» là tỷ lệ, ở đây "
            "cần số đếm; ghi số trẻ em, số vụ việc …; tỷ lệ do chương trình tự tính"
        )
    ] == said(taken(write("a.xlsx", content)))


@pytest.mark.parametrize("code", ["#,##0", '0" trẻ"', "_%0", "0.00E+00", "@"])
def test_a_number_shown_without_a_percent_sign_is_a_count(code: str) -> None:
    xml = sheet(heading(), commune(2, "99001", 5)).replace('<c r="I2">', '<c r="I2" s="1">')

    assert [5] == figures(book(xml, parts={"xl/styles.xml": number_formats(code)}))


def test_a_number_format_of_a_million_brackets_costs_nothing() -> None:
    xml = sheet(heading(), commune(2, "99001", 5)).replace('<c r="I2">', '<c r="I2" s="1">')

    brackets = "".join(random.Random(1).choices("[(", k=1_000_000))  # noqa: S311 -- no secret

    assert [5] == figures(book(xml, parts={"xl/styles.xml": number_formats("0" + brackets)}))
