"""Units with their accounts; one person: rights, sessions, a new password; never a figure."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from phuhop.portal.accounts.forms import GrantForm, InvitationForm
from phuhop.portal.accounts.granting import ended, given
from phuhop.portal.accounts.invitations import HOURS, reset_for
from phuhop.portal.accounts.linking import unlinked
from phuhop.portal.accounts.models import Account, Grant, Invitation, Purpose
from phuhop.portal.accounts.sessions import end_all
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told
from scoring.base.problems import ProblemsFound

MOST = 200
"""Accounts on one page."""


def people_page(
    request: PermittedRequest, form: InvitationForm | None = None, status: int = 200, **about: Any
) -> HttpResponse:
    """Return the page of all accounts."""
    wanted = request.GET.get("tim", "").strip()[:100]
    found = Account.objects.order_by("unit", "username").prefetch_related("grants")
    if wanted:
        found = found.filter(
            Q(username__icontains=wanted)
            | Q(full_name__icontains=wanted)
            | Q(unit__icontains=wanted)
        )
    said = {
        "accounts": found[:MOST],
        "count": found.count(),
        "most": MOST,
        "wanted": wanted,
        "letters": Invitation.objects.filter(used_at=None, revoked_at=None).order_by("full_name"),
        "form": form or InvitationForm(),
        "problems": (),
        "here": "accounts",
        **about,
    }
    return render(request, "quan-tri/tai-khoan.html", said, status=status)


@needs(Access.ACCOUNTS)
@require_GET
def listed(request: PermittedRequest) -> HttpResponse:
    """List units with their accounts and rights, and letters that wait."""
    return people_page(request)


@needs(Access.ACCOUNTS)
@require_GET
def person(request: PermittedRequest, account: int) -> HttpResponse:
    """Show one account: what it may do, where it is signed in, what can be done about it."""
    return _page(request, get_object_or_404(Account, pk=account))


def _page(
    request: PermittedRequest, of: Account, form: GrantForm | None = None, status: int = 200
) -> HttpResponse:
    said = {
        "of": of,
        "held": of.grants.filter(revoked_at=None).order_by("id"),
        "over": of.grants.exclude(revoked_at=None).order_by("-revoked_at"),
        "sessions": UserSession.objects.purge_and_list(of)
        if request.method == "POST"
        else [
            one
            for one in UserSession.objects.filter(user=of).order_by("-last_seen_at")
            if one.exists()
        ],
        "has_factor": is_mfa_enabled(of),
        "links": SocialAccount.objects.filter(user=of).order_by("date_joined"),
        "letters": Invitation.objects.filter(username=of.username).order_by("-id")[:10],
        "form": form or GrantForm(account=of),
        "here": "accounts",
    }
    return render(request, "quan-tri/mot-nguoi.html", said, status=status)


@needs(Access.ACCOUNTS)
@require_POST
def give(request: PermittedRequest, account: int) -> HttpResponse:
    """Give a grant: recorded in the chain, then held."""
    of = get_object_or_404(Account, pk=account)
    form = GrantForm(request.POST, account=of)
    if of == request.user:
        form.add_error(None, "Quyền của mình thì quản trị khác cấp.")
    if not form.is_valid():
        return _page(request, of, form, 422)
    try:
        grant = given(of, form.right(), request.user.username)
    except (ProblemsFound, LookupError) as refused:
        form.add_error(None, _words(refused))
        return _page(request, of, form, 409)
    told("cap-quyen", request, of=of.username, role=grant.role, event=grant.event)
    messages.success(request, f"Đã cấp: {grant}, {grant.days_words}.")
    return redirect("account", account=of.pk)


def _words(refused: Exception) -> str:
    if isinstance(refused, ProblemsFound):
        return "; ".join(one.message for one in refused.problems)
    return str(refused.args[0])


@needs(Access.ACCOUNTS)
@require_POST
def revoke(request: PermittedRequest, grant: int) -> HttpResponse:
    """End a grant at once, and every session of whoever held it."""
    found = get_object_or_404(Grant, pk=grant, revoked_at=None)
    ended(found, request.user.username)
    end_all(found.account)
    told("thu-quyen", request, of=found.account.username, role=found.role, event=found.event)
    messages.success(request, f"Đã thu: {found}.")
    return redirect("account", account=found.account.pk)


@needs(Access.ACCOUNTS)
@require_POST
def lock(request: PermittedRequest, account: int) -> HttpResponse:
    """Disable an account: nobody comes in by it, and who is in is out."""
    of = get_object_or_404(Account, pk=account)
    if of == request.user:
        messages.error(request, "Không tự khóa tài khoản của mình được.")
        return redirect("account", account=of.pk)
    Account.objects.filter(pk=of.pk).update(is_active=False)
    count = end_all(of)
    told("khoa-tai-khoan", request, of=of.username, sessions=count)
    messages.success(request, f"Đã khóa {of}; đã kết thúc {count} phiên.")
    return redirect("account", account=of.pk)


@needs(Access.ACCOUNTS)
@require_POST
def unlock(request: PermittedRequest, account: int) -> HttpResponse:
    """Let an account in again."""
    of = get_object_or_404(Account, pk=account)
    Account.objects.filter(pk=of.pk).update(is_active=True)
    told("mo-tai-khoan", request, of=of.username)
    messages.success(request, f"Đã mở lại {of}.")
    return redirect("account", account=of.pk)


@needs(Access.ACCOUNTS)
@require_POST
def reset(request: PermittedRequest, account: int) -> HttpResponse:
    """Print a letter by which a person sets a new password with their own second factor.

    Whoever has the letter alone cannot use it, an administrator no more than anybody.
    """
    of = get_object_or_404(Account, pk=account)
    if of == request.user or not is_mfa_enabled(of):
        messages.error(
            request,
            "Chỉ đặt lại được khi người ấy có mã xác nhận; mất cả hai thì khóa tài khoản này "
            "và mời lại với tên đăng nhập mới.",
        )
        return redirect("account", account=of.pk)
    letter = reset_for(of, request.user.username)
    told("dat-lai-mat-khau", request, of=of.username)
    said = {"letters": [letter], "base": _base(request), "hours": HOURS, "here": "accounts"}
    return render(request, "quan-tri/thu.html", said)


@needs(Access.ACCOUNTS)
@require_POST
def drop_factor(request: PermittedRequest, account: int) -> HttpResponse:
    """Take the second factor off a lost telephone: the password stays, a new factor comes first."""
    of = get_object_or_404(Account, pk=account)
    refused = _why_the_factor_stays(request, of)
    if refused:
        messages.error(request, refused)
        return redirect("account", account=of.pk)
    Authenticator.objects.filter(user=of).delete()
    end_all(of)
    told("bo-ma-xac-nhan", request, of=of.username)
    messages.success(request, f"Đã bỏ mã xác nhận của {of}; lần đăng nhập tới phải bật mã mới.")
    return redirect("account", account=of.pk)


def _why_the_factor_stays(request: PermittedRequest, of: Account) -> str:
    """Return in words why the factor of *of* is not dropped now; empty where it may be.

    Never password and factor both: whoever set a new password by a letter, with one code that
    somebody was talked out of, would be in by the next button.
    """
    if of == request.user:
        return "Mã xác nhận của mình thì bỏ ở trang «Bảo mật», hoặc quản trị khác bỏ."
    letters = Invitation.objects.filter(account=of, revoked_at=None, purpose=Purpose.RESET)
    if any(one.is_open for one in letters):
        return "Thư đặt lại mật khẩu còn hiệu lực: thu hồi thư ấy trước."
    since = [one.used_at for one in letters if one.used_at is not None]
    if since and (of.last_login is None or of.last_login < max(since)):
        return (
            "Mật khẩu vừa đặt lại bằng thư mà chưa đăng nhập lần nào: đăng nhập bằng mật khẩu mới "
            "cùng mã xác nhận trước. Mất cả hai thì khóa tài khoản này và mời lại với tên mới."
        )
    return ""


@needs(Access.ACCOUNTS)
@require_POST
def unlink(request: PermittedRequest, account: int) -> HttpResponse:
    """Take the links to the province's sign-on away, and end every session."""
    of = get_object_or_404(Account, pk=account)
    if not unlinked(of):
        message = "Chưa bỏ gắn: người ấy chưa có mật khẩu, bỏ rồi thì không vào được."
        messages.error(request, f"{message} Muốn chặn thì khóa tài khoản.")
        return redirect("account", account=of.pk)
    count = end_all(of)
    told("bo-dang-nhap-tinh", request, of=of.username, sessions=count)
    messages.success(request, f"Đã bỏ gắn {of} với đăng nhập của tỉnh; kết thúc {count} phiên.")
    return redirect("account", account=of.pk)


@needs(Access.ACCOUNTS)
@require_POST
def end_sessions(request: PermittedRequest, account: int) -> HttpResponse:
    """End every session of a person."""
    of = get_object_or_404(Account, pk=account)
    count = end_all(of)
    told("ket-thuc-phien", request, of=of.username, sessions=count)
    messages.success(request, f"Đã kết thúc {count} phiên của {of}.")
    return redirect("account", account=of.pk)


def _base(request: PermittedRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
