"""The pages of a commune: each shows what is stored, and saves what was typed on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.accounts.models import COMMUNE_ROLES
from phuhop.portal.commune.form_fields import Page
from phuhop.portal.commune.posted import typed_in
from phuhop.portal.drafts.handing_in import mended
from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.opening import OpenDraft, draft_of, opened
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.saving import Conflict, DraftIsClosed, save
from phuhop.portal.drafts.starting import may_start, start
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.last_year import last_year as register_last_year


@needs(Access.SIGNED_IN)
@require_GET
def home(request: PermittedRequest) -> HttpResponse:
    """Show what a person has to do: the drafts of their communes, those that may be begun."""
    own = [grant for grant in request.grants if grant.role in COMMUNE_ROLES]
    communes = list(dict.fromkeys(code for grant in own for code in grant.communes))
    drafts = Draft.objects.filter(commune__in=communes).order_by("-year", "commune")
    begun = {(draft.commune, draft.year) for draft in drafts}
    year = today().year
    startable = [
        found
        for code in communes
        if (code, year) not in begun and (found := may_start(code, year, request.user))
    ]
    return render(request, "xa/dau.html", {"drafts": drafts, "startable": startable, "year": year})


@needs(Access.WRITE_DRAFT)
@require_POST
def begin(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Begin the dossier of a year."""
    if start(commune, year, request.user) is None:
        raise Http404
    return redirect("work", commune=commune, year=year)


@needs(Access.READ_DRAFT)
@require_GET
def work(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show where the dossier stands and what is next, by points at stake."""
    return _page(request, "xa/viec.html", opened(mended(draft_of(commune, year))), "viec")


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def unit(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show and save what the unit is."""
    return _form(request, commune, year, "xa/don-vi.html", "don-vi")


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def office(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show and save what the papers print of the office."""
    return _form(request, commune, year, "xa/co-quan.html", "co-quan")


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def criterion(request: PermittedRequest, commune: str, year: int, number: int) -> HttpResponse:
    """Show and save the figures of one criterion."""
    numbers = [one.number for one in opened(draft_of(commune, year)).ruleset.criteria]
    if number not in numbers:
        raise Http404
    return _form(request, commune, year, "xa/tieu-chi.html", f"tieu-chi-{number}", number=number)


@needs(Access.READ_DRAFT)
@require_GET
def missing(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show what is open, by points at stake, and every fault."""
    return _page(request, "xa/con-thieu.html", opened(draft_of(commune, year)), "con-thieu")


@needs(Access.READ_DRAFT)
@require_GET
def last_year(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show this year beside what the register has of the year before."""
    found = opened(draft_of(commune, year))
    earlier = register_last_year(register(), commune, year, found.ruleset)
    return _page(
        request, "xa/nam-truoc.html", found, "nam-truoc", earlier=earlier, typed=found.texts
    )


def _form(
    request: PermittedRequest, commune: str, year: int, template: str, here: str, **about: Any
) -> HttpResponse:
    """Show a page of fields, or save them and show it again; what is in conflict stays typed."""
    draft = draft_of(commune, year)
    conflicts: tuple[Conflict, ...] = ()
    if request.method == "POST":
        known = fields_of(opened(draft).ruleset)
        try:
            saved = save(draft.pk, typed_in(request, known), request.user.username, timezone.now())
        except DraftIsClosed:
            return redirect("work", commune=commune, year=year)
        if not saved.conflicts:
            return redirect(f"{request.path}?da-luu=1")
        conflicts = saved.conflicts
        draft.refresh_from_db()
    found = opened(draft)
    status = 409 if conflicts else 200
    by_field = {one.field: one for one in conflicts}
    return _page(request, template, found, here, conflicts=by_field, status=status, **about)


def _page(  # noqa: PLR0913 -- what a page is made of
    request: PermittedRequest,
    template: str,
    found: OpenDraft,
    here: str,
    *,
    conflicts: dict[str, Conflict] | None = None,
    status: int = 200,
    **about: Any,
) -> HttpResponse:
    said = {
        "opened": found,
        "draft": found.draft,
        "live": found.live,
        "ruleset": found.ruleset,
        "fields": Page(found, conflicts or {}),
        "conflicts": conflicts or {},
        "here": here,
        "commune": found.draft.commune,
        "year": found.draft.year,
        "was_saved": "da-luu" in request.GET,
        **about,
    }
    return render(request, template, said, status=status)
