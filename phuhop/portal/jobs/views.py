"""The page of jobs: what was ordered, how far it is, what can be taken, stopping one."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from phuhop.portal.accounts.models import Account
from phuhop.portal.commune.downloads import MAY_DO_NOTHING
from phuhop.portal.jobs.kinds import KINDS
from phuhop.portal.jobs.models import Job, JobFile
from phuhop.portal.jobs.ordering import may_see, stop, visible
from phuhop.portal.jobs.work import results_folder
from phuhop.portal.permissions import Access, PermittedRequest, needs
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
    """List the jobs that this person may see, the newest first."""
    found = visible(request.grants)
    return render(request, "viec-nen/danh-sach.html", {"jobs": _shown(found)})


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
