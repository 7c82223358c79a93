"""Coming in by a one-time link: a first password, or a new one with the second factor."""

from __future__ import annotations

from allauth.account.views import password_change
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from phuhop.portal.accounts.invitations import accepted, open_invitation, password_set
from phuhop.portal.accounts.models import Account, Invitation, Purpose
from phuhop.portal.errors import page, too_many
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told


@needs(Access.ANYBODY)
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever holds the letter choose a password; the link is then worth nothing."""
    invitation = open_invitation(token)
    if invitation is None:
        raise Http404
    faults: list[str] = []
    is_reset = invitation.purpose == Purpose.RESET
    if request.method == "POST":
        if not ratelimit.consume(request, action="login_failed", key=f"thu:{invitation.pk}"):
            return too_many(request)
        password = request.POST.get("mat-khau", "")
        faults = _faults(password, request.POST.get("mat-khau-2", ""), invitation)
        if not faults and is_reset and not _is_right(invitation, request.POST.get("ma", "")):
            told("ma-xac-nhan-hong", request, account=invitation.username)
            faults = ["Mã xác nhận không đúng. Lấy mã đang hiện trong ứng dụng, hoặc mã dự phòng."]
        if not faults:
            account = (password_set if is_reset else accepted)(invitation, password)
            if account is None:
                raise Http404
            told(
                "da-dat-lai-mat-khau" if is_reset else "nhan-loi-moi", request, of=account.username
            )
            messages.success(request, "Đã đặt mật khẩu. Bây giờ đăng nhập.")
            return redirect("account_login")
    said = {"invitation": invitation, "faults": faults, "is_reset": is_reset}
    return render(request, "quan-tri/nhan-loi-moi.html", said, status=422 if faults else 200)


@needs(Access.SIGNED_IN)
def change_password(request: PermittedRequest) -> HttpResponseBase:
    """Let a password be changed, by whoever has one here."""
    if request.user.has_usable_password():
        answer: HttpResponseBase = password_change(request)
        return answer
    words = "Tài khoản này vào cổng không bằng mật khẩu của cổng; đổi mật khẩu ở nơi đã đăng nhập."
    return page(request, 404, words)


def _faults(password: str, again: str, invitation: Invitation) -> list[str]:
    if password != again:
        return ["Hai lần gõ mật khẩu khác nhau."]
    account = Account(username=invitation.username, full_name=invitation.full_name)
    try:
        validate_password(password, account)
    except ValidationError as error:
        return list(error.messages)
    return []


def _is_right(invitation: Invitation, code: str) -> bool:
    """Whether *code* is the second factor of whose password is set anew: each counts once."""
    held = Authenticator.objects.filter(user=invitation.account)
    return any(one.wrap().validate_code(code.strip()) for one in held)
