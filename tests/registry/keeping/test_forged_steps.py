"""Steps slipped into the chain: another role or state, a turned lock, nobody, a clock set back.

No trigger is dropped and no row is changed: each of these registers has a sound chain of hashes.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, text

from registry.acts.acts import open_case
from registry.keeping.audit import audit, faults
from registry.store.chain import EventContent, append
from registry.store.database import Database
from registry.workflow.settings import CONFIGURE, keep_text
from registry.workflow.standing import after, keep
from registry.workflow.workflow import SHIPPED
from tests.support.forging import (
    add_decision,
    add_version,
    appraised,
    begun,
    slip_in,
    told,
)
from tests.support.registries import (
    FULL,
    KEY,
    by,
    hand_in,
    new_register,
    recognise,
    said,
    step,
    version,
    with_figures,
)
from tests.support.sample_sheets import ASSESSMENTS


def another_role(address: str) -> Database:
    database = appraised(address)
    with database.writing() as connection:
        row = add_decision(connection, 1)
        command = "decide --recognise"
        slip_in(connection, "cấp xã", "công nhận", command, "công nhận", decision=row)
    return database


def test_a_step_of_another_role_is_found(address: str) -> None:
    assert [
        (
            f"mắt xích 6 (công nhận, {FULL}): [sai-vai-tro] vai trò «cấp xã» không được làm "
            "bước «công nhận»; bước này của: quyết định"
        )
    ] == told(another_role(address))


def test_another_state_is_found(address: str) -> None:
    database = begun(address)
    with database.writing() as connection:
        slip_in(connection, "quyết định", "công bố", "publish", "công bố")

    assert [
        (
            f"mắt xích 4 (công bố, {FULL}): [buoc-trai-quy-trinh] hồ sơ ở trạng thái "
            "«đang thẩm định», không có bước «công bố»"
        )
    ] == told(database)


def test_figures_under_a_lock_is_found(address: str) -> None:
    database = begun(address)
    with database.writing() as connection:
        row = add_version(connection, version(with_figures(phieu_hai_long=190)), 2)
        slip_in(connection, "cấp xã", "nộp", "import", "đã nộp", submission=row)

    assert [
        (
            f"mắt xích 4 (nộp, {FULL}): [buoc-trai-quy-trinh] hồ sơ ở trạng thái "
            "«đang thẩm định», không có bước «nộp» hoặc «nộp lại»"
        )
    ] == told(database)


def test_an_open_lock_is_found(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    with database.writing() as connection:
        name, to = "bắt đầu thẩm định", "đang thẩm định"
        slip_in(connection, "thẩm định", name, "start", to, locked=False)

    assert [
        (
            f"mắt xích 3 (bắt đầu thẩm định, {FULL}): [khong-dung-buoc] khóa số liệu ghi "
            "«không», theo quy trình là «có»"
        )
    ] == told(database)


def test_a_link_without_its_command_is_found(address: str) -> None:
    database = appraised(address)
    with database.writing() as connection:
        case = open_case(connection, KEY)
        row = add_decision(connection, 1)
        detail = {"locked": True, "decision": row}
        content = EventContent("công nhận", "x", FULL, "đã thẩm định", "công nhận", None, detail)
        event = append(connection, by("quyết định"), content)
        keep(connection, case.number, after(case.standing, event))

    assert [
        (
            f"mắt xích 6 (công nhận, {FULL}): [mat-xich-la] thiếu hoặc sai dạng điều mà bước "
            "nào cũng ghi"
        )
    ] == told(database)


def test_nobodys_act_is_found(address: str) -> None:
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

    assert [f"mắt xích 3 (bắt đầu thẩm định, {FULL}): [thieu-nguoi] không ghi ai làm"] == told(
        database
    )


def test_a_changed_state_is_found(address: str) -> None:
    database = appraised(address)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE states SET state = 'công nhận'"))

    assert [
        (
            f"{FULL}: [trang-thai-khac] bảng trạng thái ghi «công nhận», các sự kiện cho ra "
            "«đã thẩm định»"
        )
    ] == told(database)


def test_settings_that_say_nothing_is_found(address: str) -> None:
    database = begun(address)
    with database.writing() as connection:
        append(connection, by("quản trị"), EventContent(CONFIGURE, "chưa rõ", detail={}))

    assert [
        (
            "mắt xích 4 (đổi thiết lập, sổ): [mat-xich-la] thiếu hoặc sai dạng điều mà bước "
            "nào cũng ghi"
        )
    ] == told(database)


def test_another_workflow_is_found(address: str) -> None:
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

    assert [
        (
            "mắt xích 4 (đổi thiết lập, sổ): [sai-vai-tro] vai trò «cấp xã» không được lập sổ, "
            "đổi thiết lập"
        )
    ] == told(database)


def settings_text(connection: Connection) -> str:
    query = text("SELECT sha256 FROM texts WHERE kind = 'deadlines'")
    return str(connection.execute(query).scalar_one())


def test_a_clock_set_back_is_found(address: str) -> None:
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

    assert ["gio-lui"] == [p.code for p in audit(database).problems]


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
