"""The evidence of a draft: every document of the list with its files, one form to bring more."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.commune.downloads import attachment
from phuhop.portal.commune.form_fields import Page
from phuhop.portal.commune.pages import closed_meanwhile, shown
from phuhop.portal.drafts.files import held, keep, take_off
from phuhop.portal.drafts.models import DraftFile
from phuhop.portal.drafts.opening import OpenDraft, draft_of, opened
from phuhop.portal.drafts.saving import DraftIsClosed
from phuhop.portal.drafts.scanning import looked_at, state_of, why_closed
from phuhop.portal.errors import page as refused
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told
from phuhop.portal.uploads import names_too_large
from phuhop.usecases.drafting.evidence import (
    MOST_BYTES,
    MOST_FILES,
    code_of,
    restricted,
    rows_of_name,
    taken,
)
from registry.evidence.model import LARGEST_EVIDENCE
from scoring.base.problems import Place, Problem, ProblemsFound
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
        if row and row not in known:
            raise Http404
        try:
            problems = _brought(request, found, row)
        except DraftIsClosed:
            return closed_meanwhile(request, commune, year)
        if not problems:
            return redirect(f"{request.path}?da-luu=1")
        found = opened(draft_of(commune, year))
    files: dict[str, list[DraftFile]] = {}
    for one in found.draft.files.select_related("blob").defer("blob__content").order_by("id"):
        files.setdefault(one.row, []).append(one)
    return shown(
        request,
        "xa/minh-chung.html",
        found,
        "minh-chung",
        status=422 if problems else 200,
        lists=Page(found).evidence_lists(),
        files=files,
        held=held(found.draft),
        scan_of=state_of,
        most=(MOST_FILES, MOST_BYTES),
        restricted=restricted(found.ruleset),
        code_of=code_of,
        problems=problems,
    )


def _brought(request: PermittedRequest, found: OpenDraft, row: str) -> list[Problem]:
    """Keep each file that can be, on *row* or where its name says; return what was refused."""
    problems: list[Problem] = []
    for name in names_too_large(request):
        hint = f"mỗi tệp không quá {LARGEST_EVIDENCE // 1_000_000} MB"
        problems.append(Problem(Place(name), "tep-qua-lon", "tệp quá lớn, không nhận", hint))
    brought = request.FILES.getlist("tep")
    if not brought and not problems:
        hint = "bấm vào ô chọn tệp rồi chọn một hay nhiều tệp"
        problems.append(Problem(Place("Tệp"), "chua-chon-tep", "chưa chọn tệp nào", hint))
    for file in brought:
        try:
            rows = (row,) if row else rows_of_name(found.ruleset, found.assembled, str(file.name))
            content = file.read()
            kept = [(one, taken(found.ruleset, one, str(file.name), content)) for one in rows]
            scan = looked_at(content, str(file.name))
            for one, clean in kept:
                keep(found.draft, one, clean, request.user.username, scan)
        except ProblemsFound as refused:
            problems += refused.problems
    if problems:
        told("tep-bi-tu-choi", request, why=[one.code for one in problems])
    return problems


@needs(Access.READ_DRAFT)
@require_GET
def file(request: PermittedRequest, commune: str, year: int, file: int) -> HttpResponse:
    """Give one file of this draft to keep."""
    one = get_object_or_404(DraftFile, pk=file, draft=draft_of(commune, year))
    closed = why_closed(one, request.user.username)
    if closed:
        return refused(request, 409, closed)
    return attachment(bytes(one.blob.content), one.name, _TYPES[one.type])


@needs(Access.WRITE_DRAFT)
@require_POST
def remove(request: PermittedRequest, commune: str, year: int, file: int) -> HttpResponse:
    """Take one file off this draft."""
    draft = draft_of(commune, year)
    one = get_object_or_404(DraftFile, pk=file, draft=draft)
    try:
        take_off(draft, one)
    except DraftIsClosed:
        return closed_meanwhile(request, commune, year)
    return redirect("evidence", commune=commune, year=year)
