"""The chain shows what was changed behind the program's back, after the triggers were dropped."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from registry.acts.acts import StepWords, act
from registry.acts.deciding import decide
from registry.keeping.audit import audit
from registry.store.chain import Head, head_of, walk
from registry.store.database import Database, open_register
from registry.store.triggers import guard_names
from registry.workflow.settings import keep_text
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import Severity
from tests.support.registries import (
    ASSESSMENT,
    FULL,
    KEY,
    appraise,
    by,
    copied,
    empty,
    hand_in,
    new_register,
    paper,
    recognise,
    said,
    step,
    version,
    with_figures,
)


def a_full_register(address: str) -> Database:
    """Return a register with one dossier of two versions, one file, two appraisals, a decision."""
    return copied(address, _fill)


def _fill(address: str) -> None:
    empty(address)
    database = open_register(address)
    hand_in(database, version(with_figures(tre_duoc_kham_suc_khoe=900)))
    step(database, "return", "thẩm định", "Số khám sức khỏe chưa khớp sổ của trạm y tế")
    hand_in(database, version(ASSESSMENT, b"%PDF-1.7 so ho tich"))
    step(database, "start", "thẩm định")
    appraise(database)
    recognise(database)
    database.close()


def tamper(database: Database, *statements: str, unguarded: bool = True) -> None:
    """Do what somebody with the owner's rights can do: drop the triggers, change rows."""
    with database.engine.begin() as connection:
        if unguarded:
            _drop_guards(connection)
        for statement in statements:
            connection.execute(text(statement))


def _drop_guards(connection: Connection) -> None:
    for name in sorted(guard_names(connection.dialect.name)):
        table = name.partition("_no_")[0]
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.execute(text(f"DROP TRIGGER {name}{on}"))
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def findings(database: Database, expected: Head | None = None) -> list[str]:
    """Return what the audit says, the missing triggers left out."""
    problems = audit(database, expected).problems
    return said([p for p in problems if p.code != "mat-khoa-ghi-them"])


def test_an_untouched_register_is_sound(address: str) -> None:
    database = a_full_register(address)
    found = audit(database)

    assert () == found.problems
    assert 7 == found.events == found.head.seq
    assert 1 == found.dossiers


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
        _drop_guards(connection)
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
            f"mắt xích 6 (hoàn thành thẩm định, {FULL}): [mat-mat-xich] "
            "sau mắt xích 4 là mắt xích 6: ở giữa đã bị xóa"
        ),
        (
            f"mắt xích 6 (hoàn thành thẩm định, {FULL}): [mat-xich-trai-trinh-tu] "
            "không thể đi sau các bước đã ghi"
        ),
        (
            f"mắt xích 7 (công nhận, {FULL}): [mat-xich-trai-trinh-tu] "
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
        "DELETE FROM events WHERE seq = 7",
        "DELETE FROM decisions",
        "UPDATE states SET state = 'đã thẩm định', decision = NULL, seq = 6, "
        "since = (SELECT at FROM events WHERE seq = 6)",
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


def _assessment(database: Database) -> None:
    query = "SELECT assessment FROM submissions WHERE version = 2"
    with database.reading() as connection:
        content = json.loads(connection.execute(text(query)).scalar_one())
    content["figures"]["tre_bi_xam_hai"] = 1
    tamper(
        database,
        f"UPDATE submissions SET assessment = '{json.dumps(content)}' WHERE version = 2",
    )


def _result(database: Database) -> None:
    query = "SELECT result FROM appraisals"
    with database.reading() as connection:
        content = json.loads(connection.execute(text(query)).scalar_one())
    content["total"]["points"] = 1000
    changed = json.dumps(content).replace("'", "''")
    with database.engine.begin() as connection:
        _drop_guards(connection)
        connection.execute(text("UPDATE appraisals SET result = :r"), {"r": changed})


CHANGES: dict[str, tuple[Callable[[Database], None], str]] = {
    "a figure of a version": (
        _assessment,
        f"{FULL}, phiên bản 2: [noi-dung-bi-sua] «nội dung» không khớp với chuỗi sự kiện",
    ),
    "a version's file": (
        lambda d: tamper(d, "UPDATE evidence SET name = 'khac.pdf'"),
        f"{FULL}, phiên bản 2: [noi-dung-bi-sua] «nội dung» không khớp với chuỗi sự kiện",
    ),
    "a version's origin": (
        lambda d: tamper(d, "UPDATE submissions SET source = 'khac.xlsx' WHERE version = 1"),
        f"{FULL}, phiên bản 1: [noi-dung-bi-sua] «source» không khớp với chuỗi sự kiện",
    ),
    "a verified result": (
        _result,
        f"{FULL}, bản thẩm định 1: [noi-dung-bi-sua] «kết quả» không khớp với chuỗi sự kiện",
    ),
    "what lists show of a result": (
        lambda d: tamper(
            d, "UPDATE appraisals SET summary = replace(summary, '\"MET\"', '\"NOT_MET\"')"
        ),
        f"{FULL}, bản thẩm định 1: [noi-dung-bi-sua] «tóm tắt» không khớp với chuỗi sự kiện",
    ),
    "a decision": (
        lambda d: tamper(d, "UPDATE decisions SET content = replace(content, '15/', '16/')"),
        f"{FULL}, quyết định 1: [noi-dung-bi-sua] «nội dung» không khớp với chuỗi sự kiện",
    ),
    "a lost decision": (
        lambda d: tamper(d, "DELETE FROM decisions"),
        f"{FULL}, quyết định 1: [mat-dong] dòng đã mất",
    ),
    "a state": (
        lambda d: tamper(d, "UPDATE states SET state = 'không công nhận'", unguarded=False),
        (
            f"{FULL}: [trang-thai-khac] bảng trạng thái ghi «không công nhận», "
            "các sự kiện cho ra «công nhận»"
        ),
    ),
    "a lock": (
        lambda d: tamper(d, "UPDATE states SET locked = 0", unguarded=False),
        f"{FULL}: [trang-thai-khac] bảng trạng thái khác với những gì các sự kiện cho ra",
    ),
    "a version made unreadable": (
        lambda d: tamper(d, "UPDATE submissions SET assessment = '{' WHERE version = 2"),
        f"{FULL}, phiên bản 2: [noi-dung-bi-sua] «nội dung» không khớp với chuỗi sự kiện",
    ),
    "the ruleset": (
        lambda d: tamper(
            d, "UPDATE texts SET content = replace(content, '900', '800') WHERE kind = 'ruleset'"
        ),
        "ruleset 06-QD-TTg-2019: [noi-dung-bi-sua] nội dung không khớp SHA-256 của nó",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_row_changed_outside_the_chain_is_named(address: str, name: str) -> None:
    database = a_full_register(address)
    change, expected = CHANGES[name]
    change(database)

    assert [expected] == findings(database)


def test_a_changed_evidence_file_is_named(address: str) -> None:
    database = a_full_register(address)
    with database.engine.begin() as connection:
        _drop_guards(connection)
        connection.execute(text("UPDATE files SET content = :c"), {"c": b"%PDF-1.7 khac"})
    sha256 = sha256_of_text("%PDF-1.7 so ho tich")

    assert [
        f"tệp minh chứng {sha256[:12]}…: [noi-dung-bi-sua] nội dung không khớp SHA-256 của nó"
    ] == findings(database)


def test_a_row_that_no_event_speaks_of_is_named(address: str) -> None:
    database = a_full_register(address)
    names = "dossier, appraisal, sha256, content"
    tamper(
        database,
        f"INSERT INTO decisions ({names}, version) SELECT {names}, 2 FROM decisions",
        unguarded=False,
    )

    assert [f"{FULL}, quyết định 2: [dong-la] không sự kiện nào ghi dòng này"] == findings(database)


def test_a_decision_put_onto_another_appraisal_is_named(address: str) -> None:
    database = a_full_register(address)
    step(database, "reopen", "cấp trên", "Có đơn phản ánh")
    appraise(database)
    recognise(database)
    tamper(database, "UPDATE decisions SET appraisal = 1 WHERE version = 2")

    assert [
        f"{FULL}, quyết định 2: [noi-dung-bi-sua] «appraisal» không khớp với chuỗi sự kiện"
    ] == findings(database)


def test_a_ruleset_slipped_in_beside_the_chain_is_named(address: str) -> None:
    # No trigger is in the way of it, and packages under a known ruleset are taken in.
    database = a_full_register(address)
    sha256 = sha256_of_text("bịa")
    tamper(
        database,
        f"INSERT INTO texts VALUES ('{sha256}', 'ruleset', '06-QD-TTg-2019', 'bịa')",
        unguarded=False,
    )

    assert [
        f"ruleset 06-QD-TTg-2019 ({sha256[:12]}…): [dong-la] không sự kiện nào ghi dòng này"
    ] == findings(database)


def test_a_workflow_passed_off_as_a_ruleset_is_named(address: str) -> None:
    database = a_full_register(address)
    tamper(database, "UPDATE texts SET kind = 'ruleset', name = 'x' WHERE kind = 'deadlines'")
    (found,) = findings(database)

    assert found.endswith(
        "[noi-dung-bi-sua] loại hay tên của văn bản này đã bị sửa; phải là «deadlines»"
    )


def test_a_file_or_dossier_slipped_in_beside_the_chain_is_named(address: str) -> None:
    database = a_full_register(address)
    sha256 = sha256_of_text("x")
    tamper(
        database,
        f"INSERT INTO files SELECT '{sha256}', 1, content FROM files",
        "INSERT INTO dossiers VALUES (7, '99002', 2024, '06-QD-TTg-2019')",
        unguarded=False,
    )

    assert [
        "99002/2024@06-QD-TTg-2019: [dong-la] không sự kiện nào ghi dòng này",
        f"tệp minh chứng {sha256[:12]}…: [noi-dung-bi-sua] nội dung không khớp SHA-256 của nó",
        f"tệp minh chứng {sha256[:12]}…: [dong-la] không sự kiện nào ghi dòng này",
    ] == findings(database)


def test_a_changed_size_of_a_file_is_named(address: str) -> None:
    database = a_full_register(address)
    tamper(database, "UPDATE files SET size = 7")
    sha256 = sha256_of_text("%PDF-1.7 so ho tich")

    assert [
        f"tệp minh chứng {sha256[:12]}…: [noi-dung-bi-sua] tệp có 19 byte, sổ ghi 7"
    ] == findings(database)


def test_every_missing_trigger_is_named(address: str) -> None:
    database = a_full_register(address)
    tamper(database)
    found = audit(database)

    assert not found.is_sound
    assert len(guard_names(database.engine.dialect.name)) == len(found.problems)
    assert "bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «appraisals_no_delete»" == str(
        found.problems[0]
    )


def test_a_trigger_hollowed_out_is_missing(address: str) -> None:
    database = a_full_register(address)
    if database.is_sqlite:
        tamper(
            database,
            "DROP TRIGGER files_no_delete",
            "CREATE TRIGGER files_no_delete BEFORE DELETE ON files BEGIN SELECT 1; END",
            unguarded=False,
        )
        expected = ["files_no_delete"]
    else:
        tamper(
            database,
            "CREATE OR REPLACE FUNCTION phuhop_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$",
            unguarded=False,
        )
        expected = sorted(guard_names("postgresql"))

    assert [
        f"bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «{name}»" for name in expected
    ] == said(audit(database).problems)


def test_a_trigger_narrowed_to_one_column_is_missing(address: str) -> None:
    database = a_full_register(address)
    on = "" if database.is_sqlite else " ON texts"
    ours = "BEGIN SELECT RAISE(ABORT, 'x'); END"
    does = ours if database.is_sqlite else "EXECUTE FUNCTION phuhop_append_only()"
    tamper(
        database,
        f"DROP TRIGGER texts_no_update{on}",
        f"CREATE TRIGGER texts_no_update BEFORE UPDATE OF name ON texts {does}",
        unguarded=False,
    )

    assert ["bộ khóa: [mat-khoa-ghi-them] mất trigger bảo vệ «texts_no_update»"] == said(
        audit(database).problems
    )


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
