"""The pages of a commune: each shows what is stored, and saves what was typed on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.accounts.models import COMMUNE_ROLES, Role
from phuhop.portal.commune.pages import closed_meanwhile, shown
from phuhop.portal.commune.posted import typed_in
from phuhop.portal.drafts.changes import people
from phuhop.portal.drafts.files import files_of
from phuhop.portal.drafts.handing_in import mended
from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.opening import draft_of, opened, ruleset_of
from phuhop.portal.drafts.register import register, standing_of
from phuhop.portal.drafts.reopening import may_reopen
from phuhop.portal.drafts.saving import Conflict, DraftIsClosed, save
from phuhop.portal.drafts.starting import may_start, start
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.usecases.commune.advice import way_sentences
from phuhop.usecases.drafting.evidence import code_of, lacking
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.in_register import WITHDRAW
from phuhop.usecases.drafting.last_year import last_year as register_last_year

_DESKS = {
    Role.RECEIVER: "office_desk",
    Role.VERIFIER: "inbox",
    Role.DECIDER: "office_desk",
    Role.SUPERIOR: "office_desk",
    Role.ADMINISTRATOR: "accounts",
}
"""Where each role of an office begins its day."""


@needs(Access.SIGNED_IN)
@require_GET
def home(request: PermittedRequest) -> HttpResponse:
    """Show what a person has to do: the drafts of their communes, those that may be begun."""
    own = [grant for grant in request.grants if grant.role in COMMUNE_ROLES]
    desks = {_DESKS[Role(grant.role)] for grant in request.grants if grant not in own}
    if not own and len(desks) == 1:
        return redirect(desks.pop())
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
    found = opened(mended(draft_of(commune, year)))
    stands = standing_of(found.draft)
    last = found.draft.changes.order_by("-revision").first()
    return shown(
        request,
        "xa/viec.html",
        found,
        "viec",
        stands=stands,
        last=last,
        last_by=None if last is None else people([last.account])[last.account],
        may_reopen=may_reopen(found.draft, stands),
        may_withdraw=stands.offer(WITHDRAW) is not None,
    )


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


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def all_criteria(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show and save the figures of all criteria; papers and notes stand on each one's page."""
    return _form(request, commune, year, "xa/tat-ca.html", "tat-ca")


@needs(Access.READ_DRAFT)
@require_GET
def missing(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show what is open, by points at stake, every fault, papers that lack, and the way."""
    found = opened(draft_of(commune, year))
    way: tuple[tuple[int, str], ...] = ()
    papers: tuple[str, ...] = ()
    if found.live is not None and found.assembled.assessment is not None:
        way = way_sentences(found.ruleset, found.assembled.assessment, found.live.sheet)
        papers = lacking(found.assembled, files_of(found.draft), found.live.sheet)
    return shown(
        request, "xa/con-thieu.html", found, "con-thieu", way=way, lacking=papers, code_of=code_of
    )


@needs(Access.READ_DRAFT)
@require_GET
def last_year(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show this year beside what the register has of the year before."""
    found = opened(draft_of(commune, year))
    earlier = register_last_year(register(), commune, year, found.ruleset)
    return shown(
        request, "xa/nam-truoc.html", found, "nam-truoc", earlier=earlier, typed=found.texts
    )


def _form(
    request: PermittedRequest, commune: str, year: int, template: str, here: str, **about: Any
) -> HttpResponse:
    """Show a page of fields, or save them and show it again; what is in conflict stays typed."""
    draft = draft_of(commune, year)
    conflicts: tuple[Conflict, ...] = ()
    if request.method == "POST":
        known = fields_of(ruleset_of(draft.ruleset))
        try:
            saved = save(draft.pk, typed_in(request, known), request.user.username, timezone.now())
        except DraftIsClosed:
            return closed_meanwhile(request, commune, year)
        if not saved.conflicts:
            return redirect(f"{request.path}?da-luu=1")
        conflicts = saved.conflicts
        draft.refresh_from_db()
    by_field = {one.field: one for one in conflicts}
    status = 409 if conflicts else 200
    return shown(request, template, opened(draft), here, conflicts=by_field, status=status, **about)
