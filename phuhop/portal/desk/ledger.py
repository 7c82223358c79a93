"""The ledger of a year: how verified points differ from reported ones, and why."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from phuhop.portal.desk.derived import LEDGER, kept
from phuhop.portal.desk.frame import scope_of
from phuhop.portal.drafts.register import register
from phuhop.portal.office.frame import notices_of, numbers_in, years_of_register
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.usecases.verifying.ledger import year_ledgers
from phuhop.usecases.verifying.worklist import years_of


@needs(Access.VERIFY)
@require_GET
def ledger(request: PermittedRequest) -> HttpResponse:
    """Show the ledger of a year over the verifier's units."""
    scope = scope_of(request)
    years = years_of(register(), scope[0])
    asked = numbers_in(request.GET.get("nam", ""))
    year = asked[0] if asked else (years or [today().year])[0]
    found = year_ledgers(register(), year, scope, lambda sha256, make: kept(LEDGER, sha256, make))
    said = {
        "year": year,
        "years": years_of_register(year),
        "found": found,
        "notices": notices_of(year),
    }
    return render(request, "tham-dinh/chenh-lech.html", said)
