"""One dossier for a page: what may be done next by whom, with words beside each field."""

from __future__ import annotations

from phuhop.usecases.register.looking import show_dossier
from registry.workflow.needs import Need
from tests.support.refusals import appraised
from tests.support.registries import KEY, hand_in, new_register


def test_each_step_says_which_fields_it_lacks(address: str) -> None:
    database = appraised(address)
    offers = {offer.step.name: offer for offer in show_dossier(database, KEY).offers}

    assert (Need("reason", "phải nêu lý do"),) == offers["yêu cầu bổ sung"].missing
    assert [
        ("number", "phải nêu số văn bản"),
        ("day", "phải nêu ngày văn bản"),
        ("signer", "phải nêu người ký"),
    ] == [(need.field, need.words) for need in offers["công nhận"].missing]
    assert ("quyết định",) == offers["công nhận"].step.roles


def test_a_step_that_can_be_done_at_once_lacks_nothing(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    offers = {offer.step.name: offer for offer in show_dossier(database, KEY).offers}

    assert () == offers["bắt đầu thẩm định"].missing
    assert "công nhận" not in offers
