"""The page of one dossier for an office: result, story, papers, and the steps of the workflow."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from phuhop.portal.accounts.models import WORKFLOW_ROLES, Role
from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.drafts.units import province_of
from phuhop.portal.office.drafts_seen import drafts_seen
from phuhop.portal.office.frame import day_in, files, grant_for, numbers_in, page
from phuhop.portal.office.own_files import letterhead
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, needs
from phuhop.usecases.office.dossier import (
    OfficeDossier,
    StepSaid,
    do_step,
    keys_of,
    office_dossier,
    papers_of_dossiers,
)
from registry.store.dossier_keys import Key
from registry.workflow.repeats import Seen
from scoring.base.problems import Place, Problem, ProblemsFound


def _roles_over(request: PermittedRequest, commune: str) -> frozenset[str]:
    """Return the portal's roles that read dossiers and reach this commune."""
    allowed = TABLE[Access.READ_DOSSIER] or {}
    province = province_of(commune)
    return frozenset(
        one.role for one in request.grants if one.role in allowed and one.covers(commune, province)
    )


def _key(request: PermittedRequest, commune: str, year: int) -> tuple[Key | None, str]:
    """Return the dossier that this person may see, or why there is none to be seen."""
    found = keys_of(register(), commune, year)
    wanted = request.GET.get("bo") or request.POST.get("bo")
    found = [one for one in found if wanted in {None, one[0].ruleset}]
    if not found:
        return None, "Sổ chưa có hồ sơ năm này của xã."
    only_decides = _roles_over(request, commune) <= {Role.DECIDER.value}
    for key, _, is_draft, is_appraised in found:
        if not is_draft and (is_appraised or not only_decides):
            return key, ""
    if only_decides:
        return None, "Hồ sơ chưa thẩm định xong; người quyết định xem từ khi đã thẩm định."
    return None, "Hồ sơ mới là bản nháp của xã; tỉnh xem từ khi xã nộp."


@needs(Access.READ_DOSSIER)
@require_GET
def dossier(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show a dossier, or how far its draft is."""
    return _page(request, commune, year)


def _page(
    request: PermittedRequest,
    commune: str,
    year: int,
    *,
    told: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    key, why = _key(request, commune, year)
    about: dict[str, object] = {
        "commune": commune,
        "why": why,
        "seen_draft": drafts_seen(year, lambda *_: True, commune).get(commune),
        "others": [one[0] for one in keys_of(register(), commune, year) if one[0] != key],
        "found": None,
        "told": told,
        "is_decider": Role.DECIDER.value in _roles_over(request, commune),
    }
    if key is not None:
        roles = {WORKFLOW_ROLES[Role(one)] for one in _roles_over(request, commune)}
        about["found"] = office_dossier(register(), key, roles)
    return page(request, "tinh/ho-so.html", year, "communes", status=status, **about)


@needs(Access.READ_DOSSIER)
@require_POST
def step(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Do a step of the workflow that carries words; a refusal is shown where it was asked for."""
    key, _ = _key(request, commune, year)
    if key is None:
        raise Http404
    roles = {WORKFLOW_ROLES[Role(one)] for one in _roles_over(request, commune)}
    found = office_dossier(register(), key, roles)
    said, problems = _said(request, found)
    if said is None:
        return _page(request, commune, year, told=problems, status=422)
    names = next(
        (one.offer.step.roles for one in found.forms if one.offer.step.command == said.command), ()
    )
    grant = grant_for(request, names, commune)
    if grant is None:
        raise Http404
    try:
        event = do_step(register(), said, actor_of(request.user, grant))
    except ProblemsFound as refused:
        return _page(request, commune, year, told=tuple(refused.problems), status=422)
    messages.success(
        request, f"✔ Đã ghi bước «{event.step}» cho hồ sơ {key.short} (mắt xích {event.seq})."
    )
    return redirect("office_dossier", commune=commune, year=year)


def _said(
    request: PermittedRequest, found: OfficeDossier
) -> tuple[StepSaid | None, tuple[Problem, ...]]:
    """Return the step that a form asks for; ``None`` where it is not one of this page."""
    post = request.POST
    place = Place(str(found.key))
    command = post.get("lenh", "")
    known = {one.offer.step.command for one in found.forms}
    seen = seen_in(post.get("da-xem", ""))
    if seen is None or (command not in known and seen == found.seen):
        message = "bước này không làm được ở đây"
        return None, (Problem(place, "buoc-trai-quy-trinh", message, "mở lại trang rồi làm"),)
    due = None
    if post.get("han"):
        due = day_in(post["han"])
        if due is None:
            message = f"«{post['han']}» không phải là ngày"
            return None, (Problem(place, "ngay-sai", message, "viết ngày như 05/12/2026"),)
    words = post.get("ly-do", "").strip() or None
    receiver = post.get("xa-nhan", "").strip() or None
    return StepSaid(str(found.key), command, seen, words, due, receiver), ()


def seen_in(text: str) -> Seen | None:
    """Return what a page had shown, «version:link»; ``None`` for anything else."""
    found = numbers_in(text)
    return Seen(*found) if len(found) == len(("version", "link")) else None


@needs(Access.READ_DOSSIER)
@require_GET
def papers(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Give all papers of a dossier as one file."""
    key, _ = _key(request, commune, year)
    if key is None:
        raise Http404
    try:
        made, told = papers_of_dossiers(register(), [str(key)], letterhead())
    except ProblemsFound as refused:
        return _page(request, commune, year, told=tuple(refused.problems), status=422)
    return files(dict(made), f"van-ban-{commune}-{year}.zip", told)
