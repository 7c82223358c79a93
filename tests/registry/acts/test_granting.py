"""Rights as events: given once, taken back once, judged by the audit, never a setting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry.acts.granting import (
    GRANT,
    REVOKE,
    GrantGiven,
    end_grant,
    give_grant,
    standing_grants,
)
from registry.keeping.audit import audit
from registry.store.chain import EventContent, append
from registry.store.database import Database
from registry.workflow.settings import settings_of, settings_seen
from scoring.base.problems import ProblemsFound
from tests.support.registries import by, hand_in, new_register

KEEPER = by("quản trị")
GIVEN = GrantGiven(
    account="mo",
    person="Trần Thị Mơ",
    role="thẩm định",
    title="thẩm định",
    scope="một tỉnh",
    from_day=date(2024, 1, 1),
    until_day=date(2025, 12, 31),
    province="Tỉnh Đồi Sim",
)


def forged(register: Database, step: str, **detail: object) -> list[str]:
    """Add an event that no act writes; return what the audit says of it."""
    with register.writing() as connection:
        agency = settings_of(connection).workflow.role("quản trị").agency_on(KEEPER.day)
        append(connection, KEEPER, EventContent(step, agency, detail=detail))
    return [problem.code for problem in audit(register).problems]


def test_a_grant_is_an_event_and_the_settings_stay_what_they_were(address: str) -> None:
    register = new_register(address)
    with register.reading() as connection:
        before = settings_seen(connection)
    event = give_grant(register, GIVEN, KEEPER)

    assert (GRANT, None, GIVEN.plain) == (event.step, event.dossier, event.detail["grant"])
    assert "Trần Thị Mơ (mo): thẩm định, Tỉnh Đồi Sim, từ 01/01/2024 đến 31/12/2025" == GIVEN.words
    with register.reading() as connection:
        assert {event.seq: GIVEN} == standing_grants(connection)
        assert before == settings_seen(connection)
    assert hand_in(register).event is not None
    assert () == audit(register).problems


def test_the_same_grant_and_the_same_end_are_answered_as_the_first_time(address: str) -> None:
    register = new_register(address)
    given = give_grant(register, GIVEN, KEEPER)

    assert given == give_grant(register, GIVEN, KEEPER)
    ended = end_grant(register, given.seq, KEEPER, "Chuyển công tác")
    assert ended == end_grant(register, given.seq, KEEPER)
    assert (REVOKE, "Chuyển công tác") == (ended.step, ended.reason)
    with register.reading() as connection:
        assert {} == standing_grants(connection)
    # What was taken back may be given again: that is another grant.
    assert given.seq != give_grant(register, GIVEN, KEEPER).seq
    assert () == audit(register).problems


@pytest.mark.parametrize(
    ("grant", "code"),
    [
        (replace(GIVEN, person=" "), "thieu-ten"),
        (replace(GIVEN, until_day=date(2023, 1, 1)), "ngay-sai"),
        (replace(GIVEN, communes=("9900",)), "ma-xa-sai"),
    ],
)
def test_a_grant_that_cannot_be_meant_is_refused(
    tmp_path: object, grant: GrantGiven, code: str
) -> None:
    register = new_register(f"{tmp_path}/so.db")
    with pytest.raises(ProblemsFound) as caught:
        give_grant(register, grant, KEEPER)

    assert [code] == [problem.code for problem in caught.value.problems]


def test_only_the_keeper_gives_and_takes_and_only_roles_that_there_are(address: str) -> None:
    register = new_register(address)
    with pytest.raises(ProblemsFound) as caught:
        give_grant(register, GIVEN, by("thẩm định"))
    with pytest.raises(LookupError, match="không có vai trò"):
        give_grant(register, replace(GIVEN, role="trưởng phòng"), KEEPER)
    with pytest.raises(ProblemsFound) as unknown:
        end_grant(register, 1, KEEPER)

    assert ["sai-vai-tro"] == [problem.code for problem in caught.value.problems]
    assert ["quyen-la"] == [problem.code for problem in unknown.value.problems]


def test_what_no_act_would_have_written_is_found(tmp_path: object) -> None:
    register = new_register(f"{tmp_path}/so.db")
    given = give_grant(register, GIVEN, KEEPER)

    assert ["sai-vai-tro"] == forged(register, GRANT, grant={**GIVEN.plain, "role": "trưởng phòng"})
    other = {**GIVEN.plain, "province": "Tỉnh Khác"}
    assert ["sai-vai-tro", "quyen-la"] == forged(register, REVOKE, revokes=given.seq, grant=other)
    assert ["sai-vai-tro", "quyen-la", "quyen-la"] == forged(
        register, REVOKE, revokes=given.seq, grant=GIVEN.plain
    )
    assert "mat-xich-la" in forged(register, GRANT)
