"""Illegal steps: refused with the reason and the legal ones; roles and agencies by day."""

from __future__ import annotations

from datetime import date

import pytest

from registry.acts.acts import StepWords, act
from registry.acts.deciding import decide
from registry.keeping.audit import audit
from registry.store.chain import actor_of
from tests.support.refusals import appraised, refused, standing
from tests.support.registries import (
    FULL,
    KEY,
    by,
    found,
    hand_in,
    new_register,
    paper,
    recognise,
    step,
)


def test_a_step_from_the_wrong_state_is_told_with_the_legal_ones(address: str) -> None:
    database = new_register(address)
    hand_in(database)

    assert [
        (
            f"{FULL}: [buoc-trai-quy-trinh] hồ sơ ở trạng thái «đã nộp», không có bước "
            "«công nhận»; bước hợp lệ: rút để sửa (cấp xã); "
            "bắt đầu thẩm định (thẩm định); yêu cầu bổ sung (thẩm định); "
            "khóa số liệu (thẩm định, cấp trên); "
            "hủy hồ sơ nhập nhầm (thẩm định, cấp trên); "
            "chuyển hồ sơ cho xã sau sáp nhập (thẩm định, cấp trên)"
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


def test_blank_words_are_no_words(address: str) -> None:
    database = appraised(address)
    blank = paper(recognised=False, number="\u2800", signer="\u200b \u3164", reason="\u2003\x1b")
    (line,) = refused(decide, database, KEY, by("quyết định"), blank)

    assert "chưa ghi được bước «không công nhận»: phải nêu lý do; " in line
    assert "phải nêu số văn bản; phải nêu người ký" in line
    (line,) = refused(step, database, "reopen", "cấp trên", " \u200b")
    assert "chưa ghi được bước «mở lại»: phải nêu lý do" in line


def test_what_acts_on_a_terminal_or_hides_is_not_kept(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    actor = actor_of("Trần\x1b[31m Thị \u202eMơ\x07:thẩm định", "2024-11-30T08:00:00+07:00")
    event = act(database, KEY, "return", actor, StepWords("Thiếu\x1b[2J\nsổ\u2066 tiêm"))

    assert ("Trần [31m Thị Mơ", "Thiếu [2J sổ tiêm") == (event.person, event.reason)


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


def test_since_the_districts_ended_nobody_knows_which_agency_appraises(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    before = act(database, KEY, "start", by("thẩm định", "2025-06-30T23:59:00+07:00"), StepWords())
    after = act(
        database, KEY, "return", by("thẩm định", "2025-07-01T00:00:00+07:00"), StepWords("Bổ sung")
    )

    assert "Ủy ban nhân dân cấp huyện" == before.agency
    assert "chưa rõ" == after.agency


def test_a_command_that_carries_more_than_words_is_no_plain_step(tmp_path: object) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)
    with pytest.raises(ValueError, match="appraise"):
        step(database, "appraise", "thẩm định")

    assert found().source == "tham-dinh.json"
