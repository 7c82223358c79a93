"""A text that seems to name a child is noticed; ordinary words of a dossier are not."""

from __future__ import annotations

import time

import pytest

from scoring.base.private_text import PrivateSign, confirmation_of, private_problem, private_words
from scoring.base.problems import Place

BIRTH, PHONE, IDENTITY, NAME, ADDRESS = PrivateSign


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Cháu Nguyễn Thị Hoa, sinh ngày 02/03/2015", {BIRTH, NAME}),
        ("cháu N. T. H. (SN 2015) bị xâm hại", {BIRTH, NAME}),
        ("em Lò Văn Pó", {NAME}),
        ("bé Na nhà ông Tư", {NAME}),
        ("Em trai tên là Giàng A Páo", {NAME}),
        ("BÉ NA", {NAME}),
        ("nạn nhân tên Hoa", {NAME}),
        ("sinh: 5/2014", {BIRTH}),
        ("sinh năm 2014", {BIRTH}),
        ("Sinh ngày 5-6-14", {BIRTH}),
        ("liên hệ 0912 345 678", {PHONE}),
        ("ĐT: +84912345678", {PHONE}),
        ("024 3825 1234", {PHONE}),
        ("CCCD 001215012345", {IDENTITY}),
        ("thẻ TE1230123456789", {IDENTITY}),
        ("Cha\u0301u Hoa", {NAME}),
    ],
)
def test_words_that_point_at_a_child_are_found(text: str, signs: set[PrivateSign]) -> None:
    assert signs == {found.sign for found in private_words(text)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Quyết định 12/QĐ-UBND ngày 02/03/2024 của Ủy ban nhân dân Xã Trăng Non",
        "Báo cáo số 0123/BC-TYT",
        "1.065 trẻ em Việt Nam dưới 16 tuổi",
        "Trẻ em Xã Gió Lành được tiêm chủng",
        "Các em Trường Tiểu học Sông Sao",
        "Danh hiệu cháu ngoan Bác Hồ",
        "Các cháu Mẫu giáo lớn",
        "Sổ theo dõi trẻ em sinh ra trong năm",
        "Số trẻ sinh trong kỳ: 2015 trẻ",
        "Trạm y tế, sổ A1, trang 12–15",
        "Diễn đàn trẻ em ngày 01/06/2024, tổ chức tại nhà văn hóa thôn Đông",
        "Học sinh lớp 5 Trường Tiểu học Nắng Sớm",
        "em nhỏ dưới 6 tuổi",
        "HỒ SƠ TRẺ EM NĂM 2024",
    ],
)
def test_ordinary_words_of_a_dossier_are_no_sign(text: str) -> None:
    assert [] == list(private_words(text))


def test_a_hamlet_is_a_sign_only_beside_a_sensitive_criterion() -> None:
    text = "01 trường hợp ở thôn Đông Hạ, tổ 5, số nhà 12"

    assert [] == list(private_words(text))
    assert ["thôn Đông", "tổ 5", "số nhà 12"] == [
        found.words for found in private_words(text, is_sensitive=True)
    ]


@pytest.mark.parametrize(
    "piece", [*("sinh ", "0 ", "em A ", "A. ", "thôn ", "ngày ", "trẻ tên A ", "\u0301")]
)
def test_a_megabyte_of_the_worst_text_takes_under_a_second(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    for _ in private_words(text, is_sensitive=True):
        pass

    assert time.process_time() - start < 1.5


def test_the_fault_names_the_place_and_the_kind_but_never_the_words() -> None:
    problem = private_problem(Place("a.xlsx", sheet="Số liệu", cell="G7"), "Cháu Hoa, sinh 2015")

    assert problem is not None
    assert "G7" in str(problem)
    assert "ngày hoặc năm sinh, tên riêng của trẻ" in problem.message
    assert "Hoa" not in str(problem)
    assert "2015" not in str(problem)


def test_a_text_that_confirms_itself_is_taken_and_one_changed_letter_asks_again() -> None:
    text = "Em Lò Văn Pó, cán bộ xã"
    place = Place("a.xlsx")

    assert private_problem(place, text) is not None
    assert private_problem(place, f"{text} {confirmation_of(text)}") is None
    assert private_problem(place, f"{text}. {confirmation_of(text)}") is not None
    assert private_problem(place, f"{text} (đã xác nhận 00000000)") is not None
