"""The form of Nghị định 30/2020/NĐ-CP: our documents have it, and the checker sees when not."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from reports.dossier.sets import commune_set
from reports.papers.decree import FILE, decree
from reports.papers.text_width import twips
from scoring.base.problems import ProblemsFound
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.word_files import OFFICE, docx_of, office_of, opened
from tests.support.word_form.decree_check import decree_faults

TEXT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
LONG = OFFICE.replace("xã Trăng Non", "thị trấn Nông trường Cao nguyên Mộc Lan Trắng").replace(
    "huyện Rừng Thông", "thành phố Hồ Chí Minh"
)


@pytest.mark.parametrize("code", commune_set().codes)
@pytest.mark.parametrize("name", ASSESSMENTS)
def test_every_document_has_the_form(
    decision_06: Ruleset, name: str, code: str, tmp_path: Path
) -> None:
    for office in (office_of(tmp_path, text) for text in ("{}", OFFICE, LONG)):
        assert [] == decree_faults(code, docx_of(decision_06, name, code, office))


def test_a_letter_to_several_names_them_under_the_colon_the_last_with_a_full_stop(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    several = OFFICE.replace("huyện Rừng Thông\nnơi", "tỉnh; Sở Y tế tỉnh; Sở Nội vụ\nnơi")
    content = docx_of(decision_06, "mien-nui-dat", "01", office_of(tmp_path, several))
    lines = [p for p in opened(content).paragraphs if p.style.name == "Danh sách kính gửi"]

    assert ["- Ủy ban nhân dân tỉnh;", "- Sở Y tế tỉnh;", "- Sở Nội vụ."] == [
        line.text for line in lines
    ]
    assert [] == decree_faults("01", content)


SEEDED = [
    # page
    ("kho-giay", TEXT, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    ("le-trang", TEXT, 'w:left="1701"', 'w:left="1134"'),
    ("le-trang", TEXT, 'w:top="1134"', 'w:top="1701"'),
    ("so-trang", TEXT, "<w:titlePg/>", ""),
    ("so-trang", TEXT, '<w:pgNumType w:start="1"/>', ""),
    ("so-trang", "word/header1.xml", " PAGE ", " DATE "),
    ("so-trang", "word/header2.xml", "</w:p>", "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"),
    # letters
    ("phong-chu", STYLES, 'w:eastAsia="Times New Roman"', 'w:eastAsia="Arial"'),
    ("mau-chu", STYLES, 'w:color w:val="000000"', 'w:color w:val="FF0000"'),
    ("ngon-ngu", STYLES, 'w:lang w:val="vi-VN"', 'w:lang w:val="en-US"'),
    ("thuoc-tinh", CORE, "<dc:creator>phuhop", "<dc:creator>python-docx"),
    ("thuoc-tinh", CORE, "<dc:language>vi-VN", "<dc:language>en-US"),
    # elements
    ("chu-bat-buoc", TEXT, "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"),
    ("chu-hoa", TEXT, "CHỦ TỊCH<", "Chủ tịch<"),
    ("chu-hoa", TEXT, "I. CĂN CỨ", "I. Căn cứ"),
    ("chu-dam", STYLES, r're:(styleId="TieuNgu".*?)<w:b/><w:bCs/>', r"\1"),
    ("chu-nghieng", STYLES, r're:(styleId="DiaDanhNgay".*?)<w:i/><w:iCs/>', r"\1"),
    ("co-chu", STYLES, r're:(styleId="NoiNhanDong".*?w:sz w:val=")22', r"\g<1>26"),
    ("co-chu", STYLES, r're:(styleId="BodyText".*?w:sz w:val=")26', r"\g<1>24"),
    ("can-dong", STYLES, r're:(styleId="BodyText".*?w:jc w:val=")both', r"\1left"),
    ("gian-dong", STYLES, r're:(styleId="BodyText".*?w:line=")276', r"\g<1>480"),
    ("cach-doan", STYLES, r're:(styleId="BodyText".*?w:after=")120', r"\g<1>60"),
    ("thut-dong", STYLES, r're:(styleId="BodyText".*?w:firstLine=")720', r"\g<1>0"),
    ("xuong-dong", TEXT, 'w:w="5669"', 'w:w="4000"'),
    ("duong-ke", STYLES, r're:(styleId="DuongKe".*?)<w:pBdr>.*?</w:pBdr>', r"\1"),
    ("duong-ke", TEXT, r're:(DuongKe"/><w:ind w:left=")\d+', r"\g<1>0"),
    ("so-ky-hieu", TEXT, "05</w:t>|05/BC-UBND", "5/BC-UBND"),
    ("so-ky-hieu", TEXT, "05/BC-UBND", "05 / BC - UBND"),
    ("ngay-thang", TEXT, "ngày 05 tháng 11 năm 2024", "ngày 5 tháng 11 năm 2024"),
    ("ngay-thang", TEXT, "ngày 05 tháng 11 năm 2024", "ngày 05 tháng 03 năm 2024"),
    ("ngay-thang", TEXT, "Trăng Non, ngày", "Trăng Non ngày"),
    ("can-cu", TEXT, "đánh giá xã phù hợp với trẻ em;", "đánh giá xã phù hợp với trẻ em"),
    ("noi-nhan", TEXT, "- Như trên;", "Như trên"),
    ("noi-nhan", TEXT, "- Lưu: VT, VHXH.", "- VT, VHXH."),
    ("chu-ky", STYLES, r're:(styleId="HoTen".*?)<w:keepNext/>', r"\1"),
    ("chu-ky", TEXT, r're:(pStyle w:val="BodyText"/>)<w:keepNext/>', r"\1"),
    ("thieu-thanh-phan", TEXT, 'w:val="DiaDanhNgay"', 'w:val="BodyText"'),
    ("thieu-thanh-phan", TEXT, 'w:val="HoTen"', 'w:val="ChucVu"'),
    ("thieu-thanh-phan", TEXT, 'w:val="TenLoai"', 'w:val="Lead"'),
    # tables, fields, order
    ("bang", TEXT, "<w:tblHeader/>", ""),
    ("bang", TEXT, "<w:cantSplit/>", ""),
    ("bang", TEXT, r're:(<w:tcW w:w=")\d+', r"\g<1>999"),
    ("truong-chua-dien", TEXT, "Kính gửi:", "Kính gửi: {office.recipient}"),
    ("kieu-la", TEXT, 'w:val="KinhGui"', 'w:val="KinhGuii"'),
    ("thu-tu-xml", TEXT, "<w:b/><w:bCs/></w:rPr>", "<w:i/><w:b/></w:rPr>"),
    (
        "thu-tu-xml",
        TEXT,
        '<w:pgNumType w:start="1"/><w:titlePg/>',
        '<w:titlePg/><w:pgNumType w:start="1"/>',
    ),
    ("thu-tu-xml", STYLES, "<w:qFormat/>", "<w:pPr/><w:qFormat/>"),
]


@pytest.fixture(scope="module")
def sound(decision_06: Ruleset, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    content = docx_of(decision_06, "mien-nui-dat", "02", office_of(tmp_path_factory.mktemp("a")))
    assert [] == decree_faults("02", content)
    return content


@pytest.mark.parametrize(("code", "part", "right", "wrong"), SEEDED)
def test_each_violation_is_seen(sound: bytes, code: str, part: str, right: str, wrong: str) -> None:
    damaged = _with(sound, part, right, wrong)

    assert code in {fault.code for fault in decree_faults("02", damaged)}


@pytest.mark.parametrize(
    ("code", "document", "right", "wrong"),
    [
        ("phu-luc", "06", 'w:val="KemTheo"', 'w:val="BodyText"'),
        ("thieu-thanh-phan", "06", 'w:val="PhuLuc"', 'w:val="Lead"'),
        ("so-trang", "06", '<w:pgNumType w:start="1"/>', ""),
        ("kho-giay", "03", 'w:w="16838" w:h="11906"', 'w:w="15840" w:h="12240"'),
        ("so-ky-hieu", "01", "12/UBND-VHXH", "12/ubnd-VHXH"),
        ("thieu-thanh-phan", "01", 'w:val="KinhGui"', 'w:val="SoKyHieu"'),
        (
            "chu-ky",
            "04",
            "<w:keepNext/></w:pPr><w:r><w:t>Cuộc",
            "</w:pPr><w:r><w:t>Cuộc",
        ),
    ],
)
def test_each_violation_of_other_documents_is_seen(  # noqa: PLR0913, PLR0917 -- one fixture and one row
    decision_06: Ruleset, tmp_path: Path, code: str, document: str, right: str, wrong: str
) -> None:
    content = docx_of(decision_06, "mien-nui-dat", document, office_of(tmp_path))

    assert code in {f.code for f in decree_faults("x", _with(content, TEXT, right, wrong))}


def _with(content: bytes, part: str, right: str, wrong: str) -> bytes:
    """Return a document with one text of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {
            name: archive.read(name).decode("utf-8", "surrogateescape")
            for name in archive.namelist()
        }
    before = members[part]
    if right.startswith("re:"):
        members[part] = re.sub(right[3:], wrong, before, count=1, flags=re.DOTALL)
    else:
        members[part] = before.replace(right.rsplit("|", maxsplit=1)[-1], wrong)
    assert before != members[part], "the seed found nothing to damage"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text.encode("utf-8", "surrogateescape"))
    return target.getvalue()


def test_the_numbers_of_the_decree_are_data(decision_06: Ruleset, tmp_path: Path) -> None:
    stricter = tmp_path / "nghi-dinh.yaml"
    text = FILE.read_text(encoding="utf-8").replace(
        "lề trái: {từ: 30, đến: 35}", "lề trái: {từ: 32, đến: 35}"
    )
    stricter.write_text(text, encoding="utf-8")
    faults = decree_faults("01", docx_of(decision_06, "mien-nui-dat", "01"), decree(stricter))

    assert ["phần 1: lề trái 30 mm, cần 32–35 mm"] == [fault.message for fault in faults]


def test_a_faulty_table_of_numbers_is_told_with_its_line(tmp_path: Path) -> None:
    wrong = tmp_path / "nghi-dinh.yaml"
    wrong.write_text(
        FILE.read_text(encoding="utf-8").replace("chữ: hoa", "chữ: to", 1), encoding="utf-8"
    )
    with pytest.raises(ProblemsFound) as found:
        decree(wrong)

    assert "gia-tri-la" == found.value.problems[0].code
    assert found.value.problems[0].place.line


def test_the_quoc_hieu_is_as_wide_as_measured_on_paper() -> None:
    assert 95.5 < twips("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "bold") / 56.7 < 96


@pytest.mark.parametrize(
    ("number", "kind"),
    [("06/QĐ-TTg", "Quyết định"), ("1481/BYT-BMTE", ""), ("9/2025/TT-BYT", "Thông tư")],
)
def test_the_kind_of_a_document_is_read_from_its_symbol(number: str, kind: str) -> None:
    assert kind == decree().kind_of(number)
