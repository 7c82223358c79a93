"""The workbook as it is written: from the ruleset alone, the same bytes, locked, in Vietnamese."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from phuhop.usecases.samples.demo import SAMPLES
from reports.workbook.form import form
from reports.workbook.paper_sheets import paper_sheets
from reports.workbook.plan import SYSTEM_SHEET, WORKINGS_SHEET
from scoring.forms.ids import MOST_OTHERS, evidence_ids, largest_count
from scoring.forms.paper_fields import Kind
from scoring.forms.tally import PLACES
from scoring.rules.indicators import Ratio
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from scoring.tables.private_data import is_private
from tests.support.form_workbooks import a_form
from tests.support.strategies import decision_06

DRAFT = load(SAMPLES / "du-thao-mau.yaml")
BOTH = [decision_06(), DRAFT]
VISIBLE = [
    "Hướng dẫn",
    "Đơn vị",
    "Số liệu",
    "Nội dung",
    "Tự chấm",
    "Minh chứng",
    "Văn bản",
    "Hội đồng",
    "Kiểm phiếu",
    "Giải thích",
]

# What Excel 2010 and LibreOffice 4 both know.
KNOWN = frozenset(
    (
        "ABS",
        "AND",
        "CHOOSE",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "LARGE",
        "ISNUMBER",
        "ISBLANK",
        "ISTEXT",
        "LEFT",
        "LEN",
        "RIGHT",
        "SUBSTITUTE",
        "VALUE",
        "EXACT",
        "FIND",
        "CHAR",
        "LOWER",
        "MATCH",
        "MAX",
        "MID",
        "MIN",
        "N",
        "NOT",
        "OR",
        "ROUND",
        "SIGN",
        "SUM",
        "TRIM",
    )
)


def opened(ruleset: Ruleset) -> Workbook:
    return load_workbook(io.BytesIO(form(ruleset, 2024)))


def formulas(book: Workbook) -> list[tuple[str, str]]:
    return [
        (f"{sheet.title}!{cell.coordinate}", cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]


@pytest.mark.parametrize("ruleset", BOTH, ids=lambda r: r.id)
def test_the_same_arguments_give_the_same_bytes(ruleset: Ruleset) -> None:
    assert form(ruleset, 2024) == form(ruleset, 2024)


@pytest.mark.parametrize("ruleset", BOTH, ids=lambda r: r.id)
def test_every_decision_gives_its_own_sheets(ruleset: Ruleset) -> None:
    book = opened(ruleset)
    figures = [row[0].value for row in book["Số liệu"].iter_rows(min_row=6) if row[0].value]
    items = [row[0].value for row in book["Nội dung"].iter_rows(min_row=6) if row[0].value]

    assert VISIBLE == [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert [SYSTEM_SHEET, WORKINGS_SHEET] == [s.title for s in book if s.sheet_state == "hidden"]
    assert [*ruleset.figures] == figures
    assert [*ruleset.items] == items
    assert [ruleset.id, ruleset.sha256] == [book[SYSTEM_SHEET][c].value for c in ("B3", "B5")]


@pytest.mark.parametrize("ruleset", BOTH, ids=lambda r: r.id)
def test_formulas_use_only_what_old_excel_and_libreoffice_know(ruleset: Ruleset) -> None:
    for place, formula in formulas(opened(ruleset)):
        without_texts = re.sub(r'"(?:[^"]|"")*"', '""', formula)

        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", without_texts)) <= KNOWN, place
        assert len(formula) <= 8192, place
        assert all(len(text) <= 257 for text in re.findall(r'"(?:[^"]|"")*"', formula)), place


def test_no_formula_has_a_result_before_somebody_computed_it() -> None:
    book = load_workbook(io.BytesIO(a_form()), data_only=True)
    seen = {
        place: book[place.split("!")[0]][place.split("!")[1]].value
        for place, _ in formulas(opened(decision_06()))
    }

    assert {None} == set(seen.values())


def inputs(ruleset: Ruleset) -> dict[tuple[str, str], Any]:
    """Every unlocked cell with a fill: what officers type into."""
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in opened(ruleset)
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }


@pytest.mark.parametrize("ruleset", BOTH, ids=lambda r: r.id)
def test_exactly_the_inputs_are_unlocked(ruleset: Ruleset) -> None:
    unlocked = inputs(ruleset)
    evidence = sum(len(ids) for ids in evidence_ids(ruleset).values())
    others = MOST_OTHERS * len(list(ruleset.parts))
    figures, items = len(ruleset.figures), len(ruleset.items)
    compared = len(ruleset.compared_figures)
    papers = [field for group in paper_sheets(ruleset) for field in group.fields]
    people = sum(field.kind is Kind.PERSON for field in papers)
    # Identity, areas, who filled it in; papers, names with positions; count, source, note and,
    # where compared, the previous
    # count; answer and note; five of a document, the name too where nobody asks for it.
    expected = (
        6
        + 3
        + 2
        + len(papers)
        + people
        + 3 * figures
        + compared
        + 2 * items
        + 5 * evidence
        + others
        + 5 * PLACES
    )

    assert expected == len(unlocked)
    assert {None} == {cell.value for cell in unlocked.values()}


def test_sheets_are_locked_without_a_password_framed_and_ready_to_print() -> None:
    book = opened(decision_06())
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
    for name in VISIBLE:
        sheet = book[name]
        assert sheet.print_area, name
        assert 9 == int(sheet.page_setup.paperSize)
    for name in VISIBLE[1:]:
        assert book[name].freeze_panes, name


def test_the_lock_allows_what_the_guide_promises() -> None:
    for sheet in opened(decision_06()):
        if sheet.sheet_state == "visible":
            # openpyxl names what is forbidden.
            assert not sheet.protection.formatCells, sheet.title
            assert not sheet.protection.insertRows, sheet.title
            assert sheet.protection.deleteRows, sheet.title


def test_figures_print_on_one_page_and_scores_without_what_is_for_the_screen() -> None:
    book = opened(decision_06())

    # What is not written is 1.
    assert book["Số liệu"].page_setup.fitToHeight is None
    assert 0 == book["Tự chấm"].page_setup.fitToHeight
    assert book["Tự chấm"].print_area.endswith("$L$33")


def test_every_page_names_the_commune_where_it_is_known() -> None:
    named = form(DRAFT, 2024, {("ten_xa", "gia_tri"): "Xã Trăng & Sao"})
    footer = load_workbook(io.BytesIO(named))["Số liệu"].oddFooter.left.text
    blank = opened(DRAFT)["Số liệu"].oddFooter.left.text

    assert f"Xã Trăng && Sao · {DRAFT.document.number} · năm 2024" == footer.strip()
    assert f"{DRAFT.document.number} · năm 2024" == blank.strip()


def test_every_input_says_in_vietnamese_what_it_takes() -> None:
    book = opened(decision_06())
    covered: set[tuple[str, str]] = set()
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            covered |= {(sheet.title, str(one)) for one in rule.sqref.ranges}
            assert 0 < len(rule.promptTitle) <= 32
            assert 0 < len(rule.prompt) <= 255
            assert re.search("[à-ỹ]", rule.error)
            assert len(rule.error) <= 255

    assert set(inputs(decision_06())) == covered


def test_nothing_on_the_form_asks_for_a_child_s_data() -> None:
    for ruleset in BOTH:
        for sheet in opened(ruleset):
            texts = [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
            assert [] == [text for text in texts if is_private(text)]


def test_the_sheets_with_points_say_that_nobody_compared_them_with_the_text() -> None:
    book = opened(decision_06())
    for name in ("Hướng dẫn", "Nội dung", "Tự chấm"):
        texts = [c.value for row in book[name].iter_rows() for c in row if isinstance(c.value, str)]
        assert any("chưa đối chiếu văn bản gốc" in text for text in texts), name


@pytest.mark.parametrize("ruleset", BOTH, ids=lambda r: r.id)
def test_the_largest_count_keeps_every_product_exact(ruleset: Ruleset) -> None:
    largest = largest_count(ruleset)

    assert largest**2 <= 10**14 < 2**48
    for _, part in ruleset.parts:
        if isinstance(part, BandScale):
            times = part.indicator.multiplier if isinstance(part.indicator, Ratio) else 1
            products = [max(times * e.denominator, e.numerator) * largest for e in part.edges]
            assert max(products) <= 10**14


def test_a_cell_that_the_form_does_not_have_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such cell"):
        form(DRAFT, 2024, {("khong_co", "ky_nay"): 1})


def test_texts_of_a_register_that_look_like_formulas_stay_texts() -> None:
    content = form(DRAFT, 2024, {("ten_xa", "gia_tri"): "=1+1", ("tinh", "gia_tri"): "http://a"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()

    assert "1+1" not in sheet.partition("<headerFooter>")[0]
    assert "<hyperlink" not in sheet
