from __future__ import annotations

import random
from datetime import date

import pytest

from reports.wording.vietnamese import collation_key, long_date


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2019, 1, 31), "ngày 31 tháng 01 năm 2019"),
        (date(2020, 2, 9), "ngày 09 tháng 02 năm 2020"),
        (date(2025, 12, 10), "ngày 10 tháng 12 năm 2025"),
    ],
)
def test_days_below_10_and_only_months_1_and_2_get_a_zero(day: date, text: str) -> None:
    written = long_date(day)

    assert text == written


@pytest.mark.parametrize(
    "in_order",
    [
        ["Dĩ An", "Đà Nẵng", "Yên Bái"],
        ["an", "ăn", "ân", "en", "ên", "on", "ôn", "ơn", "un", "ưn"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Phường 2", "Phường 9", "Phường 10"],
        # Letters of the whole string weigh more than a tone at its start.
        ["Hòa An", "Hoa Bình", "Hòa Bình", "Hóa Bình", "Hoa Châu"],
        ["xã Bắc Sơn", "Xã Bắc Sơn", "Xã Bắc Sơn A"],
        ["Ea H'leo", "Ea Na", "Ea Ná"],
    ],
)
def test_names_stand_in_the_order_of_a_vietnamese_dictionary(in_order: list[str]) -> None:
    shuffled = random.Random(6).sample(in_order, len(in_order))  # noqa: S311

    found = sorted(shuffled, key=collation_key)

    assert in_order == found


def test_a_name_typed_with_loose_accents_stands_where_the_same_name_stands() -> None:
    composed = collation_key("Hoà Bình")[:3]
    loose = collation_key("Hoa\u0300 Bi\u0300nh")[:3]

    assert composed == loose
