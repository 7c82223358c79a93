"""The addresses of the province's sign-on; where none is configured there are no such pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.accounts.invitations import open_invitation
from phuhop.portal.accounts.linking import unlinked
from phuhop.portal.accounts.models import Purpose
from phuhop.portal.accounts.sign_on import CONNECT, LOGIN, Checked, begin, provider
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told

View = Callable[..., HttpResponseBase]


def _where_configured(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *about: Any, **more: Any) -> HttpResponseBase:
        if provider() is None:
            raise Http404
        return view(request, *about, **more)

    return answered


@needs(Access.ANYBODY)
@require_POST
@_where_configured
def enter(request: HttpRequest) -> HttpResponseBase:
    """Send somebody who signs in to the provider."""
    return begin(request, LOGIN)


@needs(Access.ANYBODY)
@require_POST
@_where_configured
def take(request: HttpRequest, token: str) -> HttpResponseBase:
    """Send whoever holds a letter to the provider, to take the account without a password."""
    invitation = open_invitation(token)
    if invitation is None or invitation.purpose == Purpose.RESET:
        raise Http404
    return begin(request, CONNECT, invitation=invitation.pk)


@needs(Access.SIGNED_IN)
@require_http_methods(["GET", "POST"])
@_where_configured
def link(request: HttpRequest) -> HttpResponseBase:
    """Show a person their link; let them make one after who they are was asked again."""
    if request.method == "POST":
        begun: HttpResponseBase = _linking(request)
        return begun
    own = SocialAccount.objects.filter(user=request.user).order_by("date_joined")
    return render(request, "account/dang-nhap-tinh.html", {"links": own})


@reauthentication_required  # type: ignore[untyped-decorator] # allauth ships no types
def _linking(request: HttpRequest) -> HttpResponseBase:
    return begin(request, CONNECT)


@needs(Access.SIGNED_IN)
@require_POST
@_where_configured
@reauthentication_required  # type: ignore[untyped-decorator] # allauth ships no types
def unlink(request: PermittedRequest) -> HttpResponseBase:
    """Let a person take the link of their own account away, where they have a password."""
    if unlinked(request.user):
        told("bo-dang-nhap-tinh", request, of=request.user.username)
        messages.success(request, "Đã bỏ gắn. Từ nay ông/bà vào cổng bằng mật khẩu.")
    else:
        messages.error(request, "Chưa bỏ gắn: tài khoản chưa có mật khẩu. Đặt mật khẩu trước.")
    return redirect("sign_on_link")


@needs(Access.ANYBODY)
@require_GET
@_where_configured
def back(request: HttpRequest) -> HttpResponseBase:
    """Judge what the provider answered."""
    of = provider()
    answered: HttpResponseBase = OAuth2CallbackView.adapter_view(
        Checked(request, of.key if of else "")
    )(request)
    return answered
