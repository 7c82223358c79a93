"""Illegal steps: refused with the reason and the legal ones; roles and agencies by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from phuhop.cli.register.text import event_line
from registry.acts.acts import StepWords, act
from registry.acts.appraising import finish_appraisal
from registry.acts.deciding import Paper, decide
from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.store.chain import actor_of
from registry.store.database import Database
from registry.store.dossier_keys import WrongKey, find
from registry.views.listing import history
from registry.workflow import workflow
from registry.workflow.settings import configure
from registry.workflow.standing import Standing, standing_of
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding
from scoring.base.problems import ProblemsFound
from tests.support.registries import (
    ASSESSMENT,
    FULL,
    KEY,
    appraise,
    by,
    found,
    hand_in,
    new_register,
    paper,
    recognise,
    said,
    save_appraisal,
    step,
    version,
    with_figures,
)

FROM_APPRAISED = (
    "bước hợp lệ: yêu cầu bổ sung (return: thẩm định); "
    "ghi bản thẩm định (appraise: thẩm định); công nhận (decide --recognise: quyết định); "
    "không công nhận (decide --refuse: quyết định); mở lại (reopen: cấp trên); "
    "hủy hồ sơ nhập nhầm (cancel: thẩm định, cấp trên)"
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


def standing(database: Database) -> Standing:
    """Return where the sample dossier stands."""
    with database.reading() as connection:
        number, _ = find(connection, KEY)
        now = standing_of(connection, number)
    assert now is not None
    return now


def refused(call: object, *arguments: object) -> list[str]:
    """Return what a refused step is told."""
    with pytest.raises(ProblemsFound) as caught:
        call(*arguments)  # type: ignore[operator]
    return said(caught.value.problems)


def appraised(address: str, appraisal: Appraisal | None = None) -> Database:
    """Return a register whose dossier is appraised."""
    database = new_register(address)
    hand_in(database)
    step(database, "start", "thẩm định")
    appraise(database, appraisal)
    return database


def test_a_step_from_the_wrong_state_is_told_with_the_legal_ones(address: str) -> None:
    database = new_register(address)
    hand_in(database)

    assert [
        (
            f"{FULL}: [buoc-trai-quy-trinh] hồ sơ ở trạng thái «đã nộp», không có bước "
            "«công nhận»; bước hợp lệ: rút để sửa (withdraw: cấp xã); "
            "bắt đầu thẩm định (start: thẩm định); yêu cầu bổ sung (return: thẩm định); "
            "khóa số liệu (lock: thẩm định, cấp trên); "
            "hủy hồ sơ nhập nhầm (cancel: thẩm định, cấp trên)"
        )
    ] == refused(recognise, database)
    assert 2 == standing(database).seq


def test_a_step_of_another_role_is_told_whose_it_is(address: str) -> None:
    database = new_register(address)
    hand_in(database)

    (line,) = refused(step, database, "start", "cấp xã")

    assert line.startswith(
        f"{FULL}: [sai-vai-tro] vai trò «cấp xã» không được làm bước «bắt đầu thẩm định»; "
        "bước này của: thẩm định; bước hợp lệ: "
    )


def test_an_unknown_role_is_told_with_the_nearest_one(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    with pytest.raises(LookupError) as caught:
        step(database, "start", "thẩm đinh")

    assert "không có vai trò «thẩm đinh»; có phải «thẩm định»?" == caught.value.args[0]


def test_nobody_is_recognised_whose_verified_verdict_is_not_met(address: str) -> None:
    # A case of abuse that was not reported, and none the year before.
    finding = Appraisal(
        "99001",
        2024,
        "06-QD-TTg-2019",
        figures={"tre_bi_xam_hai": 1},
        previous=dict.fromkeys(("tre_bi_xam_hai",), 0),
        parts={"3": PartFinding("so-lieu-nganh")},
    )
    database = appraised(address, finding)

    assert [
        (
            f"{FULL}: [chua-du-dieu-kien] chưa ghi được bước «công nhận»: kết luận của bảng "
            f"thẩm định là «không đạt», phải là «đạt»; {FROM_APPRAISED}"
        )
    ] == refused(recognise, database)


def test_everything_a_decision_lacks_is_told_at_once(address: str) -> None:
    database = appraised(address)
    nothing = Paper(recognised=False, number=None, day=None, signer=None)

    assert [
        (
            f"{FULL}: [chua-du-dieu-kien] chưa ghi được bước «không công nhận»: phải nêu lý do "
            "(--reason); phải nêu số và ngày văn bản (--number, --day); "
            "phải nêu người ký (--signer); "
            f"{FROM_APPRAISED}"
        )
    ] == refused(decide, database, KEY, by("quyết định"), nothing)


def test_a_paper_of_a_day_that_has_not_come_is_refused(address: str) -> None:
    database = appraised(address)

    assert [
        f"{FULL}: [ngay-chua-den] ngày văn bản 01/12/2024 sau ngày ghi sổ 30/11/2024"
    ] == refused(decide, database, KEY, by("quyết định"), paper(day=date(2024, 12, 1)))


def test_a_decision_on_an_appraisal_that_is_not_the_one_read_is_refused(address: str) -> None:
    database = appraised(address)

    assert [
        (
            f"{FULL}: [ban-tham-dinh-khac] bản thẩm định hiện hành là bản 1, không phải bản 2; "
            "xem bản mới bằng phuhop registry show rồi mới quyết định"
        )
    ] == refused(decide, database, KEY, by("quyết định"), paper(appraisal=2))

    event = decide(database, KEY, by("quyết định"), paper(appraisal=1))

    assert "nay «công nhận», theo bản thẩm định 1; mắt xích" in event_line(event)


def test_blank_words_are_no_words(address: str) -> None:
    database = appraised(address)
    blank = paper(recognised=False, number="\u2800", signer="\u200b \u3164", reason="\u2003\x1b")
    (line,) = refused(decide, database, KEY, by("quyết định"), blank)

    assert "chưa ghi được bước «không công nhận»: phải nêu lý do (--reason); " in line
    assert "phải nêu số và ngày văn bản (--number, --day); phải nêu người ký (--signer)" in line
    (line,) = refused(step, database, "reopen", "cấp trên", " \u200b")
    assert "chưa ghi được bước «mở lại»: phải nêu lý do (--reason)" in line


def test_what_acts_on_a_terminal_or_hides_is_not_kept(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    actor = actor_of("Trần\x1b[31m Thị \u202eMơ\x07:thẩm định", "2024-11-30T08:00:00+07:00")
    event = act(database, KEY, "return", actor, StepWords("Thiếu\x1b[2J\nsổ\u2066 tiêm"))

    assert ("Trần [31m Thị Mơ", "Thiếu [2J sổ tiêm") == (event.person, event.reason)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"number": "1/QĐ"}, "số văn bản «1/QĐ» không đúng thể thức, ví dụ 15/QĐ-UBND"),
        ({"number": "15"}, "số văn bản «15» không đúng thể thức, ví dụ 15/QĐ-UBND"),
        ({"number": "15/UBND-VX"}, "số văn bản «15/UBND-VX» không đúng thể thức"),
        (
            {"day": date(2024, 11, 29)},
            "ngày văn bản 29/11/2024 trước ngày nộp hồ sơ 30/11/2024",
        ),
        ({"day": date(1, 1, 1)}, "ngày văn bản 01/01/1 trước ngày nộp hồ sơ 30/11/2024"),
        (
            {"signer": "trần thị  MƠ"},
            "trần thị MƠ đã thẩm định hồ sơ này, không được quyết định",
        ),
    ],
)
def test_a_paper_that_cannot_be_is_refused(
    tmp_path: object, said: dict[str, Any], expected: str
) -> None:
    database = appraised(f"{tmp_path}/so.db")
    (line,) = refused(decide, database, KEY, by("quyết định"), paper(**said))

    assert expected in line


def test_who_verified_does_not_decide(address: str) -> None:
    database = appraised(address)
    same = actor_of("Trần Thị Mơ:quyết định", "2024-11-30T08:00:00+07:00")
    (line,) = refused(decide, database, KEY, same, paper())

    assert "Trần Thị Mơ đã thẩm định hồ sơ này, không được quyết định" in line


def test_whom_the_sheet_names_as_verifier_does_not_decide_either(address: str) -> None:
    named = Appraisal("99001", 2024, "06-QD-TTg-2019", appraiser="Lê Văn Đồi")
    database = appraised(address, named)
    (line,) = refused(recognise, database)

    assert "Lê Văn Đồi đã thẩm định hồ sơ này, không được quyết định" in line


def test_one_number_is_one_paper(address: str) -> None:
    database = appraised(address)
    recognise(database)
    other = replace(ASSESSMENT, commune=replace(ASSESSMENT.commune, code="99005"))
    hand_in(database, version(other))
    step(database, "start", "thẩm định", key="99005/2024")
    appraise(database, Appraisal("99005", 2024, "06-QD-TTg-2019"), "99005/2024")
    (line,) = refused(
        decide, database, "99005/2024", by("quyết định"), paper(signer="Hoàng Văn Núi")
    )

    assert (
        "số 15/QĐ-UBND đã ghi cho văn bản khác: 99001/2024 ngày 30/11/2024, người ký Lê Văn Đồi"
    ) in line
    assert "công nhận" == recognise(database, "99005/2024").after
    assert () == audit(database).problems


def test_an_office_may_do_without_these_rules(address: str) -> None:
    database = appraised(address)
    rule = "      - người thẩm định không quyết định\n"
    own = workflow.SHIPPED.read_text(encoding="utf-8").replace(rule, "")
    configure(database, by("quản trị"), own, None)
    same = actor_of("Trần Thị Mơ:quyết định", "2024-11-30T08:00:00+07:00")

    assert "công nhận" == decide(database, KEY, same, paper()).after
    assert () == audit(database).problems


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(1, 1, 1), "hạn 01/01/1 trước ngày ghi sổ 30/11/2024"),
        (date(2024, 11, 29), "hạn 29/11/2024 trước ngày ghi sổ 30/11/2024"),
        (date(9999, 1, 1), "hạn 01/01/9999 sau năm 2100"),
    ],
)
def test_a_day_due_that_nobody_can_keep_is_refused(
    tmp_path: object, due: date, expected: str
) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)
    words = StepWords("Thiếu sổ tiêm chủng", due)

    assert [f"{FULL}: [han-sai] {expected}"] == refused(
        act, database, KEY, "return", by("thẩm định"), words
    )


def test_who_waited_for_the_lock_acts_when_it_is_theirs(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    later = "2024-11-30T09:30:00+07:00"
    waiting = actor_of("Trần Thị Mơ:thẩm định", "2024-11-30T07:00:00+07:00", lambda: later)

    assert later == act(database, KEY, "start", waiting, StepWords()).at
    assert () == audit(database).problems


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
            "gửi lại bản hiện hành kèm giải trình (submit: cấp xã, tiếp nhận); "
            "mở khóa số liệu (unlock: cấp trên); "
            "hủy hồ sơ nhập nhầm (cancel: thẩm định, cấp trên)"
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
        "99001", 2024, "06-QD-TTg-2019", appraiser="Trần Thị Mơ", day=date(2024, 11, 30)
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


def test_since_the_districts_ended_nobody_knows_which_agency_appraises(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    before = act(database, KEY, "start", by("thẩm định", "2025-06-30T23:59:00+07:00"), StepWords())
    after = act(
        database, KEY, "return", by("thẩm định", "2025-07-01T00:00:00+07:00"), StepWords("Bổ sung")
    )

    assert "Ủy ban nhân dân cấp huyện" == before.agency
    assert "chưa rõ" == after.agency


@pytest.mark.parametrize("wrong", ["99001", "99001/24", "9901/2024", "99001/2024@", "x"])
def test_what_names_no_dossier_is_wrong_usage(tmp_path: object, wrong: str) -> None:
    database = new_register(f"{tmp_path}/so.db")
    with pytest.raises(WrongKey) as caught:
        step(database, "start", "thẩm định", key=wrong)

    assert (
        f"«{wrong}» không phải tên hồ sơ; viết MÃ_XÃ/NĂM như 99001/2024, khi cần thêm @bộ-tiêu-chí"
    ) == str(caught.value)


def test_a_dossier_that_is_not_there_is_told_with_those_of_the_commune(tmp_path: object) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)

    assert [f"99001/2025: [khong-co-ho-so] sổ không có hồ sơ này; xã này có: {FULL}"] == refused(
        step, database, "start", "thẩm định", None, "99001/2025"
    )
    assert [
        "99009/2024: [khong-co-ho-so] sổ không có hồ sơ này; xem phuhop registry list"
    ] == refused(step, database, "start", "thẩm định", None, "99009/2024")


def test_under_two_rulesets_the_name_must_say_which(tmp_path: object) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)
    hand_in(database, replace(version(), ruleset_id="du-thao"))

    assert [
        (
            "99001/2024: [nhieu-ho-so] có 2 hồ sơ, theo 2 bộ tiêu chí; "
            f"viết rõ: {FULL}, 99001/2024@du-thao"
        )
    ] == refused(step, database, "start", "thẩm định")
    assert "đang thẩm định" == step(database, "start", "thẩm định", key=FULL).after


def test_a_command_that_carries_more_than_words_is_no_plain_step(tmp_path: object) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)
    with pytest.raises(ValueError, match="appraise"):
        step(database, "appraise", "thẩm định")

    assert found().source == "tham-dinh.json"
