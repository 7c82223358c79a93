"""The province's own sign-on: a linked subject comes in; nobody else, and nothing is made."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.test import Client, override_settings

from phuhop.portal import middleware
from phuhop.portal.accounts.invitations import Invited, invited, reset_for
from phuhop.portal.accounts.models import Account, Grant, Invitation, Role, Scope
from phuhop.portal.accounts.provider import ProviderFactor, SignOn, sign_on_of
from phuhop.portal.accounts.rights import Right
from tests.support import portal

KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _ in range(2))
ENTER, BACK, LINK = "/tai-khoan/tinh/vao/", "/tai-khoan/tinh/ve/", "/tai-khoan/tinh/"
UNLINK = f"{LINK}bo/"
SUBJECT = "chu-the-1"


class Provider:
    """A provider on this machine: what its next token says can be set."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key, self.algorithm, self.said_issuer = KEY, "RS256", ""
        self.token_asked: dict[str, list[str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/tinh"

    def _handler(provider) -> type[BaseHTTPRequestHandler]:  # noqa: N805 -- self is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._said(provider.keys() if "jwks" in self.path else provider.about())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.token_asked = parse_qs(body)
                self._said({"access_token": "x", "token_type": "Bearer", **provider.token()})

            def _said(self, what: dict[str, Any]) -> None:
                content = json.dumps(what).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.said_issuer or self.issuer,
            "authorization_endpoint": f"{self.issuer}/vao",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        one = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {"keys": [{**one, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def token(self) -> dict[str, str]:
        key: Any = (
            self.key if self.algorithm == "RS256" else ("m" * 32, None)[self.algorithm == "none"]
        )
        said = {k: v for k, v in self.claims.items() if v is not None}
        return {"id_token": jwt.encode(said, key, self.algorithm, headers={"kid": "1"})}


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    made = Provider()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    secret = tmp_path / "mat"
    secret.write_text("bí mật\n", encoding="utf-8")
    one = SignOn("đăng nhập của tỉnh", made.issuer, "cong", secret)
    with override_settings(SIGN_ON=one):
        yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def _browser() -> Client:
    return Client(headers={"host": "localhost"})


def _sent(client: Client, address: str) -> dict[str, str]:
    """Begin, and return what the provider is asked."""
    answer = client.post(address)
    assert 302 == answer.status_code
    return {k: v[0] for k, v in parse_qs(urlsplit(answer["Location"]).query).items()}


def _came(client: Client, provider: Provider, address: str = ENTER, **other: Any) -> Any:
    """Go to the provider and come back with a token that is right but for *other*."""
    asked = _sent(client, address)
    state = other.pop("state", asked["state"])
    provider.claims = {
        "iss": provider.issuer,
        "aud": "cong",
        "sub": SUBJECT,
        "nonce": asked["nonce"],
        "iat": int(time.time()),
        "exp": int(time.time()) + 60,
        **other,
    }
    return client.get(BACK, {"code": "ma", "state": state})


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _linked(provider: Provider, username: str = "mo", subject: str = SUBJECT) -> Account:
    account = portal.person(username, "xa-chuyen-vien")
    account.email = "mo@tinh.example.vn"
    account.save()
    key = SignOn("", provider.issuer, "", Path()).key
    SocialAccount.objects.create(user=account, provider=key, uid=subject)
    return account


def _made() -> tuple[int, int, int]:
    return tuple(one.objects.count() for one in (Account, Grant, SocialAccount))  # type: ignore[return-value]


def _letter() -> str:
    right = Right(Role.OFFICER, Scope.COMMUNE, ("99001",))
    return invited([Invited("tu", "Vàng A Tú", "Xã", right)], "phuhop serve")[0].path


def test_a_linked_subject_comes_in(provider: Provider) -> None:
    account, client = _linked(provider), _browser()

    answer = _came(client, provider)

    assert (302, "/") == (answer.status_code, answer["Location"])
    assert f"{account.pk}" == client.session["_auth_user_id"]
    assert ["bí mật"] == provider.token_asked["client_secret"]
    assert "code_verifier" in provider.token_asked


def test_the_second_factor_of_the_portal_is_asked_all_the_same(provider: Provider) -> None:
    TOTP.activate(_linked(provider), "JBSWY3DPEHPK3PXP")
    client = _browser()

    answer = _came(client, provider)

    assert "/tai-khoan/ma/" == answer["Location"]
    assert not _is_in(client)


def test_who_left_does_not_come_in(provider: Provider) -> None:
    account, client = _linked(provider), _browser()
    Account.objects.filter(pk=account.pk).update(is_active=False)

    _came(client, provider)

    assert not _is_in(client)


def test_a_subject_nobody_linked_is_told_and_nothing_is_made(provider: Provider) -> None:
    """Not by name, not by mail: those of the account are the token's."""
    _linked(provider, subject="chu-the-khac")
    before, client = _made(), _browser()

    mail = {"email": "mo@tinh.example.vn", "email_verified": True, "preferred_username": "mo"}
    answer = _came(client, provider, **mail, role="quan-tri")

    assert 403 == answer.status_code
    assert "chưa có tài khoản ở cổng, hỏi quản trị" in answer.content.decode()
    assert (before, False) == (_made(), _is_in(client))


def test_a_subject_of_another_issuer_is_another_person(provider: Provider) -> None:
    _linked(provider)
    moved = SignOn("x", provider.issuer + "2", "cong", settings.SIGN_ON.secret_file)
    provider.issuer = moved.issuer
    client = _browser()

    with override_settings(SIGN_ON=moved):
        assert 403 == _came(client, provider).status_code
    assert not _is_in(client)


WRONG: dict[str, dict[str, Any]] = {
    "state": {"state": "khac"},
    "nonce": {"nonce": "khac"},
    "no nonce": {"nonce": None},
    "issuer": {"iss": "https://khac.example.vn"},
    "client": {"aud": "khac"},
    "expired": {"exp": 1_000_000_000},
    "endless": {"exp": None},
    "nobody": {"sub": None},
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_token_that_does_not_fit_is_refused(provider: Provider, fault: str) -> None:
    _linked(provider)
    client = _browser()

    answer = _came(client, provider, **WRONG[fault])

    assert (403, False) == (answer.status_code, _is_in(client))


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    provider: Provider, algorithm: str
) -> None:
    _linked(provider)
    provider.key, provider.algorithm = OTHER_KEY, algorithm
    client = _browser()

    assert (403, False) == (_came(client, provider).status_code, _is_in(client))


def test_a_provider_that_says_it_is_another_is_refused(provider: Provider) -> None:
    provider.said_issuer = "https://khac.example.vn"

    assert 403 == _browser().post(ENTER).status_code


def test_an_answer_counts_once(provider: Provider) -> None:
    _linked(provider)
    client = _browser()
    asked = _came(client, provider).wsgi_request.GET.dict()
    client.logout()

    assert 403 == client.get(BACK, asked).status_code


def test_an_invitation_is_taken_without_a_password(provider: Provider) -> None:
    link, client = _letter(), _browser()
    assert "Nhận tài khoản bằng đăng nhập của tỉnh" in client.get(link).content.decode()

    assert 302 == _came(client, provider, link + "tinh/").status_code
    account = Account.objects.get(username="tu")
    assert not account.has_usable_password()
    assert "xa-chuyen-vien" == account.grants.get().role
    assert 404 == client.get(link).status_code
    _came(client, provider)
    assert f"{account.pk}" == client.session["_auth_user_id"]
    # Nobody works without a second factor: whoever has no password can make one as well.
    assert 200 == client.get("/tai-khoan/ma/bat/").status_code


def test_an_invitation_is_not_taken_by_whom_has_an_account(provider: Provider) -> None:
    _linked(provider)
    link, before = _letter(), _made()

    assert 409 == _came(_browser(), provider, link + "tinh/").status_code
    assert before == _made()
    assert 200 == _browser().get(link).status_code


def test_an_invitation_taken_back_meanwhile_or_of_a_reset_is_worth_nothing(
    provider: Provider,
) -> None:
    link, client = _letter(), _browser()
    asked = _sent(client, link + "tinh/")
    Invitation.objects.update(revoked_at="2026-01-01T00:00:00Z")
    provider.claims = {"iss": provider.issuer, "aud": "cong", "sub": SUBJECT}
    provider.claims |= {"nonce": asked["nonce"], "exp": int(time.time()) + 60}

    assert 404 == client.get(BACK, {"code": "x", "state": asked["state"]}).status_code
    assert (0, 0, 0) == _made()
    reset = reset_for(portal.person("mo", "xa-chuyen-vien"), "phuhop serve").path
    assert 404 == _browser().post(reset + "tinh/").status_code


def test_who_is_signed_in_links_their_own_account_after_saying_who_they_are(
    provider: Provider,
) -> None:
    account, client = portal.person("mo", "xa-chuyen-vien"), _browser()
    client.force_login(account)
    assert "/tai-khoan/xac-nhan/" in client.post(LINK)["Location"]
    said = {"login": "mo", "password": portal.PASSWORD}
    client = _browser()
    client.post("/tai-khoan/vao/", said)
    assert "Gắn với đăng nhập của tỉnh" in client.get("/tai-khoan/bao-mat/").content.decode()
    client.post("/tai-khoan/xac-nhan/", {"password": portal.PASSWORD})
    assert 200 == client.get(LINK).status_code

    assert 302 == _came(client, provider, LINK).status_code
    assert account == SocialAccount.objects.get(uid=SUBJECT).user
    other = _browser()
    _came(other, provider)
    assert _is_in(other)
    portal.person("tu", "xa-chuyen-vien")
    second = _browser()
    second.post("/tai-khoan/vao/", {**said, "login": "tu"})
    second.post("/tai-khoan/xac-nhan/", {"password": portal.PASSWORD})
    assert 409 == _came(second, provider, LINK).status_code
    assert 1 == SocialAccount.objects.count()


def test_where_none_is_configured_there_is_no_button_and_no_page() -> None:
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    link = _letter()
    pages = (_browser().get("/tai-khoan/vao/"), _browser().get(link))

    assert all("/tinh/" not in one.content.decode() for one in pages)
    assert [404] * 4 == [
        _browser().post(ENTER).status_code,
        _browser().get(BACK).status_code,
        _browser().post(link + "tinh/").status_code,
        client.get(LINK).status_code,
    ]


def test_what_is_configured_by_halves_is_told(tmp_path: Path) -> None:
    names = ("ISSUER", "CLIENT", "SECRET_FILE")
    said = dict(zip((f"PHUHOP_PORTAL_OIDC_{one}" for one in names), ("", "c", "f"), strict=True))
    issuer = "PHUHOP_PORTAL_OIDC_ISSUER"

    assert sign_on_of({}) is None
    with pytest.raises(ValueError, match="còn thiếu PHUHOP_PORTAL_OIDC_ISSUER"):
        sign_on_of(said)
    with pytest.raises(ValueError, match="https"):
        sign_on_of({**said, issuer: "http://tinh.example.vn"})
    with pytest.raises(ValueError, match="không có tệp"):
        sign_on_of(
            {
                **said,
                issuer: "https://tinh.example.vn",
                "PHUHOP_PORTAL_OIDC_SECRET_FILE": str(tmp_path),
            }
        )


def _reason_given(of: SignOn, claim: str = "amr", *values: str) -> SignOn:
    return replace(of, factor=ProviderFactor(claim, values or ("mfa",), "Quyết định 12"))


def test_a_person_sees_their_link_and_takes_it_away(provider: Provider) -> None:
    _linked(provider)
    client = _browser()
    client.post("/tai-khoan/vao/", {"login": "mo", "password": portal.PASSWORD})
    client.post("/tai-khoan/xac-nhan/", {"password": portal.PASSWORD})
    assert "Tài khoản này đã gắn với" in client.get(LINK).content.decode()

    assert 302 == client.post(UNLINK).status_code

    assert 0 == SocialAccount.objects.count()
    assert _is_in(client)
    assert 403 == _came(_browser(), provider).status_code


def test_who_has_no_password_keeps_the_link_until_one_is_set(provider: Provider) -> None:
    account = _linked(provider)
    account.set_unusable_password()
    account.save()
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    client = _browser()
    _came(client, provider)
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client.post("/tai-khoan/ma/", {"code": _code()})
        assert _is_in(client)
        clock.shift(timedelta(seconds=31))
        client.post("/tai-khoan/xac-nhan-ma/", {"code": _code()})
        assert "chưa có mật khẩu" in client.post(UNLINK, follow=True).content.decode()
        assert 1 == SocialAccount.objects.count()

        new = {"password1": portal.PASSWORD, "password2": portal.PASSWORD}
        assert 302 == client.post("/tai-khoan/mat-khau/dat/", new).status_code
        assert 302 == client.post(UNLINK).status_code
    assert 0 == SocialAccount.objects.count()


def test_an_administrator_takes_a_link_away_but_never_the_only_way_in(provider: Provider) -> None:
    account = _linked(provider)
    at_work = _browser()
    _came(at_work, provider)
    administrator = portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))
    page = f"/quan-tri/tai-khoan/{account.pk}/"
    assert "Đăng nhập của tỉnh" in administrator.get(page).content.decode()

    account.set_unusable_password()
    account.save()
    refused = administrator.post(f"{page}bo-gan/", follow=True).content.decode()
    assert "người ấy chưa có mật khẩu" in refused
    assert 1 == SocialAccount.objects.count()
    account.set_password(portal.PASSWORD)
    account.save()
    administrator.post(f"{page}bo-gan/")

    assert 0 == SocialAccount.objects.count()
    assert 302 == at_work.get("/").status_code


@pytest.mark.parametrize(
    ("said", "is_in"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"acr": "mfa"}, False),
        ({}, False),
    ],
)
def test_a_trusted_provider_asks_for_the_second_factor_where_its_token_says_so(
    provider: Provider, said: dict[str, Any], *, is_in: bool
) -> None:
    TOTP.activate(_linked(provider), "JBSWY3DPEHPK3PXP")
    with override_settings(SIGN_ON=_reason_given(settings.SIGN_ON)):
        client = _browser()
        _came(client, provider, **said)
        assert is_in == _is_in(client)


def test_a_password_and_a_provider_that_is_not_trusted_are_asked_all_the_same(
    provider: Provider,
) -> None:
    TOTP.activate(_linked(provider), "JBSWY3DPEHPK3PXP")
    client = _browser()
    _came(client, provider, amr=["mfa"])
    assert not _is_in(client)
    with override_settings(SIGN_ON=_reason_given(settings.SIGN_ON)):
        other = _browser()
        other.post("/tai-khoan/vao/", {"login": "mo", "password": portal.PASSWORD})
        assert not _is_in(other)


def test_who_came_by_a_trusted_factor_needs_none_here_while_it_is_trusted(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    _linked(provider)
    monkeypatch.setattr(middleware, "CONFIG", replace(middleware.CONFIG, is_relaxed=False))
    client = _browser()
    with override_settings(SIGN_ON=_reason_given(settings.SIGN_ON, "acr", "muc-3")):
        assert "muc-3" == _sent(client, ENTER)["acr_values"]
        _came(client, provider, acr="muc-3")
        assert 200 == client.get("/").status_code
        without = _browser()
        _came(without, provider)
        assert "/tai-khoan/ma/bat/" == without.get("/")["Location"]
    assert "/tai-khoan/ma/bat/" == client.get("/")["Location"]


def test_the_checkup_says_who_asks_for_the_second_factor_and_why(provider: Provider) -> None:
    del provider
    client = portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))
    with override_settings(SIGN_ON=_reason_given(settings.SIGN_ON)):
        trusted = client.get("/quan-tri/kham/").content.decode()

    assert "Lý do: Quyết định 12" in trusted
    assert "mã xác nhận của cổng vẫn hỏi" in client.get("/quan-tri/kham/").content.decode()


def test_a_trust_without_a_reason_or_a_claim_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "mat"
    secret.touch()
    said = {
        "PHUHOP_PORTAL_OIDC_ISSUER": "https://tinh.example.vn",
        "PHUHOP_PORTAL_OIDC_CLIENT": "cong",
        "PHUHOP_PORTAL_OIDC_SECRET_FILE": str(secret),
    }
    factor = "PHUHOP_PORTAL_OIDC_SECOND_FACTOR"

    with pytest.raises(ValueError, match="lý do"):
        sign_on_of({**said, factor: "amr=mfa"})
    with pytest.raises(ValueError, match="viết «amr=mfa»"):
        sign_on_of({**said, factor: "mfa"})
    found = sign_on_of({**said, factor: "amr=mfa, otp", f"{factor}_REASON": "QĐ 12"})
    assert found is not None
    assert ProviderFactor("amr", ("mfa", "otp"), "QĐ 12") == found.factor


def _code() -> str:
    return format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", int(time.time()) // 30))
