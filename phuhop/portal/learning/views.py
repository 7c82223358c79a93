"""Reading a guide, doing an exercise. Nothing of what a person answers is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.accounts.models import Grant, Role, grants_on
from phuhop.portal.learning import guides
from phuhop.portal.learning.guides import BY_ROLE, EVERYBODYS, NAMES
from phuhop.portal.permissions import Access, needs, today
from phuhop.usecases.duties.practice import exercise_of, exercises
from phuhop.usecases.wrong_use import WrongUse


@needs(Access.ANYBODY)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the guides, those of the person's roles first, and the exercises."""
    _know(request)
    grants: list[Grant] = request.grants  # type: ignore[attr-defined] # set by ``_know``
    own = dict.fromkeys(name for one in grants for name in BY_ROLE[Role(one.role)])
    first = [*own, EVERYBODYS]
    said = {
        "own": [guides.guide(name) for name in first],
        "others": [guides.guide(name) for name in NAMES if name not in first],
        "exercises": exercises(),
    }
    return render(request, "hoc/dau.html", said)


@needs(Access.ANYBODY)
@require_GET
def read(request: HttpRequest, guide: str) -> HttpResponse:
    """Show a guide."""
    _know(request)
    try:
        found = guides.guide(guide)
    except LookupError:
        raise Http404 from None
    return render(request, "hoc/huong-dan.html", {"guide": found})


@needs(Access.ANYBODY)
@require_GET
def course(request: HttpRequest) -> HttpResponse:
    """List the exercises."""
    _know(request)
    return render(request, "hoc/bai-tap.html", {"exercises": exercises()})


@needs(Access.ANYBODY)
@require_http_methods(["GET", "POST"])
def exercise(request: HttpRequest, code: str) -> HttpResponse:
    """Show an exercise; say whether an answer is right, and why."""
    _know(request)
    try:
        found = exercise_of(code)
    except WrongUse:
        raise Http404 from None
    chosen = request.POST.get("chon", "")
    is_answered = chosen.isascii() and chosen.isdigit() and int(chosen) < len(found.choices)
    every = [one.code for one in exercises()]
    after = every[every.index(code) + 1 :]
    said = {
        "one": found,
        "chosen": int(chosen) if is_answered else None,
        "is_blank": request.method == "POST" and not is_answered,
        "next": after[0] if after else None,
    }
    return render(request, "hoc/mot-bai.html", said)


def _know(request: HttpRequest) -> None:
    """Let a page that anybody may see know who looks, where somebody is signed in."""
    user = request.user
    held = grants_on(user, today()) if user.is_authenticated else []
    request.grants = held  # type: ignore[attr-defined] # as the middleware does elsewhere
