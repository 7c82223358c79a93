"""The inbox of verifiers: dossiers by state, filtered by the address, acts for several at once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from phuhop.portal.accounts.models import Account, Role, grants_on
from phuhop.portal.desk.derived import known
from phuhop.portal.desk.frame import ROLE, scope_of, seen_in
from phuhop.portal.desk.models import Assignment
from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.drafts.units import province_of
from phuhop.portal.jobs.ordering import order
from phuhop.portal.office.frame import files, grant_for, notices_of, years_of_register
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.portal.reach import Reach
from phuhop.usecases.register.bulk import Choice
from phuhop.usecases.register.casework import worksheets
from phuhop.usecases.verifying.bulk import BulkResult, bulk_steps, step_for_each
from phuhop.usecases.verifying.worklist import (
    DUES,
    Asked,
    Worklist,
    thresholds_of,
    worklist,
    years_of,
)
from registry.store.dossier_keys import Key, WrongKey, full_key
from registry.views.worklist import called
from registry.workflow.repeats import Seen
from reports.workbook.appraisal.beside import Beside
from scoring.engine.score_sheet import Finding

_MOST_DRAWN = 500


@needs(Access.VERIFY)
@require_http_methods(["GET", "POST"])
def inbox(request: PermittedRequest) -> HttpResponse:
    """Show the dossiers of a year; do one act for those that were chosen."""
    if request.method == "POST":
        return _act(request)
    return _page(request)


def _page(
    request: PermittedRequest, results: tuple[BulkResult, ...] = (), status: int = 200
) -> HttpResponse:
    found = _list(request)
    asked = found.asked
    with register().reading() as connection:
        names = called(connection, [one.name for one in results if one.name])
    own = {name: value for name, value in request.GET.items() if value and name != "trang"}
    said = {
        "found": found,
        "asked": asked,
        "years": years_of_register(asked.year),
        "year": asked.year,
        "results": results,
        "called": names,
        "steps": bulk_steps(register(), ROLE),
        "people": _people(),
        "names": dict(Account.objects.values_list("username", "full_name")),
        "me": request.user.username,
        "dues": DUES,
        "verdicts": [(one.name, one.value) for one in Finding],
        "thresholds": thresholds_of(register()),
        "filters": request.GET,
        "notices": notices_of(asked.year),
        "total": sum(found.counts.values()),
        "query": lambda **more: "?" + urlencode({**own, **more}),
        "without": lambda *names: (
            "?" + urlencode({name: value for name, value in own.items() if name not in names})
        ),
    }
    return render(request, "tham-dinh/hop-viec.html", said, status=status)


def _list(request: PermittedRequest) -> Worklist:
    scope = scope_of(request)
    assigned = {
        (one.commune, one.year): one.account.username
        for one in Assignment.objects.select_related("account")
    }
    return worklist(register(), _asked(request), scope, assigned, known, today())


def _asked(request: PermittedRequest) -> Asked:
    """Return the filters of the address; raises ``Http404`` for values that there are not."""
    given = request.GET
    communes, states = scope_of(request)
    years = years_of(register(), communes)
    newest = years[0] if years else today().year
    state, due, verdict = (given.get(name, "") for name in ("trang-thai", "han", "ket-luan"))
    threshold = _whole(given.get("nhom", ""), 0)
    if (
        (state and state not in states)
        or (due and due not in DUES)
        or (verdict and verdict not in Finding.__members__)
        or threshold not in {0, *thresholds_of(register())}
    ):
        raise Http404
    return Asked(
        _whole(given.get("nam", ""), newest),
        state or None,
        due,
        given.get("nguoi", ""),
        Finding[verdict] if verdict else None,
        threshold or None,
        max(1, _whole(given.get("trang", ""), 1)),
        min(_whole(given.get("mau", ""), 0), _MOST_DRAWN),
        given.get("hat-giong", ""),
    )


def _whole(text: str, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 -- digits
        raise Http404
    return int(text)


def _act(request: PermittedRequest) -> HttpResponse:
    chosen = [*_chosen(request)]
    wish = request.POST.get("viec", "")
    if not chosen:
        none = BulkResult("", "Chưa chọn hồ sơ nào; đánh dấu ở cột đầu rồi làm lại.", is_done=False)
        return _page(request, (none,), 422)
    if wish == "phieu":
        return _worksheets(request, [key for key, _ in chosen])
    if wish == "giao":
        return _page(request, tuple(_assigned(request, [key for key, _ in chosen])))
    if wish not in bulk_steps(register(), ROLE):
        raise Http404
    results: list[BulkResult] = []
    for key, seen in chosen:
        grant = grant_for(request, {ROLE}, key.commune)
        if grant is None:
            raise Http404
        who = actor_of(request.user, grant)
        results += step_for_each(register(), wish, [(str(key), seen)], who)
    return _page(request, tuple(results))


def _chosen(request: PermittedRequest) -> Iterator[tuple[Key, Seen]]:
    """Yield the dossiers that were ticked, each within the person's scope."""
    communes, _ = scope_of(request)
    for name in request.POST.getlist("chon"):
        try:
            key = full_key(name)
        except WrongKey:
            raise Http404 from None
        if communes is not None and key.commune not in communes:
            raise Http404
        yield key, seen_in(request, f"da-xem.{name}")


def _worksheets(request: PermittedRequest, keys: list[Key]) -> HttpResponse:
    made = worksheets(
        register(), Choice(tuple(map(str, keys))), Beside(appraiser=str(request.user))
    )
    return files(dict(made.files), "phieu-tham-dinh.zip", made.problems)


def _people() -> list[Account]:
    """Return who verifies today; over which units is asked when a dossier is given."""
    held = Account.objects.filter(grants__role=Role.VERIFIER, is_active=True).distinct()
    return [
        one
        for one in held.order_by("full_name")
        if any(grant.role == Role.VERIFIER for grant in grants_on(one, today()))
    ]


def _assigned(request: PermittedRequest, keys: list[Key]) -> Iterator[BulkResult]:
    name = request.POST.get("giao-cho", "")
    person = next((one for one in _people() if one.username == name), None)
    if person is None and name != "-":
        yield BulkResult("", "Chọn người được giao.", is_done=False)
        return
    for key in keys:
        if person is None:
            Assignment.objects.filter(commune=key.commune, year=key.year).delete()
            yield BulkResult(str(key), "không giao cho ai", is_done=True)
            continue
        province = province_of(key.commune)
        held = grants_on(person, today())
        if not any(one.role == Role.VERIFIER and one.covers(key.commune, province) for one in held):
            words = f"{person} không được giao thẩm định đơn vị này"
            yield BulkResult(str(key), words, is_done=False)
            continue
        with transaction.atomic():
            Assignment.objects.update_or_create(
                commune=key.commune,
                year=key.year,
                defaults={"account": person, "by": request.user.username, "at": timezone.now()},
            )
        yield BulkResult(str(key), f"giao cho {person}", is_done=True)


@needs(Access.VERIFY)
@require_POST
def compute(request: PermittedRequest) -> HttpResponse:
    """Order the job that computes what could overturn each dossier of a year."""
    if request.grant is None:
        raise Http404
    year = _whole(request.POST.get("nam", ""), today().year)
    job = order("thu-tu", Reach.of(request.grant), request.user.username, year=year)
    return redirect("job", job=job.pk)
