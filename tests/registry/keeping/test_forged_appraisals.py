"""Appraisals that no verifier's sheet would have become.

No trigger is dropped and no row is changed: each of these registers has a sound chain of hashes.
"""

from __future__ import annotations

from tests.support.forging import (
    add_appraisal,
    begun,
    slip_in,
    stored,
    told,
)
from tests.support.registries import (
    FULL,
    save_appraisal,
)

NOT_MET = {"tre_duoi_1_tuoi_tiem_chung_day_du": 0}


def test_a_fake_appraisal_is_found(address: str) -> None:
    database = begun(address)
    with database.writing() as connection:
        row = add_appraisal(connection, {"fake": True}, stored(connection))
        name = "ghi bản thẩm định"
        slip_in(connection, "thẩm định", name, "appraise", "đang thẩm định", appraisal=row)

    assert [
        (
            f"{FULL}, bản thẩm định 1: [khong-cham-lai-duoc] nội dung không chấm lại được: "
            "khóa «fake» không có trong mẫu"
        )
    ] == told(database)


def test_a_turned_verdict_is_found(address: str) -> None:
    database = begun(address, **NOT_MET)
    with database.writing() as connection:
        result = {**stored(connection), "verdict": "MET"}
        content = {
            "format": "phuhop.appraisal/1",
            "commune": "99001",
            "year": 2024,
            "ruleset": "06-QD-TTg-2019",
        }
        row = add_appraisal(connection, content, result)
        name = "ghi bản thẩm định"
        slip_in(connection, "thẩm định", name, "appraise", "đang thẩm định", appraisal=row)

    assert [
        (f"{FULL}, bản thẩm định 1: [cham-lai-khac] chấm lại khác với kết quả đã ghi: kết luận")
    ] == told(database)


def test_a_blank_sheet_finished_is_found(address: str) -> None:
    database = begun(address)
    save_appraisal(database)
    with database.writing() as connection:
        name, to = "hoàn thành thẩm định", "đã thẩm định"
        sheet = {"version": 1, "sha256": "0" * 64}
        slip_in(connection, "thẩm định", name, "appraise --finish", to, finished=sheet)

    assert [
        (
            f"mắt xích 5 (hoàn thành thẩm định, {FULL}): [chua-du-dieu-kien] chưa ghi được "
            "bước «hoàn thành thẩm định»: phiếu còn để trống, chưa ghi gì; phiếu chưa ghi "
            "người thẩm định; phiếu chưa ghi ngày thẩm định; "
            "phiếu chưa ghi «có» ở ô «Đã xem hồ sơ và tài liệu?»"
        )
    ] == told(database)
