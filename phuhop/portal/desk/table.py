"""The desk of one dossier: part by part what was reported beside what was found; saved as typed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phuhop.portal.accounts.sessions import seconds_left
from phuhop.portal.commune.downloads import attachment
from phuhop.portal.commune.posted import typed_in
from phuhop.portal.desk.frame import OpenCase, actor, opened, page, seen_in
from phuhop.portal.desk.saving import saved
from phuhop.portal.desk.shown import DeskFields
from phuhop.portal.drafts.answers import conflicts_of, words_of
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.rows import FieldRow
from phuhop.portal.drafts.saving import Conflict
from phuhop.portal.office.frame import numbers_in
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.verifying.case import file_of
from phuhop.usecases.verifying.desk import Desk, Look
from phuhop.usecases.verifying.fields import verifier_fields
from registry.acts.acts import StepWords, act
from scoring.base.problems import Problem, ProblemsFound
from scoring.forms.worksheet_ids import UNPROVEN


@needs(Access.VERIFY)
@require_http_methods(["GET", "POST"])
def table(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Show the desk; save what was typed on it without JavaScript."""
    found = opened(request, commune, year)
    conflicts: tuple[Conflict, ...] = ()
    if request.method == "POST" and found.is_open:
        typed = typed_in(request, verifier_fields(found.case.reported.ruleset))
        found, conflicts = saved(found, typed, request.user.username)
        if not conflicts:
            return redirect(f"{request.path}?da-luu=1")
    by_field = {one.field: one for one in conflicts}
    said = {
        "desk": found.desk(writes=request.method == "POST"),
        "fields": DeskFields(found, by_field),
        "conflicts": by_field,
        "looks": [*Look],
        "unproven": UNPROVEN,
        "was_saved": "da-luu" in request.GET,
    }
    return page(
        request, "tham-dinh/ban.html", found, "ban", status=409 if conflicts else 200, **said
    )


@needs(Access.VERIFY)
@require_http_methods(["GET", "POST"])
def autosave(request: PermittedRequest, commune: str, year: int) -> JsonResponse:
    """Save the posted fields; answer with revisions, faults, and pieces of the page.

    Asked without fields, say what others saved since the page last heard of it.
    """
    found = opened(request, commune, year)
    given = request.POST if request.method == "POST" else request.GET
    heard = (numbers_in(given.get("biet", "0")) or [0])[0]
    conflicts: tuple[Conflict, ...] = ()
    own: set[str] = set()
    if request.method == "POST":
        if not found.is_open:
            return JsonResponse({"closed": True}, status=409)
        typed = typed_in(request, verifier_fields(found.case.reported.ruleset))
        found, conflicts = saved(found, typed, request.user.username)
        own = {one.field for one in typed}
    elif found.revision <= heard:
        return JsonResponse({"revision": heard, "seconds": seconds_left(request)})
    others = [row for row in found.rows.values() if row.revision > heard and row.field not in own]
    return JsonResponse(_answer(request, found, conflicts, own, others))


def _answer(
    request: PermittedRequest,
    found: OpenCase,
    conflicts: tuple[Conflict, ...],
    own: set[str],
    others: list[FieldRow],
) -> dict[str, Any]:
    shown = found.desk(is_full=False, writes=request.method == "POST")
    return {
        "revision": found.revision,
        "seconds": seconds_left(request),
        "at": f"{timezone.localtime():%H:%M}",
        "fields": {
            id_: {
                "revision": found.revision_of(id_),
                "faults": words_of(found.verified.faults.get(id_, ())),
                "doubts": [],
            }
            for id_ in own
        },
        "conflicts": conflicts_of(conflicts),
        "others": {row.field: {"value": row.value, "revision": row.revision} for row in others},
        "parts": _pieces(request, shown),
    }


def _pieces(request: PermittedRequest, shown: Desk) -> dict[str, str]:
    """Return what of the page may have changed: the sum, and the parts that the page names."""
    given = request.POST if request.method == "POST" else request.GET
    wanted = set(given.getlist("phan"))
    return {
        "tom-tat": render_to_string("tham-dinh/_tom-tat.html", {"desk": shown}),
        **{
            f"phan-{part.code}": render_to_string("tham-dinh/_diem.html", {"part": part})
            for part in shown.parts
            if part.code in wanted
        },
    }


@needs(Access.VERIFY)
@require_POST
def start(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Begin the verification: the workflow's step, as the page was seen."""
    found = opened(request, commune, year)
    told: list[Problem] = []
    try:
        act(
            register(),
            str(found.case.key),
            "start",
            actor(request),
            StepWords(),
            seen=seen_in(request),
        )
    except ProblemsFound as refused:
        told = [*refused.problems]
    if not told:
        return redirect("verify", commune=commune, year=year)
    found = opened(request, commune, year)
    said = {
        "desk": found.desk(),
        "fields": DeskFields(found),
        "conflicts": {},
        "looks": [*Look],
        "unproven": UNPROVEN,
        "was_saved": False,
        "told": told,
    }
    return page(request, "tham-dinh/ban.html", found, "ban", status=409, **said)


@needs(Access.VERIFY)
@require_GET
def file(request: PermittedRequest, commune: str, year: int, position: int) -> HttpResponse:  # noqa: ARG001
    """Give one evidence file of the version that counts."""
    found = file_of(register(), f"{commune}/{year}", position)
    if found is None:
        raise Http404
    name, content = found
    ending = name.rpartition(".")[2].casefold()
    return attachment(content, name, _TYPES.get(ending, "application/octet-stream"))


_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
