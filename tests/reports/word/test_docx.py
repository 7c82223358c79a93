"""The commune's documents in Word: what stands in them, and that any text may stand in them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from phuhop.files.pdf import Converter
from reports.dossier.dossier import dossier
from reports.dossier.model import EvidenceWords
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from reports.papers.office import EMPTY
from scoring.rules.ruleset import Ruleset
from tests.support.places import GOLDEN, ROOT
from tests.support.sample_sheets import ASSESSMENTS, HAMLET, MOUNTAIN, STAMP, sheet_of
from tests.support.word_files import as_text, docx_of, office_of, opened, papers_of, templates

pytestmark = pytest.mark.slow

NOTICES = [
    "SỐ LIỆU MẪU – xã hư cấu, không phải số liệu thật",
    "Bảng điểm chưa đối chiếu văn bản gốc; mức yếu nhất: giả định, không phải quy định",
]
CODES = commune_set().codes


def every(ruleset: Ruleset, name: str) -> str:
    """Return the words of all documents of a commune."""
    papers = papers_of(ruleset, name)
    wanted = [template for template in templates().values() if template.is_wanted(papers)]
    return "".join(f"===== {one.name}\n{as_text(one.fill(papers))}" for one in wanted)


def test_the_set_is_the_one_the_procedure_asks_for() -> None:
    assert [
        "00-tom-tat.docx",
        "01-cong-van-de-nghi.docx",
        "02-bao-cao-tu-danh-gia.docx",
        "03-bang-tu-cham-diem.docx",
        "04-bien-ban-hop.docx",
        "05-danh-muc-tai-lieu-kiem-chung.docx",
        "06-phieu-hoi-muc-do-hai-long.docx",
        "07-ke-hoach-nam-sau.docx",
        "08-phu-luc-anh.docx",
    ] == [template.name for template in templates().values()]


@pytest.mark.parametrize("code", CODES)
def test_notices_stand_on_every_page_of_every_document(decision_06: Ruleset, code: str) -> None:
    # Who is asked how content he is reads nothing of ours: his sheet has no number of the table.
    sections = opened(docx_of(decision_06, "mien-nui-dat", code)).sections
    for section in list(sections)[1 if code == "06" else 0 :]:
        for foot in (section.first_page_footer, section.footer):
            assert NOTICES == [p.text for p in foot.paragraphs if p.text]


def test_the_table_of_points_lies_crosswise_and_holds_every_part(decision_06: Ruleset) -> None:
    document = opened(docx_of(decision_06, "mien-nui-dat", "03"))
    (table,) = document.tables
    columns = [cell.text for cell in table.rows[0].cells]
    codes = [row.cells[0].text for row in table.rows[1:-1]]
    sheet = sheet_of(decision_06, ASSESSMENTS["mien-nui-dat"])
    alone = {c.number for c in sheet.criteria if len(c.parts) == 1}

    assert document.sections[0].page_width > document.sections[0].page_height
    assert [
        *("TT", "Nội dung", "Số liệu, cách tính", "Tối đa", "Tự chấm"),
        *("Tài liệu", "Ghi chú"),
    ] == columns
    assert {str(c.number) for c in sheet.criteria} <= set(codes)
    assert {
        p.code for p in sheet.parts if not p.items and int(p.code.split(".")[0]) not in alone
    } | {item.code for part in sheet.parts for item in part.items} == {
        code for code in codes if "." in code
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mien-nui-dat", "V/v đề nghị công nhận xã Suối Mơ phù hợp với trẻ em năm 2024"),
        ("xa-bi-diem-liet", "V/v báo cáo kết quả tự đánh giá xã phù hợp với trẻ em năm 2024"),
        (
            "phuong-thieu-so-lieu",
            "V/v xin ý kiến về kết quả tự đánh giá phường phù hợp với trẻ em năm 2024",
        ),
    ],
)
def test_only_a_commune_that_meets_the_conditions_asks_to_be_recognised(
    decision_06: Ruleset, name: str, said: str
) -> None:
    text = as_text(docx_of(decision_06, name, "01"))

    assert said in text
    assert ("xem xét, thẩm định và công nhận" in text) is (name == "mien-nui-dat")


def test_the_questionnaires_ask_for_no_name_and_say_nothing_for_the_machine(
    decision_06: Ruleset,
) -> None:
    document = opened(docx_of(decision_06, "mien-nui-dat", "06"))
    text = as_text(docx_of(decision_06, "mien-nui-dat", "06"))
    ballots = text.partition("Phụ lục IV")[0]
    asked = [row.cells[1].text for table in document.tables[:2] for row in table.rows]

    assert 3 == len(document.sections)
    assert "Em không ghi tên, lớp, địa chỉ." in ballots
    assert "Phiếu không ghi họ tên, địa chỉ" in ballots
    assert not [line for line in asked if re.search("họ tên|địa chỉ|ngày sinh|trường nào", line)]
    assert not re.search("phần mềm|giả định|câu 9|được tính", ballots)
    assert not [p for p in document.sections[0].footer.paragraphs if p.text]


def test_the_hashes_stand_in_the_last_annex_alone(decision_06: Ruleset) -> None:
    found = [code for code in CODES if "SHA-256" in as_text(docx_of(decision_06, "ten-kho", code))]

    assert ["06"] == found
    assert "SHA-256" in as_text(docx_of(decision_06, "ten-kho", "06")).partition("Phụ lục V\n")[2]


def test_how_sure_a_number_is_is_told_by_a_mark_explained_once_a_table(
    decision_06: Ruleset,
) -> None:
    for code in ("02", "03", "05"):
        text = as_text(docx_of(decision_06, "mien-nui-dat", code)).partition("[chân trang]")[2]
        body = text.split("[chân trang]")[-1]

        assert 1 == body.count("(*) giả định, không phải quy định: không đọc được ở nguồn nào")
        assert 1 == body.count("không phải quy định")
        assert body.count("(*)") > 10


def test_where_points_were_lost_a_draft_says_what_mends_it_without_counting_points(
    decision_06: Ruleset,
) -> None:
    text = as_text(docx_of(decision_06, "xa-bi-diem-liet", "02"))
    draft = text.partition("# IV. TỒN TẠI")[2].partition("# V.")[0]

    assert "- Tiêu chí 3 (Trẻ em bị xâm hại): " in draft
    assert "tăng cường phòng ngừa, can thiệp sớm" in draft
    assert not re.search(r"\+[0-9]+ điểm|\+[0-9]", draft)


def test_next_years_plan_names_each_part_that_lost_points_and_no_points_to_win(
    decision_06: Ruleset,
) -> None:
    sheet = sheet_of(decision_06, ASSESSMENTS["xa-bi-diem-liet"])
    text = as_text(docx_of(decision_06, "xa-bi-diem-liet", "07"))
    tasks = text.partition("# II.")[2].partition("# III.")[0]
    lost = [part.code for part in sheet.parts if part.points != part.max_points]

    assert "năm 2025" in text
    assert lost == re.findall(r"^\| ([0-9.]+)\. ", tasks, flags=re.MULTILINE)
    assert "không để phát sinh thêm trường hợp" in tasks
    assert not re.search(r"\+[0-9]", tasks)


def test_what_was_answered_no_needs_no_document(decision_06: Ruleset) -> None:
    table, note = (
        as_text(docx_of(decision_06, "mien-nui-dat", "05")).partition("Không cần ")[part]
        for part in (0, 2)
    )
    number = note.partition(":")[0]

    assert "TL\u00a020" == number
    assert number not in table


def test_without_a_profile_only_what_nobody_can_know_is_a_dotted_blank(
    decision_06: Ruleset,
) -> None:
    text = as_text(docx_of(decision_06, "mien-nui-dat", "01"))

    assert "| ỦY BAN NHÂN DÂN XÃ SUỐI MƠ" in text.replace("\n", " ")
    assert "Số: ……/UBND\n" in text
    assert "Suối Mơ, ngày …… tháng …… năm ……" in text
    assert "Kính gửi: ……………………\n" in text
    assert "- Như trên;\n- Lưu: VT. | TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n…………" in text
    assert 2 == text.count("……………………")
    assert "Số: ……/BC-UBND" in as_text(docx_of(decision_06, "mien-nui-dat", "02"))


@pytest.mark.parametrize(
    ("position", "authority"),
    [
        ("Chủ tịch", "TM. ỦY BAN NHÂN DÂN"),
        ("Phó Chủ tịch", "KT. CHỦ TỊCH"),
        ("phó chủ tịch UBND", "KT. CHỦ TỊCH"),
        ("Trưởng phòng", "……………………"),
    ],
)
def test_the_title_of_who_signs_says_in_whose_name(
    decision_06: Ruleset, tmp_path: Path, position: str, authority: str
) -> None:
    office = office_of(tmp_path, f"chức vụ: {position}\nhọ tên: Nguyễn Văn Mẫu\n")
    text = as_text(docx_of(decision_06, "mien-nui-dat", "01", office))

    assert f"{authority}\n{position.upper()}\nNguyễn Văn Mẫu" in text


def test_another_issuer_than_the_committee_is_left_as_it_is(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    office = office_of(tmp_path, "cơ quan ban hành: Phòng Văn hóa - Xã hội xã Suối Mơ\n")
    text = as_text(docx_of(decision_06, "mien-nui-dat", "01", office))

    assert "| ……………………\nPHÒNG VĂN HÓA -" in text
    assert "Số: ……/……-……\n" in text


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("mien-nui-dat", "01-cong-van-de-nghi.docx"),
        ("xa-bi-diem-liet", "01-cong-van-bao-cao.docx"),
        ("phuong-thieu-so-lieu", "01-cong-van-xin-y-kien.docx"),
    ],
)
def test_the_letters_file_and_title_say_what_it_does(
    decision_06: Ruleset, name: str, file: str
) -> None:
    papers = papers_of(decision_06, name)
    title = opened(docx_of(decision_06, name, "01")).core_properties.title

    assert file == templates()["01"].file(papers)
    assert ("đề nghị công nhận" in title) is (name == "mien-nui-dat")
    assert ("ĐỀ NGHỊ CÔNG NHẬN" in papers.title) is (name == "mien-nui-dat")


def test_no_paper_to_be_signed_carries_a_tick_or_a_cross(decision_06: Ruleset) -> None:
    for name in ASSESSMENTS:
        for code in ("01", "02", "04"):
            assert not set("✔✘") & set(as_text(docx_of(decision_06, name, code))), (name, code)


def test_a_profile_fills_head_and_foot(decision_06: Ruleset, tmp_path: Path) -> None:
    office = office_of(tmp_path)
    letter, minutes = (
        as_text(docx_of(decision_06, "mien-nui-dat", code, office)) for code in ("01", "04")
    )

    assert "ỦY BAN NHÂN DÂN\nHUYỆN RỪNG THÔNG" in letter
    assert "Số: 12/UBND-VHXH" in letter
    assert "Trăng Non, ngày 05 tháng 11 năm 2024" in letter
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu" in letter
    assert "Số: 03/BB-UBND" in minutes
    assert "Trăng Non, ngày 01 tháng 02 năm 2024" in minutes
    assert "Lê Văn Thử | Trạm trưởng trạm y tế" in minutes


def test_an_office_without_a_parent_leaves_no_line_for_one(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    office = office_of(tmp_path, "cơ quan chủ quản: không có\n")
    document = opened(docx_of(decision_06, "mien-nui-dat", "01", office))
    styles = {p.style.style_id for p in document.tables[0].rows[0].cells[0].paragraphs}

    assert {"CoQuanBanHanh", "DuongKe"} == styles


def test_awkward_texts_come_out_as_they_were_typed(decision_06: Ruleset) -> None:
    document = opened(docx_of(decision_06, "ten-kho", "02"))
    assert len(HAMLET) > 300
    assert f"xã {HAMLET} (mã đơn vị" in as_text(docx_of(decision_06, "ten-kho", "02"))
    assert f"Báo cáo kết quả tự đánh giá – {HAMLET} – năm 2024" == document.core_properties.title


@pytest.mark.parametrize("code", CODES)
def test_what_word_and_excel_paste_into_a_name_breaks_nothing(
    decision_06: Ruleset, code: str
) -> None:
    pasted = replace(MOUNTAIN, name="Xã Suối\x0bMơ \x00 & Nà\ufffe\ud800", district="A\r\nB")
    papers = dossier(
        sheet_of(decision_06, replace(ASSESSMENTS["mien-nui-dat"], commune=pasted)), STAMP
    )
    title = opened(templates()[code].fill(papers)).core_properties.title

    assert "Xã Suối Mơ & Nà\ufffd" in title
    assert "Xã Suối Mơ &amp; Nà\ufffd" in html_template(commune_set()).fill(papers)


def test_forty_lines_of_evidence_stand_in_the_list(decision_06: Ruleset) -> None:
    papers = papers_of(decision_06, "mien-nui-dat")
    many = tuple(
        EvidenceWords(f"TL {n:02}", f"Tài liệu & «{n}» <x>", "1", "", "☐") for n in range(40)
    )
    (table,) = opened(templates()["05"].fill(replace(papers, evidence=many))).tables

    assert [f"Tài liệu & «{n}» <x>" for n in range(40)] == [
        row.cells[1].text for row in table.rows[1:]
    ]


def test_the_figure_is_a_picture_with_its_words(decision_06: Ruleset) -> None:
    document = opened(docx_of(decision_06, "xa-bi-diem-liet", "00"))
    (picture,) = document.inline_shapes
    properties = picture._inline.docPr
    image = document.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed]

    assert properties.get("title").startswith("Điểm tự chấm so với điểm tối đa")
    assert "mất" in properties.get("descr")
    assert b" EMF" == image.blob[40:44]
    assert len(image.blob) == int.from_bytes(image.blob[48:52], "little")


def test_only_the_summary_carries_the_figure(decision_06: Ruleset) -> None:
    for code in CODES:
        shapes = opened(docx_of(decision_06, "mien-nui-dat", code)).inline_shapes

        assert (1 if code == "00" else 0) == len(shapes)


def test_every_table_repeats_its_heading_and_breaks_no_row(decision_06: Ruleset) -> None:
    tables = opened(docx_of(decision_06, "phuong-thieu-so-lieu", "02")).tables[1:-1]

    assert 2 == len(tables)
    for table in tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_document_names_its_program_and_no_day_of_printing(decision_06: Ruleset) -> None:
    properties = opened(docx_of(decision_06, "mien-nui-dat", "01")).core_properties

    assert "phuhop" == properties.author == properties.last_modified_by
    assert "vi-VN" == properties.language
    assert properties.created == properties.modified


_PRINT_HASHES = """\
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import criteria
from scoring.rules.loading import load
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from reports.papers.office import EMPTY
from tests.support.word_files import docx_of, papers_of
ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
for name in ("mien-nui-dat", "ten-kho"):
    for code in commune_set().codes:
        print(hashlib.sha256(docx_of(ruleset, name, code)).hexdigest())
    page = html_template(commune_set()).fill(papers_of(ruleset, name))
    print(hashlib.sha256(page.encode()).hexdigest())
"""


def test_bytes_are_the_same_in_every_process_and_time_zone() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", _PRINT_HASHES, str(ROOT)],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed, locale in (
            ("Asia/Ho_Chi_Minh", "1", "C.UTF-8"),
            ("America/Los_Angeles", "2", "POSIX"),
        )
    ]

    assert 20 == len(set(told[0].splitlines()))
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_the_words_are_the_golden_words(decision_06: Ruleset, name: str) -> None:
    golden = GOLDEN / f"{name}.docx.txt"
    text = every(decision_06, name)
    if os.environ.get("PHUHOP_UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")

    assert golden.read_text(encoding="utf-8") == text


def test_on_paper_every_page_carries_the_notices_and_its_number(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("conversion needs soffice and pdftotext; one of them is not installed")
    converter = Converter()
    names = {templates()[code].name: code for code in CODES}
    made = converter.converted(
        {name: docx_of(decision_06, "ten-kho", code) for name, code in names.items()}
    )
    converter.close()

    assert [name.replace(".docx", ".pdf") for name in names] == list(made)
    for name, content in made.items():
        pages = _pages(tmp_path / name, content)
        if name.startswith("06"):
            # The sheets that are asked on have no notice; each annex is numbered from 1.
            pages = pages[next(n for n, text in enumerate(pages) if "Phụ lục IV" in text) :]
        assert [True] * len(pages) == [all(n in text for n in NOTICES) for text in pages], name
        if not name.startswith("06"):
            numbers = [text.strip().splitlines()[0].strip() for text in pages]
            assert [str(number) for number in range(2, len(pages) + 1)] == numbers[1:], name


def test_a_commune_that_passes_hands_in_fourteen_pages_its_letter_on_one(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("conversion needs soffice and pdftotext; one of them is not installed")
    converter = Converter()
    made = converter.converted(
        {f"{code}.docx": docx_of(decision_06, "mien-nui-dat", code) for code in CODES}
    )
    letters = converter.converted(
        {
            f"{name}-{number}.docx": docx_of(decision_06, name, "01", office)
            for name in ASSESSMENTS
            if name != "ten-kho"
            for number, office in enumerate((EMPTY, office_of(tmp_path)))
        }
    )
    converter.close()
    count = {name: len(_pages(tmp_path / name, content)) for name, content in made.items()}
    # Only a dossier with photographs has their annex.
    count.pop("08.pdf")

    assert 1 == count.pop("00.pdf")
    assert 2 >= count.pop("07.pdf")
    assert 14 >= sum(count.values()), count
    for name, content in letters.items():
        assert 1 == len(_pages(tmp_path / name, content)), name


def test_on_paper_no_signature_stands_alone(decision_06: Ruleset, tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("conversion needs soffice and pdftotext; one of them is not installed")
    office = office_of(tmp_path)
    converter = Converter()
    made = converter.converted(
        {
            f"{name}-{code}.docx": docx_of(decision_06, name, code, office)
            for name in ("mien-nui-dat", "phuong-thieu-so-lieu", "xa-bi-diem-liet")
            for code in ("01", "02", "04")
        }
    )
    converter.close()

    for name, content in made.items():
        last = _pages(tmp_path / name, content)[-1]
        signed = last.index("Nguyễn Văn Mẫu")
        # Role, name and at least one line of the text stand on the same page.
        assert re.search("CHỦ TỊCH|CHỦ TỌA", last[:signed]), name
        assert re.search("tự đánh giá|thống nhất", last[:signed]), name


def _pages(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    told = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        timeout=60,
    )
    return told.stdout.decode("utf-8").split("\f")[:-1]
