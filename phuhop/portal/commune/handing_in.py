"""Reading everything once more, and handing in exactly what was read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from phuhop.portal.accounts.models import Grant
from phuhop.portal.commune.pages import shown
from phuhop.portal.drafts.handing_in import DraftMoved, mended, submit
from phuhop.portal.drafts.models import DraftChange
from phuhop.portal.drafts.opening import OpenDraft, draft_of, opened
from phuhop.portal.permissions import Access, PermittedRequest, grant_for, needs
from scoring.base.problems import ProblemsFound


@needs(Access.READ_DRAFT)
@require_http_methods(["GET", "POST"])
def review(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show everything to read and print; the leader hands it in."""
    found = opened(mended(draft_of(commune, year)))
    leader = grant_for(request, Access.HAND_IN, commune, year)
    told: list[str] = []
    moved: list[str] = []
    status = 200
    if request.method == "POST":
        told, moved, status = _handed_in(request, found, leader)
        if not status:
            return redirect("work", commune=commune, year=year)
        found = opened(draft_of(commune, year))
    return shown(
        request,
        "xa/nop.html",
        found,
        "nop",
        status=status,
        told=told,
        moved=moved,
        explanation=request.POST.get("giai-trinh", ""),
    )


def _handed_in(
    request: PermittedRequest, found: OpenDraft, leader: Grant | None
) -> tuple[list[str], list[str], int]:
    """Return what kept it from being handed in, what moved, and the status; 0 when it was."""
    if leader is None:
        return ["Chỉ tài khoản lãnh đạo xã nộp được hồ sơ."], [], 403
    seen = request.POST.get("ban", "")
    revision = int(seen) if seen.isascii() and seen.isdigit() else -1
    if found.assembled.doubts and "da-xem" not in request.POST:
        return ["Đánh dấu «đã xem các cảnh báo» trước khi nộp."], [], 422
    try:
        explanation = request.POST.get("giai-trinh", "").strip() or None
        submit(found.draft, revision, request.user, leader, explanation)
    except DraftMoved:
        changes = DraftChange.objects.filter(draft=found.draft, revision__gt=revision)
        return [], sorted({change.field for change in changes}), 409
    except ValueError:
        return ["Còn ô có lỗi, chưa nộp được."], [], 422
    except ProblemsFound as refused:
        return [f"{one.place}: {one.message}" for one in refused.problems], [], 409
    return [], [], 0
