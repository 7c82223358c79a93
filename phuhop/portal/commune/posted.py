"""What a form sends: the text of each field, and the revision its page was showing."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from phuhop.portal.drafts.asked import is_answer
from phuhop.portal.drafts.saving import LONGEST_VALUE, Typed
from phuhop.portal.errors import Unfit
from phuhop.usecases.drafting.fields import Field
from scoring.base.quantities import vietnamese

SEEN, SENT, THEIRS = "ban.", "gui.", "lay-kia"
"""Before the id of a field: the inputs that hold its revision, and texts sent without an answer;
the button that says whose value of two is taken."""


def typed_in(request: HttpRequest, known: Mapping[str, Field]) -> list[Typed]:
    """Return the fields that were posted, in order.

    A browser sends line ends as CR LF and keeps what a person typed otherwise; so do we. Raises
    ``Unfit`` for a text that no field takes, ``BadRequest`` for a strange revision.
    """
    found = []
    theirs = request.POST.getlist(THEIRS)
    for id_ in request.POST:
        if (id_ not in known and not is_answer(id_)) or id_ in theirs:
            continue
        value = text_of(id_, request.POST[id_])
        seen = request.POST.get(f"{SEEN}{id_}", "0")
        if not (seen.isascii() and seen.isdigit()):
            raise BadRequest(id_)
        sent = tuple(map(_text, request.POST.getlist(f"{SENT}{id_}")))
        found.append(Typed(id_, value, int(seen), sent))
    return found


def text_of(id_: str, posted: str) -> str:
    """Return what was posted into a field; raises ``Unfit`` where no field takes it."""
    value = _text(posted)
    if len(value) > LONGEST_VALUE:
        longest = vietnamese(LONGEST_VALUE)
        words = f"Một ô dài {vietnamese(len(value))} ký tự; mỗi ô nhiều nhất {longest}."
        raise Unfit(id_, f"{words} Rút gọn ô ấy rồi lưu lại")
    if "\0" in value:
        raise Unfit(id_, "Một ô có ký tự không đọc được. Gõ lại ô ấy rồi lưu lại")
    return value


def _text(posted: str) -> str:
    return posted.replace("\r\n", "\n")
