"""Every route × every kind of person × own and foreign units × every state: as the table says.

The table is the one of who may what, written here once more as data. Routes are taken from the
addresses that the portal has, each by the access that its view declares: a new page is judged
here without a word of its own.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from phuhop.portal import permissions
from phuhop.portal.accounts.models import Grant, Role, Scope
from phuhop.portal.permissions import Access
from phuhop.portal.phases import Phase, phase_of
from registry.workflow.workflow import SHIPPED, load_workflow
from tests.support import portal
from tests.support.portal_routes import routes

REACHED = "tới nơi".encode()
SUBJECTS = (None, *Role)
"""Nobody signed in, and the seven roles, in the order of the columns below."""

WHO_MAY_WHAT = """
access                                   none  officer leader receiver verifier decider superior admin
anybody                                  yes   yes     yes    yes      yes      yes     yes      yes
by token                                 yes   yes     yes    yes      yes      yes     yes      yes
signed in                                login yes     yes    yes      yes      yes     yes      yes
read a draft                             login yes     yes    -        -        -       -        -
write a draft                            login yes     yes    -        -        -       -        -
hand in                                  login -       yes    -        -        -       -        -
read a dossier that was handed in        login yes     yes    yes      handed   judged  handed   -
import for communes                      login -       -      yes      -        -       -        -
verify                                   login -       -      -        handed   -       -        -
decide                                   login -       -      -        -        judged  -        -
publish                                  login -       -      -        -        judged  handed   -
oversee a province                       login -       -      -        -        -       handed   -
reopen, lock, unlock                     login -       -      -        -        -       handed   -
accounts                                 login -       -      -        -        -       -        yes
keep the register: rules, audit, backup  login -       -      -        -        -       -        yes
"""  # noqa: E501 -- a table
"""«handed»: from «đã nộp» on; «judged»: from «đã thẩm định» on; only where a dossier is named.
Whoever comes «by token» is judged in test_api.py."""

BEFORE = frozenset({None, "nháp"})
JUDGED = frozenset({"đã thẩm định", "công nhận", "không công nhận", "công bố"})

OWN, OTHER, ELSEWHERE, UNKNOWN = "99001", "99002", "98001", "00000"
PROVINCES = {OWN: "Tỉnh Đồi Sim", OTHER: "Tỉnh Đồi Sim", ELSEWHERE: "Tỉnh Bãi Cọ", UNKNOWN: None}
UNITS = tuple(PROVINCES)


def _table() -> dict[str, dict[Role | None, str]]:
    rows = [line.rsplit(maxsplit=8) for line in WHO_MAY_WHAT.strip().splitlines()[1:]]
    return {row[0]: dict(zip(SUBJECTS, row[1:], strict=True)) for row in rows}


def _said(cell: str, arguments: frozenset[str], unit: str, state: str | None) -> bool:
    """Whether the table lets somebody through whose grant is over ``OWN`` alone."""
    if cell in {"login", "-"}:
        return False
    if "commune" not in arguments:
        return True
    dossier = "year" in arguments
    before, judged = state in BEFORE, state in JUDGED
    in_time = not dossier or {"handed": not before, "judged": judged}.get(cell, True)
    return unit == OWN and in_time


def test_every_route_says_what_kind_of_access_it_is() -> None:
    found = routes()

    assert len(found) > 30
    assert {*_table()} >= {route.access for route in found}


def test_the_table_here_names_every_kind_of_access() -> None:
    assert [*_table()] == [one.value for one in Access]


def _is_open(request: HttpRequest, access: Access, about: dict[str, object]) -> bool:
    try:
        return permissions.refusal(request, access, about) is None
    except Http404:
        return False


def test_each_route_in_each_state_is_open_to_whom_the_table_names_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workflow, _ = load_workflow(SHIPPED)
    states = [None, *(state.name for state in workflow.states)]
    now = {}
    people = {role: portal.person(role.value, role.value, [OWN]) for role in Role}
    held = {one.pk: [*one.grants.all()] for one in people.values()}
    monkeypatch.setattr(permissions, "_province", PROVINCES.__getitem__)
    monkeypatch.setattr(permissions, "grants_on", lambda account, _: held[account.pk])
    monkeypatch.setattr(permissions, "told", lambda *_, **__: None)
    monkeypatch.setattr(permissions, "phase_now", lambda *_: phase_of(workflow, now["state"]))
    table, wrong = _table(), []
    for route in routes():
        access = Access(route.access)
        for role, cell in table[route.access].items():
            request = HttpRequest()
            request.META["SERVER_NAME"], request.method = "localhost", "GET"
            request.user = AnonymousUser() if role is None else people[role]
            for now["state"] in states:
                for unit in UNITS:
                    about = {"commune": unit, "year": 2024}
                    given = {k: v for k, v in about.items() if k in route.arguments}
                    is_open = _is_open(request, access, given)
                    if is_open != _said(cell, route.arguments, unit, now["state"]):
                        wrong.append((route.name, role, unit, now["state"], is_open))

    assert [] == wrong


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a view that only says that it was reached in the place of each."""
    for route in routes():

        def reached(*_: object, **__: object) -> HttpResponse:
            return HttpResponse(REACHED)

        reached.access = Access(route.access)  # type: ignore[attr-defined]
        monkeypatch.setattr(route.pattern, "callback", reached)
    # The register is not emptied between tests: as if nothing had been handed in.
    monkeypatch.setattr(permissions, "phase_now", lambda *_: Phase.ALWAYS)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("role", SUBJECTS)
def test_what_the_table_refuses_no_request_reaches(role: Role | None) -> None:
    for commune, province in ((OWN, PROVINCES[OWN]), (ELSEWHERE, PROVINCES[ELSEWHERE])):
        draft = portal.draft(commune)
        draft.province = str(province)
        draft.save()
    client = Client(headers={"host": "localhost"})
    if role is not None:
        client = portal.signed_in(portal.person("mo", role.value, [OWN]))
    table, wrong = _table(), []
    for route in routes():
        cell = table[route.access][role]
        for unit, method in zip(UNITS, (client.get, client.post) * 2, strict=True):
            if unit != OWN and "commune" not in route.arguments:
                continue
            answer = method(route.address(commune=unit))
            reached = answer.content == REACHED
            to_login = answer.status_code == 302 and "/tai-khoan/vao/" in answer["Location"]
            refused = to_login if cell == "login" else answer.status_code == 404
            if not (reached if _said(cell, route.arguments, unit, None) else refused):
                wrong.append((route.name, unit, answer.status_code))

    assert [] == wrong


def test_a_grant_over_a_province_reaches_its_communes_only() -> None:
    for commune, province in ((OWN, "Tỉnh Đồi Sim"), (ELSEWHERE, "Tỉnh Bãi Cọ")):
        draft = portal.draft(commune)
        draft.province = province
        draft.save()
    account = portal.person("tinh", "tiep-nhan", [], "tinh", province="Tỉnh Đồi Sim")
    request = HttpRequest()
    request.user = account

    assert [True, False, False] == [
        _is_open(request, Access.READ_DOSSIER, {"commune": code, "year": 2024})
        for code in (OWN, ELSEWHERE, UNKNOWN)
    ]


def test_who_fills_in_a_unit_verifies_others_but_never_that_one() -> None:
    account = portal.person("ca-hai", "xa-chuyen-vien", [OWN])
    Grant.objects.create(
        account=account,
        role=Role.VERIFIER,
        scope=Scope.LIST,
        communes=[OWN, OTHER],
        from_day=timezone.localdate(),
    )
    request = HttpRequest()
    request.user = account

    assert [False, True] == [
        _is_open(request, Access.VERIFY, {"commune": code}) for code in (OWN, OTHER)
    ]
    assert _is_open(request, Access.WRITE_DRAFT, {"commune": OWN})
