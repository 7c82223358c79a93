"""Rights: an event of the chain each, then a row; never two roles over one unit."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from phuhop.portal.accounts import granting
from phuhop.portal.accounts.granting import agree, given
from phuhop.portal.accounts.models import Account, Grant, Role, Scope
from phuhop.portal.accounts.rights import Right
from phuhop.portal.drafts.register import register
from phuhop.usecases.register.granting import grants_in_the_register
from scoring.base.problems import ProblemsFound
from tests.support import portal

PEOPLE = "/quan-tri/tai-khoan/"


@pytest.fixture
def administrator() -> Client:
    client = portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))
    # Other tests left their grants in the register of this process.
    agree("quan-tri")
    return client


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def _nobody(username: str = "mo") -> Account:
    account = portal.person(username, "xa-chuyen-vien")
    account.grants.all().delete()
    agree("quan-tri")
    return account


def test_a_grant_and_its_end_are_events_of_the_chain(administrator: Client) -> None:
    of = _nobody()

    administrator.post(
        f"{PEOPLE}{of.pk}/quyen/",
        {"role": "tham-dinh", "communes": "99001 99002", "until_day": "31/12/2027"},
    )

    grant = of.grants.get()
    event = grants_in_the_register(register())[grant.event or 0]
    assert ("mo", "thẩm định", ("99001", "99002"), "2027-12-31") == (
        event.account,
        event.role,
        event.communes,
        f"{event.until_day}",
    )
    administrator.post(f"/quan-tri/quyen/{grant.pk}/thu/")
    grant.refresh_from_db()
    assert grant.event not in grants_in_the_register(register())
    assert (True, "quan-tri") == (grant.revoked_at is not None, grant.revoked_by)


def test_who_loses_a_right_is_out_at_once(administrator: Client) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    client = portal.signed_in(of)
    assert 200 == client.get("/").status_code

    administrator.post(f"/quan-tri/quyen/{of.grants.get().pk}/thu/")

    assert 302 == client.get("/").status_code


def test_who_is_disabled_is_out_at_once_and_comes_back_when_enabled(administrator: Client) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    client = portal.signed_in(of)
    assert 200 == client.get("/").status_code
    administrator.post(f"{PEOPLE}{of.pk}/khoa/")
    assert 302 == client.get("/").status_code
    administrator.post(f"{PEOPLE}{of.pk}/mo/")

    assert 200 == portal.signed_in(Account.objects.get(pk=of.pk)).get("/").status_code


@pytest.mark.parametrize(
    ("held", "asked", "words"),
    [
        ("xa-chuyen-vien", "tham-dinh", "không vừa lập vừa thẩm định"),
        ("xa-lanh-dao", "quan-tri", "quản trị không xem số liệu"),
        ("tham-dinh", "xa-chuyen-vien", "không vừa lập vừa thẩm định"),
    ],
)
def test_two_roles_that_exclude_each_other_are_not_granted(
    administrator: Client, held: str, asked: str, words: str
) -> None:
    of = portal.person("mo", held)
    codes = "" if asked == "quan-tri" else "99001"

    answer = administrator.post(f"{PEOPLE}{of.pk}/quyen/", {"role": asked, "communes": codes})

    assert 422 == answer.status_code
    assert words in _text(answer.content)
    assert 1 == of.grants.count()


def test_over_different_units_both_roles_may_stand() -> None:
    of = portal.person("mo", "xa-chuyen-vien")

    given(of, Right(Role.VERIFIER, Scope.COMMUNE, ("99002",)), "phuhop serve")

    assert 2 == of.grants.count()
    with pytest.raises(ProblemsFound, match="không vừa lập"):
        given(of, Right(Role.VERIFIER, Scope.ALL), "phuhop serve")


def test_a_province_holds_its_communes() -> None:
    draft = portal.draft()
    of = portal.person("mo", "xa-chuyen-vien", [draft.commune])

    with pytest.raises(ProblemsFound, match="không vừa lập"):
        given(of, Right(Role.VERIFIER, Scope.PROVINCE, (), draft.province), "phuhop serve")
    given(of, Right(Role.VERIFIER, Scope.PROVINCE, (), "Tỉnh Bãi Cọ"), "phuhop serve")


def test_nobody_grants_to_themselves(administrator: Client) -> None:
    of = Account.objects.get(username="quan-tri")

    answer = administrator.post(f"{PEOPLE}{of.pk}/quyen/", {"role": "quan-tri"})

    assert 422 == answer.status_code
    assert "quản trị khác cấp" in _text(answer.content)


def test_a_crash_between_event_and_row_is_answered_by_the_same_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = _nobody()
    right = Right(Role.DECIDER, Scope.COMMUNE, ("99001",))

    def crashed(*_: Any, **__: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(Grant, "save", crashed)
        with pytest.raises(MemoryError):
            given(of, right, "phuhop serve")
    left = {seq for seq, one in grants_in_the_register(register()).items() if one.account == "mo"}

    grant = given(of, right, "phuhop serve")

    assert left == {grant.event}
    assert grant.pk == given(of, right, "phuhop serve").pk


def test_what_only_the_register_or_only_the_portal_knows_is_told_and_mended(
    administrator: Client,
) -> None:
    of = _nobody()
    loose = given(of, Right(Role.DECIDER, Scope.COMMUNE, ("99001",)), "quan-tri")
    over = given(of, Right(Role.RECEIVER, Scope.COMMUNE, ("99001",)), "quan-tri")
    granting.record_revocation(register(), over.event or 0, granting.keeper("quan-tri"))
    loose.delete()
    Grant.objects.create(
        account=of, role=Role.SUPERIOR, scope=Scope.ALL, from_day=timezone.localdate()
    )

    page = _text(administrator.get("/quan-tri/ra-soat/").content)
    for words in ("Cổng có, sổ chưa ghi: Mo (mo): cấp trên", "Sổ đã thu, cổng còn: Mo (mo)"):
        assert words in page
    assert "Sổ có, không tài khoản nào giữ: Mo (mo): quyết định" in page
    assert 3 == Grant.objects.filter(revoked_at=None).count()
    administrator.post("/quan-tri/ra-soat/doi-chieu/")

    assert "Như nhau" in _text(administrator.get("/quan-tri/ra-soat/").content)
    assert ["cap-tren"] == [*of.grants.filter(revoked_at=None).values_list("role", flat=True)]


def test_an_invitation_becomes_an_account_with_a_right_that_the_chain_knows() -> None:
    from phuhop.portal.accounts.invitations import first_administrator

    path = first_administrator()
    assert path is not None
    words = "một câu mới và cũng rất dài"
    Client(headers={"host": "localhost"}).post(path, {"mat-khau": words, "mat-khau-2": words})

    grant = Grant.objects.get()
    assert "Quản trị" == grants_in_the_register(register())[grant.event or 0].person
    assert first_administrator() is None
