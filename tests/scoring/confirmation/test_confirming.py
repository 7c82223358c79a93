from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

import criteria
from reports.rules.review_rows import ReviewRow
from scoring.base.problems import ProblemsFound
from scoring.confirmation.confirming import By, Confirmed, confirmed
from scoring.confirmation.worksheet import read_review
from scoring.rules.ruleset import Ruleset
from tests.support.review_sheets import ANSWERS, filled, rows_of

FILE = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
BY = By("Nguyễn Văn A", date(2026, 11, 27), 'Công báo "77+78"')


def made_of(ruleset: Ruleset, sheet: bytes, raw: bytes | None = None) -> Confirmed:
    numbers = [row.number for row in rows_of(ruleset)]
    read = read_review(sheet, "phieu.xlsx")
    return confirmed(FILE.read_bytes() if raw is None else raw, numbers, read, BY, ruleset.id)


def faults_of(ruleset: Ruleset, answers: dict[str, object]) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        made_of(ruleset, filled(ruleset, answers))
    return [str(problem) for problem in found.value.problems]


def every_number(row: ReviewRow) -> str | None:
    return None if row.value == "chưa rõ" else "đúng"


def changed_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    pairs = zip(before.decode().splitlines(), after.decode().splitlines(), strict=True)
    return [(old.strip(), new.strip()) for old, new in pairs if old != new]


def test_confirming_nothing_changes_no_byte(decision_06: Ruleset) -> None:
    made = made_of(decision_06, filled(decision_06, {}))

    assert FILE.read_bytes() == made.content
    assert 0 == made.count


def test_confirming_every_number_makes_the_whole_ruleset_official(decision_06: Ruleset) -> None:
    made = made_of(decision_06, filled(decision_06, every_number))

    assert "văn bản gốc" == made.ruleset.level.value
    assert len(rows_of(decision_06)) - 1 == made.count


def test_comments_and_order_of_the_file_stay(decision_06: Ruleset) -> None:
    made = made_of(decision_06, filled(decision_06, every_number))
    before, after = FILE.read_text("utf-8"), made.content.decode()

    def comments(text: str) -> list[str]:
        return [line.partition("#")[2] for line in text.splitlines() if "#" in line]

    def keys(text: str) -> list[str]:
        lines = (line.split(":")[0] for line in text.splitlines() if ":" in line)
        return [key for key in lines if key.strip() != "đối chiếu"]

    assert comments(before) == comments(after)
    assert keys(before) == keys(after)


def test_a_number_that_is_wrong_is_changed_where_it_stands(decision_06: Ruleset) -> None:
    answers = {"Phần 2: từ 95 dưới 98 phần trăm": 30}
    made = made_of(decision_06, filled(decision_06, answers))

    level = '{mức: văn bản gốc, ngày: 2026-11-27, người: "Nguyễn Văn A", '
    level += 'bản: "Công báo \\"77+78\\""}'
    assert [
        ("- {từ: 95, dưới: 98, điểm: 35}", f"- {{từ: 95, dưới: 98, điểm: 30, đối chiếu: {level}}}")
    ] == changed_lines(FILE.read_bytes(), made.content)


def test_bounds_are_written_in_the_four_words_of_the_law(decision_06: Ruleset) -> None:
    answers = {
        "Phần 2: từ 95 dưới 98 phần trăm": "từ 94,5 dưới 98: 35 điểm",
        "Phần 2: từ 90 dưới 95 phần trăm": "từ 90 dưới 94,5",
        "Phần 5.2: từ 1 trẻ em": "trên 0",
    }
    made = made_of(decision_06, filled(decision_06, answers))
    changed = [
        new.partition(", đối chiếu")[0] for _, new in changed_lines(FILE.read_bytes(), made.content)
    ]

    assert [
        "- {từ: 94.5, dưới: 98, điểm: 35",
        "- {từ: 90, dưới: 94.5, điểm: 20",
        "- {trên: 0, điểm: 0",
    ] == changed
    assert Decimal("94.5") == next(p for _, p in made.ruleset.parts if p.code == "2").edges[1]


def test_bands_that_overlap_are_told_at_their_cell(decision_06: Ruleset) -> None:
    faults = faults_of(decision_06, {"Phần 2: từ 95 dưới 98 phần trăm": "từ 94 dưới 98"})

    assert 1 == len(faults)
    assert "trang «Đối chiếu», ô D" in faults[0]
    assert "thang điểm chồng nhau" in faults[0]


def test_sums_that_differ_from_their_maximum_are_told_at_the_cell_of_the_maximum(
    decision_06: Ruleset,
) -> None:
    sheet = filled(decision_06, {"Phần 2: từ 98 phần trăm": 60})
    numbers = [row.number for row in rows_of(decision_06)]
    read = read_review(sheet, "phieu.xlsx")
    cell = read.answers["tiêu chí/1/điểm tối đa"].place.cell
    with pytest.raises(ProblemsFound) as found:
        confirmed(FILE.read_bytes(), numbers, read, BY, decision_06.id)

    assert [cell] == [problem.place.cell for problem in found.value.problems]
    assert "các phần cộng lại 60" in str(found.value)


def test_every_cell_that_cannot_be_understood_is_told_at_once(decision_06: Ruleset) -> None:
    faults = faults_of(
        decision_06,
        {
            "Ngày ban hành": "hôm qua",
            "Phần 2: từ 98 phần trăm": "năm mươi",
            "Phần 2: chiều": "lên",
            "Loại đơn vị áp dụng": "xã",
            "Phần 7: từ 98 phần trăm": "từ 95 dưới 98: 50",
            "Phần 7: dưới 90 phần trăm": "từ 90",
        },
    )

    assert 6 == len(faults)
    assert all("ô D" in fault for fault in faults)


def test_a_level_that_numbers_share_waits_for_all_of_them(decision_06: Ruleset) -> None:
    made = made_of(decision_06, filled(decision_06, {"Phần 3: giảm": "đúng"}))

    assert FILE.read_bytes() == made.content
    assert ["muc-chung"] == [warning.code for warning in made.warnings]


def test_what_nobody_knows_cannot_be_confirmed_but_can_be_named(decision_06: Ruleset) -> None:
    what = "Cơ quan công nhận từ 01/07/2025"
    kept = made_of(decision_06, filled(decision_06, {what: "đúng"}))
    named = made_of(decision_06, filled(decision_06, {what: "Chủ tịch Ủy ban nhân dân cấp tỉnh"}))

    assert FILE.read_bytes() == kept.content
    assert ["chua-ro"] == [warning.code for warning in kept.warnings]
    authority = named.ruleset.recognition.authorities[1]
    assert "Chủ tịch Ủy ban nhân dân cấp tỉnh" == authority.name
    assert "văn bản gốc" == authority.verified.level if authority.verified else None


def test_a_comment_beside_a_changed_number_is_named(decision_06: Ruleset) -> None:
    made = made_of(decision_06, filled(decision_06, every_number))

    lines = made.content.decode().splitlines()
    named = [warning for warning in made.warnings if warning.code == "chu-thich"]

    assert 10 == len(named)
    for warning in named:
        words = warning.message.removeprefix("chú thích «")
        assert words.partition("» còn nguyên")[0] in lines[(warning.place.line or 0) - 1]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_the_byte_order_mark_stay(decision_06: Ruleset, end: str) -> None:
    raw = b"\xef\xbb\xbf" + FILE.read_bytes().replace(b"\n", end.encode())
    made = made_of(decision_06, filled(decision_06, every_number), raw)

    assert made.content.startswith(b"\xef\xbb\xbf#")
    assert made.content.count(b"\n") == made.content.count(end.encode())


def test_an_earlier_confirmation_keeps_its_name(decision_06: Ruleset) -> None:
    first = made_of(decision_06, filled(decision_06, every_number))
    numbers = [row.number for row in rows_of(first.ruleset)]
    read = read_review(filled(first.ruleset, every_number), "phieu.xlsx")
    later = By("Trần Thị B", date(2026, 11, 28), "bản sao")
    again = confirmed(first.content, numbers, read, later, decision_06.id)

    assert first.content == again.content


def test_a_worksheet_whose_hidden_ids_are_gone_is_told(decision_06: Ruleset) -> None:
    book = load_workbook(io.BytesIO(filled(decision_06, every_number)))
    book["Đối chiếu"].cell(1, ANSWERS).value = "đúng"
    output = io.BytesIO()
    book.save(output)

    with pytest.raises(ProblemsFound, match="mất một trang, dòng ẩn"):
        read_review(output.getvalue(), "phieu.xlsx")


def test_an_answer_that_names_a_child_is_refused_and_not_printed(decision_06: Ruleset) -> None:
    told = faults_of(decision_06, {"Phần 2: từ 95 dưới 98 phần trăm": "hỏi cháu Hoa, sinh 2015"})

    assert any("[chu-rieng-tu]" in line for line in told)
    assert not any("Hoa" in line for line in told)
