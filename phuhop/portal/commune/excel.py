"""The Excel form: down as the draft is, up with a table of differences, taken row by row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.commune.downloads import attachment
from phuhop.portal.commune.form_fields import Page
from phuhop.portal.commune.pages import closed_meanwhile, shown
from phuhop.portal.commune.posted import text_of
from phuhop.portal.drafts.opening import OpenDraft, draft_of, opened
from phuhop.portal.drafts.rows import texts_of
from phuhop.portal.drafts.saving import DraftIsClosed, Typed, save
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.workbook import LARGEST, differences, read_back, workbook_of
from reports.wording.file_names import slug as file_slug

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TAKE = "lay."


@needs(Access.READ_DRAFT)
@require_GET
def down(request: PermittedRequest, commune: str, year: int) -> HttpResponse:  # noqa: ARG001
    """Give the form, filled as the draft is."""
    found = opened(draft_of(commune, year))
    name = f"bieu-{commune}-{file_slug(found.draft.commune_name)}-{year}.xlsx"
    return attachment(workbook_of(found.ruleset, found.whose, found.assembled), name, XLSX)


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def page(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show the way down and up; show what a workbook says otherwise, or take it."""
    found = opened(draft_of(commune, year))
    if request.method == "GET":
        return _page(request, found)
    if "lay" in request.POST:
        return _taken(request, found)
    file = request.FILES.get("tep")
    if file is None or file.size is None or file.size > LARGEST:
        return _page(request, found, told=["Chọn một tệp .xlsx không quá 20 MB."], status=422)
    brought = read_back(found.ruleset, found.whose, file.read(), str(file.name))
    differing = differences(found.ruleset, texts_of(found.fields), brought)
    fields = Page(found)
    labels = fields.labels()
    rows = [(one, labels[one.field], found.revision_of(one.field)) for one in differing]
    faults = [problem for problem in brought.problems if problem.is_fault]
    return _page(
        request,
        found,
        rows=rows,
        problems=brought.problems,
        was_read=not faults,
        status=422 if faults else 200,
    )


def _taken(request: PermittedRequest, found: OpenDraft) -> HttpResponse:
    known = fields_of(found.ruleset)
    every = request.POST["lay"] == "tat-ca"
    typed = [
        Typed(id_, text_of(id_, value), _number(request.POST.get(f"ban.{id_}", "0")))
        for id_ in known
        if (value := request.POST.get(f"gia-tri.{id_}")) is not None
        and (every or f"{_TAKE}{id_}" in request.POST)
    ]
    here = redirect("excel", commune=found.draft.commune, year=found.draft.year)
    try:
        saved = save(found.draft.pk, typed, request.user.username, timezone.now())
    except DraftIsClosed:
        return closed_meanwhile(request, found.draft.commune, found.draft.year)
    if saved.conflicts:
        told = ["Có ô người khác vừa sửa; các ô ấy chưa lấy. Nộp lại tệp để xem."]
        return _page(request, opened(found.draft), told=told, status=409)
    return redirect(f"{here.url}?da-luu=1")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadRequest(text)
    return int(text)


def _page(
    request: PermittedRequest, found: OpenDraft, *, status: int = 200, **about: Any
) -> HttpResponse:
    known = {"rows": [], "problems": (), "was_read": False, "told": [], **about}
    return shown(request, "xa/bieu-excel.html", found, "bieu-excel", status=status, **known)
