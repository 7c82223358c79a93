"""How the register is: head of its chain, last audit, backup and restore test, what to do."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from phuhop.portal.drafts.register import register
from phuhop.portal.jobs.keeping import folder
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.ordering import order
from phuhop.portal.jobs.shipped import AUDIT, BACKUP, RESTORE_TEST
from phuhop.portal.office.frame import page
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.reach import Reach
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register.keeping import examine
from registry.store.chain import head_of

_KINDS = {
    AUDIT: "Kiểm tra sổ",
    BACKUP: "Sao lưu",
    RESTORE_TEST: "Khôi phục thử bản sao lưu",
}


@needs(Access.KEEP)
@require_http_methods(["GET", "POST"])
def keeping(request: PermittedRequest, year: int) -> HttpResponse:
    """Show how the register is; order an audit, a backup or a restore test."""
    if request.method == "POST":
        kind = request.POST.get("viec", "")
        if kind not in _KINDS or request.grant is None:
            raise Http404
        job = order(kind, Reach.of(request.grant), request.user.username)
        return redirect("job", job=job.pk)
    with register().reading() as connection:
        head = head_of(connection)
    checks = examine(CONFIG.register, timezone.localtime(), folder()).checks
    last = [(kind, words, _last(kind)) for kind, words in _KINDS.items()]
    return page(request, "tinh/so.html", year, "keeping", chain=head, checks=checks, last=last)


def _last(kind: str) -> Job | None:
    """Return the newest job of a kind that came to an end, well or not."""
    ended = Job.objects.filter(kind=kind, state__in=(JobState.DONE, JobState.FAILED))
    return ended.order_by("-ended_at").first()
