"""The page of an office's own files: what counts now, who brought it; one more brought, or none."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.commune.downloads import attachment
from phuhop.portal.office.frame import page
from phuhop.portal.office.models import FileKind, OfficeFile
from phuhop.portal.office.own_files import current
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.usecases.office.own_files import LARGEST, checked
from scoring.base.problems import Place, Problem, ProblemsFound


@needs(Access.OVERSEE)
@require_http_methods(["GET", "POST"])
def office_files(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the files that count; take in another, or go back to none."""
    if request.method == "GET":
        return _page(request, year)
    kind = request.POST.get("loai", "")
    if kind not in FileKind.values:
        raise Http404
    if "bo" in request.POST:
        _keep(request, kind, "", b"")
        messages.success(request, f"✔ Không dùng tệp riêng nữa: {FileKind(kind).label}.")
        return redirect("office_files", year=year)
    file = request.FILES.get("tep")
    if file is None or (file.size or 0) > LARGEST:
        told = (Problem(Place("tệp"), "thieu-tep", "chọn một tệp không quá 5 MB"),)
        return _page(request, year, told, status=422)
    content = file.read()
    try:
        name, warnings = checked(kind, str(file.name), content, today())
    except ProblemsFound as faults:
        return _page(request, year, tuple(faults.problems), status=422)
    _keep(request, kind, name, content)
    if warnings:
        return _page(request, year, warnings)
    messages.success(request, f"✔ Đã nhận tệp «{name}»: {FileKind(kind).label}.")
    return redirect("office_files", year=year)


def _keep(request: PermittedRequest, kind: str, name: str, content: bytes) -> None:
    OfficeFile.objects.create(
        kind=kind, name=name, content=content, account=request.user.username, at=timezone.now()
    )


def _page(
    request: PermittedRequest, year: int, told: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    kinds = [(kind, kind.label, current(kind)) for kind in FileKind]
    return page(
        request, "tinh/tep.html", year, "office_files", kinds=kinds, told=told, status=status
    )


@needs(Access.OVERSEE)
@require_GET
def office_file(request: PermittedRequest, year: int, kind: str) -> HttpResponse:  # noqa: ARG001
    """Give the file of a kind that counts, to keep."""
    found = current(kind)
    if found is None:
        raise Http404
    return attachment(bytes(found.content), found.name, "application/octet-stream")
