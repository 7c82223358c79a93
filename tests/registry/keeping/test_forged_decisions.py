"""Decisions that no command would have recorded.

No trigger is dropped and no row is changed: each of these registers has a sound chain of hashes.
"""

from __future__ import annotations

from tests.support.forging import (
    add_decision,
    appraised,
    slip_in,
    told,
)
from tests.support.registries import (
    FULL,
)

NOT_MET = {"tre_duoi_1_tuoi_tiem_chung_day_du": 0}


def test_who_verified_decides_is_found(address: str) -> None:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1, signer="Trần Thị Mơ")
        command = "decide --recognise"
        slip_in(connection, "quyết định", "công nhận", command, "công nhận", decision=row)

    assert [
        (
            f"mắt xích 6 (công nhận, {FULL}): [chua-du-dieu-kien] chưa ghi được bước "
            "«công nhận»: Trần Thị Mơ đã thẩm định hồ sơ này, không được quyết định"
        )
    ] == told(database)


def test_a_decision_that_says_another_verdict_is_found(address: str) -> None:
    database = appraised(address, **NOT_MET)
    with database.writing() as connection:
        row = add_decision(connection, 1, outcome="không công nhận", reason="Chưa đạt")
        slip_in(
            connection,
            "quyết định",
            "không công nhận",
            "decide --refuse",
            "không công nhận",
            decision=row,
            reason="Chưa đạt",
        )

    assert [
        (
            f"mắt xích 6 (không công nhận, {FULL}): [quyet-dinh-khac] quyết định ghi khác "
            "bước này và bản thẩm định: kết luận thẩm định"
        )
    ] == told(database)


def test_a_recognition_under_a_refusal_is_found(address: str) -> None:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1, reason="Chưa đạt")
        slip_in(
            connection,
            "quyết định",
            "không công nhận",
            "decide --refuse",
            "không công nhận",
            decision=row,
            reason="Chưa đạt",
        )

    assert [
        (
            f"mắt xích 6 (không công nhận, {FULL}): [quyet-dinh-khac] quyết định ghi khác "
            "bước này và bản thẩm định: công nhận hay không"
        )
    ] == told(database)


def test_a_decision_without_a_number_is_found(address: str) -> None:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1, number="\u2003\u200b")
        command = "decide --recognise"
        slip_in(connection, "quyết định", "công nhận", command, "công nhận", decision=row)

    assert [
        (
            f"mắt xích 6 (công nhận, {FULL}): [chua-du-dieu-kien] chưa ghi được bước "
            "«công nhận»: số văn bản «\u200b» không đúng thể thức, ví dụ 15/QĐ-UBND"
        ),
        f"mắt xích 6 (công nhận, {FULL}): [loi-trong] số văn bản không có chữ nào",
    ] == told(database)
