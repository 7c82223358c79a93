"""Other systems read what the grant of their token sees, and write nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ninja.throttling import AuthRateThrottle

from phuhop.portal.accounts.models import Account, Grant, Role
from phuhop.portal.api.models import Token
from phuhop.portal.api.tokens import made
from tests.support import portal
from tests.support import portal_dossiers as dossiers

LISTS = ("dossiers", "results", "decisions")
_DOCS = Path(__file__).parents[3] / "docs" / "developers" / "api.md"


def _token(role: Role, codes: list[str], scope: str = "danh-sach", **about: Any) -> str:
    account = portal.person(f"may-{role}-{len(codes)}{scope}", role.value, codes, scope, **about)
    return made(account, account.grants.get(), "Kho dữ liệu", 30)


def _get(token: str | None, path: str) -> Any:
    headers = {"host": "localhost"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return Client(headers=headers).get(f"/api/v1/{path}")


def _codes(answer: Any) -> list[str]:
    return [one["commune"] for one in answer.json()["items"]]


def test_each_role_reads_the_states_and_units_that_its_pages_show() -> None:
    handed, decided, foreign = (dossiers.handed_in() for _ in range(3))
    dossiers.recognised(decided)
    own = [handed, decided]
    roles = (Role.VERIFIER, Role.DECIDER, Role.SUPERIOR, Role.OFFICER)
    tokens = {role: _token(role, own) for role in roles}
    seen = {
        role: {name: _codes(_get(token, f"{name}?year=2024")) for name in LISTS}
        for role, token in tokens.items()
    }

    both = {"dossiers": own, "results": own, "decisions": [decided]}
    judged = {"dossiers": [decided], "results": [decided], "decisions": [decided]}
    assert foreign not in own
    assert {
        Role.VERIFIER: both,
        Role.DECIDER: judged,
        Role.SUPERIOR: both,
        Role.OFFICER: both,
    } == seen


def test_a_foreign_an_unknown_and_a_too_early_dossier_are_the_same_404() -> None:
    handed, foreign = dossiers.handed_in(), dossiers.handed_in()
    verifier, decider = _token(Role.VERIFIER, [handed]), _token(Role.DECIDER, [handed])
    answers = [
        _get(token, f"{name}/{code}/{year}")
        for name in ("dossiers", "results")
        for token, code, year in (
            (verifier, foreign, 2024),
            (verifier, "00000", 2024),
            (verifier, handed, 2023),
            (decider, handed, 2024),
        )
    ]

    assert {404} == {one.status_code for one in answers}
    assert 1 == len({one.content for one in answers})
    assert 200 == _get(verifier, f"results/{handed}/2024").status_code


def test_an_administrator_makes_no_token_and_reads_nothing_with_a_forged_one() -> None:
    keeper = portal.person("tri", Role.ADMINISTRATOR.value, [], "tat-ca")
    text = made(keeper, keeper.grants.get(), "x", 30)
    page = portal.signed_in(keeper).get("/tai-khoan/khoa/")

    assert "chưa có quyền đọc hồ sơ nào" in page.content.decode()
    assert [404] * 3 == [_get(text, name).status_code for name in LISTS]


def test_no_token_a_wrong_one_and_one_that_ended_are_told_apart_from_nothing() -> None:
    code = dossiers.handed_in()
    text = _token(Role.VERIFIER, [code])
    (token,) = Token.objects.all()
    alive = _get(text, "dossiers").status_code
    refused = [_get(None, "dossiers"), _get("phuhop_la", "dossiers")]
    for field, value, back in (
        ("until_day", timezone.localdate() - timedelta(days=1), token.until_day),
        ("revoked_at", timezone.now(), None),
    ):
        Token.objects.update(**{field: value})
        refused.append(_get(text, "dossiers"))
        Token.objects.update(**{field: back})
    Grant.objects.update(revoked_at=timezone.now())
    refused.append(_get(text, "dossiers"))
    Grant.objects.update(revoked_at=None)
    Account.objects.update(is_active=False)
    refused.append(_get(text, "dossiers"))

    assert 200 == alive
    assert [401] * 6 == [one.status_code for one in refused]
    assert 1 == len({one.content for one in refused})


def test_pages_follow_each_other_and_end() -> None:
    codes = sorted(dossiers.handed_in() for _ in range(5))
    text = _token(Role.VERIFIER, codes)
    found, after = [], ""
    for _ in range(3):
        answer = _get(text, f"dossiers?limit=2{after}").json()
        found.append([one["commune"] for one in answer["items"]])
        after = f"&after={answer['next']}"

    assert [codes[:2], codes[2:4], codes[4:]] == found
    assert answer["next"] is None
    assert 422 == _get(text, "dossiers?after=linh-tinh").status_code
    assert 422 == _get(text, "dossiers?limit=100000").status_code


def test_a_result_is_the_stored_document_to_the_letter() -> None:
    code = dossiers.handed_in()
    (item,) = _get(_token(Role.VERIFIER, [code]), f"results/{code}/2024").json()["items"]

    assert ("tự chấm", "phuhop.result/1") == (item["status"], item["result"]["format"])
    assert code == item["result"]["commune"]["code"]


def test_targets_are_for_who_oversees_a_province_alone() -> None:
    code = dossiers.handed_in()
    dossiers.recognised(code)

    assert 404 == _get(_token(Role.VERIFIER, [code]), "targets").status_code
    answer = _get(_token(Role.SUPERIOR, [], "tat-ca"), "targets")
    assert "phuhop.targets/2" == answer.json()["format"]


def test_a_token_that_asks_too_often_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AuthRateThrottle, "allow_request", lambda *_: False)
    monkeypatch.setattr(AuthRateThrottle, "wait", lambda _: 42)
    answer = _get(_token(Role.VERIFIER, [portal.COMMUNE]), "dossiers")

    assert (429, "42") == (answer.status_code, answer["Retry-After"])


def test_nothing_is_kept_written_or_read_by_a_cookie() -> None:
    code = dossiers.handed_in()
    verifier = portal.person("tham", Role.VERIFIER.value, [code], "danh-sach")
    browser = portal.signed_in(verifier)
    text = made(verifier, verifier.grants.get(), "x", 30)

    assert 401 == browser.get("/api/v1/dossiers").status_code
    assert "no-store" in _get(text, "dossiers")["Cache-Control"]
    assert {403, 405} >= {
        Client(headers={"host": "localhost", "Authorization": f"Bearer {text}"})
        .post("/api/v1/dossiers")
        .status_code
    }


def test_a_person_makes_a_token_sees_it_once_and_ends_it() -> None:
    code = dossiers.handed_in()
    verifier = portal.person("tham", Role.VERIFIER.value, [code], "danh-sach")
    browser = portal.signed_in(verifier)
    said = {"label": "Kho dữ liệu tỉnh", "grant": verifier.grants.get().pk, "days": 30}
    page = browser.post("/tai-khoan/khoa/", said).content.decode()
    found = re.search(r"phuhop_[\w-]{43}", page)
    assert found is not None
    alive = _get(found[0], "dossiers").status_code
    (token,) = Token.objects.all()
    stranger = portal.signed_in(portal.person("la", Role.VERIFIER.value, [code], "danh-sach"))
    foreign = stranger.post(f"/tai-khoan/khoa/{token.pk}/thu/").status_code
    again = browser.get("/tai-khoan/khoa/").content.decode()
    browser.post(f"/tai-khoan/khoa/{token.pk}/thu/")

    assert (200, 404) == (alive, foreign)
    assert "Kho dữ liệu tỉnh" in again
    assert found[0] not in again
    assert found[0] not in token.sha256
    assert 401 == _get(found[0], "dossiers").status_code


def test_the_grant_of_another_person_is_none_of_mine() -> None:
    mine = portal.person("toi", Role.VERIFIER.value, ["99002"], "danh-sach")
    other = portal.person("ho", Role.SUPERIOR.value, [], "tat-ca")
    said = {"label": "x", "grant": other.grants.get().pk, "days": 30}

    assert 422 == portal.signed_in(mine).post("/tai-khoan/khoa/", said).status_code
    assert 0 == Token.objects.count()


def test_the_description_names_every_operation_and_the_docs_name_no_other() -> None:
    described = json.loads(_get(None, "openapi.json").content)
    paths = {path.removeprefix("/api/v1") for path in described["paths"]}
    said = _DOCS.read_text(encoding="utf-8")

    assert {"get"} == {method for one in described["paths"].values() for method in one}
    assert paths == set(re.findall(r"^\| `GET (/[^`?]*)", said, re.MULTILINE))


def test_the_example_of_the_docs_is_what_is_answered() -> None:
    code = dossiers.handed_in()
    answer = _get(_token(Role.VERIFIER, [code]), "dossiers?year=2024&limit=1").json()
    example = json.loads(_DOCS.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0])

    assert [*example] == [*answer]
    assert [*example["items"][0]] == [*answer["items"][0]]
    assert example["items"][0]["claimed"] == answer["items"][0]["claimed"]
    assert example["items"][0]["state"] == answer["items"][0]["state"]
