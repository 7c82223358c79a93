"""What a return asks for and what is answered: kept with their events, told, audited, redacted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from registry.acts.acts import StepWords, act
from registry.acts.redacting import redact, texts_of
from registry.acts.remarks import Remark, RemarkAnswer
from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.store.chain import Event
from registry.store.database import Database
from registry.store.schema import remark_answers, remarks
from registry.store.veil import mark
from registry.views.case_file import case_file
from registry.views.extraction import extracted
from registry.views.history import history
from registry.views.remarks import RemarkSaid, remark_lines, remarks_of
from registry.workflow.repeats import Seen
from reports.appraisal.decisions import Returned
from scoring.base.problems import ProblemsFound
from tests.support.registries import (
    KEY,
    by,
    give_back,
    hand_in,
    new_register,
    said,
    send_again,
    state_of,
    step,
    version,
    with_figures,
)
from tests.support.sample_sheets import STAMP
from tests.support.tampering import tamper

BOOK = "Ghi số và ngày của sổ tiêm chủng"
CHECK = "Đối chiếu số trẻ được khám với trạm y tế"
DONE = "Đã ghi ở dòng minh chứng thứ nhất"


def returned(address: str) -> Database:
    """Return a register whose dossier came back with two remarks."""
    register = new_register(address)
    hand_in(register)
    give_back(register, Remark("7:1", BOOK), Remark("tre_duoc_kham_suc_khoe", CHECK))
    return register


def answered(register: Database, *answers: RemarkAnswer) -> Event | None:
    """Hand in another version with answers."""
    new = version(with_figures(tre_duoc_kham_suc_khoe=900))
    return receive(register, new, by("cấp xã"), StepWords(answers=answers)).event


def remarks_in(register: Database) -> tuple[RemarkSaid, ...]:
    with register.reading() as connection:
        return remarks_of(connection, KEY)


def refused(register: Database, command: str, role: str, words: StepWords) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        act(register, KEY, command, by(role), words)
    return [problem.code for problem in caught.value.problems]


def test_remarks_are_numbered_and_answered_one_by_one_in_the_version_that_brings_them(
    address: str,
) -> None:
    register = returned(address)
    answered(register, RemarkAnswer(1, DONE))
    first, second = remarks_in(register)

    assert (1, "7:1", "7", BOOK, "Trần Thị Mơ") == (
        first.number,
        first.place,
        first.part,
        first.text,
        first.person,
    )
    assert [(DONE, "Nguyễn Thị Sương", 2)] == [
        (one.text, one.person, one.version) for one in first.answers
    ]
    assert (False, True) == (first.is_open, second.is_open)
    assert "nộp lại" == state_of(register)
    assert () == audit(register).problems


def test_the_next_return_goes_on_numbering(address: str) -> None:
    register = returned(address)
    send_again(register, RemarkAnswer(1, DONE), RemarkAnswer(2, "Đã đối chiếu, số đúng"))
    event = give_back(register, Remark("chung", "Ký lại bản in"))

    assert [1, 2, 3] == [one.number for one in remarks_in(register)]
    assert 1 == event.detail["remarks"]["count"]
    assert [1, 1] == [one.version for found in remarks_in(register)[:2] for one in found.answers]
    assert () == audit(register).problems


def test_the_same_return_again_is_answered_with_the_event_it_made(address: str) -> None:
    register = new_register(address)
    hand_in(register)
    words = StepWords("Cần bổ sung", remarks=(Remark("7", BOOK),))
    first = act(register, KEY, "return", by("thẩm định"), words, seen=Seen(1, 2))
    again = act(register, KEY, "return", by("thẩm định"), words, seen=Seen(1, 2))
    other = replace(words, remarks=(Remark("7", CHECK),))
    with pytest.raises(ProblemsFound) as caught:
        act(register, KEY, "return", by("thẩm định"), other, seen=Seen(1, 2))

    assert first == again
    assert ["da-khac-luc-xem"] == [problem.code for problem in caught.value.problems]
    assert 1 == len(remarks_in(register))


def test_every_fault_of_remarks_is_told_at_once_and_nothing_is_kept(address: str) -> None:
    register = new_register(address)
    hand_in(register)
    child = "Bổ sung giấy khai sinh của cháu Lò Thị Pàng, sinh ngày 12/03/2019"
    words = StepWords(
        "Cần bổ sung", remarks=(Remark("77", BOOK), Remark("7", " "), Remark("7", child))
    )

    assert ["cho-la", "thieu-loi", "chu-rieng-tu"] == refused(
        register, "return", "thẩm định", words
    )
    assert "đã nộp" == state_of(register)
    assert () == remarks_in(register)


def test_answers_are_about_remarks_that_there_are_each_once(address: str) -> None:
    register = returned(address)
    answers = (RemarkAnswer(3, DONE), RemarkAnswer(1, DONE), RemarkAnswer(1, DONE))
    words = StepWords("Số liệu không đổi", answers=answers)

    assert ["tra-loi-hai-lan", "yeu-cau-la"] == refused(register, "submit", "cấp xã", words)


def test_answers_with_a_version_that_is_there_already_are_not_lost_in_silence(address: str) -> None:
    register = returned(address)
    with pytest.raises(ProblemsFound) as caught:
        receive(register, version(), by("cấp xã"), StepWords(answers=(RemarkAnswer(1, DONE),)))

    assert ["ban-da-co"] == [problem.code for problem in caught.value.problems]


def test_words_come_only_with_their_own_steps(address: str) -> None:
    register = returned(address)
    for command, words in (
        ("submit", StepWords("x", remarks=(Remark("7", BOOK),))),
        ("return", StepWords("x", answers=(RemarkAnswer(1, DONE),))),
    ):
        with pytest.raises(ValueError, match=command):
            act(register, KEY, command, by("thẩm định"), words)


def test_the_story_the_paper_and_the_files_tell_them(address: str) -> None:
    register = returned(address)
    with register.reading() as connection:
        outcome = case_file(connection, KEY, STAMP).outcome
        lines = [*remark_lines(history(connection, KEY).remarks)]
        files = {str(path): content for path, content in extracted(connection, KEY)}

    assert isinstance(outcome, Returned)
    assert [("1", BOOK), ("2", CHECK)] == [(one.number, one.text) for one in outcome.remarks]
    assert "YÊU CẦU BỔ SUNG" == lines[0]
    assert BOOK in " ".join(" ".join(lines).split())
    assert [BOOK, CHECK] == [one["text"] for one in json.loads(files["remarks.json"])]


def test_a_remark_can_be_taken_out_and_the_chain_holds(address: str) -> None:
    register = returned(address)
    answered(register, RemarkAnswer(1, DONE))
    listed = {one.text: one for one in texts_of(register, KEY)}
    handles = [listed[BOOK].handle, listed[DONE].handle]
    redact(register, KEY, handles, by("quản trị"), "Có thông tin riêng")

    assert ["yêu cầu bổ sung 1"] == listed[BOOK].places
    assert {"da-che"} == {problem.code for problem in audit(register).problems}
    with register.reading() as connection:
        kept = [*connection.execute(select(remarks.c.text)).scalars()]
        kept += connection.execute(select(remark_answers.c.text)).scalars()
    assert not {BOOK, DONE} & {*kept}
    assert CHECK in kept


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE remarks SET text = 'Không cần gì' WHERE number = 1", "noi-dung-bi-sua"),
        ("UPDATE remarks SET place = '8' WHERE number = 1", "noi-dung-bi-sua"),
        ("DELETE FROM remarks WHERE number = 2", "mat-dong"),
        ("INSERT INTO remarks VALUES (1, 9, 3, '7', 'Thêm')", "mat-dong"),
        ("UPDATE remark_answers SET version = 1", "noi-dung-bi-sua"),
        ("UPDATE remark_answers SET text = 'Khác'", "noi-dung-bi-sua"),
        ("UPDATE remark_answers SET seq = 2", "dong-la"),
    ],
)
def test_what_is_changed_behind_the_program_is_found(
    address: str, statement: str, code: str
) -> None:
    register = returned(address)
    answered(register, RemarkAnswer(1, DONE))
    tamper(register, statement)

    assert code in [problem.code for problem in audit(register).problems if problem.is_fault]


def test_a_mark_that_no_redaction_wrote_is_found(address: str) -> None:
    register = returned(address)
    with register.reading() as connection:
        query = text("SELECT text FROM remarks WHERE number = 1")
        hidden = connection.execute(query).scalar_one()
    tamper(register, f"UPDATE remarks SET text = '{mark(hidden)}' WHERE number = 1")

    assert any("bị che mà không sự kiện nào" in line for line in said(audit(register).problems))


def test_a_dossier_without_remarks_is_returned_as_before(address: str) -> None:
    register = new_register(address)
    hand_in(register)
    event = step(register, "return", "thẩm định", "Cần bổ sung")

    assert not {"remarks", "answers"} & {*event.detail}
    assert [] == [*remark_lines(remarks_in(register))]
