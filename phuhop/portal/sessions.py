"""What a page asks about its session: how long it lasts, and by which token it goes on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.accounts.sessions import seconds_left, touch
from phuhop.portal.permissions import Access, needs


@needs(Access.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def state(request: HttpRequest) -> JsonResponse:
    """Say who is signed in, for how long, and by which token pages may go on; a post goes on."""
    if request.method == "POST":
        touch(request)
    said = {"account": request.user.get_username(), "seconds": seconds_left(request)}
    return JsonResponse({**said, "token": get_token(request)})


@needs(Access.SIGNED_IN)
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Say that the page which was being typed on goes on by itself."""
    return render(request, "da-vao.html")
