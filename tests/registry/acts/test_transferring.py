"""A commune that merged during the year: its dossier is another commune's, by an event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from phuhop.usecases.register.right_commune import check_receiver
from registry.acts.acts import StepWords, act
from registry.keeping.audit import audit
from registry.store.chain import Event
from registry.store.database import Database
from registry.views.history import history
from registry.views.listing import Wanted, counted, listed
from scoring.base.problems import ProblemsFound
from tests.support.forging import slip_in, told
from tests.support.refusals import refused
from tests.support.registries import ASSESSMENT, FULL, KEY, by, hand_in, new_register, step, version


def transfer(register: Database, receiver: str | None, reason: str | None = "Sáp nhập") -> Event:
    return act(register, KEY, "transfer", by("cấp trên"), StepWords(reason, receiver=receiver))


def two_communes(address: str) -> Database:
    register = new_register(address)
    hand_in(register)
    other = replace(ASSESSMENT.commune, code="99050", name="Xã Nhận")
    hand_in(register, version(replace(ASSESSMENT, commune=other)))
    return register


def test_a_transferred_dossier_is_in_no_list_and_named_with_the_receivers(address: str) -> None:
    register = two_communes(address)
    event = transfer(register, "99050")
    with register.reading() as connection:
        own, theirs = history(connection, KEY), history(connection, "99050/2024")

        assert ["99050/2024"] == [row.key.short for row in listed(connection)]
        assert {"đã nộp": 1} == counted(connection)
        assert [KEY] == [row.key.short for row in listed(connection, Wanted(state="đã chuyển"))]
    assert "99050" == event.detail["transferred_to"]
    assert "đã chuyển" == own.standing.state
    assert [FULL] == [str(key) for key in theirs.received]
    assert () == audit(register).problems


def test_a_transfer_by_mistake_is_taken_back(address: str) -> None:
    register = two_communes(address)
    transfer(register, "99050")
    step(register, "reopen", "cấp trên", "Chuyển nhầm")
    with register.reading() as connection:
        assert () == history(connection, "99050/2024").received
    assert () == audit(register).problems


@pytest.mark.parametrize(
    ("receiver", "reason", "lacks"),
    [
        (None, "Sáp nhập", "phải nêu mã 5 chữ số của xã nhận"),
        ("9905", "Sáp nhập", "phải nêu mã 5 chữ số của xã nhận"),
        ("99001", "Sáp nhập", "xã nhận phải là xã khác"),
        ("99050", " ", "phải nêu lý do"),
    ],
)
def test_a_transfer_that_lacks_something_is_refused(
    address: str, receiver: str | None, reason: str, lacks: str
) -> None:
    register = two_communes(address)
    (line,) = refused(transfer, register, receiver, reason)

    assert f"chưa ghi được bước «chuyển hồ sơ cho xã sau sáp nhập»: {lacks}" in line


def test_a_transfer_to_nobody_slipped_into_the_chain_is_found(address: str) -> None:
    register = two_communes(address)
    with register.writing() as connection:
        name, to = "chuyển hồ sơ cho xã sau sáp nhập", "đã chuyển"
        slip_in(connection, "cấp trên", name, "transfer", to, locked=True, reason="Sáp nhập")

    assert ["chua-du-dieu-kien"] == [line.split("[")[1].split("]")[0] for line in told(register)]


def test_the_registers_of_units_say_who_goes_on() -> None:
    from phuhop.usecases.reading import shipped_units

    conversion = shipped_units().conversion
    assert conversion is not None
    moved = next(one for one in conversion.transfers if one.old != one.new)
    check_receiver(f"{moved.old}/2025", moved.new)
    check_receiver(KEY, "99050")
    with pytest.raises(ProblemsFound, match="không sáp nhập vào «99050»"):
        check_receiver(f"{moved.old}/2025", "99050")
