from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from sample_sheets import ASSESSMENTS, HAMLET, MOUNTAIN, STAMP, sheet_of

from reports.dossier import dossier
from reports.to_docx import to_docx
from reports.to_html import to_html
from scoring.ruleset import Ruleset

GOLDEN = Path(__file__).parent / "golden"
NOTICES = [
    "SỐ LIỆU MẪU – xã hư cấu, không phải số liệu thật",
    "Bảng điểm chưa đối chiếu văn bản gốc",
]


def docx_of(ruleset: Ruleset, name: str) -> bytes:
    return to_docx(dossier(sheet_of(ruleset, ASSESSMENTS[name]), STAMP))


def opened(content: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return Document(io.BytesIO(content))


def as_text(content: bytes) -> str:
    """Return the words of a document, one line a paragraph or row, as git shows them best."""
    return "\n".join(_lines(opened(content))) + "\n"


def _lines(document) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for place, header in (
        ("trang đầu", document.sections[0].first_page_header),
        ("các trang sau", document.sections[0].header),
    ):
        for paragraph in header.paragraphs:
            yield f"[{place}] {paragraph.text}".rstrip()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "| " + " | ".join(cell.text for cell in row.cells) + " |"
        elif isinstance(block, Paragraph):
            name = str(block.style.name)
            depth = int(name[-1]) if name.startswith("Heading") else 0
            yield f"{'#' * depth} {block.text}".strip()


def test_headings_are_word_headings_in_black_times(decision_06: Ruleset) -> None:
    document = opened(docx_of(decision_06, "mien-nui-dat"))
    used = {p.style.name for p in document.paragraphs}

    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= used
    for name in sorted(used):
        style = document.styles[name]
        fonts = style.element.rPr.rFonts
        assert {"Times New Roman"} == set(fonts.attrib.values()), name
        assert {qn(f"w:{place}") for place in ("ascii", "hAnsi", "cs", "eastAsia")} == set(
            fonts.attrib
        )
        assert "000000" == str(style.font.color.rgb)


def test_the_page_is_the_decrees(decision_06: Ruleset) -> None:
    document = opened(docx_of(decision_06, "mien-nui-dat"))
    section = document.sections[0]
    size = section._sectPr.find(qn("w:pgSz"))

    assert (11906, 16838) == (int(size.get(qn("w:w"))), int(size.get(qn("w:h"))))
    assert [20, 20, 30, 15] == [
        round(margin.mm)
        for margin in (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert section.different_first_page_header_footer
    assert 'w:val="vi-VN"' in document.styles.element.xml


def test_the_number_is_hidden_on_page_1_and_the_notices_are_not(decision_06: Ruleset) -> None:
    section = opened(docx_of(decision_06, "mien-nui-dat")).sections[0]
    first, later = section.first_page_header, section.header

    assert NOTICES == [p.text for p in first.paragraphs if p.text]
    assert NOTICES == [p.text for p in later.paragraphs[1:] if p.text]
    assert "PAGE" not in first._element.xml
    assert "PAGE" in later._element.xml


def test_every_table_repeats_its_heading_and_breaks_no_row(decision_06: Ruleset) -> None:
    tables = opened(docx_of(decision_06, "phuong-thieu-so-lieu")).tables

    assert len(tables) > 20
    for table in tables:
        rows = table._tbl.tr_lst
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        for row in rows:
            assert widths == [int(cell.tcPr.tcW.get(qn("w:w"))) for cell in row.tc_lst]
        assert 9340 <= sum(widths) <= 9355


def test_awkward_texts_come_out_as_they_were_typed(decision_06: Ruleset) -> None:
    document = opened(docx_of(decision_06, "ten-kho"))

    assert HAMLET == document.tables[0].rows[1].cells[1].text
    assert HAMLET in [paragraph.text for paragraph in document.paragraphs]
    assert f"{HAMLET} – Bản tự đánh giá năm 2024" == document.core_properties.title


def test_what_word_and_excel_paste_into_a_name_breaks_nothing(decision_06: Ruleset) -> None:
    pasted = replace(MOUNTAIN, name="Xã Suối\x0bMơ \x00 & Nà\ufffe", district="A\r\nB")
    assessment = replace(ASSESSMENTS["mien-nui-dat"], commune=pasted)
    papers = dossier(sheet_of(decision_06, assessment), STAMP)
    document = opened(to_docx(papers))

    assert "Xã Suối Mơ & Nà" == document.paragraphs[1].text
    assert ">Xã Suối Mơ &amp; Nà<" in to_html(papers)
    assert "A B" in [row.cells[1].text for row in document.tables[0].rows]


def test_a_document_names_its_program_and_no_day_of_printing(decision_06: Ruleset) -> None:
    properties = opened(docx_of(decision_06, "mien-nui-dat")).core_properties

    assert "phuhop" == properties.author == properties.last_modified_by
    assert "vi-VN" == properties.language
    assert properties.created == properties.modified
    assert "" == properties.comments


def test_the_same_dossier_gives_the_same_bytes(decision_06: Ruleset) -> None:
    first, second = (docx_of(decision_06, "mien-nui-dat") for _ in range(2))

    assert first == second


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_the_words_are_the_golden_words(decision_06: Ruleset, name: str) -> None:
    golden = GOLDEN / f"{name}.docx.txt"
    text = as_text(docx_of(decision_06, name))
    if os.environ.get("PHUHOP_UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")

    assert golden.read_text(encoding="utf-8") == text


def test_on_paper_every_page_carries_the_notices(decision_06: Ruleset, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None or shutil.which("pdftotext") is None:
        pytest.skip("conversion needs soffice and pdftotext; one of them is not installed")
    document = tmp_path / "ho-so.docx"
    document.write_bytes(docx_of(decision_06, "mien-nui-dat"))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(document),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    told = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", str(tmp_path / "ho-so.pdf"), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        timeout=60,
    )
    pages = told.stdout.decode("utf-8").split("\f")[:-1]
    numbers = [page.strip().splitlines()[0].strip() for page in pages]

    assert len(pages) > 3
    assert [True] * len(pages) == [all(n in text for n in NOTICES) for text in pages]
    assert [str(number) for number in range(2, len(pages) + 1)] == numbers[1:]
