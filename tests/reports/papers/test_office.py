"""The office profile: everything may be left out, nothing wrong goes by."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from phuhop.usecases.samples import demo
from reports.dossier.sets import commune_set
from reports.papers.council_words import council_words, meeting_words, narrative_words
from reports.papers.office import EMPTY, Council, Meeting, Member, Office, OtherIssuer
from reports.papers.office_file import SAMPLE, load_office
from reports.papers.office_words import dates, days, numbers, office_words
from reports.wording.words import DOTS
from scoring.base.problems import ProblemsFound
from scoring.formats.schema_classes import aliases
from tests.support.places import DOCS
from tests.support.word_files import OFFICE, office_of

DOCUMENTS = commune_set()
GLOSSARY = DOCS / "developers" / "glossary.md"
TABLE = demo.SAMPLES / "so-lieu-mau.csv"


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        office_of(folder, text)
    return [
        f"{p.place.line}:{p.place.column} {p.code} {p.message}; {p.hint}"
        for p in found.value.problems
    ]


def test_the_sample_is_a_profile_that_says_nothing_yet() -> None:
    office = load_office(SAMPLE, DOCUMENTS.numbered)

    assert office_words(office) == office_words(EMPTY)
    assert meeting_words(office) == meeting_words(EMPTY)
    assert numbers(office, DOCUMENTS) == numbers(EMPTY, DOCUMENTS)


def test_the_sample_names_every_key() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)^[ #-]*([^:#\"\n]+):", text))

    for cls in (Office, OtherIssuer, Meeting, Council, Member):
        assert set(aliases(cls).values()) <= {name.strip("- ") for name in named}


def test_every_key_is_in_the_glossary() -> None:
    known = set(re.findall("⟦([^⟧]+)⟧", GLOSSARY.read_text(encoding="utf-8")))

    for cls in (Office, OtherIssuer, Meeting, Council, Member):
        assert set() == set(aliases(cls).values()) - known


@pytest.mark.parametrize("typed", ["5", "05", '"05"', "005"])
def test_a_paper_has_the_number_that_was_typed_with_or_without_a_zero(
    tmp_path: Path, typed: str
) -> None:
    office = office_of(tmp_path, f'số văn bản:\n  "02": {typed}\n')

    assert {"02": 5} == office.numbers


@pytest.mark.parametrize("typed", ["08", "010", "019"])
def test_a_number_that_begins_with_a_zero_is_no_octal(tmp_path: Path, typed: str) -> None:
    office = office_of(tmp_path, f"số văn bản:\n  02: {typed}\n")

    assert {"02": int(typed)} == office.numbers


def test_codes_and_times_need_no_quotation_marks(tmp_path: Path) -> None:
    text = "mã đơn vị: 03160\ncơ quan khác:\n  - văn bản:\n      - 02\n"
    office = office_of(tmp_path, f"{text}cuộc họp:\n  giờ bắt đầu: 8:30\n  vắng mặt: 0\n")

    assert ("03160", ("02",)) == (office.commune, (office.others or ())[0].documents)
    assert ("8:30", 0) == (office.meeting and (office.meeting.begins, office.meeting.absent))
    assert "99001" == office_of(tmp_path, "mã đơn vị: 99001\n").commune


def test_a_code_that_lost_its_zero_and_a_number_of_nothing_are_told(tmp_path: Path) -> None:
    told = faults(tmp_path, 'mã đơn vị: 3160\nsố văn bản:\n  "02": 00\n')

    hint = 'mã có 5 chữ số, cả số 0 ở đầu: "03160"'
    assert [
        f"1:12 ma-sai-dang «3160» không phải mã đơn vị hành chính; {hint}",
        "3:9 so-van-ban «00» không phải số của một văn bản; số văn bản bắt đầu từ 1",
    ] == told


def test_all_faults_of_a_profile_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        "mã đơn vị: 9901\n"
        "cơ quan ban hanh: x\n"
        "họ tên: ThS. Nguyễn Văn A\n"
        "ngày ban hành: 2024-11-31\n"
        "số văn bản:\n"
        '  "03": 1\n'
        '  "01": 0\n'
        "cuộc họp:\n"
        "  chủ toạ:\n"
        "    họ tên: A\n"
        "nơi nhận: abc\n",
    )

    assert [
        "1:12 ma-sai-dang",
        "2:1 khoa-la",
        "3:9 ho-ten",
        "4:16 khong-phai-ngay",
        "6:3 ma-la",
        "7:9 so-van-ban",
        "9:3 khoa-la",
        "11:11 sai-dang",
    ] == [" ".join(line.split()[:2]) for line in told]
    assert "có phải «cơ quan ban hành»?" in told[1]
    assert "có phải «chủ tọa»?" in told[6]


OTHER = """\
cơ quan ban hành: Sở Y tế
ký hiệu cơ quan: SYT
địa danh: Sông Mây
kính gửi: Ủy ban nhân dân tỉnh
cơ quan khác:
  - văn bản:
      - "02"
    cơ quan ban hành: Ủy ban nhân dân tỉnh Sông Mây
    ký hiệu cơ quan: UBND
"""


def test_one_profile_holds_the_issuers_of_several_documents(tmp_path: Path) -> None:
    office = office_of(tmp_path, OTHER)

    assert office is office.of("01")
    of_other = office.of("02")
    assert "Ủy ban nhân dân tỉnh Sông Mây" == of_other.issuer
    # The place is the same; whom the other writes to is not said.
    assert ("Sông Mây", None) == (of_other.place, of_other.recipient)


def test_a_document_has_one_issuer_and_must_exist(tmp_path: Path) -> None:
    known = ", ".join(DOCUMENTS.numbered)
    twice = '  - văn bản:\n      - "02"\n      - "99"\n    cơ quan ban hành: X\n'

    assert [
        "11:9 trung-van-ban văn bản «02» đã có cơ quan khác ban hành; ",
        f"12:9 ma-la không có văn bản mang số nào có mã «99»; các mã dùng được: {known}",
    ] == faults(tmp_path, OTHER + twice)


@pytest.mark.parametrize("written", ["5/11/2024", "05/11/2024", "2024-11-05"])
def test_a_day_may_be_written_as_officers_write_it(tmp_path: Path, written: str) -> None:
    assert date(2024, 11, 5) == office_of(tmp_path, f"ngày ban hành: {written}\n").day


def test_a_day_that_does_not_exist_is_told_with_an_example(tmp_path: Path) -> None:
    assert [
        "1:16 khong-phai-ngay «31/11/2024» không phải là ngày; viết ngày/tháng/năm, như 15/11/2026"
    ] == faults(tmp_path, "ngày ban hành: 31/11/2024\n")


COUNCIL = """\
ký hiệu văn bản:
  "02": BC-HĐĐG
ngày văn bản:
  "01": 26/11/2024
hội đồng:
  số quyết định: 45/QĐ-UBND
  ngày quyết định: 04/11/2024
cuộc họp:
  giờ bắt đầu: 8 giờ 00 phút
  vắng mặt: 0
  tán thành: 7
  ý kiến phát biểu:
    - Cần cân lại trẻ em của thôn Đông.
tuyên truyền:
  - Đã phát thanh 12 buổi.
"""


def test_what_the_council_did_is_told_and_the_rest_stays_blank(tmp_path: Path) -> None:
    office = office_of(tmp_path, COUNCIL)
    meeting, council, told = meeting_words(office), council_words(office), narrative_words(office)

    assert ("8 giờ 00 phút", "…… giờ …… phút") == (meeting.begins, meeting.ends)
    assert ("00", "07", "……") == (meeting.absent, meeting.in_favour, meeting.against)
    assert ("Cần cân lại trẻ em của thôn Đông.",) == meeting.remarks
    assert ("45/QĐ-UBND", "ngày 04 tháng 11 năm 2024", DOTS) == (
        council.number,
        council.day,
        council.issuer,
    )
    assert (True, False) == (bool(told.communication), bool(told.shortcomings))


def test_several_recipients_are_each_on_a_line(tmp_path: Path) -> None:
    words = office_words(office_of(tmp_path, "kính gửi: Ủy ban nhân dân tỉnh; Sở Y tế tỉnh\n"))

    assert ("Ủy ban nhân dân tỉnh;", "Sở Y tế tỉnh.") == words.addressees
    assert (False, True) == (words.is_to_one, words.is_to_many)
    assert "Ủy ban nhân dân tỉnh" == words.recipient_in_text


def test_a_paper_may_have_a_symbol_and_a_day_of_its_own(tmp_path: Path) -> None:
    office = office_of(tmp_path, COUNCIL)

    assert "……/BC-HĐĐG" == numbers(office, DOCUMENTS)["02"]
    assert "ngày 26 tháng 11 năm 2024" == dates(office, DOCUMENTS)["01"]
    assert "ngày …… tháng …… năm ……" == dates(office, DOCUMENTS)["02"]


@pytest.mark.parametrize("name", ["ThS. Nguyễn Văn A", "TS Trần B", "Bà Lê C", "PGS.TS. D"])
def test_no_degree_and_no_form_of_address_stands_at_a_signature(tmp_path: Path, name: str) -> None:
    assert "ho-ten" in faults(tmp_path, f"họ tên: {name}\n")[0]


@pytest.mark.parametrize("name", ["Nguyễn Văn Tsai", "Bàn Thị Ông", "Tsàn A Bà"])
def test_a_name_that_only_begins_like_a_degree_is_a_name(tmp_path: Path, name: str) -> None:
    assert name == office_of(tmp_path, f"họ tên: {name}\n").signer


def test_nobody_signs_before_the_council_met(tmp_path: Path) -> None:
    told = faults(tmp_path, "ngày ban hành: 2024-11-05\ncuộc họp:\n  ngày họp: 2024-11-06\n")

    assert "1:16 ngay-nguoc" in told[0]


@pytest.mark.parametrize("code", ["9901", "990011", "abcde", "99 01"])
def test_the_code_of_a_commune_has_five_digits(tmp_path: Path, code: str) -> None:
    assert "ma-sai-dang" in faults(tmp_path, f'mã đơn vị: "{code}"\n')[0]


def test_numbers_and_days_have_the_decrees_form(tmp_path: Path) -> None:
    office = office_of(tmp_path)

    assert {
        "01": "12/UBND-VHXH",
        "02": "05/BC-UBND",
        "04": "03/BB-UBND",
        "07": "……/KH-UBND",
    } == numbers(office, DOCUMENTS)
    assert "Trăng Non, ngày 05 tháng 11 năm 2024" == days(office, DOCUMENTS)["01"]
    assert "ngày 01 tháng 02 năm 2024" == dates(office, DOCUMENTS)["04"]


def test_init_writes_the_sample_and_never_over_a_file(tmp_path: Path, run) -> None:
    target = tmp_path / "co-quan.yaml"
    first = run("office", "init", "-o", target)
    target.write_text("địa danh: của tôi\n", encoding="utf-8")
    second = run("office", "init", "-o", target)

    assert (0, f"{target.as_posix()}\n") == (first.exit_code, first.stdout)
    assert 1 == second.exit_code
    assert "[da-co-tep]" in second.stderr
    assert "địa danh: của tôi\n" == target.read_text(encoding="utf-8")


def _profile(folder: Path, name: str, code: str = "") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text((f'mã đơn vị: "{code}"\n' if code else "") + OFFICE, encoding="utf-8")
    return path


def test_each_commune_gets_its_own_profile_and_the_others_blanks(tmp_path: Path, run) -> None:
    _profile(tmp_path, "co-quan", "99002")
    out = tmp_path / "ho-so"
    result = run("dossier", TABLE, "-o", out, "--format", "html", "--office", tmp_path)

    assert 0 == result.exit_code
    assert 14 == len(result.stdout.splitlines())
    pages = {p.parent.name[:5]: p.read_text(encoding="utf-8") for p in out.rglob("ho-so.html")}
    assert ["99002"] == [code for code, page in pages.items() if "Nguyễn Văn Mẫu" in page]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([""], "[thieu-ma-don-vi]"),
        (["99002", "99002"], "[trung-don-vi]"),
    ],
)
def test_a_profile_for_nobody_or_for_one_twice_stops_the_run(
    tmp_path: Path, run, codes: list[str], said: str
) -> None:
    paths = [_profile(tmp_path, f"p{n}", code) for n, code in enumerate(codes)]
    options = [piece for path in paths for piece in ("--office", path)]
    result = run("dossier", TABLE, "-o", tmp_path / "ho-so", *options)

    assert 1 == result.exit_code
    assert said in result.stderr
    assert not (tmp_path / "ho-so").exists()


def test_a_profile_that_fits_no_row_is_a_warning(tmp_path: Path, run) -> None:
    path = _profile(tmp_path, "la", "00001")
    result = run("dossier", TABLE, "-o", tmp_path / "ho-so", "--format", "html", "--office", path)

    assert 0 == result.exit_code
    assert "cảnh báo: không có đơn vị «00001»" in result.stderr


def test_a_folder_without_profiles_and_a_file_that_is_none_are_told(tmp_path: Path, run) -> None:
    empty = tmp_path / "trong"
    empty.mkdir()
    for path, said in ((empty, "[thu-muc-rong]"), (tmp_path / "khong-co.yaml", "không có tệp này")):
        result = run("dossier", TABLE, "-o", tmp_path / "ho-so", "--office", path)

        assert 1 == result.exit_code
        assert said in result.stderr


def test_words_that_name_a_child_are_refused_at_their_line(tmp_path: Path) -> None:
    child = "cháu Hoa, sinh 02/03/2015"
    text = f"nơi nhận:\n  - {child}\ncuộc họp:\n  ý kiến phát biểu:\n    - {child}\n"
    text += f"  chủ tọa:\n    họ tên: {child}\n  thư ký:\n    họ tên: Bé Thị Hoa\n"
    told = faults(tmp_path, text)

    assert ["2:5", "5:7", "7:13"] == [line.split()[0] for line in told]
    assert all("chu-rieng-tu" in line and "Hoa" not in line for line in told)
