"""Who else has a dossier open: told to those who work on it, and never a lock.

A page that is looked at says so every half minute; who works without a script is known by what
they saved last. Nothing is written beside a save.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from phuhop.portal.accounts.models import Account, grants_on
from phuhop.portal.drafts.models import Presence, SavedText
from phuhop.portal.drafts.opening import draft_of
from phuhop.portal.drafts.units import province_of
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, needs, today

LASTS = timedelta(seconds=75)
"""Two looks of a page, and a slow line."""
_JUST = timedelta(minutes=5)
_KEPT = timedelta(hours=1)
_LOOKED_AT = 20
"""Changes: the last ones say who saved just now."""
_LONGEST_PAGE = 300


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose pages these are, and what kind of access they take."""

    name: str
    access: Access


COMMUNE, VERIFIER = Desk("xa", Access.WRITE_DRAFT), Desk("tham-dinh", Access.VERIFY)

Dossier = tuple[str, int]


def beside(
    desk: Desk,
    dossier: Dossier,
    account: Account,
    page: str,
    changes: QuerySet[SavedText] | None = None,
) -> list[str]:
    """Return in sentences who else has a page of *dossier* open, or saved just now.

    *page* is the path of the page that asks; *changes* are those of its draft. Nothing is said
    of whoever has no right there any more.
    """
    now = timezone.now()
    rows = Presence.objects.filter(
        desk=desk.name, commune=dossier[0], year=dossier[1], at__gte=now - LASTS
    )
    open_now = {
        row.account.username: (row.account, row.page)
        for row in rows.exclude(account=account).select_related("account").order_by("account")
    }
    told = [
        f"{who} đang mở {'trang này' if where == page else 'hồ sơ này, ở trang khác'}."
        for who, where in open_now.values()
        if _has_a_right(desk, dossier[0], who)
    ]
    last = [] if changes is None else [*changes.order_by("-revision")[:_LOOKED_AT]]
    saved = {one.account: one for one in reversed(last) if now - one.at < _JUST}
    unknown = {*saved} - {*open_now, account.username}
    for who in Account.objects.filter(username__in=unknown) if unknown else ():
        if _has_a_right(desk, dossier[0], who):
            at = timezone.localtime(saved[who.username].at)
            told.append(f"{who} vừa lưu ở hồ sơ này lúc {at:%H:%M}.")
    return told


def _has_a_right(desk: Desk, commune: str, account: Account) -> bool:
    if not account.is_active:
        return False
    roles, province = TABLE[desk.access] or {}, province_of(commune)
    held = grants_on(account, today())
    return any(one.role in roles and one.covers(commune, province) for one in held)


@needs(Access.WRITE_DRAFT)
@require_POST
def of_commune(request: PermittedRequest, commune: str, year: int) -> JsonResponse:
    """Note that a page of a commune's dossier is open; answer who else has one open."""
    changes = draft_of(commune, year).changes.all()
    return _noted(request, COMMUNE, (commune, year), changes)


@needs(Access.VERIFY)
@require_POST
def of_verifier(request: PermittedRequest, commune: str, year: int) -> JsonResponse:
    """Note that a page of the desk is open; answer who else has one open."""
    return _noted(request, VERIFIER, (commune, year))


def _noted(
    request: PermittedRequest,
    desk: Desk,
    dossier: Dossier,
    changes: QuerySet[SavedText] | None = None,
) -> JsonResponse:
    page, now = request.POST.get("trang", "")[:_LONGEST_PAGE].replace("\0", ""), timezone.now()
    _, is_new = Presence.objects.update_or_create(
        desk=desk.name,
        commune=dossier[0],
        year=dossier[1],
        account=request.user,
        defaults={"page": page, "at": now},
    )
    if is_new:
        Presence.objects.filter(at__lt=now - _KEPT).delete()
    return JsonResponse({"beside": beside(desk, dossier, request.user, page, changes)})
