"""The province's overview of a year, and the list of its communes, a page at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from phuhop.portal.drafts.register import register
from phuhop.portal.office.drafts_seen import drafts_seen
from phuhop.portal.office.frame import PAGES, covering, page, reach, roles_of, years_of_register
from phuhop.portal.office.own_files import own_files
from phuhop.portal.office.wall import CLASSES, SIGNS, stack_of, wall_of
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, needs, today
from phuhop.usecases.office.communes import communes_page
from phuhop.usecases.office.overview import OverviewWish, YearRead, read_year
from phuhop.usecases.office.overview import overview as overview_of
from registry.store.chain import head_of
from reports.wording.recognition import whole_source
from scoring.base.problems import ProblemsFound


@needs(Access.SIGNED_IN)
@require_GET
def desk(request: PermittedRequest) -> HttpResponse:
    """Lead to the first page that the person's roles have, of the newest year."""
    roles = roles_of(request)
    for name, _, access in PAGES:
        if roles & {*(TABLE[access] or ())}:
            return redirect(name, year=years_of_register()[0])
    raise Http404


@needs(Access.OVERSEE)
@require_GET
def overview(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the year at one look."""
    communes = reach(request, Access.OVERSEE)
    covers = covering(request, Access.OVERSEE)
    seen = drafts_seen(year, covers)
    names = {code: one.name for code, one in seen.items()}
    with register().reading() as connection:
        head = str(head_of(connection))
    try:
        with own_files() as own:
            whose = (own.expected, province(request), own.plan, names)
            wish = OverviewWish(year, covers, today(), *whose)
            found = overview_of(_read(year, communes, head), wish)
            told = own.named(found.problems)
    except ProblemsFound as faults:
        refused = tuple(faults.problems)
        return page(request, "tinh/loi-tep.html", year, "overview", told=refused, status=422)
    about: dict[str, Any] = {
        "found": found,
        "wall": wall_of(found.squares),
        "stack": stack_of(dict(found.groups)),
        "signs": SIGNS,
        "css": CLASSES,
        "drafts": seen,
        "source": whole_source(found.whole),
        "told": told,
    }
    return page(request, "tinh/tong-quan.html", year, "overview", **about)


@lru_cache(maxsize=8)
def _read(year: int, communes: frozenset[str] | None, _head: str) -> YearRead:
    """Read a year once for each state of the register."""
    return read_year(register(), year, communes)


def province(request: PermittedRequest) -> str | None:
    """Return the one province that the person oversees; ``None`` where it is not one."""
    named = {
        one.province
        for one in request.grants
        if one.role in (TABLE[Access.OVERSEE] or {}) and one.province
    }
    return named.pop() if len(named) == 1 else None


@needs(Access.OVERSEE)
@require_GET
def communes(request: PermittedRequest, year: int) -> HttpResponse:
    """List the dossiers of a year, a hundred on a page, by state where it is asked for."""
    state = request.GET.get("trang-thai") or None
    after = request.GET.get("sau") or None
    scope = reach(request, Access.OVERSEE)
    try:
        found = communes_page(register(), year, scope, state, after)
    except LookupError:
        raise Http404 from None
    about: dict[str, Any] = {
        "found": found,
        "state": state,
        "after": after,
        "drafts": sorted(
            drafts_seen(year, covering(request, Access.OVERSEE)).values(),
            key=lambda one: one.commune,
        ),
    }
    return page(request, "tinh/cac-xa.html", year, "communes", **about)
