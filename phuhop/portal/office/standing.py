"""Ranking, targets, index and reuse of figures: pages of the whole register.

Each is made once for a state of the register and of the office's files; its audit was then, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from phuhop.portal.commune.downloads import attachment
from phuhop.portal.commune.excel import XLSX
from phuhop.portal.drafts.register import register
from phuhop.portal.office.frame import page, whole
from phuhop.portal.office.jobs import yearly_wish
from phuhop.portal.office.models import OfficeFile
from phuhop.portal.office.own_files import own_files
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.usecases.office.figures_reused import index_shown, reuse_shown
from phuhop.usecases.office.reports import YearlyWish
from phuhop.usecases.office.standing import adopted, targets_shown, year_ranked
from phuhop.usecases.wrong_use import WrongUse
from registry.store.chain import head_of
from scoring.base.problems import Place, Problem, ProblemsFound

_MAKES: Mapping[str, Callable[[YearlyWish, str | None], Any]] = {
    "ranking": lambda wish, _: year_ranked(wish),
    "targets": targets_shown,
    "children_index": lambda wish, _: index_shown(wish),
    "crosswalk": lambda wish, _: reuse_shown(wish),
}
"""What makes each page, by its route."""


@lru_cache(maxsize=16)
def _kept(
    kind: str, plan: str | None, year: int, province: str | None, day: date, _state: object
) -> Any:
    """Make it once for a *state* of the register and of the office's files."""
    with own_files() as own:
        found = _MAKES[kind](yearly_wish(register(), year, day, province, own), plan)
        return replace(found, problems=own.named(found.problems))


def _made(kind: str, plan: str | None, year: int, province: str | None) -> Any:
    with register().reading() as connection:
        head = str(head_of(connection))
    last = OfficeFile.objects.order_by("-id").values_list("id", flat=True).first()
    return _kept(kind, plan, year, province, today(), (head, last))


def _page(
    request: PermittedRequest,
    template: str,
    year: int,
    kind: str,
    plan: str | None = None,
    **about: Any,
) -> HttpResponse:
    """Show what is made of the register, or why nothing can be made."""
    grant = whole(request, Access.OVERSEE)
    if grant is None:
        return page(request, "tinh/ca-tinh.html", year, kind)
    told: tuple[Problem, ...] = ()
    found = None
    try:
        found = _made(kind, plan, year, grant.province or None)
    except ProblemsFound as refused:
        told = tuple(refused.problems)
    except WrongUse as wrong:
        told = (Problem(Place(f"năm {year}"), "khong-lap-duoc", wrong.message),)
    if found is not None:
        told = found.problems
    said = {"found": found, "told": told, **about}
    return page(request, template, year, kind, status=200 if found else 422, **said)


@needs(Access.OVERSEE)
@require_GET
def ranking(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the ranking of the year: ranks, ties, between which ranks each may end."""
    return _page(request, "tinh/xep-hang.html", year, "ranking")


@needs(Access.OVERSEE)
@require_GET
def targets(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the shares against the targets, and an adopted plan where one is chosen."""
    plan = request.GET.get("ke-hoach") or None
    plans = adopted()
    if plan is not None and plan not in plans:
        raise Http404
    return _page(request, "tinh/chi-tieu.html", year, "targets", plan, plans=plans, plan_code=plan)


@needs(Access.OVERSEE)
@require_GET
def children_index(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the index of the communes; its weights are assumed, and said so."""
    return _page(request, "tinh/chi-so.html", year, "children_index")


@needs(Access.OVERSEE)
@require_GET
def crosswalk(request: PermittedRequest, year: int) -> HttpResponse:
    """Show which figures prove which item of other sets of criteria."""
    return _page(request, "tinh/dung-lai.html", year, "crosswalk")


_TABLES = {"chi-so": "children_index", "dung-lai": "crosswalk"}


@needs(Access.OVERSEE)
@require_GET
def table(request: PermittedRequest, year: int, kind: str) -> HttpResponse:
    """Give the index or the reuse of figures as a workbook."""
    grant = whole(request, Access.OVERSEE)
    if grant is None or kind not in _TABLES:
        raise Http404
    try:
        found = _made(_TABLES[kind], None, year, grant.province or None)
    except (ProblemsFound, WrongUse):
        raise Http404 from None
    return attachment(found.table, f"{kind}-{year}.xlsx", XLSX)
