"""Files that a page gives: always as attachments, never run in the page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from phuhop.portal.commune.pages import shown
from phuhop.portal.drafts.opening import OpenDraft, draft_of, opened
from phuhop.portal.drafts.scanning import shown_files_of
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.drafting.papers import archive, package_of, paper_names, papers_of
from reports.wording.file_names import slug as file_slug

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".zip": "application/zip",
    ".phuhop": "application/octet-stream",
}

MAY_DO_NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


def attachment(content: bytes, name: str, type_: str) -> HttpResponse:
    """Return a file to keep. Opened in a browser all the same, it may do nothing."""
    response = HttpResponse(content, content_type=type_)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Security-Policy"] = MAY_DO_NOTHING
    return response


@needs(Access.READ_DRAFT)
@require_GET
def dossier(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """List the papers of the draft as it is now."""
    found = opened(draft_of(commune, year))
    names: list[str] = []
    if found.assembled.assessment is not None:
        names = paper_names(found.ruleset, found.assembled, shown_files_of(found.draft))
    return shown(request, "xa/ho-so.html", found, "ho-so", names=names)


@needs(Access.READ_DRAFT)
@require_GET
def paper(request: PermittedRequest, commune: str, year: int, name: str) -> HttpResponse:  # noqa: ARG001
    """Give one paper, all of them, or the package."""
    found = opened(draft_of(commune, year))
    if found.assembled.assessment is None:
        raise Http404
    slug = f"{commune}-{file_slug(found.draft.commune_name)}-{year}"
    if name == "tat-ca.zip":
        return attachment(archive(_papers(found)), f"ho-so-{slug}.zip", _TYPES[".zip"])
    if name == "goi.phuhop":
        if not found.assembled.may_be_handed_in:
            raise Http404
        content = package_of(found.ruleset, found.assembled, shown_files_of(found.draft))
        return attachment(content, f"{slug}.phuhop", _TYPES[".phuhop"])
    papers = _papers(found)
    if name not in papers:
        raise Http404
    return attachment(papers[name], name, _TYPES[name[name.rindex(".") :]])


def _papers(found: OpenDraft) -> dict[str, bytes]:
    return dict(papers_of(found.ruleset, found.assembled, shown_files_of(found.draft)))
