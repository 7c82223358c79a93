"""The operations, all of them reading: dossiers, results, decisions, targets."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query

from phuhop.portal.api.answers import Decisions, Dossiers, Refusal, Results, dossier_of
from phuhop.portal.api.asking import RATE, ByToken, sight
from phuhop.portal.api.reading import decisions_of_page, page_of, results_of_page, targets
from phuhop.portal.permissions import Access, needs
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import ProblemsFound

api = NinjaAPI(
    title="phuhop",
    version="1",
    description=(
        "Read-only. Every request carries «Authorization: Bearer phuhop_…», a token that a person "
        "made in the portal for one of their grants, and sees what that grant sees there."
    ),
    docs_url=None,
    auth=ByToken(),
    throttle=[RATE],
    urls_namespace="api",
)

_YEARS = {"ge": 2000, "le": 2099}
Year = Annotated[int | None, Query(description="Only dossiers of this year", **_YEARS)]
YearInPath = Annotated[int, Path(**_YEARS)]
Limit = Annotated[int, Query(ge=1, le=200, description="Lines of a page")]
After = Annotated[str | None, Query(description="«next» of the page before")]
_REFUSALS = dict.fromkeys((401, 404, 422, 429), Refusal)


@api.get("/dossiers", response={200: Dossiers, **_REFUSALS}, summary="Dossiers, a page at a time")
def dossiers(
    request: HttpRequest, year: Year = None, limit: Limit = 100, after: After = None
) -> Dossiers:
    """Return where the dossiers stand that the token sees, by commune, year and ruleset."""
    read = page_of(sight(request, Access.READ_DOSSIER, year), limit, after)
    items = [dossier_of(row) for row in read.rows]
    return Dossiers(items=items, next=read.next, head=str(read.head))


@api.get(
    "/dossiers/{code}/{year}",
    response={200: Dossiers, **_REFUSALS},
    summary="The dossier of one commune and year",
)
def dossier(request: HttpRequest, code: str, year: YearInPath) -> Dossiers:
    """Return one dossier; several where it was handed in under several rulesets."""
    read = page_of(sight(request, Access.READ_DOSSIER, year, code), 50, None)
    if not read.rows:
        raise Http404
    return Dossiers(items=[dossier_of(row) for row in read.rows], next=None, head=str(read.head))


@api.get("/results", response={200: Results, **_REFUSALS}, summary="Results, a page at a time")
def results(
    request: HttpRequest, year: Year = None, limit: Limit = 100, after: After = None
) -> Results:
    """Return what counts of each dossier: the verified result where there is one."""
    seen = sight(request, Access.READ_DOSSIER, year)
    read = page_of(seen, limit, after)
    return Results(items=results_of_page(seen, read), next=read.next, head=str(read.head))


@api.get(
    "/results/{code}/{year}",
    response={200: Results, **_REFUSALS},
    summary="The result of one commune and year",
)
def result(request: HttpRequest, code: str, year: YearInPath) -> Results:
    """Return one result; several where it was handed in under several rulesets."""
    seen = sight(request, Access.READ_DOSSIER, year, code)
    read = page_of(seen, 50, None)
    items = results_of_page(seen, read)
    if not items:
        raise Http404
    return Results(items=items, head=str(read.head))


@api.get(
    "/decisions", response={200: Decisions, **_REFUSALS}, summary="Decisions, a page at a time"
)
def decisions(
    request: HttpRequest, year: Year = None, limit: Limit = 100, after: After = None
) -> Decisions:
    """Return what was decided; a page of dossiers without a decision is empty and has a next."""
    seen = sight(request, Access.READ_DOSSIER, year)
    read = page_of(seen, limit, after)
    return Decisions(items=decisions_of_page(seen, read), next=read.next, head=str(read.head))


@api.get("/targets", response={200: dict[str, Any], **_REFUSALS}, summary="Targets against results")
def plan_targets(request: HttpRequest) -> Any:
    """Return the targets of the plan for the token's province, a document phuhop.targets/2."""
    return targets(sight(request, Access.OVERSEE))


@api.exception_handler(WrongUse)
def wrong_use(request: HttpRequest, wrong: WrongUse) -> HttpResponse:
    """Answer a wish that cannot be meant."""
    return api.create_response(request, {"detail": f"{wrong.field}: {wrong.message}"}, status=422)


@api.exception_handler(ProblemsFound)
def problems_found(request: HttpRequest, found: ProblemsFound) -> HttpResponse:
    """Answer where the register itself is at fault: an audit says what."""
    words = "; ".join(problem.words for problem in found.problems)
    return api.create_response(request, {"detail": words}, status=409)


def urls() -> Any:
    """Return the addresses, each saying that it is reached by token and sends no form."""
    patterns, app, namespace = api.urls
    for one in patterns:
        view: Any = one.callback
        needs(Access.BEARER)(view)
        # Nothing is posted here; what tries to is refused like everywhere.
        view.csrf_exempt = False
    return patterns, app, namespace
