"""The page of deadlines: a row each, who would be affected, and the change of the register."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.office.dossiers import seen_in
from phuhop.portal.office.frame import page
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.office.deadlines import (
    Affected,
    DeadlineRow,
    affected,
    change_deadlines,
    deadline_form,
    text_of_rows,
)
from scoring.base.problems import Problem, ProblemsFound

_NEW_ROWS = 2


@needs(Access.KEEP)
@require_http_methods(["GET", "POST"])
def deadlines(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the deadlines of a year; try others, or let them hold."""
    form = deadline_form(register(), year)
    if request.method == "GET":
        return _page(request, year, form.rows)
    rows = _rows(request.POST)
    seen = seen_in(request.POST.get("da-xem", ""))
    if seen is None or request.grant is None:
        raise Http404
    try:
        text = text_of_rows(register(), year, rows)
        if request.POST.get("lam") != "ghi":
            return _page(request, year, rows, found=affected(register(), text))
        event = change_deadlines(register(), text, actor_of(request.user, request.grant), seen)
    except ProblemsFound as refused:
        return _page(request, year, rows, told=tuple(refused.problems), status=422)
    messages.success(request, f"✔ Thời hạn mới có hiệu lực từ bây giờ (mắt xích {event.seq}).")
    return redirect("deadlines", year=year)


def _rows(post: QueryDict) -> list[DeadlineRow]:
    """Return the rows of the form; one that says nothing is none."""
    found = []
    # As many as were posted: how many the form says it had is anybody's to write.
    numbers = [name.partition(".")[2] for name in post if name.startswith("viec.")]
    for number in numbers:

        def said(name: str, number: str = number) -> str:
            return post.get(f"{name}.{number}", "").strip()

        states = tuple(post.getlist(f"trang-thai.{number}"))
        row = DeadlineRow(
            said("ky") == "moi-ky",
            said("viec"),
            states,
            said("ngay"),
            said("so-ngay"),
            said("nhac"),
        )
        if row.task or row.day or row.days:
            found.append(row)
    return found


def _page(  # noqa: PLR0913, PLR0917 -- what the page is made of
    request: PermittedRequest,
    year: int,
    rows: list[DeadlineRow] | tuple[DeadlineRow, ...],
    found: tuple[Affected, ...] | None = None,
    told: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    form = deadline_form(register(), year)
    new = [DeadlineRow(False, "", (), "", "", "")] * _NEW_ROWS  # noqa: FBT003 -- a blank row
    about = {
        "rows": [*rows, *new],
        "states": form.states,
        "pin": request.POST.get("da-xem") or f"{form.seen.version}:{form.seen.step}",
        "affected": found,
        "told": told,
    }
    return page(request, "tinh/thoi-han.html", year, "deadlines", status=status, **about)
