"""The reports of a year: taken at once, or ordered as a job where the province is large."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from phuhop.portal.drafts.register import register
from phuhop.portal.jobs.ordering import order
from phuhop.portal.office.frame import files, page, whole
from phuhop.portal.office.jobs import REPORT, yearly_wish
from phuhop.portal.office.own_files import own_files
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.portal.reach import Reach
from phuhop.usecases.office.reports import REPORTS
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Place, Problem, ProblemsFound


@needs(Access.OVERSEE)
@require_http_methods(["GET", "POST"])
def reports(request: PermittedRequest, year: int) -> HttpResponse:
    """List the reports of a year; make one, or order it."""
    grant = whole(request, Access.OVERSEE)
    if request.method == "GET":
        return _page(request, year, is_whole=grant is not None)
    code = request.POST.get("bao-cao", "")
    if grant is None or code not in REPORTS:
        raise Http404
    if request.POST.get("lam") == "viec-nen":
        job = order(REPORT, Reach.of(grant), request.user.username, year=year, report=code)
        return redirect("job", job=job.pk)
    try:
        with own_files() as own:
            wish = yearly_wish(register(), year, today(), grant.province or None, own)
            made, told = REPORTS[code].make(wish)
            return files(made, f"{code}-{year}.zip", own.named(told))
    except ProblemsFound as refused:
        told = tuple(refused.problems)
    except WrongUse as wrong:
        told = (Problem(Place(REPORTS[code].title), "khong-lap-duoc", wrong.message),)
    return _page(request, year, told, is_whole=True, status=422)


def _page(
    request: PermittedRequest,
    year: int,
    told: tuple[Problem, ...] = (),
    *,
    is_whole: bool,
    status: int = 200,
) -> HttpResponse:
    about = {"reports": REPORTS, "is_whole": is_whole, "told": told}
    return page(request, "tinh/bao-cao.html", year, "reports", status=status, **about)
