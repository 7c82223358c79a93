"""What of allauth is ours to decide: nobody signs up alone, an account comes by invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from phuhop.portal.accounts.browsers import counted_as
from phuhop.portal.errors import too_many

_SAID = {
    "account/messages/logged_out.txt": "Đã đăng xuất.",
    "account/messages/password_changed.txt": "Đã đổi mật khẩu.",
    "mfa/messages/totp_activated.txt": "Đã bật mã xác nhận.",
    "mfa/messages/totp_deactivated.txt": "Đã tắt mã xác nhận.",
    "mfa/messages/recovery_codes_generated.txt": "Đã tạo bộ mã dự phòng mới; bộ cũ hết dùng.",
}
"""What allauth wants to say, by its template, as it is said here; the rest goes without saying."""


def _came_by_sign_on_alone(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or user.has_usable_password() or is_mfa_enabled(user):
        return False
    records = get_authentication_records(request, user)
    return any(one["method"] == "socialaccount" for one in records)


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are made by whoever follows an invitation."""

    def get_login_stages(self) -> list[str]:
        """Return allauth's stages, the second factor by our own rule of who asks for it."""
        ours = {
            "allauth.mfa.stages.AuthenticateStage": "phuhop.portal.accounts.sign_on.FactorStage"
        }
        return [ours.get(one, one) for one in super().get_login_stages()]

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return whether strangers may make an account: never."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_about: Any,
        **_more: Any,
    ) -> None:
        """Say in Vietnamese what a person should know."""
        words = _SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, words)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask again who somebody is before a change, of whom there is something to ask.

        Whoever came in by the province's sign-on alone makes their first second factor without:
        they have no password, and reach nothing else before they have one.
        """
        if app == "allauth.mfa" and _came_by_sign_on_alone(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow down who tries too often, and say so on a page of its own."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(too_many(request)) from None
        counted = counted_as(request, str(credentials.get("username", "")))
        if not ratelimit.consume(request, action="login_failed_anywhere", key=counted):
            raise ImmediateHttpResponse(too_many(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by name and address: a stranger elsewhere locks nobody out."""
        name = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{name}:{self.get_client_ip(request)}"
