"""The evidence of a draft: every document of the list with its files, one form to bring more."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.commune.downloads import attachment
from phuhop.portal.commune.form_fields import Page
from phuhop.portal.drafts.files import keep, take_off
from phuhop.portal.drafts.models import DraftFile
from phuhop.portal.drafts.opening import draft_of, opened
from phuhop.portal.drafts.saving import DraftIsClosed
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told
from phuhop.usecases.drafting.evidence import code_of, restricted, taken
from scoring.base.problems import Problem, ProblemsFound
from scoring.forms.ids import evidence_ids

_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def page(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show the list of evidence with its files; take in what is brought."""
    found = opened(draft_of(commune, year))
    problems: list[Problem] = []
    if request.method == "POST":
        row = request.POST.get("hang", "")
        known = {id_ for ids in evidence_ids(found.ruleset).values() for id_ in ids}
        if row not in known:
            raise Http404
        for file in request.FILES.getlist("tep"):
            try:
                kept = taken(found.ruleset, row, str(file.name), file.read())
                keep(found.draft, row, kept, request.user.username)
            except ProblemsFound as refused:
                problems += refused.problems
                told("tep-bi-tu-choi", request, why=[one.code for one in refused.problems])
            except DraftIsClosed:
                return redirect("work", commune=commune, year=year)
        if not problems:
            return redirect(f"{request.path}?da-luu=1")
        found = opened(draft_of(commune, year))
    files: dict[str, list[DraftFile]] = {}
    for one in found.draft.files.order_by("id"):
        files.setdefault(one.row, []).append(one)
    said = {
        "opened": found,
        "draft": found.draft,
        "live": found.live,
        "ruleset": found.ruleset,
        "conflicts": {},
        "here": "minh-chung",
        "commune": commune,
        "year": year,
        "was_saved": "da-luu" in request.GET,
        "lists": Page(found).evidence_lists(),
        "files": files,
        "restricted": restricted(found.ruleset),
        "code_of": code_of,
        "problems": problems,
    }
    return render(request, "xa/minh-chung.html", said, status=422 if problems else 200)


@needs(Access.READ_DRAFT)
@require_GET
def file(request: PermittedRequest, commune: str, year: int, file: int) -> HttpResponse:  # noqa: ARG001
    """Give one file of this draft to keep."""
    one = get_object_or_404(DraftFile, pk=file, draft=draft_of(commune, year))
    return attachment(bytes(one.blob.content), one.name, _TYPES[one.type])


@needs(Access.WRITE_DRAFT)
@require_POST
def remove(request: PermittedRequest, commune: str, year: int, file: int) -> HttpResponse:  # noqa: ARG001
    """Take one file off this draft."""
    draft = draft_of(commune, year)
    one = get_object_or_404(DraftFile, pk=file, draft=draft)
    try:
        take_off(draft, one)
    except DraftIsClosed:
        return redirect("work", commune=commune, year=year)
    return redirect("evidence", commune=commune, year=year)
