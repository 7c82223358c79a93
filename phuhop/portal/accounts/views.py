"""Coming in by an invitation, and what an administrator does: accounts, never figures."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.accounts.forms import InvitationForm
from phuhop.portal.accounts.invitations import HOURS, accepted, invited, open_invitation
from phuhop.portal.accounts.models import Account, Grant, Invitation
from phuhop.portal.permissions import Access, needs
from phuhop.portal.security_log import told


@needs(Access.ANYBODY)
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password; the link is then worth nothing."""
    invitation = open_invitation(token)
    if invitation is None:
        raise Http404
    faults: list[str] = []
    if request.method == "POST":
        password = request.POST.get("mat-khau", "")
        faults = _faults(password, request.POST.get("mat-khau-2", ""), invitation)
        if not faults:
            account = accepted(invitation, password)
            if account is None:
                raise Http404
            told("nhan-loi-moi", request, invited=account.username)
            messages.success(request, "Đã đặt mật khẩu. Bây giờ đăng nhập.")
            return redirect("account_login")
    said = {"invitation": invitation, "faults": faults}
    return render(request, "quan-tri/nhan-loi-moi.html", said, status=422 if faults else 200)


def _faults(password: str, again: str, invitation: Invitation) -> list[str]:
    if password != again:
        return ["Hai lần gõ mật khẩu khác nhau."]
    account = Account(username=invitation.username, full_name=invitation.full_name)
    try:
        validate_password(password, account)
    except ValidationError as error:
        return list(error.messages)
    return []


@needs(Access.ACCOUNTS)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List accounts with their grants, and invitations that wait."""
    waiting = Invitation.objects.filter(used_at=None, expires_at__gt=timezone.now())
    said = {
        "accounts": Account.objects.order_by("username").prefetch_related("grants"),
        "waiting": waiting.order_by("full_name"),
        "form": InvitationForm(),
    }
    return render(request, "quan-tri/tai-khoan.html", said)


@needs(Access.ACCOUNTS)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Invite one person; the link is shown once."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        said = {
            "accounts": Account.objects.order_by("username").prefetch_related("grants"),
            "waiting": [],
            "form": form,
        }
        return render(request, "quan-tri/tai-khoan.html", said, status=422)
    who = form.invited()
    token = invited(who, request.user.get_username())
    told("moi", request, invited=who.username, role=who.role.value)
    link = request.build_absolute_uri(f"/moi/{token}/")
    said = {"who": who, "link": link, "hours": HOURS}
    return render(request, "quan-tri/loi-moi.html", said)


@needs(Access.ACCOUNTS)
@require_POST
def revoke(request: HttpRequest, grant: int) -> HttpResponse:
    """End a grant at once; what was done by it stays done."""
    found = get_object_or_404(Grant, pk=grant, revoked_at=None)
    found.revoked_at = timezone.now()
    found.save()
    told("thu-quyen", request, of=found.account.username, role=found.role)
    return redirect("accounts")
