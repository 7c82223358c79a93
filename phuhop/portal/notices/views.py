"""The page of notices; the texts that remind communes, ready for Zalo, and sending them by mail."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.units import provinces_of
from phuhop.portal.jobs.ordering import order
from phuhop.portal.jobs.shipped import REMINDERS
from phuhop.portal.notices.links import page_of
from phuhop.portal.notices.listing import notices, shown_all
from phuhop.portal.office.frame import covering
from phuhop.portal.office.own_files import own_files
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.portal.reach import Reach
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register.messages import messages_of
from phuhop.usecases.register.reminding import ReminderWish, reminded


@needs(Access.SIGNED_IN)
@require_GET
def listed(request: PermittedRequest) -> HttpResponse:
    """List what happened to this person's dossiers, the newest first."""
    found = notices(request.user, request.grants)
    rows = [(one, page_of(one, request.grants)) for one in found]
    return render(request, "thong-bao/danh-sach.html", {"rows": rows})


@needs(Access.SIGNED_IN)
@require_POST
def seen(request: PermittedRequest) -> HttpResponse:
    """Keep that this person has seen everything."""
    shown_all(request.user)
    return redirect("notices")


@needs(Access.VERIFY)
@require_http_methods(["GET", "POST"])
def verifiers_texts(request: PermittedRequest, year: int) -> HttpResponse:
    """Show a verifier the texts for the communes of their grant, or send them by mail."""
    back = f"{reverse('inbox')}?nam={year}"
    return _texts(request, year, Access.VERIFY, (back, f"Hộp việc năm {year}"))


@needs(Access.OVERSEE)
@require_http_methods(["GET", "POST"])
def provinces_texts(request: PermittedRequest, year: int) -> HttpResponse:
    """Show a province the texts for its communes, or send them by mail."""
    back = reverse("overview", kwargs={"year": year})
    return _texts(request, year, Access.OVERSEE, (back, f"Tổng quan năm {year}"))


def _texts(
    request: PermittedRequest, year: int, access: Access, back: tuple[str, str]
) -> HttpResponse:
    if request.grant is None:
        raise Http404
    if request.method == "POST" and CONFIG.mail is not None:
        job = order(REMINDERS, Reach.of(request.grant), request.user.username, year=year)
        return redirect("job", job=job.pk)
    covers = covering(request, access)
    with own_files() as own:
        # Who is on the office's list and sent nothing is reminded too.
        found = messages_of(reminded(register(), ReminderWish(year, table=own.expected), today()))
    provinces = provinces_of([one.commune for one in found])
    texts = [one for one in found if covers(one.commune, provinces[one.commune] or "")]
    said = {"texts": texts, "year": year, "has_mail": CONFIG.mail is not None, "back": back}
    return render(request, "thong-bao/nhac.html", said)
