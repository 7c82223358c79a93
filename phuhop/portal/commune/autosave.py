"""Saving one field while a person types on: the answer is what the page shows of it now."""

from __future__ import annotations

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from phuhop.portal.commune.posted import typed_in
from phuhop.portal.drafts.models import DraftField
from phuhop.portal.drafts.opening import draft_of, opened
from phuhop.portal.drafts.saving import DraftIsClosed, save
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.drafting.fields import fields_of


@needs(Access.WRITE_DRAFT)
@require_POST
def one(request: PermittedRequest, commune: str, year: int) -> JsonResponse:
    """Save the posted fields; answer with revisions, faults, and pieces of the page."""
    draft = draft_of(commune, year)
    known = request.POST.get("biet", "0")
    typed = typed_in(request, fields_of(opened(draft).ruleset))
    try:
        saved = save(draft.pk, typed, request.user.get_username(), timezone.now())
    except DraftIsClosed:
        return JsonResponse({"closed": True}, status=409)
    draft.refresh_from_db()
    found = opened(draft)
    own = {one.field for one in typed}
    others = DraftField.objects.filter(
        draft=draft, revision__gt=int(known) if known.isdigit() else 0
    ).exclude(field__in=own)
    return JsonResponse(
        {
            "revision": saved.revision,
            "at": f"{timezone.localtime():%H:%M}",
            "fields": {
                id_: {
                    "revision": found.fields[id_].revision if id_ in found.fields else 0,
                    "faults": [
                        f"{problem.message}{'; ' if problem.hint else ''}{problem.hint}"
                        for problem in (
                            *found.assembled.faults.get(id_, ()),
                            *found.assembled.doubts.get(id_, ()),
                        )
                    ],
                }
                for id_ in own
            },
            "conflicts": [
                {
                    "field": one.field,
                    "theirs": one.theirs,
                    "account": one.their_account,
                    "revision": one.their_revision,
                    "at": f"{timezone.localtime(one.at):%H:%M}",
                }
                for one in saved.conflicts
            ],
            "others": {row.field: {"value": row.value, "revision": row.revision} for row in others},
            "parts": {
                "tom-tat": render_to_string("xa/_tom-tat.html", {"live": found.live}),
                **{
                    f"phan-{code}": render_to_string("xa/_phan.html", {"card": card})
                    for code, card in (found.live.cards if found.live else {}).items()
                    if code in request.POST.getlist("phan")
                },
            },
        }
    )
