"""The yearly review: who holds what, what speaks against it; rights here and in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from phuhop.portal.accounts.granting import agree
from phuhop.portal.accounts.models import Account, Grant
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told

QUIET = timedelta(days=180)
"""Without a sign-in for so long somebody has to say that the account is still needed."""

_OLD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One account, its grants, and what a reviewer should look at."""

    account: Account
    grants: tuple[Grant, ...]
    doubts: tuple[str, ...]


def reviewed() -> list[Reviewed]:
    """Return every account that can do something, by unit, with what speaks against it."""
    now = timezone.now()
    factors = {*Authenticator.objects.values_list("user_id", flat=True)}
    found = []
    for account in Account.objects.order_by("unit", "username").prefetch_related("grants"):
        grants = tuple(one for one in account.grants.all() if one.revoked_at is None)
        if not grants and not account.is_active:
            continue
        doubts = []
        if not account.is_active:
            doubts.append("đã khóa mà còn quyền")
        if not grants:
            doubts.append("không còn quyền nào")
        seen = account.last_login
        if seen is None:
            doubts.append("chưa đăng nhập lần nào")
        elif now - seen > QUIET:
            doubts.append(f"không đăng nhập {(now - seen).days} ngày")
        if account.pk not in factors:
            doubts.append("chưa bật mã xác nhận")
        if any(one.until_day and one.until_day < now.date() for one in grants):
            doubts.append("có quyền đã hết hạn")
        if any(not one.until_day and now.date() - one.from_day > _OLD for one in grants):
            doubts.append("có quyền không hạn, cấp đã hơn một năm")
        found.append(Reviewed(account, grants, tuple(doubts)))
    return found


@needs(Access.ACCOUNTS)
@require_GET
def review(request: PermittedRequest) -> HttpResponse:
    """Show the list to read, tick on paper and keep; and whether register and portal agree."""
    said = {
        "rows": reviewed(),
        "agreement": agree(request.user.username, is_mended=False),
        "day": timezone.localdate(),
        "here": "account_review",
    }
    return render(request, "quan-tri/ra-soat.html", said)


@needs(Access.ACCOUNTS)
@require_POST
def hold_together(request: PermittedRequest) -> HttpResponse:
    """Mend what portal and register say differently of rights."""
    found = agree(request.user.username)
    told(
        "doi-chieu-quyen",
        request,
        recorded=len(found.recorded),
        ended=len(found.ended),
        taken_back=len(found.taken_back),
    )
    messages.success(request, "Đã đối chiếu: quyền ở cổng và ở sổ nay như nhau.")
    return redirect("account_review")
