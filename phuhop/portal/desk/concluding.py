"""Concluding: the comparison, what is unexplained, decisions on open parts; then finished."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.commune.posted import typed_in
from phuhop.portal.desk.frame import OpenCase, actor, opened, page, seen_in
from phuhop.portal.desk.saving import saved
from phuhop.portal.desk.shown import DeskFields
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.saving import Conflict
from phuhop.portal.office.frame import files
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.usecases.verifying.concluding import conclude, lacking, papers_of_case, save_appraisal
from phuhop.usecases.verifying.fields import verifier_fields
from scoring.base.problems import Problem, ProblemsFound


@needs(Access.VERIFY)
@require_http_methods(["GET", "POST"])
def conclusion(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show what the verification comes to; save it, record it, or finish it."""
    found = opened(request, commune, year)
    conflicts: tuple[Conflict, ...] = ()
    told: list[Problem] = []
    if request.method == "POST":
        wish = request.POST.get("lam", "luu")
        if not found.is_open:
            raise Http404
        typed = typed_in(request, verifier_fields(found.case.reported.ruleset))
        found, conflicts = saved(found, typed, request.user.username)
        if not conflicts:
            told = _done(request, found, wish)
            if not told:
                return redirect(f"{request.path}?{'da-ghi' if wish != 'luu' else 'da-luu'}=1")
            found = opened(request, commune, year)
    by_field = {one.field: one for one in conflicts}
    desk = found.desk(writes=request.method == "POST")
    said = {
        "desk": desk,
        "fields": DeskFields(found, by_field),
        "conflicts": by_field,
        "lacking": lacking(found.verified, today()),
        "told": told,
        "was_saved": "da-luu" in request.GET,
        "was_recorded": "da-ghi" in request.GET,
        "can_record": "appraise" in found.case.commands,
        "has_papers": found.case.appraisal is not None,
    }
    status = 409 if conflicts else 422 if told else 200
    return page(request, "tham-dinh/ket-luan.html", found, "ket-luan", status=status, **said)


def _done(request: PermittedRequest, found: OpenCase, wish: str) -> list[Problem]:
    """Do what was wished; return what stood against it."""
    if wish == "luu":
        return []
    faults = DeskFields(found).faults()
    if faults:
        return faults
    try:
        if wish == "hoan-thanh":
            conclude(register(), found.case, found.verified, actor(request), seen_in(request))
        elif wish == "ghi":
            save_appraisal(register(), found.case, found.verified, actor(request), seen_in(request))
        else:
            raise Http404
    except ProblemsFound as refused:
        return [*refused.problems]
    return []


@needs(Access.VERIFY)
@require_GET
def papers(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Give the papers that the dossier calls for as it stands in the register."""
    found = opened(request, commune, year)
    try:
        made = papers_of_case(register(), str(found.case.key))
    except ProblemsFound as refused:
        told = [*refused.problems]
        said = {
            "desk": found.desk(),
            "fields": DeskFields(found),
            "conflicts": {},
            "lacking": lacking(found.verified, today()),
            "told": told,
            "was_saved": False,
            "was_recorded": False,
            "can_record": "appraise" in found.case.commands,
            "has_papers": False,
        }
        return page(request, "tham-dinh/ket-luan.html", found, "ket-luan", status=409, **said)
    if not made:
        raise Http404
    return files(made, f"tham-dinh-{commune}-{year}.zip")
