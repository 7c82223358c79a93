"""Versions that come in: locks, withdrawals, drafts, what a new version makes history."""

from __future__ import annotations

from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.views.history import history
from tests.support.refusals import appraised, refused, standing
from tests.support.registries import (
    FULL,
    KEY,
    by,
    hand_in,
    new_register,
    step,
    version,
    with_figures,
)


def test_figures_are_locked_while_they_are_appraised(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "start", "thẩm định")

    assert standing(database).locked
    assert ["buoc-trai-quy-trinh"] == [
        line.split("[")[1].split("]")[0]
        for line in refused(hand_in, database, version(with_figures(phieu_hai_long=190)))
    ]


def test_after_a_lock_no_new_version_comes_in_until_the_upper_role_unlocks(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    step(database, "lock", "thẩm định")
    newer = version(with_figures(phieu_hai_long=190))

    assert [
        (
            f"{FULL}: [chua-du-dieu-kien] chưa ghi được bước «nộp lại»: số liệu đã khóa; "
            "bước hợp lệ: "
            "gửi lại bản hiện hành kèm giải trình (cấp xã, tiếp nhận); "
            "mở khóa số liệu (cấp trên); "
            "hủy hồ sơ nhập nhầm (thẩm định, cấp trên); "
            "chuyển hồ sơ cho xã sau sáp nhập (thẩm định, cấp trên)"
        )
    ] == refused(hand_in, database, newer)
    step(database, "unlock", "cấp trên", "Xã có số liệu mới của trạm y tế")
    assert 2 == hand_in(database, newer).version
    assert () == audit(database).problems


def test_a_commune_withdraws_before_the_appraisal_and_not_after(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "withdraw", "cấp xã", "Ghi nhầm số trẻ dưới 1 tuổi")

    assert "nháp" == standing(database).state
    assert "đã nộp" == hand_in(database, version(with_figures(phieu_hai_long=190))).state
    step(database, "start", "thẩm định")
    (line,) = refused(step, database, "withdraw", "cấp xã", "Ghi nhầm")
    assert "không có bước «rút để sửa» hoặc «rút bản nộp lại để sửa»" in line


def test_a_draft_is_sent_later(address: str) -> None:
    database = new_register(address)
    kept = receive(database, version(), by("cấp xã"), draft=True)
    step(database, "submit", "cấp xã")

    assert "nháp" == kept.state
    assert "đã nộp" == standing(database).state


def test_a_dossier_returned_for_papers_alone_is_sent_again_with_an_explanation(
    address: str,
) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu chữ ký ở biên bản")
    again = hand_in(database)
    step(database, "submit", "cấp xã", "Đã gửi lại biên bản có chữ ký")

    assert again.event is None
    assert "yêu cầu bổ sung" == again.state
    assert "nộp lại" == standing(database).state


def test_a_new_version_makes_the_appraisal_of_the_old_one_history(address: str) -> None:
    database = appraised(address)
    step(database, "reopen", "cấp trên", "Có đơn phản ánh")
    step(database, "return", "thẩm định", "Bổ sung sổ khám sức khỏe")
    hand_in(database, version(with_figures(tre_duoc_kham_suc_khoe=1_000)))

    now = standing(database)
    assert (2, None, None) == (now.submission, now.appraisal, now.decision)
    with database.reading() as connection:
        assert [1] == [row["submission"] for row in history(connection, KEY).appraisals]
