"""The workflow and the deadlines are files: each mistake in one is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from registry.keeping.audit import audit
from registry.views.reminders import reminders
from registry.workflow import due_dates as deadlines
from registry.workflow import workflow
from registry.workflow.due_dates import deadlines_of
from registry.workflow.needs import NEEDS
from registry.workflow.settings import configure, settings_of
from registry.workflow.standing import Standing
from registry.workflow.workflow import NeedWord, load_workflow
from scoring.base.problems import ProblemsFound
from tests.support.registries import by, hand_in, new_register, said, step

SHIPPED = workflow.SHIPPED.read_text(encoding="utf-8")
DAYS = deadlines.SHIPPED.read_text(encoding="utf-8")

WRONG: dict[str, tuple[str, str, str]] = {
    "an unknown key": (
        "    việc: Lập, nộp, rút, nộp lại hồ sơ",
        "    việc: Lập hồ sơ\n    viec: x",
        "5: [khoa-la] khóa «viec» không có trong mẫu; có phải «việc»?",
    ),
    "an unknown command": (
        "    lệnh: withdraw",
        "    lệnh: withdrawn",
        "11: [gia-tri-la] «withdrawn» không dùng được ở đây; có phải «withdraw»?",
    ),
    "an unknown need": (
        "      - kết luận được",
        "      - kết luận đúng",
        "9: [gia-tri-la] «kết luận đúng» không dùng được ở đây; có phải «kết luận được»?",
    ),
    "a state that is nowhere": (
        "    đến: yêu cầu bổ sung",
        "    đến: yêu cầu bổ xung",
        (
            "10: [ten-la] không có trạng thái «yêu cầu bổ xung» trong tệp này; "
            "có phải «yêu cầu bổ sung»?"
        ),
    ),
    "a role that is nowhere": (
        "    vai trò:\n      - quyết định\n      - cấp trên",
        "    vai trò:\n      - quyết định\n      - cấp trên nữa",
        "9: [ten-la] không có vai trò «cấp trên nữa» trong tệp này; có phải «cấp trên»?",
    ),
    "a state nobody reaches": (
        "  - tên: nháp",
        "  - tên: nháp\n  - tên: lưu kho",
        "5: [khong-toi-duoc] không bước nào dẫn đến trạng thái «lưu kho»",
    ),
    "two steps of one name": (
        "  - tên: gửi bản nháp",
        "  - tên: nộp lại",
        "10: [trung-ten] bước «nộp lại» có hai lần",
    ),
    "a role with a colon": (
        "  - tên: tiếp nhận",
        "  - tên: 'tiếp: nhận'",
        (
            "10: [ten-vai-tro] tên vai trò «tiếp: nhận» có dấu hai chấm; người làm viết là "
            "«Họ tên:vai trò»"
        ),
    ),
    "a first step that brings nothing": (
        "    lệnh: submit\n    từ:\n      - nháp",
        "    lệnh: submit\n    từ:\n      - chưa có hồ sơ",
        (
            "7: [buoc-chua-co-ho-so] bước «gửi bản nháp» bắt đầu khi chưa có hồ sơ "
            "nhưng không nhập hồ sơ"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_workflow_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    before, after, expected = WRONG[name]
    assert before in SHIPPED
    changed = SHIPPED.replace(before, f"{after}  # sai", 1)
    line = changed[: changed.index("# sai")].count("\n") + 1
    path = tmp_path / "quy-trinh.yaml"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_workflow(path)

    assert f"{path}:{line}:{expected}" in said(caught.value.problems)


def test_every_word_under_needs_has_its_question() -> None:
    assert {*NeedWord.__args__} == {*NEEDS}


def test_the_shipped_files_say_that_they_are_assumed() -> None:
    read, _ = load_workflow(workflow.SHIPPED)

    assert "giả định" == read.verified.level
    assert "mức: văn bản gốc" not in SHIPPED + DAYS


def test_agencies_are_dated_and_unknown_since_the_districts_ended() -> None:
    read, _ = load_workflow(workflow.SHIPPED)
    role = read.role("quyết định")

    assert "chưa rõ" == role.agency_on(date(2019, 1, 2))
    assert "Chủ tịch Ủy ban nhân dân cấp huyện" == role.agency_on(date(2025, 6, 30))
    assert "chưa rõ" == role.agency_on(date(2025, 7, 1))


def test_a_new_workflow_counts_from_then_on(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    stricter = SHIPPED.replace("    lệnh: start\n", "    cần:\n      - lý do\n    lệnh: start\n", 1)
    configure(database, by("quản trị"), stricter, None)
    with pytest.raises(ProblemsFound) as caught:
        step(database, "start", "thẩm định")

    assert "phải nêu lý do" in str(caught.value)
    assert "đang thẩm định" == step(database, "start", "thẩm định", "Đến lượt").after
    assert () == audit(database).problems


def test_a_workflow_without_a_state_in_use_is_refused(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    other = SHIPPED.replace("đã nộp", "đã gửi")
    with pytest.raises(ProblemsFound) as caught:
        configure(database, by("quản trị"), other, None)

    assert [
        "workflow: [mat-trang-thai] quy trình mới không có trạng thái đang dùng: đã nộp"
    ] == said(caught.value.problems)


def test_only_the_keeper_configures(address: str) -> None:
    database = new_register(address)
    with pytest.raises(ProblemsFound) as caught:
        configure(database, by("thẩm định"), SHIPPED, None)

    assert [
        (
            f"{by('thẩm định').person}:thẩm định: [sai-vai-tro] vai trò «thẩm định» không được "
            "lập sổ, đổi thiết lập; "
            "việc này của: quản trị"
        )
    ] == said(caught.value.problems)


def test_mistakes_in_deadlines_are_told_with_their_lines() -> None:
    read, _ = load_workflow(workflow.SHIPPED)
    wrong = DAYS.replace("        ngày: 2024-11-30\n", "", 1).replace("- năm: 2026", "- năm: 2024")
    wrong = wrong.replace("      - yêu cầu bổ sung", "      - yêu cầu bổ xung")
    with pytest.raises(ProblemsFound) as caught:
        deadlines_of(wrong, "thoi-han.yaml", read)

    assert [
        (
            "thoi-han.yaml:12:9: [ngay-hoac-so-ngay] hạn «Gửi hồ sơ tự đánh giá» phải có đúng một "
            "trong hai: «ngày», «số ngày»"
        ),
        "thoi-han.yaml:17:10: [trung-nam] năm 2024 có hai lần",
        (
            "thoi-han.yaml:29:9: [ten-la] quy trình không có trạng thái «yêu cầu bổ xung»; "
            "có phải «yêu cầu bổ sung»?"
        ),
    ] == said(caught.value.problems)


def test_what_is_late_comes_first_and_what_is_far_stays_out(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Bổ sung sổ tiêm chủng")
    with database.reading() as connection:
        # Returned on 30 November, 15 days for the supplement, 5 days' notice.
        early = [*reminders(connection, date(2024, 12, 9))]
        near = [*reminders(connection, date(2024, 12, 10))]
        (late,) = reminders(connection, date(2024, 12, 20))
        everything = [*reminders(connection, date(2024, 12, 1), everything=True)]

    assert [] == early
    assert [5] == [reminder.days_left for reminder in near]
    assert ("Nộp lại hồ sơ đã bổ sung", -5, "giả định") == (
        late.due.task,
        late.days_left,
        late.due.level,
    )
    assert [14] == [reminder.days_left for reminder in everything]


def test_a_day_set_at_the_return_stands_before_the_general_deadline() -> None:
    read = deadlines_of(DAYS, "thoi-han.yaml", None)
    standing = Standing(
        state="yêu cầu bổ sung",
        locked=False,
        submission=1,
        appraisal=None,
        decision=None,
        since="2024-11-30T08:00:00+07:00",
        due="2024-12-03",
        seq=3,
    )
    due = read.due(2024, standing)

    assert due is not None
    assert (date(2024, 12, 3), "ghi khi yêu cầu bổ sung") == (due.day, due.level)


def test_settings_are_those_of_the_last_event_about_the_register(address: str) -> None:
    database = new_register(address)
    configure(database, by("quản trị"), None, DAYS.replace("số ngày: 15", "số ngày: 20"))
    with database.reading() as connection:
        settings = settings_of(connection)

    assert 20 == settings.deadlines.by_year[None][0].days


def test_init_takes_an_office_s_own_workflow(tmp_path: Path, run: Callable[..., Result]) -> None:
    path = tmp_path / "quy-trinh.yaml"
    path.write_text(SHIPPED.replace("quản trị: quản trị", "quản trị: cấp xã"), encoding="utf-8")
    wrong = run(
        "registry", "init", "--db", tmp_path / "a.db", "--as", "A:quản trị", "--workflow", path
    )
    right = run(
        "registry", "init", "--db", tmp_path / "b.db", "--as", "A:cấp xã", "--workflow", path
    )

    assert 1 == wrong.exit_code
    assert 0 == right.exit_code
