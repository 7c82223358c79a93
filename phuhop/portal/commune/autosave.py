"""Saving one field while a person types on: the answer is what the page shows of it now."""

from __future__ import annotations

from django.db import transaction
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from phuhop.portal.accounts.sessions import seconds_left
from phuhop.portal.commune.posted import typed_in
from phuhop.portal.drafts.answers import conflicts_of, words_of
from phuhop.portal.drafts.opening import OpenDraft, draft_of, opened, ruleset_of
from phuhop.portal.drafts.saving import DraftIsClosed, Saved, save_into, values_of
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.drafting.fields import fields_of


@needs(Access.WRITE_DRAFT)
@require_http_methods(["GET", "POST"])
def one(request: PermittedRequest, commune: str, year: int) -> JsonResponse:
    """Save the posted fields; answer with revisions, faults, and pieces of the page.

    Asked without fields, say what others saved since the page last heard of it.
    """
    given = request.POST if request.method == "POST" else request.GET
    text = given.get("biet", "0")
    known = int(text) if text.isascii() and text.isdigit() else 0
    if request.method == "GET":
        draft = draft_of(commune, year)
        if draft.revision <= known:
            return JsonResponse({"revision": known, "seconds": seconds_left(request)})
        saved, own = Saved(draft.revision, (), values_of(draft)), set[str]()
    else:
        try:
            with transaction.atomic():
                draft = draft_of(commune, year, is_locked=True)
                typed = typed_in(request, fields_of(ruleset_of(draft.ruleset)))
                saved = save_into(draft, typed, request.user.get_username(), timezone.now())
        except DraftIsClosed:
            return JsonResponse({"closed": True}, status=409)
        own = {one.field for one in typed}
    found = opened(draft, saved.fields)
    others = {
        id_: row for id_, row in found.fields.items() if row.revision > known and id_ not in own
    }
    faults, doubts = found.assembled.faults, found.assembled.doubts
    return JsonResponse(
        {
            "revision": saved.revision,
            "seconds": seconds_left(request),
            "at": f"{timezone.localtime():%H:%M}",
            "fields": {id_: {"revision": found.revision_of(id_)} for id_ in own},
            "told": {id_: _told(found, id_) for id_ in {*faults, *doubts}},
            "conflicts": conflicts_of(saved.conflicts),
            "others": {
                id_: {"value": row.value, "revision": row.revision} for id_, row in others.items()
            },
            "parts": _parts(found, given.getlist("phan"), {*own, *others}),
        }
    )


def _told(found: OpenDraft, id_: str) -> dict[str, list[str]]:
    """Return what is told of a field: a save of one may put another at fault."""
    return {
        "faults": words_of(found.assembled.faults.get(id_, ())),
        "doubts": words_of(found.assembled.doubts.get(id_, ())),
    }


def _parts(found: OpenDraft, shown: list[str], changed: set[str]) -> dict[str, str]:
    """Return the pieces of the page that what was *changed* may have changed."""
    pieces: dict[str, str] = {}
    pieces["tom-tat"] = render_to_string("xa/_tom-tat.html", {"live": found.live})
    codes = {id_.partition(".")[2] for id_ in changed}
    for _, part in found.ruleset.parts:
        reads = {*part.figures, *(item.code for item in part.items)}
        if found.live is not None and part.code in shown and not reads.isdisjoint(codes):
            card = found.live.card(part.code)
            pieces[f"phan-{part.code}"] = render_to_string("xa/_phan.html", {"card": card})
    return pieces
