"""What stands before every view: nothing is cached, nobody works without a second factor.

What Django or allauth have is theirs; here is only what they lack.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect

from phuhop.portal.accounts.provider import SignOn
from phuhop.portal.accounts.sign_on import BY_PROVIDER
from phuhop.portal.errors import busy, csrf_refused, is_away, page, refused
from phuhop.portal.security_log import told
from phuhop.portal.settings import CONFIG
from scoring.base.problems import ProblemsFound

Answer = Callable[[HttpRequest], HttpResponseBase]

LARGEST_BODY = 64_000_000
"""Bytes of one request: some photographs at once."""

_TEXTS = ("text/", "application/json")

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_GIVEN, _NOT_THIS_WAY = 200, 405
_OUR_OWN = frozenset({"same-origin", "none"})
"""Where a browser may say that a form comes from: our pages, or nobody's (typed by hand)."""

_BEFORE_THE_SECOND_FACTOR = ("/tai-khoan/", "/tep/", "/moi/", "/hoc/")
"""Addresses that a person reaches before there is one."""


def answered_without_traces(answer: Answer) -> Answer:
    """Let no browser or proxy keep a page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class Smaller(GZipMiddleware):
    """Pages go compressed, for slow lines; files to keep are so already.

    Django adds random bytes and masks the tokens of forms, against guessing by length (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress what is text."""
        if response.headers.get("Content-Type", "").startswith(_TEXTS):
            return super().process_response(request, response)
        return response


def not_too_large(answer: Answer) -> Answer:
    """Refuse a body that is too large before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in request.META and length == "0":
            # In pieces, of nobody knows what length: no browser sends a form so.
            return page(request, 413)
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return page(request, 413)
        return answer(request)

    return middleware


def from_our_own_pages(answer: Answer) -> Answer:
    """Refuse what a browser says another site has it send (Fetch metadata).

    Django's tokens and origins are asked after this; older browsers say nothing here.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        site = request.headers.get("Sec-Fetch-Site")
        if request.method not in _SAFE and site is not None and site not in _OUR_OWN:
            return csrf_refused(request, f"Sec-Fetch-Site: {site[:20]}")
        return answer(request)

    return middleware


class Troubles:
    """Pages of ours for what a view did not answer itself."""

    def __init__(self, answer: Answer) -> None:
        """Stand before *answer*."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put words in the place of an empty refusal."""
        response = self._answer(request)
        if response.status_code == _NOT_THIS_WAY and not getattr(response, "content", b"x"):
            said = page(request, _NOT_THIS_WAY)
            said["Allow"] = response["Allow"]
            return said
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Tell what the register refused, and what a database cannot do just now."""
        if is_away(error):
            return busy(request, error)
        if isinstance(error, ProblemsFound):
            return refused(request, error)
        return None


def second_factor_first(answer: Answer) -> Answer:
    """Send whoever has no second factor to the page that makes one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if (
            user.is_authenticated
            and not CONFIG.is_relaxed
            and not request.path.startswith(_BEFORE_THE_SECOND_FACTOR)
            and not _was_asked_elsewhere(request)
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_activate_totp")
        return answer(request)

    return middleware


def _was_asked_elsewhere(request: HttpRequest) -> bool:
    """Whether the province's sign-on asked for the second factor, and is trusted with that now."""
    of: SignOn | None = settings.SIGN_ON
    return of is not None and of.factor is not None and BY_PROVIDER in request.session


def downloads_told(answer: Answer) -> Answer:
    """Tell the security log of every file that goes out to be kept, whichever view gave it.

    What is said are names of ours: the route, the dossier in its address, and which of its
    files; an address that named none was answered otherwise.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        match = request.resolver_match
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        if is_file and response.status_code == _GIVEN and match is not None:
            which = match.kwargs.get("kind") or match.kwargs.get("name")
            told("tai-ve", request, kind=match.url_name, **({"which": which} if which else {}))
        return response

    return middleware
