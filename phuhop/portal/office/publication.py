"""The page of publication: order an edition, look at it behind the login, put it in front."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.static import serve

from phuhop.portal.accounts.models import WORKFLOW_ROLES, Account, Role
from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.jobs.ordering import order
from phuhop.portal.office.editions import (
    LOOKED_AT,
    MOST_KEPT,
    folder_of,
    public_folder,
    publish,
)
from phuhop.portal.office.frame import day_in, grant_for, page, whole
from phuhop.portal.office.jobs import SITE
from phuhop.portal.office.models import Edition, EditionState
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, needs, today
from phuhop.portal.reach import Reach
from phuhop.portal.security_log import told as logged
from registry.store.chain import Actor
from registry.workflow.settings import settings_of
from scoring.base.problems import Place, Problem, ProblemsFound


@needs(Access.PUBLISH)
@require_http_methods(["GET", "POST"])
def publication(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the editions of a year; order another one."""
    grant = whole(request, Access.PUBLISH)
    if request.method == "GET":
        return _page(request, year)
    if grant is None:
        raise Http404
    typed = request.POST.get("ngay", "").strip()
    version = request.POST.get("lan", "").strip()
    day = day_in(typed)
    told = []
    if day is None:
        message = f"«{typed}» không phải là ngày" if typed else "phải nêu ngày công bố"
        told.append(Problem(Place("ngày công bố"), "ngay-sai", message, "viết ngày như 28/11/2026"))
    if not version:
        told.append(Problem(Place("lần công bố"), "thieu-lan", "phải nêu là lần thứ mấy"))
    if told or day is None:
        return _page(request, year, tuple(told), 422)
    who = request.user.username
    job = order(SITE, Reach.of(grant), who, year=year, day=day.isoformat(), version=version)
    return redirect("job", job=job.pk)


def _page(
    request: PermittedRequest, year: int, told: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    front = public_folder()
    editions = [*Edition.objects.filter(year=year).order_by("-id")[:20]]
    public = Edition.objects.filter(year=year, state=EditionState.PUBLISHED).count()
    names = {name for one in editions for name in (one.ordered_by, one.published_by)}
    about = {
        "editions": editions,
        "people": {one.username: str(one) for one in Account.objects.filter(username__in=names)},
        "front": front.resolve().name if front.is_symlink() else "",
        "is_whole": whole(request, Access.PUBLISH) is not None,
        "BUILT": EditionState.BUILT,
        "PUBLISHING": EditionState.PUBLISHING,
        "PUBLISHED": EditionState.PUBLISHED,
        "GONE": EditionState.GONE,
        "most_kept": MOST_KEPT,
        "kept_days": LOOKED_AT.days,
        "typed": {
            "day": request.POST.get("ngay", f"{today():%d/%m/%Y}"),
            "version": request.POST.get("lan", str(public + 1)),
        },
        "told": told,
    }
    return page(request, "tinh/cong-bo.html", year, "publication", status=status, **about)


@needs(Access.PUBLISH)
@require_POST
def put_in_front(request: PermittedRequest, year: int, edition: int) -> HttpResponse:
    """Publish an edition that was looked at, or go on where a crash stopped it."""
    found = _edition(request, year, edition)
    with register().reading() as connection:
        steps = settings_of(connection).workflow.steps
    allowed = {WORKFLOW_ROLES[Role(one)] for one in TABLE[Access.PUBLISH] or ()}
    roles = {name for one in steps if one.command == "publish" for name in one.roles} & allowed

    def actor_for(commune: str) -> Actor | None:
        grant = grant_for(request, roles, commune)
        return None if grant is None else actor_of(request.user, grant)

    try:
        publish(found, request.user.username, actor_for)
    except ProblemsFound as refused:
        return _page(request, year, tuple(refused.problems), status=422)
    logged("cong-bo", request, edition=found.pk)
    messages.success(request, f"✔ Đã công bố bản số {found.pk} của năm {year}.")
    return redirect("publication", year=year)


def _edition(request: PermittedRequest, year: int, edition: int) -> Edition:
    if whole(request, Access.PUBLISH) is None:
        raise Http404
    return get_object_or_404(Edition, pk=edition, year=year)


@needs(Access.PUBLISH)
@require_GET
def preview(request: PermittedRequest, year: int, edition: int, path: str = "") -> HttpResponseBase:
    """Give a file of an edition to whoever may publish it."""
    found = _edition(request, year, edition)
    if not found.folder:
        raise Http404
    try:
        return serve(request, path or "index.html", document_root=str(folder_of(found)))
    except SuspiciousFileOperation:
        raise Http404 from None
