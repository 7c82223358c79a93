"""The page of jobs: what was ordered, how far it is, what can be taken, stopping one."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from phuhop.portal.accounts.models import Account, Grant, Scope
from phuhop.portal.commune.downloads import MAY_DO_NOTHING
from phuhop.portal.jobs.kinds import KINDS
from phuhop.portal.jobs.models import Job, JobFile
from phuhop.portal.jobs.ordering import may_see, order, roles_of, stop, visible
from phuhop.portal.jobs.shipped import DECIDED_PAPERS, PAPERS
from phuhop.portal.jobs.work import results_folder
from phuhop.portal.office.frame import years_of_register
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.reach import Reach
from phuhop.portal.security_log import told


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as a page shows it."""

    job: Job
    words: str
    asked_by: str

    @property
    def share(self) -> int | None:
        """How far it is, in hundredths; ``None`` where nobody knows."""
        return 100 * self.job.done // self.job.total if self.job.total else None


@needs(Access.SIGNED_IN)
@require_GET
def listed(request: PermittedRequest) -> HttpResponse:
    """List the jobs that this person may see, the newest first; what papers may be ordered."""
    kinds = {kind: KINDS[kind].words for kind in _PAPERS if _grant_for(request, kind) is not None}
    said = {"jobs": _shown(visible(request.grants)), "kinds": kinds, "formats": _FORMATS}
    if kinds:
        said["years"] = years_of_register()
    return render(request, "viec-nen/danh-sach.html", said)


@needs(Access.SIGNED_IN)
@require_POST
def order_papers(request: PermittedRequest) -> HttpResponse:
    """Order the papers of all dossiers of a year that one of the person's grants reaches."""
    kind, year, format_ = (request.POST.get(name, "") for name in ("loai", "nam", "dang"))
    grant = _grant_for(request, kind)
    is_a_year = year.isascii() and year.isdecimal() and len(year) == len("2026")
    if grant is None or format_ not in _FORMATS or not is_a_year:
        raise Http404
    who = request.user.username
    job = order(kind, Reach.of(grant), who, year=int(year), format=format_)
    return redirect("job", job=job.pk)


_PAPERS = (PAPERS, DECIDED_PAPERS)
_FORMATS = {"docx": "Word", "pdf": "PDF (lâu hơn)"}


def _grant_for(request: PermittedRequest, kind: str) -> Grant | None:
    """Return the widest of the person's grants by which papers of a kind are ordered."""
    if kind not in _PAPERS:
        return None
    held = [one for one in request.grants if one.role in roles_of(KINDS[kind])]
    return min(held, key=lambda one: _WIDEST_FIRST.index(Scope(one.scope)), default=None)


_WIDEST_FIRST = (Scope.ALL, Scope.PROVINCE, Scope.LIST, Scope.COMMUNE)


@needs(Access.SIGNED_IN)
@require_GET
def one(request: PermittedRequest, job: int) -> HttpResponse:
    """Show one job."""
    found = _seen(request, job)
    (shown,) = _shown([found])
    said = {"shown": shown, "job": found, "files": found.files.all()}
    return render(request, "viec-nen/mot-viec.html", said)


@needs(Access.SIGNED_IN)
@require_POST
def stop_it(request: PermittedRequest, job: int) -> HttpResponse:
    """Stop a job that waits or runs."""
    found = _seen(request, job)
    stop(found)
    told("dung-viec", request, job=found.pk, kind=found.kind)
    return redirect("job", job=job)


@needs(Access.SIGNED_IN)
@require_GET
def file(request: PermittedRequest, job: int, name: str) -> HttpResponseBase:
    """Give a file of a finished job to keep."""
    found = _seen(request, job)
    one = get_object_or_404(JobFile, job=found, name=name)
    path = results_folder() / found.folder / one.name
    if not found.folder or not path.is_file():
        raise Http404
    type_, _ = mimetypes.guess_type(one.name)
    answer = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=path.name,
        content_type=type_ or "application/octet-stream",
    )
    answer["Content-Security-Policy"] = MAY_DO_NOTHING
    return answer


def _seen(request: PermittedRequest, number: int) -> Job:
    found = Job.objects.filter(pk=number).first()
    if found is None or not may_see(found, request.grants):
        raise Http404
    return found


def _shown(jobs: list[Job]) -> list[Shown]:
    names = {job.asked_by for job in jobs if job.asked_by}
    people = {one.username: str(one) for one in Account.objects.filter(username__in=names)}
    return [
        Shown(
            job,
            KINDS[job.kind].words,
            people.get(job.asked_by, job.asked_by) or "Cổng tự làm",
        )
        for job in jobs
    ]
