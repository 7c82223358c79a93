"""Texts and files that must go: gone from every row, every copy; the chain holds, all is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from registry.acts.redacting import redact, texts_of
from registry.keeping.audit import audit
from registry.keeping.backup import back_up, restore
from registry.store.chain import Event
from registry.store.database import Database, connect, open_register
from registry.store.schema import redactions
from registry.views.case_file import case_file
from registry.views.extraction import extracted
from scoring.appraisal.findings import Appraisal, PartFinding
from scoring.base.problems import ProblemsFound
from tests.support.registries import (
    FULL,
    KEY,
    NAMES,
    appraise,
    by,
    exhibit,
    hand_in,
    new_register,
    recognise,
    said,
    step,
    version,
)
from tests.support.sample_sheets import STAMP
from tests.support.tampering import tamper

CHILD = "Sổ của nhà Lò Thị Pàng thiếu trang 2"
NOTED = "Nhà Lò Thị Pàng chưa đến trạm tiêm"
SCAN = b"%PDF-1.7 quet so tiem chung co ten Lo Thi Pang " * 2000
WHY = "Có thông tin riêng của trẻ em"
PART = "7"


def a_register(address: str) -> Database:
    """Return a register in which a child's name stands in every place that takes words."""
    register = new_register(address)
    first = version(source="chau Lo Thi Pang.xlsx")
    notes = {
        "ruleset_id": "06-QD-TTg-2019",
        "ruleset_sha256": first.ruleset_sha256,
        "year": "2024",
        "profile": {},
        "sources": {},
        "notes": {"tre_duoi_1_tuoi_tiem_chung_day_du": NOTED},
        "evidence": {},
    }
    file = exhibit(SCAN, "so tiem chung Lo Thi Pang.pdf")
    given = {"number": "12", "day": None, "issuer": NOTED, "page": None}
    proofs = [{"codes": [PART], "label": "TL 10", "document": "Sổ", "given": given}]
    hand_in(register, replace(first, notes=notes, evidence=(replace(file, proofs=proofs),)))
    step(register, "lock", "thẩm định")
    step(register, "unlock", "cấp trên", CHILD)
    step(register, "start", "thẩm định")
    finding = PartFinding(reason=None, text=NOTED)
    appraise(register, Appraisal("99001", 2024, "06-QD-TTg-2019", parts={PART: finding}))
    recognise(register)
    return register


def handles(register: Database, *words: str) -> list[str]:
    """Return the handles of the texts and files that hold these words."""
    return [
        one.handle
        for one in texts_of(register, KEY)
        if any(word.casefold() in one.text.casefold() for word in words)
    ]


def all_gone(register: Database) -> Event:
    """Take out everything that names the child."""
    return redact(
        register, KEY, handles(register, "Lò Thị Pàng", "Lo Thi Pang"), by("quản trị"), WHY
    )


def everything(register: Database) -> str:
    """Return all that the tables hold, as one text."""
    names = "texts", "submissions", "evidence", "appraisals", "decisions", "events", "redactions"
    with register.reading() as connection:
        rows = [
            str(row) for name in names for row in connection.execute(text(f"SELECT * FROM {name}"))
        ]
        files = [bytes(row[0]) for row in connection.execute(text("SELECT content FROM files"))]
    return "\n".join([*rows, *(content.decode("latin-1") for content in files)])


def told(register: Database) -> list[str]:
    return said(audit(register).problems)


def test_every_text_and_file_is_listed_with_where_it_stands(address: str) -> None:
    register = a_register(address)
    listed = {one.text: [spot.words for spot in one.spots] for one in texts_of(register, KEY)}

    assert ["lý do của mắt xích 4"] == listed[CHILD]
    assert [
        "ghi chú của bản nộp 1",
        "lời về minh chứng của bản nộp 1",
        "lời của bản thẩm định 1",
    ] == listed[NOTED]
    assert ["tên tệp của bản nộp 1"] == listed["chau Lo Thi Pang.xlsx"]
    assert ["tên minh chứng của bản nộp 1", "tệp minh chứng"] == sorted(
        spot.words.partition(" " + one.handle)[0]
        for one in texts_of(register, KEY)
        for spot in one.spots
        if one.text == "so tiem chung Lo Thi Pang.pdf"
    )


def test_what_is_taken_out_is_nowhere_and_the_audit_says_by_whom_and_why(address: str) -> None:
    register = a_register(address)
    assert "Lò Thị Pàng" in everything(register)
    assert () == audit(register).problems
    all_gone(register)

    assert "Lò Thị Pàng" not in everything(register)
    assert "Lo Thi Pang" not in everything(register)
    (line,) = told(register)
    assert line.startswith(f"mắt xích 9 (che nội dung, «{FULL}»): [da-che] cảnh báo: Vũ Văn Khe ")
    assert "(quản trị) đã che lý do của mắt xích 4, ghi chú của bản nộp 1, " in line
    assert f"ngày 30/11/2024; lý do: {WHY}" in line
    assert audit(register).is_sound


def test_the_dossier_goes_on_and_its_papers_are_the_same(address: str) -> None:
    register = a_register(address)
    with register.reading() as connection:
        before = case_file(connection, KEY, STAMP)
    all_gone(register)
    with register.reading() as connection:
        after = case_file(connection, KEY, STAMP)
        files = dict(extracted(connection, KEY))
    step(register, "publish", "quyết định")

    assert before.reported.assessment == after.reported.assessment
    assert before.outcome == after.outcome
    assert not any(b"Lo Thi Pang" in content for content in files.values())
    assert audit(register).is_sound


def test_backups_and_restores_hold_it_redacted(address: str, tmp_path: Path) -> None:
    register = a_register(address)
    all_gone(register)
    head = back_up(register, tmp_path / "sao.db")
    content = (tmp_path / "sao.db").read_bytes()

    for word in ("Lò Thị Pàng", "Lo Thi Pang"):
        assert word.encode() not in content
    if register.path is not None:
        # Not in the register's own file either: neither in its free pages nor in its log.
        for path in register.path.parent.glob("so.db*"):
            assert b"Lo Thi Pang" not in path.read_bytes()
            assert "Lò Thị Pàng".encode() not in path.read_bytes()
    other = restore(tmp_path / "sao.db", connect(str(tmp_path / "khac.db")))

    assert other.is_sound
    assert head == other.head
    assert ["da-che"] == [problem.code for problem in other.problems]


def test_the_same_call_again_is_answered_with_its_event(address: str) -> None:
    register = a_register(address)
    chosen = handles(register, "Lò Thị Pàng", "Lo Thi Pang")
    first = redact(register, KEY, chosen, by("quản trị"), WHY)

    assert first == redact(register, KEY, chosen, by("quản trị"), WHY)
    assert [] == handles(register, "Lò Thị Pàng", "Lo Thi Pang")


def test_the_same_package_again_brings_nothing_back(address: str) -> None:
    register = new_register(address)
    given = replace(version(), evidence=(exhibit(SCAN, "Lo Thi Pang.pdf"),))
    hand_in(register, given)
    redact(register, KEY, handles(register, "Lo Thi Pang"), by("quản trị"), WHY)

    assert hand_in(register, given).event is None
    assert "Lo Thi Pang" not in everything(register)


def test_nothing_chosen_takes_nothing_out(address: str) -> None:
    register = a_register(address)
    all_gone(register)
    with pytest.raises(ProblemsFound, match=r"chưa đủ để chỉ|không có lời văn"):
        redact(register, KEY, [], by("quản trị"), WHY)


@pytest.mark.parametrize(
    ("role", "handle", "reason", "expected"),
    [
        ("thẩm định", None, WHY, "[sai-vai-tro] vai trò «thẩm định» không được che nội dung"),
        ("quản trị", None, " \u200b", "[chua-du-dieu-kien] phải nêu lý do che"),
        ("quản trị", "0123456789ab", WHY, "[khong-co-loi] hồ sơ không có lời văn hay tệp nào"),
        ("quản trị", "", WHY, "[khong-co-loi] mã «» chưa đủ để chỉ một lời văn hay một tệp"),
    ],
)
def test_a_redaction_that_cannot_be_is_refused(
    address: str, role: str, handle: str | None, reason: str, expected: str
) -> None:
    register = a_register(address)
    chosen = handles(register, CHILD) if handle is None else [handle]
    with pytest.raises(ProblemsFound) as caught:
        redact(register, KEY, chosen, by(role), reason)

    assert expected in said(caught.value.problems)[0]
    assert () == audit(register).problems


# What an attacker with rights to change rows can do, and how it is found.


def test_the_guards_let_nothing_through_but_what_a_redaction_says(address: str) -> None:
    register = a_register(address)
    all_gone(register)
    for statement in (
        "UPDATE events SET reason = 'khác' WHERE seq = 4",
        "UPDATE events SET person = 'khác' WHERE seq = 4",
        "UPDATE appraisals SET content = '{}'",
        "UPDATE submissions SET assessment = '{}'",
        "UPDATE decisions SET content = '{}'",
        "UPDATE files SET content = CAST('x' AS BLOB)"
        if register.is_sqlite
        else "UPDATE files SET content = 'x'",
        "UPDATE redactions SET content = 'khác'",
        "DELETE FROM redactions",
    ):
        with pytest.raises(DBAPIError, match="chi ghi them"), register.engine.begin() as connection:
            connection.execute(text(statement))


def test_a_reason_put_behind_its_mark_by_hand_is_found(address: str) -> None:
    register = a_register(address)
    from registry.store.veil import mark

    tamper(register, f"UPDATE events SET reason = '{mark(CHILD)}' WHERE seq = 4")

    assert [
        (
            f"mắt xích 4 (mở khóa số liệu, {FULL}): [mat-xich-bi-sua] lý do bị che mà không sự "
            "kiện nào ghi việc che"
        )
    ] == [line for line in told(register) if "mat-khoa" not in line]


def test_a_file_emptied_by_hand_is_found(address: str) -> None:
    register = a_register(address)
    tamper(
        register,
        "UPDATE files SET content = ''"
        if not register.is_sqlite
        else ("UPDATE files SET content = x''"),
    )

    assert any("nội dung không khớp SHA-256 của nó" in line for line in told(register))


def test_a_row_of_redactions_that_no_event_names_is_found_and_so_is_what_it_let_through(
    address: str,
) -> None:
    register = a_register(address)
    with register.engine.begin() as connection:
        content = connection.execute(text("SELECT content FROM appraisals")).scalar_one()
        changed = json.dumps({**json.loads(content), "figures": {"tre_em": 1}})
        row = {"seq": 7, "place": "appraisals", "entry": "1/1", "field": "content"}
        connection.execute(insert(redactions).values(**row, content=changed))
        connection.execute(text("UPDATE appraisals SET content = :c"), {"c": changed})
    found = told(register)

    assert not audit(register).is_sound
    assert any("dòng che appraisals 1/1 content: [dong-la]" in line for line in found)
    assert any("bản thẩm định 1: [noi-dung-bi-sua] «nội dung»" in line for line in found)


def test_figures_changed_under_the_name_of_a_redaction_are_found(address: str) -> None:
    """Even an event as the program writes it vouches for nothing but texts."""
    register = a_register(address)
    event = all_gone(register)
    with register.engine.begin() as connection:
        content = connection.execute(text("SELECT content FROM appraisals")).scalar_one()
        changed = json.dumps({**json.loads(content), "day": "2024-11-01"})
        row = {"seq": event.seq - 1, "place": "appraisals", "entry": "1/1", "field": "content"}
        connection.execute(insert(redactions).values(**row, content=changed))
        connection.execute(text("UPDATE appraisals SET content = :c"), {"c": changed})

    assert any("bản thẩm định 1: [noi-dung-bi-sua] «nội dung»" in one for one in told(register))
    assert not audit(register).is_sound


def test_a_redaction_that_is_no_longer_recorded_is_found(address: str) -> None:
    register = a_register(address)
    all_gone(register)
    tamper(register, "DELETE FROM redactions WHERE place = 'events'")

    assert any(
        "lý do của mắt xích 4 (che ở mắt xích 9): [mat-dong]" in one for one in told(register)
    )


def test_what_people_write_never_looks_redacted(address: str) -> None:
    register = new_register(address)
    hand_in(register)
    event = step(register, "return", "thẩm định", "[đã che: " + "0" * 64 + "]")

    assert event.reason is not None
    assert event.reason.startswith("(đã che: ")


def test_links_of_an_earlier_program_are_redacted_too(address: str) -> None:
    """Their hash was over the letters: the event that took them out vouches for the rest."""
    from registry.store.canonical_json import canonical
    from registry.store.chain import head_of
    from registry.workflow.settings import settings_of
    from scoring.base.canonical import sha256_of_text

    register = new_register(address)
    hand_in(register)
    with register.writing() as connection:
        workflow = settings_of(connection).workflow
        head = head_of(connection)
        old = {
            "seq": 3,
            "at": "2024-11-30T08:00:00+07:00",
            "person": NAMES["thẩm định"],
            "role": "thẩm định",
            "agency": workflow.role("thẩm định").agency_on(date(2024, 11, 30)),
            "step": "yêu cầu bổ sung",
            "dossier": FULL,
            "before": "đã nộp",
            "after": "yêu cầu bổ sung",
            "reason": CHILD,
            "detail": {"workflow": workflow.sha256, "command": "return", "locked": False},
            "previous": head.hash,
        }
        row = {**old, "detail": canonical(old["detail"]), "hash": sha256_of_text(canonical(old))}
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO events ({names}) VALUES ({values})"), row)
        connection.execute(text("UPDATE states SET state = 'yêu cầu bổ sung', seq = 3"))
    assert () == audit(register).problems
    redact(register, KEY, handles(register, CHILD), by("quản trị"), WHY)

    assert CHILD not in everything(register)
    assert audit(register).is_sound
    tamper(register, "UPDATE events SET person = 'Người khác' WHERE seq = 3")
    assert any("mắt xích 3" in one and "mat-xich-bi-sua" in one for one in told(register))
    open_register(address).close()
