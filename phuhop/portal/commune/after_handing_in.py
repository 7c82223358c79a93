"""What a commune does with a dossier that is handed in: read its story, take it back, go on."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.accounts.models import Grant
from phuhop.portal.commune.pages import closed_meanwhile, shown
from phuhop.portal.commune.posted import typed_in
from phuhop.portal.drafts.changes import changes_of, people
from phuhop.portal.drafts.opening import draft_of, opened
from phuhop.portal.drafts.register import actor_of, register, standing_of
from phuhop.portal.drafts.reopening import reopen
from phuhop.portal.drafts.saving import DraftIsClosed, save
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.drafting.in_register import WITHDRAW, story, withdraw
from registry.workflow.repeats import Seen
from scoring.base.problems import ProblemsFound

_A_PAGE = 100


@needs(Access.READ_DRAFT)
@require_GET
def history(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show versions, events and every change of a field, newest first."""
    found = opened(draft_of(commune, year))
    stands = standing_of(found.draft)
    changes = Paginator(changes_of(commune, year), _A_PAGE).get_page(request.GET.get("trang"))
    return shown(
        request,
        "xa/lich-su.html",
        found,
        "lich-su",
        stands=stands,
        story=story(register(), stands),
        changes=changes,
        people=people(one.account for one in changes),
    )


@needs(Access.HAND_IN)
@require_http_methods(["GET", "POST"])
def take_back(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Take a dossier back to mend it, with the reason, while nobody has begun to verify it."""
    draft = draft_of(commune, year)
    stands = standing_of(draft)
    told: list[str] = []
    reason = request.POST.get("ly-do", "").strip()
    if request.method == "POST":
        try:
            actor = actor_of(request.user, cast("Grant", request.grant))
            withdraw(register(), stands, actor, reason, _seen(request))
        except ProblemsFound as refused:
            told = [problem.message for problem in refused.problems]
        else:
            reopen(draft, request.user.username)
            return redirect("work", commune=commune, year=year)
    offer = stands.offer(WITHDRAW)
    return shown(
        request,
        "xa/rut.html",
        opened(draft),
        "viec",
        stands=stands,
        offer=offer,
        reason=reason,
        told=told,
        status=409 if told else 200,
    )


@needs(Access.WRITE_DRAFT)
@require_POST
def go_on(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Open a dossier that came back, with everything that was handed in."""
    reopen(draft_of(commune, year), request.user.username)
    return redirect("work", commune=commune, year=year)


@needs(Access.WRITE_DRAFT)
@require_POST
def answer(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Save what is answered to a return; it goes into the register with the next version."""
    draft = draft_of(commune, year)
    work = redirect("work", commune=commune, year=year)
    try:
        saved = save(draft.pk, typed_in(request, {}), request.user.username, timezone.now())
    except DraftIsClosed:
        return closed_meanwhile(request, commune, year)
    if not saved.conflicts:
        return redirect(f"{work.url}?da-luu=1")
    return shown(
        request,
        "xa/viec.html",
        opened(draft_of(commune, year)),
        "viec",
        conflicts={one.field: one for one in saved.conflicts},
        status=409,
        last=None,
        last_by=None,
        may_reopen=False,
        may_withdraw=False,
    )


def _seen(request: PermittedRequest) -> Seen:
    version, step = (request.POST.get(name, "") for name in ("ban", "mat-xich"))
    known = [int(text) if text.isascii() and text.isdigit() else 0 for text in (version, step)]
    return Seen(*known)
