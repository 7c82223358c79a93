"""Giving a dossier back: what was asked part by part, the notice to read before, one event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.commune.posted import typed_in
from phuhop.portal.desk.frame import OpenCase, actor, opened, page, seen_in
from phuhop.portal.desk.saving import saved
from phuhop.portal.desk.shown import DeskFields
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.saving import Conflict, Typed
from phuhop.portal.office.frame import day_in, files
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.verifying.fields import DUE, REMARKS, RETURN_REASON, SHEET, verifier_fields
from phuhop.usecases.verifying.returning import ToReturn, give_back, notice, to_return
from registry.acts.acts import RETURN
from reports.appraisal.remark_places import remark_places
from scoring.base.problems import Place, Problem, ProblemsFound


@needs(Access.VERIFY)
@require_http_methods(["GET", "POST"])
def returning(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show what was asked for; save it, draw up the notice, or record the return."""
    found = opened(request, commune, year)
    conflicts: tuple[Conflict, ...] = ()
    told: list[Problem] = []
    if request.method == "POST":
        wish = request.POST.get("lam", "luu")
        # The same return posted again finds it closed, and is answered as the first time.
        if found.is_open:
            found, conflicts = _saved(request, found)
        wanted, told = _wanted(found)
        if not conflicts and wish == "thong-bao":
            return files(
                notice(found.case, found.verified, wanted), f"thong-bao-{commune}-{year}.zip"
            )
        if not conflicts and not told and wish == "tra":
            told = _recorded(request, found, wanted)
            if not told:
                return redirect("verify", commune=commune, year=year)
        elif not conflicts and wish == "luu":
            return redirect(f"{request.path}?da-luu=1")
    wanted, _ = _wanted(found)
    by_field = {one.field: one for one in conflicts}
    places = remark_places(found.case.reported.ruleset)
    said = {
        "wanted": wanted,
        "asked": {code: words for code, words in places.items() if code in _asked(found)},
        "places": places,
        "fields": DeskFields(found, by_field),
        "conflicts": by_field,
        "can_return": RETURN in found.case.commands,
        "told": told,
        "was_saved": "da-luu" in request.GET,
    }
    status = 409 if conflicts else 422 if told else 200
    return page(request, "tham-dinh/tra-lai.html", found, "tra-lai", status=status, **said)


def _asked(found: OpenCase) -> dict[str, str]:
    """Return what was typed by place, also what is at fault."""
    start = f"{REMARKS}."
    return {
        id_.removeprefix(start): text for id_, text in found.texts.items() if id_.startswith(start)
    }


def _saved(request: PermittedRequest, found: OpenCase) -> tuple[OpenCase, tuple[Conflict, ...]]:
    """Save the fields of the page, and the remark that was added at a place of its own."""
    known = verifier_fields(found.case.reported.ruleset)
    typed = typed_in(request, known)
    place, text = request.POST.get("noi-moi", ""), request.POST.get("loi-moi", "").strip()
    id_ = f"{REMARKS}.{place}"
    if text and id_ in known:
        before = found.texts.get(id_, "")
        both = f"{before}\n{text}" if before else text
        typed = [one for one in typed if one.field != id_]
        typed.append(Typed(id_, both, found.revision_of(id_)))
    return saved(found, typed, request.user.username)


def _wanted(found: OpenCase) -> tuple[ToReturn, list[Problem]]:
    """Return what the return will say, and what it still lacks."""
    due_text = found.texts.get(f"{SHEET}.{DUE}", "")
    due: date | None = day_in(due_text) if due_text else None
    reason = found.texts.get(f"{SHEET}.{RETURN_REASON}", "")
    wanted = to_return(found.case, _asked(found), reason, due)
    place = Place(str(found.case.key))
    shown = DeskFields(found)
    told = [
        replace(one, place=Place(shown.label_of(id_)))
        for id_, problems in found.verified.faults.items()
        if id_.startswith(f"{REMARKS}.")
        for one in problems
    ]
    if due_text and due is None:
        told.append(
            Problem(place, "ngay-sai", f"«{due_text}» không phải một ngày, ví dụ 15/12/2026")
        )
    if not wanted.reason:
        told.append(Problem(place, "thieu-ly-do", "chưa ghi lý do trả hồ sơ"))
    return wanted, told


def _recorded(request: PermittedRequest, found: OpenCase, wanted: ToReturn) -> list[Problem]:
    try:
        give_back(register(), found.case, wanted, actor(request), seen_in(request))
    except ProblemsFound as refused:
        return [*refused.problems]
    return []


@needs(Access.VERIFY)
@require_GET
def changes(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show what the version has otherwise than the one that was returned, and the answers."""
    found = opened(request, commune, year)
    return page(request, "tham-dinh/thay-doi.html", found, "thay-doi", changes=found.changes)
