"""The table of contents of a long paper: entries before any update, each led to its heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from reports.dossier.model import Dossier
from reports.html.writing import html_template
from reports.papers.set_reading import document_set
from reports.word.writing import docx_templates
from scoring.rules.ruleset import Ruleset
from tests.support.word_files import docx_of, opened, papers_of
from tests.support.word_form.decree_check import decree_faults

LONG = """\
bộ hồ sơ: Bộ dài
văn bản:
  - mã: "01"
    tệp: "01-dai"
    tên: Văn bản dài
    tên loại: Báo cáo
    ký hiệu: BC
    các phần:
      - đầu: có tên loại
        trích yếu: "Kết quả năm {year}"
        kết: chữ ký
        gồm:
          - mục lục: MỤC LỤC
          - phần: I. TIÊU CHÍ
          - từng: criteria
            là: criterion
            gồm:
              - khoản: "{criterion.number}. {criterion.name}"
              - đoạn: "{criterion.points} điểm"
          - khi: result.is_not_met
            gồm:
              - phần: II. CHƯA ĐẠT
          - phần: III. KẾT LUẬN
          - đoạn: "Kết luận: **{result.mark}**."
"""


@pytest.fixture
def made(decision_06: Ruleset, tmp_path: Path) -> bytes:
    path = tmp_path / "bo-dai.yaml"
    path.write_text(LONG, encoding="utf-8")
    (template,) = docx_templates(document_set(path, Dossier))
    return template.fill(papers_of(decision_06, "mien-nui-dat"))


def test_each_entry_says_its_heading_and_leads_to_it(made: bytes) -> None:
    body = opened(made).element.body
    entries, headings = {}, {}
    for paragraph in body.iter(qn("w:p")):
        text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
        for link in paragraph.iter(qn("w:hyperlink")):
            entries[link.get(qn("w:anchor"))] = text
        for mark in paragraph.iter(qn("w:bookmarkStart")):
            headings[mark.get(qn("w:name"))] = text

    assert 15 == len(entries)
    assert entries == headings
    assert ["I. TIÊU CHÍ", "III. KẾT LUẬN"] == [*entries.values()][:: len(entries) - 1]


def test_it_is_one_field_that_word_can_make_anew(made: bytes) -> None:
    body = opened(made).element.body
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    (instruction,) = body.iter(qn("w:instrText"))
    starts, ends = (list(body.iter(qn(f"w:bookmark{end}"))) for end in ("Start", "End"))

    assert ["begin", "separate", "end"] == kinds
    assert ' TOC \\o "1-2" \\h \\z \\u ' == instruction.text
    assert [one.get(qn("w:id")) for one in starts] == [one.get(qn("w:id")) for one in ends]
    assert [] == decree_faults("01", made)


def test_other_papers_have_no_marks_and_the_page_has_its_own_contents(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    path = tmp_path / "bo-dai.yaml"
    path.write_text(LONG, encoding="utf-8")
    page = html_template(document_set(path, Dossier)).fill(papers_of(decision_06, "mien-nui-dat"))
    other = opened(docx_of(decision_06, "mien-nui-dat", "02")).element.body

    assert [] == list(other.iter(qn("w:bookmarkStart")))
    assert not re.search("MỤC LỤC|[\x01-\x04]", page)
