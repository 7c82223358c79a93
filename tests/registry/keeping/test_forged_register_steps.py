"""Links about the register itself, slipped in by whoever may add rows: each is found by name.

Beside them what only some steps of a dossier say, said by others.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from registry.acts.acts import StepWords, act, open_case
from registry.acts.granting import GRANT, GrantGiven, end_grant, give_grant
from registry.acts.redacting import REDACT
from registry.acts.signing import DROP, SIGN, accept_key
from registry.keeping.audit import audit
from registry.signing.signatures import HEAD, signed
from registry.store.chain import EventContent, append, head_of, walk
from registry.store.database import Database
from registry.workflow.repeats import seen_of
from registry.workflow.settings import (
    CONFIGURE,
    DEADLINES,
    INIT,
    WORKFLOW,
    configure,
    keep_text,
    settings_of,
)
from registry.workflow.workflow import SHIPPED
from tests.support.forging import appraised, begun, slip_in, told
from tests.support.registries import FULL, KEY, by, hand_in, new_register, said
from tests.support.signing_keys import a_key

AT = by("quản trị").at
BACK = "yêu cầu bổ sung"
FOR: Any = {"reason": "Thiếu tài liệu", "locked": False}
GIVEN = GrantGiven(
    account="mo",
    person="Trần Thị Mơ",
    role="thẩm định",
    title="thẩm định",
    scope="một xã",
    from_day=date(2024, 1, 1),
    until_day=date(2025, 12, 31),
    communes=("99001",),
)


def add(register: Database, step_name: str, reason: str | None = None, **detail: Any) -> list[str]:
    """Add a well-hashed link of the keeper about the register; return what the audit says of it."""
    keeper = by("quản trị")
    with register.writing() as connection:
        agency = settings_of(connection).workflow.role("quản trị").agency_on(keeper.day)
        content = EventContent(step_name, agency, reason=reason, detail=detail)
        event = append(connection, keeper, content)
    place = f"mắt xích {event.seq} "
    return [line for line in said(audit(register).problems) if line.startswith(place)]


def test_a_forged_grant_is_found(address: str) -> None:
    register = new_register(address)
    give_grant(register, GIVEN, by("quản trị"))

    assert ["mắt xích 3 (cấp quyền, sổ): [quyen-la] quyền này mắt xích 2 đã cấp và chưa thu"] == (
        add(register, GRANT, grant=GIVEN.plain)
    )
    backwards = replace(GIVEN, account=" ", until_day=date(2023, 1, 1), communes=("9900",))
    assert [
        "mắt xích 4 (cấp quyền, sổ): [thieu-ten] phải nêu tài khoản và họ tên",
        "mắt xích 4 (cấp quyền, sổ): [ngay-sai] ngày thôi quyền 01/01/2023 trước 01/01/2024",
        "mắt xích 4 (cấp quyền, sổ): [ma-xa-sai] mã xã «9900» không phải 5 chữ số",
    ] == add(register, GRANT, grant=backwards.plain)


def test_an_account_that_acts_by_no_grant_is_found(address: str) -> None:
    """Rights are links: an act under an account without one was added behind the portal."""
    register = new_register(address)
    hand_in(register)
    given = give_grant(register, GIVEN, by("quản trị"))
    person = replace(by("thẩm định"), account="mo")
    act(register, KEY, "start", person, StepWords())
    assert () == audit(register).problems

    end_grant(register, given.seq, by("quản trị"), "Chuyển công tác")
    act(register, KEY, "return", person, StepWords("Thiếu tài liệu"))
    found = told(register)

    assert (
        f"mắt xích 6 (yêu cầu bổ sung, {FULL}): [quyen-la] tài khoản «mo» lúc đó không có quyền "
        "«thẩm định» ở đây"
    ) in found
    assert 1 == len(found)


def test_a_key_of_settings_that_comes_twice_is_found(address: str) -> None:
    register = new_register(address)
    with register.reading() as connection:
        (first,) = walk(connection, step=INIT)
    asked = {"version": 0, "step": 1, "sha256": "a" * 64}
    settings = {name: first.detail[name] for name in (WORKFLOW, DEADLINES)}

    assert [] == add(register, CONFIGURE, **settings, asked=asked)
    assert [
        (
            "mắt xích 3 (đổi thiết lập, sổ): [da-khac-luc-xem] người làm xem mắt xích 1, "
            "lúc đó thiết lập ở mắt xích 2"
        )
    ] == add(register, CONFIGURE, **settings, asked=asked)


def test_a_signed_head_of_another_person_or_key_is_found(address: str) -> None:
    register = new_register(address)
    accept_key(register, a_key().public, "Sở Y tế tỉnh Mẫu", by("quản trị"))
    with register.reading() as connection:
        head = str(head_of(connection))
    signature = asdict(signed(a_key(), HEAD, head, "Người khác", AT))

    assert [
        (
            "mắt xích 3 (ký đầu chuỗi, sổ): [chu-ky-sai] chữ ký ghi khóa, người hay giờ khác "
            "với mắt xích"
        )
    ] == add(register, SIGN, key=signature["key"], signature=signature)
    assert ["mắt xích 4 (bỏ khóa, sổ): [khoa-la] bỏ khóa mà sổ không biết"] == add(
        register, DROP, "Khóa bị lộ", key=a_key(1).public
    )


def test_a_redaction_in_another_dossier_is_found(address: str) -> None:
    register = appraised(address)
    detail = {
        "dossier": "99002/2024@06-QD-TTg-2019",
        "sha256": ["a" * 64],
        "spots": [["appraisals", "1/1", "content"]],
        "veiled": {},
    }

    assert [
        (
            "mắt xích 6 (che nội dung, sổ): [khac-ho-so] che lời của bản thẩm định 1 không "
            "thuộc hồ sơ 99002/2024@06-QD-TTg-2019"
        )
    ] == [line for line in add(register, REDACT, "Tên trẻ", **detail) if "khac-ho-so" in line]


def test_a_receiver_or_a_day_said_by_another_step_is_found(address: str) -> None:
    register = begun(address)
    with register.writing() as connection:
        slip_in(
            connection,
            "thẩm định",
            "yêu cầu bổ sung",
            "return",
            "yêu cầu bổ sung",
            reason="Thiếu tài liệu",
            locked=False,
            transferred_to="99050",
            finished={"version": 1},
            due="2024-01-01",
        )
        name = str(open_case(connection, FULL).key)
    assert FULL == name
    place = f"mắt xích 4 (yêu cầu bổ sung, {FULL}): "

    assert [
        f"{place}[khong-dung-buoc] bước này không được ghi xã nhận",
        f"{place}[khong-dung-buoc] bước này không được ghi bản thẩm định hoàn thành",
        f"{place}[han-sai] hạn 2024-01-01 trước ngày ghi sổ {AT}",
    ] == told(register)


def test_nobody_who_gives_a_right_is_found(address: str) -> None:
    register = new_register(address)
    keeper = replace(by("quản trị"), person=" \u200b")
    with register.writing() as connection:
        agency = settings_of(connection).workflow.role("quản trị").agency_on(keeper.day)
        detail = {"grant": GIVEN.plain}
        append(connection, keeper, EventContent(GRANT, agency, detail=detail))

    assert ["mắt xích 2 (cấp quyền, sổ): [thieu-nguoi] không ghi ai làm"] == told(register)


def test_a_step_by_a_workflow_that_came_later_is_found(address: str) -> None:
    """The text is the register's own, from the link after this one on."""
    register = begun(address)
    later = SHIPPED.read_text(encoding="utf-8") + "\n# đợt sau\n"
    with register.writing() as connection:
        sha256 = keep_text(connection, WORKFLOW, "quy trình", later)
        slip_in(connection, "thẩm định", BACK, "return", BACK, workflow=sha256, **FOR)
    configure(register, by("quản trị"), later, None)

    assert [
        f"mắt xích 4 ({BACK}, {FULL}): [quy-trinh-khac] không theo quy trình đang dùng lúc đó"
    ] == [line for line in told(register) if line.startswith("mắt xích 4")]


def test_an_act_whose_key_comes_twice_is_found(address: str) -> None:
    """The key that a caller gave with the start is given again with another step."""
    register = new_register(address)
    hand_in(register)
    with register.reading() as connection:
        seen = seen_of(open_case(connection, FULL).there)
    event = act(register, KEY, "start", by("thẩm định"), StepWords(), seen=seen)
    with register.writing() as connection:
        asked = event.detail["asked"]
        slip_in(connection, "thẩm định", BACK, "return", BACK, asked=asked, **FOR)

    assert [
        (
            f"mắt xích 4 ({BACK}, {FULL}): [da-khac-luc-xem] người làm xem mắt xích 2, lúc đó hồ "
            "sơ ở mắt xích 3"
        )
    ] == told(register)
