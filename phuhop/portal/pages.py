"""The Jinja environment of the pages, and what every page knows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined
from sqlalchemy.exc import OperationalError as OutOfReach

from phuhop.portal.learning.help import help_address
from scoring.base.problems import ProblemsFound
from scoring.base.quantities import interval_text, interval_words, vietnamese

if TYPE_CHECKING:
    from phuhop.portal.accounts.models import Account


def environment(**options: Any) -> Environment:
    """Return the environment: everything escaped, a forgotten name is an error."""
    options.pop("autoescape", None)
    found = Environment(**{**options, "undefined": StrictUndefined}, autoescape=True)
    found.globals.update({"static": static, "url": reverse})
    found.filters.update(
        {
            "gio": _clock,
            "ngay": _day,
            "dung_luong": filesizeformat,
            "ngay_gio": _moment,
            "ngay_iso": _iso_day,
            "so": vietnamese,
            "khoang": _interval,
            "diem": _points,
        }
    )
    return found


def about_everybody(request: HttpRequest) -> dict[str, object]:
    """Return what the frame of each page shows: who is signed in, as what.

    A request may be refused before anybody looked who sends it.
    """
    return {
        "request": request,
        "user": getattr(request, "user", AnonymousUser()),
        "messages": get_messages(request),
        "grants": getattr(request, "grants", []),
        "unread": partial(_unread, request),
        "help_page": _help(request),
        "sign_on": settings.SIGN_ON,
        "csrf_token": get_token(request),
    }


def _help(request: HttpRequest) -> str:
    """Return where the help of this page is read."""
    match = request.resolver_match
    return help_address(match.url_name if match else None, request.path)


def _unread(request: HttpRequest) -> int:
    """Return how many notices the person was not shown; asked only by pages that show it."""
    from phuhop.portal.notices.listing import unread

    grants = getattr(request, "grants", [])
    # The page that says that the register is out of reach has a frame as well.
    with suppress(OutOfReach, ProblemsFound):
        return unread(cast("Account", request.user), grants) if grants else 0
    return 0


def _clock(at: Any) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def _day(day: Any) -> str:
    """Return the day of a date, or of a moment where the portal stands."""
    return f"{timezone.localtime(day) if isinstance(day, datetime) else day:%d/%m/%Y}"


def _moment(at: Any) -> str:
    """Return day and time; *at* is a moment, or the text of one as events carry it."""
    told = datetime.fromisoformat(at) if isinstance(at, str) else timezone.localtime(at)
    return f"{told:%d/%m/%Y %H:%M}"


def _iso_day(day: str) -> str:
    return _day(date.fromisoformat(day))


def _interval(points: Any) -> str:
    """Return a total, or from where to where it may still fall."""
    return interval_text(points.minimum, points.maximum)


def _points(summary: Mapping[str, Any]) -> str:
    """Return the points of a version of the register: one number, or from and to."""
    return interval_words(Fraction(str(summary["min"])), Fraction(str(summary["max"])))
