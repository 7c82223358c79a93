"""Forms that come in after their session had ended: kept a while, offered to the same account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from phuhop.portal.accounts.models import Account
from phuhop.portal.accounts.sessions import FORMS, token_sha256
from phuhop.portal.accounts.who_asks import SessionStore
from phuhop.portal.commune.form_fields import Page
from phuhop.portal.commune.posted import SEEN, SENT
from phuhop.portal.drafts.models import Draft, Parked
from phuhop.portal.drafts.opening import opened
from phuhop.portal.permissions import Access, PermittedRequest, needs

LARGEST, LASTS = 64_000, timedelta(minutes=30)
"""Bytes of the texts of one form; how long they wait."""

TAKEN = "cho-luu"
"""The input by which a form that is sent again names what was parked."""

_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", TAKEN})
"""Inputs that are none of a person's words."""
_NEVER = ("/tai-khoan/", "/moi/")
"""Addresses whose forms hold passwords and codes."""


def park(request: HttpRequest) -> bool:
    """Keep the texts of a post whose session had ended; whether they were kept.

    Only where the cookie names such a session, and the token of the form, already found right,
    is of that session.
    """
    if request.method != "POST" or request.path.startswith(_NEVER) or request.FILES:
        return False
    account = _account(request)
    texts = [
        (name, text)
        for name, found in request.POST.lists()
        if name not in _OF_THE_FORM
        for text in found
    ]
    size = sum(len(name.encode()) + len(text.encode()) for name, text in texts)
    is_read = not any("\0" in name + text for name, text in texts)
    if account is None or not texts or size > LARGEST or not is_read:
        return False
    now = timezone.now()
    Parked.objects.filter(at__lt=now - LASTS).delete()
    Parked.objects.create(account=account, path=request.path, texts=texts, at=now)
    return True


def taken(request: PermittedRequest) -> None:
    """Forget what was parked, once its form is sent again."""
    number = request.POST.get(TAKEN, "")
    if number.isascii() and number.isdigit():
        Parked.objects.filter(pk=int(number), account=request.user).delete()


def _account(request: HttpRequest) -> Account | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = Session.objects.filter(session_key=key, expire_date__lte=timezone.now()).first()
    if row is None:
        return None
    held = SessionStore().decode(row.session_data)
    if BACKEND_SESSION_KEY not in held or held.get(FORMS) != token_sha256(request):
        return None
    return Account.objects.filter(pk=held[SESSION_KEY], is_active=True).first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that waits: where it goes, its texts, and in words those that differ from now."""

    number: int
    path: str
    about: str
    texts: list[tuple[str, str]]
    told: tuple[tuple[str, str], ...]


@needs(Access.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def waiting(request: PermittedRequest) -> HttpResponse:
    """Offer what waits for whoever signed in; a post lets it go unsaved."""
    if request.method == "POST":
        taken(request)
        return redirect("waiting")
    since = timezone.now() - LASTS
    rows = Parked.objects.filter(account=request.user, at__gte=since).order_by("id")
    found = [_words(row) for row in rows]
    return redirect("home") if not found else render(request, "dang-do.html", {"forms": found})


def _words(row: Parked) -> Waiting:
    texts = [(name, text) for name, text in row.texts]
    about, told = row.path, tuple(_plain(texts))
    try:
        given = resolve(row.path).kwargs
    except Resolver404:
        given = {}
    draft = (
        Draft.objects.filter(commune=given.get("commune"), year=given["year"]).last()
        if "year" in given
        else None
    )
    if draft is not None:
        now, labels = opened(draft).texts, Page(opened(draft)).labels()
        about = f"{draft.commune_name}, năm {draft.year}"
        told = tuple(
            (labels.get(name, name), text) for name, text in told if now.get(name, "") != text
        )
    return Waiting(row.pk, row.path, about, texts, told)


def _plain(texts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((name, text) for name, text in texts if not name.startswith((SEEN, SENT)))
