"""Coming in by the province's own sign-on: whose account it is says (issuer, subject) alone.

State, code, PKCE and the token's checks are allauth's and PyJWT's. Here is what they leave out:
the issuer must be the one that is configured, the signature is always checked, a token answers
one request (nonce). Nothing else of what a provider says of a person is looked at or kept.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from phuhop.portal.accounts.linking import linked, taken_by_sign_on
from phuhop.portal.accounts.provider import SignOn
from phuhop.portal.errors import page
from phuhop.portal.security_log import told

LOGIN, CONNECT = "login", "connect"
INVITATION, NONCE, FACTOR = "invitation", "nonce", "factor"
BY_PROVIDER = "yeu-to-tinh"
"""In a session: that the provider asked for the second factor, where it is trusted with that."""
_ASKED_BY_PROVIDER = "phuhop.factor-by-provider"
_SIGNED = frozenset({"RS256", "PS256", "ES256"})
_LONGEST = 191
_FAILED = "Đăng nhập của tỉnh không xong; chưa ai đăng nhập, chưa ghi gì. Thử lại từ đầu."
_UNKNOWN = "Người này chưa có tài khoản ở cổng, hỏi quản trị của tỉnh. Chưa ghi gì."


def provider() -> SignOn | None:
    """Return the provider of this installation."""
    found: SignOn | None = settings.SIGN_ON
    return found


class ByLinkAlone(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """A subject that is linked comes in; nobody else does, and nothing is made for them."""

    def list_apps(self, *_: Any, **__: Any) -> list[SocialApp]:
        """Return the provider of the environment; those of a table are not asked."""
        of = provider()
        if of is None:
            return []
        about = {"server_url": of.issuer.rstrip("/"), "fetch_userinfo": False}
        more = {"scope": ["openid"], "oauth_pkce_enabled": True}
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=of.key,
                name=of.name,
                client_id=of.client,
                secret=of.secret(),
                settings={**about, **more},
            )
        ]

    def is_open_for_signup(self, *_: Any) -> bool:
        """Return whether a subject nobody knows may make an account: never."""
        return False

    def can_authenticate_by_email(self, *_: Any) -> bool:
        """Return whether an address of mail says who somebody is: never."""
        return False

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Send no letters of allauth's."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Judge whom the provider names; only a linked account goes on to sign in."""
        state, account = sociallogin.state, sociallogin.account
        said = account.extra_data.get(NONCE)
        if not state.get(NONCE) or said != state[NONCE]:
            raise _refused(request, "nonce", _FAILED)
        if state.get("process") == CONNECT:
            if INVITATION in state:
                done = taken_by_sign_on(request, state[INVITATION], account)
            else:
                done = linked(request, account)
            raise ImmediateHttpResponse(done)
        if not sociallogin.is_existing:
            raise _refused(request, "chua-lien-ket", _UNKNOWN)
        request.META[_ASKED_BY_PROVIDER] = account.extra_data.get(FACTOR) is True

    def on_authentication_error(
        self, request: HttpRequest, *_: Any, exception: Exception | None = None, **__: Any
    ) -> None:
        """Say that it failed; what a provider or a token said goes nowhere."""
        raise _refused(request, type(exception).__name__ if exception else "trang-thai", _FAILED)


def _refused(request: HttpRequest, why: str, words: str) -> ImmediateHttpResponse:
    told("dang-nhap-tinh-hong", request, why=why)
    return ImmediateHttpResponse(page(request, 403, words))


class FactorStage(AuthenticateStage):  # type: ignore[misc] # allauth ships no types
    """The portal's second factor, but for whom a trusted provider says that it asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not was_asked_by_provider(request) and bool(super()._should_handle(request))


def was_asked_by_provider(request: HttpRequest) -> bool:
    """Whether somebody comes in just now by a provider that asked for a second factor."""
    return bool(request.META.get(_ASKED_BY_PROVIDER))


class Checked(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth ships no types
    """allauth's way to a provider, with the checks that it leaves out."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must be who is configured."""
        of = provider()
        try:
            found: dict[str, Any] = super().openid_config
        except requests.RequestException as error:
            raise OAuth2Error("discovery") from error
        if of is None or found.get("issuer") != of.issuer:
            raise OAuth2Error("issuer")
        return found

    def complete_login(
        self, _request: HttpRequest, app: SocialApp, _token: Any, **about: Any
    ) -> SocialLogin:
        """Return whom the signed token names: its subject, and the nonce to judge it by."""
        claims = self._claims(app, str(about["response"].get("id_token", "")))
        subject, nonce = claims.get("sub"), claims.get(NONCE)
        of = provider()
        is_asked = bool(of and of.factor and of.factor.was_asked(claims))
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST:
            raise OAuth2Error("sub")
        return SocialLogin(
            account=SocialAccount(
                provider=self.provider_id,
                uid=subject,
                extra_data={NONCE: str(nonce), FACTOR: is_asked},
            ),
            provider=self.get_provider(),
        )

    def _claims(self, app: SocialApp, text: str) -> dict[str, Any]:
        try:
            if jwt.get_unverified_header(text).get("alg") not in _SIGNED:
                raise OAuth2Error("alg")
            found: dict[str, Any] = jwtkit.verify_and_decode(
                credential=text,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (jwt.PyJWTError, LookupError, TypeError, ValueError) as error:
            raise OAuth2Error("id_token") from error
        # A token without an end would be good for ever.
        if "exp" not in found:
            raise OAuth2Error("exp")
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002
        """Return where the provider sends people back to."""
        return request.build_absolute_uri(reverse("sign_on_back"))


def begin(request: HttpRequest, process: str, **state: Any) -> HttpResponseBase:
    """Send a person to the provider; what they come back for stays in their session."""
    of = provider()
    way = Checked(request, of.key if of else "")
    nonce = secrets.token_urlsafe(24)
    asked = {NONCE: nonce}
    if of is not None and of.factor is not None and of.factor.claim == "acr":
        asked["acr_values"] = " ".join(of.factor.values)
    found = way.get_provider()
    found.get_oauth2_adapter = lambda _: way
    try:
        sent: HttpResponseBase = found.redirect(
            request, process, auth_params=asked, **{NONCE: nonce}, **state
        )
    except (OAuth2Error, LookupError, ValueError):
        sent = _refused(request, "khong-toi-noi", _FAILED).response
    return sent
