"""Rows that anybody who may add rows can add, well hashed: what no command would have written.

No trigger is dropped and no row is changed: each of these registers has a sound chain of hashes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text

from registry.acts.acts import open_case
from registry.acts.submission import summary_of
from registry.acts.submitting import fingerprints
from registry.keeping.audit import audit, faults
from registry.store.canonical_json import canonical, kept, sha256_of
from registry.store.chain import EventContent, append
from registry.store.database import Database
from registry.store.schema import appraisals, decisions, evidence, submissions
from registry.workflow.settings import CONFIGURE, keep_text
from registry.workflow.standing import after, keep
from registry.workflow.workflow import SHIPPED
from scoring.base.canonical import sha256_of_text
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from tests.support.registries import (
    FULL,
    KEY,
    appraise,
    by,
    hand_in,
    new_register,
    recognise,
    said,
    save_appraisal,
    step,
    version,
    with_figures,
)
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

NOT_MET = {"tre_duoi_1_tuoi_tiem_chung_day_du": 0}


def slip_in(
    connection: Connection, role: str, step_name: str, command: str, to: str, **more: Any
) -> None:
    """Add a link and a state as the program would, without asking whether it may be."""
    case = open_case(connection, KEY)
    workflow = case.settings.workflow
    actor = by(role, more.pop("at", "2024-11-30T08:00:00+07:00"))
    reason, locked = more.pop("reason", None), more.pop("locked", case.there.locked)
    detail = {"workflow": workflow.sha256, "command": command, "locked": locked, **more}
    agency = workflow.role(role).agency_on(actor.day)
    content = EventContent(step_name, agency, FULL, case.there.state, to, reason, detail)
    event = append(connection, actor, content)
    keep(connection, case.number, after(case.standing, event))


def add_decision(connection: Connection, appraisal: int, **changes: Any) -> Mapping[str, Any]:
    """Add a row of a decision; return what an event says of it."""
    content = {
        "outcome": "công nhận",
        "number": "15/QĐ-UBND",
        "day": "2024-11-30",
        "signer": "Lê Văn Đồi",
        "reason": None,
        "verdict": "MET",
        "level": "giả định",
        **changes,
    }
    row = {"dossier": 1, "version": 1, "appraisal": appraisal, "sha256": sha256_of(content)}
    connection.execute(insert(decisions).values(**row, content=canonical(content)))
    return {name: row[name] for name in ("version", "sha256", "appraisal")}


def add_appraisal(
    connection: Connection, content: Any, result: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Add a row of an appraisal; return what an event says of it."""
    row = {
        "version": 1,
        "submission": 1,
        "sha256": sha256_of(content),
        "source": "tham-dinh.json",
    }
    rest = {"result": kept(result), "summary": kept(summary_of(result))}
    connection.execute(
        insert(appraisals).values(**row, dossier=1, content=canonical(content), **rest)
    )
    return {**row, "result_sha256": sha256_of(result)}


def appraised(address: str, **figures: int) -> Database:
    """Return a register whose one dossier is appraised."""
    database = new_register(address)
    hand_in(database, version(with_figures(**figures)))
    step(database, "start", "thẩm định")
    appraise(database)
    return database


def begun(address: str, **figures: int) -> Database:
    """Return a register whose one dossier is being appraised."""
    database = new_register(address)
    hand_in(database, version(with_figures(**figures)))
    step(database, "start", "thẩm định")
    return database


def stored(connection: Connection) -> dict[str, Any]:
    """Return the result of the only version."""
    return dict(json.loads(connection.execute(select(submissions.c.result)).scalar_one()))


def another_role(address: str) -> Database:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1)
        command = "decide --recognise"
        slip_in(connection, "cấp xã", "công nhận", command, "công nhận", decision=row)
    return database


def another_state(address: str) -> Database:
    database = begun(address)
    with database.writing() as connection:
        slip_in(connection, "quyết định", "công bố", "publish", "công bố")
    return database


def a_fake_appraisal(address: str) -> Database:
    database = begun(address)
    with database.writing() as connection:
        row = add_appraisal(connection, {"fake": True}, stored(connection))
        name = "ghi bản thẩm định"
        slip_in(connection, "thẩm định", name, "appraise", "đang thẩm định", appraisal=row)
    return database


def a_turned_verdict(address: str) -> Database:
    database = begun(address, **NOT_MET)
    with database.writing() as connection:
        result = {**stored(connection), "verdict": "MET"}
        content = {
            "format": "phuhop.appraisal/1",
            "commune": "99001",
            "year": 2024,
            "ruleset": "06-QD-TTg-2019",
        }
        row = add_appraisal(connection, content, result)
        name = "ghi bản thẩm định"
        slip_in(connection, "thẩm định", name, "appraise", "đang thẩm định", appraisal=row)
    return database


def a_blank_sheet_finished(address: str) -> Database:
    database = begun(address)
    save_appraisal(database)
    with database.writing() as connection:
        name, to = "hoàn thành thẩm định", "đã thẩm định"
        sheet = {"version": 1, "sha256": "0" * 64}
        slip_in(connection, "thẩm định", name, "appraise --finish", to, finished=sheet)
    return database


def who_verified_decides(address: str) -> Database:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1, signer="Trần Thị Mơ")
        command = "decide --recognise"
        slip_in(connection, "quyết định", "công nhận", command, "công nhận", decision=row)
    return database


def a_decision_that_says_another_verdict(address: str) -> Database:
    database = appraised(address, **NOT_MET)
    with database.writing() as connection:
        row = add_decision(connection, 1, outcome="không công nhận", reason="Chưa đạt")
        slip_in(
            connection,
            "quyết định",
            "không công nhận",
            "decide --refuse",
            "không công nhận",
            decision=row,
            reason="Chưa đạt",
        )
    return database


def a_recognition_under_a_refusal(address: str) -> Database:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1, reason="Chưa đạt")
        slip_in(
            connection,
            "quyết định",
            "không công nhận",
            "decide --refuse",
            "không công nhận",
            decision=row,
            reason="Chưa đạt",
        )
    return database


def a_decision_without_a_number(address: str) -> Database:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1, number="\u2003\u200b")
        command = "decide --recognise"
        slip_in(connection, "quyết định", "công nhận", command, "công nhận", decision=row)
    return database


def add_version(connection: Connection, submission: Any, number: int, dossier: int = 1) -> Any:
    """Add a row of a version; return what an event says of it."""
    keep_text(connection, "ruleset", submission.ruleset_id, submission.ruleset_text)
    connection.execute(
        insert(submissions).values(
            dossier=dossier,
            version=number,
            sha256=submission.sha256,
            ruleset_sha256=submission.ruleset_sha256,
            assessment=canonical(submission.assessment.canonical()),
            result=kept(submission.result),
            summary=kept(summary_of(submission.result)),
            documents=canonical({}),
            source=submission.source,
        )
    )
    return {"version": number, **fingerprints(submission)}


def a_replayed_package(address: str) -> Database:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    hand_in(database, version(with_figures(phieu_hai_long=190)))
    step(database, "return", "thẩm định", "Thiếu sổ khám sức khỏe")
    with database.writing() as connection:
        row = add_version(connection, version(), 3)
        slip_in(connection, "cấp xã", "nộp lại", "import", "nộp lại", submission=row)
    return database


def figures_under_a_lock(address: str) -> Database:
    database = begun(address)
    with database.writing() as connection:
        row = add_version(connection, version(with_figures(phieu_hai_long=190)), 2)
        slip_in(connection, "cấp xã", "nộp", "import", "đã nộp", submission=row)
    return database


def the_figures_of_another_commune(address: str) -> Database:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    other = next(a for a in ASSESSMENTS.values() if a.commune.code != "99001" and a.year == 2024)
    with database.writing() as connection:
        row = add_version(connection, version(other), 2)
        slip_in(connection, "cấp xã", "nộp lại", "import", "nộp lại", submission=row)
    return database


def points_that_nobody_scored(address: str) -> Database:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    given = version(with_figures(phieu_hai_long=190))
    result = as_result(score(decision_06(), given.assessment), "26.11.0")
    result["criteria"][8]["points"] = result["criteria"][8]["max"] = 1
    with database.writing() as connection:
        row = add_version(connection, replace(given, result=result), 2)
        slip_in(connection, "cấp xã", "nộp lại", "import", "nộp lại", submission=row)
    return database


def an_open_lock(address: str) -> Database:
    database = new_register(address)
    hand_in(database)
    with database.writing() as connection:
        name, to = "bắt đầu thẩm định", "đang thẩm định"
        slip_in(connection, "thẩm định", name, "start", to, locked=False)
    return database


def a_link_without_its_command(address: str) -> Database:
    database = appraised(address)
    with database.writing() as connection:
        case = open_case(connection, KEY)
        row = add_decision(connection, 1)
        detail = {"locked": True, "decision": row}
        content = EventContent("công nhận", "x", FULL, "đã thẩm định", "công nhận", None, detail)
        event = append(connection, by("quyết định"), content)
        keep(connection, case.number, after(case.standing, event))
    return database


def settings_that_say_nothing(address: str) -> Database:
    database = begun(address)
    with database.writing() as connection:
        append(connection, by("quản trị"), EventContent(CONFIGURE, "chưa rõ", detail={}))
    return database


def nobodys_act(address: str) -> Database:
    database = new_register(address)
    hand_in(database)
    nobody = replace(by("thẩm định"), person="\u200b")
    with database.writing() as connection:
        case = open_case(connection, KEY)
        workflow = case.settings.workflow
        detail = {"workflow": workflow.sha256, "command": "start", "locked": True}
        agency = workflow.role("thẩm định").agency_on(nobody.day)
        name, to = "bắt đầu thẩm định", "đang thẩm định"
        content = EventContent(name, agency, FULL, "đã nộp", to, None, detail)
        event = append(connection, nobody, content)
        keep(connection, case.number, after(case.standing, event))
    return database


def another_workflow(address: str) -> Database:
    database = begun(address)
    with database.writing() as connection:
        own = SHIPPED.read_text(encoding="utf-8").replace("- quyết định\n", "- cấp xã\n")
        detail = {
            "workflow": keep_text(connection, "workflow", "x", own),
            "deadlines": settings_text(connection),
        }
        append(
            connection,
            by("cấp xã"),
            EventContent(CONFIGURE, "Ủy ban nhân dân cấp xã", detail=detail),
        )
    return database


def settings_text(connection: Connection) -> str:
    query = text("SELECT sha256 FROM texts WHERE kind = 'deadlines'")
    return str(connection.execute(query).scalar_one())


def another_file(address: str) -> Database:
    database = new_register(address)
    hand_in(database, version(with_figures(), b"%PDF-1.7 that"))
    other = b"%PDF-1.7 gia"
    with database.engine.begin() as connection:
        row = {"sha256": sha256_of_text(other.decode()), "size": len(other), "content": other}
        names = "sha256, size, content"
        connection.execute(
            text(f"INSERT INTO files ({names}) VALUES (:sha256, :size, :content)"), row
        )
        connection.execute(
            insert(evidence).values(
                dossier=1, version=1, position=1, name="x.pdf", proofs="[]", sha256=row["sha256"]
            )
        )
    return database


def a_clock_set_back(address: str) -> Database:
    database = new_register(address)
    hand_in(database)
    with database.writing() as connection:
        slip_in(
            connection,
            "thẩm định",
            "bắt đầu thẩm định",
            "start",
            "đang thẩm định",
            locked=True,
            at="2024-11-01T08:00:00+07:00",
        )
    return database


def a_changed_state(address: str) -> Database:
    database = appraised(address)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE states SET state = 'công nhận'"))
    return database


FORGED: dict[str, tuple[Callable[[str], Database], list[str]]] = {
    "another role": (
        another_role,
        [
            (
                f"mắt xích 6 (công nhận, {FULL}): [sai-vai-tro] vai trò «cấp xã» không được làm "
                "bước «công nhận»; bước này của: quyết định"
            )
        ],
    ),
    "another state": (
        another_state,
        [
            (
                f"mắt xích 4 (công bố, {FULL}): [buoc-trai-quy-trinh] hồ sơ ở trạng thái "
                "«đang thẩm định», không có bước «công bố»"
            )
        ],
    ),
    "a fake appraisal": (
        a_fake_appraisal,
        [
            (
                f"{FULL}, bản thẩm định 1: [khong-cham-lai-duoc] nội dung không chấm lại được: "
                "khóa «fake» không có trong mẫu"
            )
        ],
    ),
    "a turned verdict": (
        a_turned_verdict,
        [(f"{FULL}, bản thẩm định 1: [cham-lai-khac] chấm lại khác với kết quả đã ghi: kết luận")],
    ),
    "a blank sheet finished": (
        a_blank_sheet_finished,
        [
            (
                f"mắt xích 5 (hoàn thành thẩm định, {FULL}): [chua-du-dieu-kien] chưa ghi được "
                "bước «hoàn thành thẩm định»: phiếu còn để trống, chưa ghi gì; phiếu chưa ghi "
                "người thẩm định; phiếu chưa ghi ngày thẩm định"
            )
        ],
    ),
    "who verified decides": (
        who_verified_decides,
        [
            (
                f"mắt xích 6 (công nhận, {FULL}): [chua-du-dieu-kien] chưa ghi được bước "
                "«công nhận»: Trần Thị Mơ đã thẩm định hồ sơ này, không được quyết định"
            )
        ],
    ),
    "a decision that says another verdict": (
        a_decision_that_says_another_verdict,
        [
            (
                f"mắt xích 6 (không công nhận, {FULL}): [quyet-dinh-khac] quyết định ghi khác "
                "bước này và bản thẩm định: kết luận thẩm định"
            )
        ],
    ),
    "a recognition under a refusal": (
        a_recognition_under_a_refusal,
        [
            (
                f"mắt xích 6 (không công nhận, {FULL}): [quyet-dinh-khac] quyết định ghi khác "
                "bước này và bản thẩm định: công nhận hay không"
            )
        ],
    ),
    "a decision without a number": (
        a_decision_without_a_number,
        [
            (
                f"mắt xích 6 (công nhận, {FULL}): [chua-du-dieu-kien] chưa ghi được bước "
                "«công nhận»: số văn bản «\u200b» không đúng thể thức, ví dụ 15/QĐ-UBND"
            ),
            f"mắt xích 6 (công nhận, {FULL}): [loi-trong] số văn bản không có chữ nào",
        ],
    ),
    "a replayed package": (
        a_replayed_package,
        [
            (
                f"mắt xích 6 (nộp lại, {FULL}): [nop-lai-ban-cu] nội dung này đã nộp rồi, là "
                "phiên bản 1; nộp lại không thành bản mới"
            )
        ],
    ),
    "figures under a lock": (
        figures_under_a_lock,
        [
            (
                f"mắt xích 4 (nộp, {FULL}): [buoc-trai-quy-trinh] hồ sơ ở trạng thái "
                "«đang thẩm định», không có bước «nộp» hoặc «nộp lại»"
            )
        ],
    ),
    "the figures of another commune": (
        the_figures_of_another_commune,
        [f"{FULL}, phiên bản 2: [khac-ho-so] số liệu của 99002/2024, không phải của hồ sơ này"],
    ),
    "points that nobody scored": (
        points_that_nobody_scored,
        [(f"{FULL}, phiên bản 2: [cham-lai-khac] chấm lại khác với kết quả đã ghi: tiêu chí 9")],
    ),
    "an open lock": (
        an_open_lock,
        [
            (
                f"mắt xích 3 (bắt đầu thẩm định, {FULL}): [khong-dung-buoc] khóa số liệu ghi "
                "«không», theo quy trình là «có»"
            )
        ],
    ),
    "a link without its command": (
        a_link_without_its_command,
        [
            (
                f"mắt xích 6 (công nhận, {FULL}): [mat-xich-la] thiếu hoặc sai dạng điều mà bước "
                "nào cũng ghi"
            )
        ],
    ),
    "settings that say nothing": (
        settings_that_say_nothing,
        [
            (
                "mắt xích 4 (đổi thiết lập, sổ): [mat-xich-la] thiếu hoặc sai dạng điều mà bước "
                "nào cũng ghi"
            )
        ],
    ),
    "nobody's act": (
        nobodys_act,
        [f"mắt xích 3 (bắt đầu thẩm định, {FULL}): [thieu-nguoi] không ghi ai làm"],
    ),
    "another workflow": (
        another_workflow,
        [
            (
                "mắt xích 4 (đổi thiết lập, sổ): [sai-vai-tro] vai trò «cấp xã» không được lập sổ, "
                "đổi thiết lập"
            )
        ],
    ),
    "another file": (
        another_file,
        [
            f"{FULL}, phiên bản 1: [noi-dung-bi-sua] «nội dung» không khớp với chuỗi sự kiện",
        ],
    ),
    "a changed state": (
        a_changed_state,
        [
            (
                f"{FULL}: [trang-thai-khac] bảng trạng thái ghi «công nhận», các sự kiện cho ra "
                "«đã thẩm định»"
            )
        ],
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_no_command_would_have_written_is_named(address: str, name: str) -> None:
    make, expected = FORGED[name]
    database = make(address)
    found = audit(database)

    assert not found.is_sound
    assert expected == said(found.problems)


def test_blank_words_of_an_earlier_program_are_told_and_those_that_count_are_a_fault(
    address: str,
) -> None:
    database = new_register(address)
    hand_in(database)
    with database.writing() as connection:
        name, to = "yêu cầu bổ sung", "yêu cầu bổ sung"
        slip_in(connection, "thẩm định", name, "return", to, reason=" ", locked=False)
    found = audit(database)

    assert found.is_sound
    assert [
        f"mắt xích 3 (yêu cầu bổ sung, {FULL}): [loi-trong] cảnh báo: lý do không có chữ nào"
    ] == said(found.problems)


def test_a_clock_set_back_is_named(address: str) -> None:
    assert ["gio-lui"] == [p.code for p in audit(a_clock_set_back(address)).problems]


def test_the_faults_of_some_dossiers_are_told_to_whoever_uses_their_figures(address: str) -> None:
    database = another_role(address)
    hand_in(database, version(ASSESSMENTS["phuong-thieu-so-lieu"]))
    with database.reading() as connection:
        key, other = (open_case(connection, name).key for name in (KEY, "99002/2024"))

        assert ["sai-vai-tro"] == [p.code for p in faults(connection)]
        assert ["sai-vai-tro"] == [p.code for p in faults(connection, [key])]
        assert [] == faults(connection, [other])


def test_a_register_led_by_the_commands_alone_has_no_faults(address: str) -> None:
    database = appraised(address)
    recognise(database)
    step(database, "reopen", "cấp trên", "Có đơn phản ánh")
    with database.reading() as connection:
        assert [] == faults(connection)
