"""A page about one draft: what all of them know of it, and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from phuhop.portal.accounts.sessions import seconds_left
from phuhop.portal.commune.form_fields import Page
from phuhop.portal.drafts.asked import asked_of
from phuhop.portal.drafts.changes import people
from phuhop.portal.drafts.opening import OpenDraft
from phuhop.portal.drafts.presence import COMMUNE, beside
from phuhop.portal.drafts.register import standing_of
from phuhop.portal.drafts.saving import Conflict
from phuhop.portal.permissions import Access, PermittedRequest, grant_for, today


def shown(  # noqa: PLR0913 -- what a page is made of
    request: PermittedRequest,
    template: str,
    found: OpenDraft,
    here: str,
    *,
    conflicts: Mapping[str, Conflict] | None = None,
    status: int = 200,
    **about: Any,
) -> HttpResponse:
    """Answer with a page; *here* is its place among the links, *conflicts* are by field."""
    draft = found.draft
    stands = about.pop("stands", None) or standing_of(draft)
    left = stands.days_left(today())
    said = {
        "opened": found,
        "draft": draft,
        "live": found.live,
        "ruleset": found.ruleset,
        "fields": Page(found, conflicts or {}),
        "conflicts": conflicts or {},
        "people": people(one.their_account for one in (conflicts or {}).values()),
        "here": here,
        "commune": draft.commune,
        "year": draft.year,
        "at": {"commune": draft.commune, "year": draft.year},
        "stands": stands,
        "asked": asked_of(stands, found.fields),
        "days_left": left,
        "is_leader": grant_for(request, Access.HAND_IN, draft.commune, draft.year) is not None,
        "seconds": seconds_left(request),
        "was_saved": "da-luu" in request.GET,
        "beside": beside(
            COMMUNE,
            (draft.commune, draft.year),
            request.user,
            request.path,
            draft.changes.all(),
        ),
        **about,
    }
    return render(request, template, said, status=status)


def closed_meanwhile(request: PermittedRequest, commune: str, year: int) -> HttpResponse:
    """Answer a form whose dossier was handed in while it was filled in: nothing was saved."""
    words = f"✘ Chưa lưu: hồ sơ năm {year} đã nộp trong lúc ông/bà đang làm trên trang trước."
    messages.error(request, words)
    return redirect("work", commune=commune, year=year)
