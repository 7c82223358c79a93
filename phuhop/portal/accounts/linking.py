"""Linking an account to who the province's sign-on says somebody is: by invitation, or oneself."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from phuhop.portal.accounts.invitations import accepted, invitation_of
from phuhop.portal.accounts.models import Account, Purpose
from phuhop.portal.errors import page
from phuhop.portal.security_log import told

_TAKEN = "Người này ở đăng nhập của tỉnh đã gắn với một tài khoản của cổng. Chưa ghi gì thêm."


def taken_by_sign_on(request: HttpRequest, key: int, who: SocialAccount) -> HttpResponse:
    """Make the account of an invitation, without a password, for whom the provider names."""
    invitation = invitation_of(key)
    if invitation is None or invitation.purpose == Purpose.RESET:
        return page(request, 404)
    if _held(who).exists():
        return page(request, 409, _TAKEN)
    try:
        with transaction.atomic():
            account = accepted(invitation, None)
            if account is None:
                return page(request, 404)
            SocialAccount.objects.create(user=account, provider=who.provider, uid=who.uid)
    except IntegrityError:
        return page(request, 409, _TAKEN)
    told("nhan-loi-moi", request, of=account.username, by="dang-nhap-tinh")
    messages.success(request, "Đã nhận tài khoản. Bây giờ đăng nhập bằng đăng nhập của tỉnh.")
    return redirect("account_login")


def linked(request: HttpRequest, who: SocialAccount) -> HttpResponse:
    """Link the account that is signed in to whom the provider names."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    own = SocialAccount.objects.filter(user=request.user, provider=who.provider)
    if _held(who).exists() or own.exists():
        return page(request, 409, _TAKEN)
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=request.user, provider=who.provider, uid=who.uid)
    except IntegrityError:
        return page(request, 409, _TAKEN)
    told("gan-dang-nhap-tinh", request)
    messages.success(request, "Đã gắn tài khoản với đăng nhập của tỉnh.")
    return redirect("mfa_index")


def unlinked(account: Account) -> bool:
    """Take away every link of *account*; ``False`` where it would have no other way in."""
    if not account.has_usable_password():
        return False
    SocialAccount.objects.filter(user=account).delete()
    return True


def _held(who: SocialAccount) -> SocialAccount:
    return SocialAccount.objects.filter(provider=who.provider, uid=who.uid)
