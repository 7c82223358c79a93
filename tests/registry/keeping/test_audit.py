"""The chain shows which event was changed, after the triggers were dropped."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from registry.acts.acts import StepWords, act
from registry.acts.deciding import decide
from registry.keeping.audit import audit
from registry.store.chain import head_of, walk
from registry.store.database import Database
from registry.workflow.settings import keep_text
from scoring.base.communes import Area
from scoring.base.problems import Severity
from tests.support.registries import (
    ASSESSMENT,
    FULL,
    KEY,
    appraise,
    by,
    hand_in,
    new_register,
    paper,
    step,
    version,
)
from tests.support.tampering import a_full_register, drop_guards, findings, tamper


def test_an_untouched_register_is_sound(address: str) -> None:
    database = a_full_register(address)
    found = audit(database)

    assert () == found.problems
    assert 8 == found.events == found.head.seq
    assert 1 == found.dossiers


def test_a_register_with_blank_areas_is_sound_and_keeps_what_they_decide(address: str) -> None:
    database = new_register(address)
    commune = replace(ASSESSMENT.commune, areas=(), blank_areas=tuple(Area))
    hand_in(database, version(replace(ASSESSMENT, commune=commune)))

    assert () == audit(database).problems
    with database.reading() as connection:
        kept = connection.execute(text("SELECT result FROM submissions")).scalar_one()
    assert [area.value for area in Area] == json.loads(kept)["threshold"]["blank_areas"]


def test_a_changed_event_is_named(address: str) -> None:
    database = a_full_register(address)
    tamper(database, "UPDATE events SET person = 'Người Khác' WHERE seq = 3")

    (found,) = findings(database)

    assert found.startswith(
        f"mắt xích 3 (yêu cầu bổ sung, {FULL}): [mat-xich-bi-sua] nội dung đã bị sửa: "
    )


def test_a_changed_event_with_its_hash_mended_breaks_the_next_link(address: str) -> None:
    database = a_full_register(address)
    with database.engine.begin() as connection:
        drop_guards(connection)
        connection.execute(text("UPDATE events SET reason = 'Khác' WHERE seq = 3"))
    (first,) = audit(database).problems[:1]
    mended = _true_hash(database, 3)
    tamper(database, f"UPDATE events SET hash = '{mended}' WHERE seq = 3", unguarded=False)

    assert "mat-xich-bi-sua" == first.code
    assert [
        f"mắt xích 4 (nộp lại, {FULL}): [dut-chuoi] không nối với mắt xích đứng trước"
    ] == findings(database)


def _true_hash(database: Database, seq: int) -> str:
    with database.reading() as connection:
        return {event.seq: event.true_hash for event in walk(connection)}[seq]


@pytest.mark.parametrize(
    "change", ["detail = '{'", "detail = '[]'", "at = 'hôm qua'", "dossier = 'x'"]
)
def test_an_event_made_unreadable_is_named(address: str, change: str) -> None:
    database = a_full_register(address)
    tamper(database, f"UPDATE events SET {change} WHERE seq = 3")

    assert "mat-xich-bi-sua" in {problem.code for problem in audit(database).problems}


def test_an_event_taken_out_of_the_middle_is_named(address: str) -> None:
    database = a_full_register(address)
    tamper(database, "DELETE FROM events WHERE seq = 5")

    assert [
        (
            f"mắt xích 6 (ghi bản thẩm định, {FULL}): [mat-mat-xich] "
            "sau mắt xích 4 là mắt xích 6: ở giữa đã bị xóa"
        ),
        (
            f"mắt xích 6 (ghi bản thẩm định, {FULL}): [mat-xich-trai-trinh-tu] "
            "không thể đi sau các bước đã ghi"
        ),
        (
            f"mắt xích 7 (hoàn thành thẩm định, {FULL}): [mat-xich-trai-trinh-tu] "
            "không thể đi sau các bước đã ghi"
        ),
        (
            f"mắt xích 8 (công nhận, {FULL}): [mat-xich-trai-trinh-tu] "
            "không thể đi sau các bước đã ghi"
        ),
    ] == [line for line in findings(database) if "mắt xích" in line]


def test_events_cut_off_at_the_end_are_seen_with_a_printed_head(address: str) -> None:
    database = a_full_register(address)
    with database.reading() as connection:
        printed = head_of(connection)
    # Whoever cuts the end off cleans up behind: state, decision.
    tamper(
        database,
        "DELETE FROM events WHERE seq = 8",
        "DELETE FROM decisions",
        "UPDATE states SET state = 'đã thẩm định', decision = NULL, seq = 7, "
        "since = (SELECT at FROM events WHERE seq = 7)",
    )

    assert [] == findings(database)
    assert [
        (
            f"chuỗi sự kiện: [mat-dau-chuoi] chuỗi không có mắt xích {printed}; "
            "mắt xích ở cuối đã mất hoặc bị thay; so với bản sao lưu"
        )
    ] == findings(database, printed)


def test_an_older_printed_head_is_still_in_the_chain(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    with database.reading() as connection:
        printed = head_of(connection)
    step(database, "start", "thẩm định")

    assert [] == findings(database, printed)


def test_a_clock_that_went_back_is_a_warning(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    act(database, KEY, "start", by("thẩm định", "2024-11-29T08:00:00+07:00"), StepWords())
    (problem,) = audit(database).problems

    assert Severity.WARNING is problem.severity
    assert audit(database).is_sound
    assert (
        f"mắt xích 3 (bắt đầu thẩm định, {FULL}): [gio-lui] cảnh báo: giờ ghi "
        "2024-11-29T08:00:00+07:00 trước giờ của mắt xích đứng trước (2024-11-30T08:00:00+07:00); "
        "đồng hồ máy có lúc sai"
    ) == str(problem)


def test_a_text_is_kept_once(address: str) -> None:
    database = new_register(address)
    with database.writing() as connection:
        first = keep_text(connection, "ruleset", "x", "nội dung")
        second = keep_text(connection, "ruleset", "x", "nội dung")

    assert first == second


def test_refused_after_reopening_shows_both_decisions_as_sound(address: str) -> None:
    database = a_full_register(address)
    step(database, "reopen", "cấp trên", "Có đơn phản ánh")
    appraise(database)
    decide(
        database,
        KEY,
        by("quyết định"),
        paper(recognised=False, reason="Sổ khám sức khỏe không có thật"),
    )

    assert () == audit(database).problems
