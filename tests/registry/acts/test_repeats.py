"""Acts asked for twice: after a crash, from two callers at once, or too late."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from phuhop.usecases.register.keeping import Audited
from registry.acts.acts import StepWords, act
from registry.acts.appraising import finish_appraisal, record_appraisal
from registry.acts.deciding import decide
from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.store.chain import Event, head_of, walk
from registry.store.database import Database, connect, open_register
from registry.store.dossier_keys import find
from registry.workflow import due_dates, workflow
from registry.workflow.repeats import NOTHING, Seen, seen_of
from registry.workflow.settings import configure, create, settings_of, settings_seen
from registry.workflow.standing import standing_of
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import ProblemsFound
from tests.support.examples import share_of
from tests.support.registries import (
    FULL,
    KEY,
    NAMES,
    by,
    found,
    new_register,
    paper,
    said,
    version,
    with_figures,
)
from tests.support.sample_sheets import STAMP

Act = Callable[[Database, Seen], Event | None]

SIGNED = Appraisal(
    "99001",
    2024,
    "06-QD-TTg-2019",
    appraiser=NAMES["thẩm định"],
    day=by("thẩm định").day,
    is_seen=True,
)
ACTS: dict[str, Act] = {
    "hand in": lambda register, seen: receive(register, version(), by("cấp xã"), seen=seen).event,
    "return": lambda register, seen: act(
        register, KEY, "return", by("thẩm định"), StepWords("Thiếu sổ"), seen=seen
    ),
    "hand in anew": lambda register, seen: (
        receive(register, version(with_figures(phieu_hai_long=190)), by("cấp xã"), seen=seen).event
    ),
    "start": lambda register, seen: act(
        register, KEY, "start", by("thẩm định"), StepWords(), seen=seen
    ),
    "appraise": lambda register, seen: (
        record_appraisal(register, KEY, found(SIGNED), by("thẩm định"), STAMP, seen=seen).event
    ),
    "finish": lambda register, seen: finish_appraisal(register, KEY, by("thẩm định"), seen=seen),
    "decide": lambda register, seen: decide(register, KEY, by("quyết định"), paper(), seen=seen),
    "publish": lambda register, seen: act(
        register, KEY, "publish", by("quyết định"), StepWords(), seen=seen
    ),
}
"""A dossier's whole story, each act with its key."""


def now(register: Database) -> Seen:
    """Return what a page would show of the sample dossier."""
    with register.reading() as connection:
        try:
            number, _ = find(connection, KEY)
        except ProblemsFound:
            return NOTHING
        return seen_of(standing_of(connection, number))


def refused(call: Callable[[], object]) -> list[str]:
    """Return what a refused act is told."""
    with pytest.raises(ProblemsFound) as caught:
        call()
    return said(caught.value.problems)


def test_every_act_repeated_is_answered_with_its_first_event(address: str) -> None:
    register = new_register(address)
    for one in ACTS.values():
        seen = now(register)
        first = one(register, seen)

        assert first is not None
        assert first == one(register, seen)
        # As after a crash: another process, which knows nothing but what its page showed.
        again = open_register(address)
        assert first == one(again, seen)
        again.close()
    with register.reading() as connection:
        assert 1 + len(ACTS) == head_of(connection).seq
    assert () == audit(register).problems


def test_what_a_first_version_was_answered_is_answered_after_all_that_followed(
    address: str,
) -> None:
    register = new_register(address)
    first = receive(register, version(), by("cấp xã"), seen=NOTHING)
    for name in ("return", "hand in anew", "start"):
        ACTS[name](register, now(register))

    assert first == receive(register, version(), by("cấp xã"), seen=NOTHING)


@pytest.mark.parametrize("name", ["hand in", "start", "appraise"])
def test_of_callers_at_once_one_acts_and_all_get_its_answer(address: str, name: str) -> None:
    register = new_register(address)
    for earlier, one in ACTS.items():
        if earlier == name:
            break
        if earlier not in {"return", "hand in anew"}:
            one(register, now(register))
    seen = now(register)
    before = len(_events(register))

    def call(_: int) -> Event | None:
        own = open_register(address)
        try:
            return ACTS[name](own, seen)
        finally:
            own.close()

    with ThreadPoolExecutor(6) as callers:
        answers = [*callers.map(call, range(6))]

    assert before + 1 == len(_events(register))
    assert [_events(register)[-1]] * 6 == answers
    assert () == audit(register).problems


def test_of_two_who_saw_the_same_the_later_is_told_what_the_other_did(address: str) -> None:
    register = new_register(address)
    ACTS["hand in"](register, NOTHING)
    seen = now(register)
    ACTS["return"](register, seen)
    other = replace(by("thẩm định"), person="Bùi Thị Lan")
    words = StepWords("Thiếu sổ")

    assert [
        (
            f"{FULL}: [da-khac-luc-xem] sau lúc mở ra xem đã có bước «yêu cầu bổ sung» của Trần "
            "Thị Mơ, 08:00 30/11/2024 (mắt xích 3); chưa ghi gì; mở lại để xem hiện nay, rồi "
            "mới làm"
        )
    ] == refused(lambda: act(register, KEY, "return", other, words, seen=seen))
    assert 3 == len(_events(register))


def test_a_step_that_is_not_there_yet_cannot_have_been_seen(address: str) -> None:
    register = new_register(address)
    ACTS["hand in"](register, NOTHING)

    assert [
        (
            f"{FULL}: [da-khac-luc-xem] người làm xem bản 1, mắt xích 9; sổ đang ở bản 1, mắt xích "
            "2; chưa ghi gì; mở lại để xem hiện nay, rồi mới làm"
        )
    ] == refused(lambda: ACTS["return"](register, Seen(1, 9)))
    assert ["da-khac-luc-xem"] == [
        line.split("[")[1].split("]")[0]
        for line in refused(lambda: ACTS["appraise"](register, Seen(4, 9)))
    ]


def test_the_same_words_after_a_reopening_are_another_act(address: str) -> None:
    register = new_register(address)
    ACTS["hand in"](register, NOTHING)
    first = ACTS["start"](register, now(register))
    ACTS["return"](register, now(register))
    act(register, KEY, "submit", by("cấp xã"), StepWords("Đã gửi sổ"), seen=now(register))
    second = ACTS["start"](register, now(register))

    assert first is not None
    assert second is not None
    assert first.seq < second.seq


def test_making_and_configuring_a_register_are_repeated_too(address: str) -> None:
    rules = workflow.SHIPPED.read_text(encoding="utf-8")
    days = due_dates.SHIPPED.read_text(encoding="utf-8")
    keeper = by("quản trị")
    register = connect(address)
    made = create(register, keeper, rules, days, seen=NOTHING)

    assert made == create(register, keeper, rules, days, seen=NOTHING)
    assert ["da-co-so"] == [
        line.split("[")[1].split("]")[0]
        for line in refused(lambda: create(register, keeper, rules, days))
    ]

    with register.reading() as connection:
        seen = settings_seen(connection)
    changed = days.replace("tên:", "# đã sửa\ntên:", 1)
    set_anew = configure(register, keeper, None, changed, seen=seen)
    receive(register, version(), by("cấp xã"))

    assert set_anew == configure(register, keeper, None, changed, seen=seen)
    assert [
        (
            "thiết lập của sổ: [da-khac-luc-xem] sau lúc mở ra xem đã có bước «đổi thiết lập» của "
            "Vũ Văn Khe, 08:00 30/11/2024 (mắt xích 2); chưa ghi gì; mở lại để xem hiện nay, rồi "
            "mới làm"
        )
    ] == refused(lambda: configure(register, keeper, rules, None, seen=seen))
    assert () == audit(register).problems


def test_settings_are_those_of_the_last_event_about_settings(address: str) -> None:
    from registry.store.chain import EventContent, append

    register = new_register(address)
    with register.writing() as connection:
        append(connection, by("quản trị"), EventContent("dọn kho", "cơ quan giữ sổ"))
    with register.reading() as connection:
        assert settings_of(connection).workflow.keeper == "quản trị"
    receive(register, version(), by("cấp xã"))

    assert ["mắt xích 2 (dọn kho, sổ): [khong-dung-buoc] không có việc «dọn kho» của cả sổ"] == (
        said(audit(register).problems)
    )


def test_the_account_of_who_acts_stands_in_the_chain(address: str) -> None:
    register = new_register(address)
    receive(register, version(), replace(by("cấp xã"), account="ssuong-99001"))

    assert "ssuong-99001" == _events(register)[-1].detail["account"]
    assert "tài khoản, bản nháp, tệp nháp của cổng" in Audited(audit(register)).lines()[-1]
    assert () == audit(register).problems


@given(st.data())
@settings(
    max_examples=share_of(20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
def test_lost_answers_leave_the_story_that_every_answer_would_have_left(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Callers whose answers are lost call again, at once or after whatever else was done."""
    register = new_register(str(tmp_path_factory.mktemp("so") / "so.db"))
    answered: list[tuple[str, Seen, Any]] = []
    for name, one in ACTS.items():
        seen = now(register)
        answered.append((name, seen, one(register, seen)))
        for late in data.draw(st.lists(st.integers(0, len(answered) - 1), max_size=3)):
            which, then, answer = answered[late]
            assert answer == ACTS[which](register, then)

    assert [event for _, _, event in answered] == _events(register)[1:]
    assert () == audit(register).problems
    register.close()


def _events(register: Database) -> list[Event]:
    with register.reading() as connection:
        return [*walk(connection)]
