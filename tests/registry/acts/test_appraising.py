"""Appraisals: saved, saved again, finished by a person when nothing is lacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.acts.appraising import finish_appraisal
from registry.keeping.audit import audit
from registry.workflow import workflow
from registry.workflow.settings import configure
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding
from tests.support.refusals import appraised, refused, standing
from tests.support.registries import (
    ASSESSMENT,
    KEY,
    appraise,
    by,
    hand_in,
    new_register,
    recognise,
    save_appraisal,
    step,
    version,
    with_figures,
)

SAVING_FINISHES = """\
  - tên: hoàn thành thẩm định
    lệnh: appraise
    từ:
      - đang thẩm định
      - đã thẩm định
    đến: đã thẩm định
    vai trò:
      - thẩm định
    cần:
      - kết luận được
  - tên: ghi thẩm định dở
    lệnh: appraise
    từ:
      - đang thẩm định
      - đã thẩm định
    đến: đang thẩm định
    vai trò:
      - thẩm định
"""
"""As the workflow was shipped before finishing became an act of its own."""


def test_an_appraisal_of_an_older_version_is_refused(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Bổ sung")
    hand_in(database, version(with_figures(tre_duoc_kham_suc_khoe=1_000)))
    step(database, "start", "thẩm định")
    old = Appraisal("99001", 2024, "06-QD-TTg-2019", assessment_sha256=ASSESSMENT.sha256)

    assert [
        (
            "tham-dinh.json: [khac-ban] số liệu tự chấm đã đổi sau khi lập bản thẩm định; "
            "lập bản thẩm định mới từ biểu nay, rồi chép các số đã xác minh sang"
        )
    ] == refused(appraise, database, old)


def test_the_same_appraisal_twice_changes_nothing(address: str) -> None:
    database = appraised(address)
    again = appraise(database)

    assert again.event is None
    assert 1 == again.version
    assert () == audit(database).problems


def test_after_reopening_the_same_appraisal_concludes_anew(address: str) -> None:
    database = appraised(address)
    recognise(database)
    step(database, "reopen", "cấp trên", "Có đơn phản ánh")
    again = appraise(database)

    # The sheet is the one that is kept; that it still holds is a new act.
    assert 1 == again.version
    assert again.event is not None
    assert "hoàn thành thẩm định" == again.event.step
    assert "đã thẩm định" == standing(database).state
    assert () == audit(database).problems


def test_a_saved_sheet_is_finished_by_a_person_and_only_when_it_is_complete(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "start", "thẩm định")
    saved = save_appraisal(database)

    assert "đang thẩm định" == standing(database).state
    nothing = (
        "phiếu còn để trống, chưa ghi gì",
        "phiếu chưa ghi người thẩm định",
        "phiếu chưa ghi ngày thẩm định",
        "phiếu chưa ghi «có» ở ô «Đã xem hồ sơ và tài liệu?»",
    )
    assert nothing == saved.missing
    (line,) = refused(finish_appraisal, database, KEY, by("thẩm định"))
    assert f"chưa ghi được bước «hoàn thành thẩm định»: {'; '.join(nothing)}; " in line
    assert 4 == standing(database).seq


def test_nothing_is_finished_before_a_sheet_is_saved(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "start", "thẩm định")
    (line,) = refused(finish_appraisal, database, KEY, by("thẩm định"))

    assert "chưa có bản thẩm định; " in line


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"figures": {"tre_duoc_kham_suc_khoe": 1_000}},
            "phần 9 khác số tự chấm mà chưa ghi lý do",
        ),
        ({"day": date(2030, 11, 28)}, "ngày thẩm định 28/11/2030 chưa đến (nay 30/11/2024)"),
        ({"day": date(2023, 1, 1)}, "ngày thẩm định 01/01/2023 trước năm đánh giá 2024"),
        ({"day": None}, "phiếu chưa ghi ngày thẩm định"),
        ({"appraiser": "\u200b"}, "phiếu chưa ghi người thẩm định"),
        (
            {"parts": {"9": PartFinding(evidence=EvidenceFinding.NOT_ACCEPTED)}},
            "phần 9: tài liệu chưa được chấp nhận mà vẫn tính 50 điểm",
        ),
    ],
)
def test_what_a_sheet_lacks_is_told_and_it_is_not_finished(
    tmp_path: object, changes: dict[str, Any], expected: str
) -> None:
    whole = Appraisal(
        "99001",
        2024,
        "06-QD-TTg-2019",
        appraiser="Trần Thị Mơ",
        day=date(2024, 11, 30),
        is_seen=True,
    )
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)
    step(database, "start", "thẩm định")
    saved = save_appraisal(database, replace(whole, **changes))
    (line,) = refused(finish_appraisal, database, KEY, by("thẩm định"))

    assert (expected,) == saved.missing
    assert f"«hoàn thành thẩm định»: {expected}; bước hợp lệ: " in line


def test_an_appraised_dossier_is_still_returned_until_it_is_decided(address: str) -> None:
    database = appraised(address)
    step(database, "return", "thẩm định", "Thiếu sổ khám sức khỏe")

    assert "yêu cầu bổ sung" == standing(database).state
    hand_in(database, version(with_figures(tre_duoc_kham_suc_khoe=1_000)))
    step(database, "start", "thẩm định")
    appraise(database)
    recognise(database)
    (line,) = refused(step, database, "return", "thẩm định", "Thiếu sổ")
    assert "[buoc-trai-quy-trinh]" in line
    assert () == audit(database).problems


def test_a_register_of_an_earlier_workflow_finishes_by_saving(address: str) -> None:
    database = new_register(address)
    text = workflow.SHIPPED.read_text(encoding="utf-8")
    saving = text.index("  - tên: ghi bản thẩm định")
    end = text.index("  - tên: công nhận\n    lệnh")
    own = f"{text[:saving]}{SAVING_FINISHES}{text[end:]}"
    configure(database, by("quản trị"), own, None)
    hand_in(database)
    step(database, "start", "thẩm định")
    saved = save_appraisal(database)

    assert () == saved.missing
    assert "đã thẩm định" == standing(database).state
    assert "công nhận" == recognise(database).after
    assert () == audit(database).problems


def test_a_sheet_that_was_only_filled_in_beforehand_is_not_finished(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "start", "thẩm định")
    prefilled = Appraisal(
        "99001", 2024, "06-QD-TTg-2019", appraiser="Trần Thị Mơ", day=date(2024, 11, 30)
    )

    saved = save_appraisal(database, prefilled)
    (line,) = refused(finish_appraisal, database, KEY, by("thẩm định"))

    assert ("phiếu chưa ghi «có» ở ô «Đã xem hồ sơ và tài liệu?»",) == saved.missing
    assert "Đã xem hồ sơ" in line
    save_appraisal(database, replace(prefilled, is_seen=True))
    assert "đã thẩm định" == finish_appraisal(database, KEY, by("thẩm định")).after
    assert () == audit(database).problems


def test_what_was_written_before_there_was_a_box_keeps_its_hash() -> None:
    old = Appraisal("99001", 2024, "06-QD-TTg-2019")

    assert "seen" not in old.canonical()
    assert old.sha256 != replace(old, is_seen=True).sha256
