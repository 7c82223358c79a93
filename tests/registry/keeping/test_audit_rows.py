"""The audit names rows that are not what the chain's events say."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from registry.store.database import Database
from scoring.appraisal.findings import Appraisal
from scoring.base.canonical import sha256_of_text
from tests.support.registries import (
    FULL,
    appraise,
    recognise,
    step,
)
from tests.support.tampering import a_full_register, drop_guards, findings, tamper


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
        drop_guards(connection)
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


def test_a_summary_that_says_two_verdicts_is_named(address: str) -> None:
    """Lists search its text, whoever reads it takes the last: one of them would be misled."""
    database = a_full_register(address)
    twice = """replace(summary, '{', '{"verdict":"NOT_MET",')"""
    tamper(database, f"UPDATE submissions SET summary = {twice} WHERE version = 2")

    assert [
        f"{FULL}, phiên bản 2: [noi-dung-bi-sua] «tóm tắt» không khớp với chuỗi sự kiện"
    ] == findings(database)


def test_a_changed_evidence_file_is_named(address: str) -> None:
    database = a_full_register(address)
    with database.engine.begin() as connection:
        drop_guards(connection)
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
    appraise(database, Appraisal("99001", 2024, "06-QD-TTg-2019", position="Chuyên viên"))
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
