"""Workflow and due dates: which hold now, and another file with every line that it changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.office.frame import numbers_in
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told
from phuhop.usecases.register_rules import RulesOffered, apply_rules, offered, rules_now
from registry.workflow.repeats import Seen
from scoring.base.problems import ProblemsFound

LARGEST = 200_000
"""Bytes of one file of rules."""


@needs(Access.KEEP)
@require_http_methods(["GET", "POST"])
def page(request: PermittedRequest) -> HttpResponse:
    """Show what holds; show what a file would change; apply exactly what was shown."""
    problems: list[str] = []
    offer: RulesOffered | None = None
    status = 200
    if request.method == "POST":
        texts, problems = _texts(request)
        try:
            if not problems and "ap-dung" in request.POST:
                return _applied(request, texts)
            if not problems:
                offer = offered(register(), **texts)
        except ProblemsFound as found:
            problems = [one.words for one in found.problems]
        status = 422 if problems else 200
    said = {
        "now": rules_now(register()),
        "offer": offer,
        "problems": problems,
        "here": "register_rules",
    }
    return render(request, "quan-tri/quy-trinh.html", said, status=status)


def _texts(request: PermittedRequest) -> tuple[dict[str, str | None], list[str]]:
    """Return the texts that were sent, as files or as they were shown, and what is wrong."""
    found: dict[str, str | None] = {"workflow": None, "deadlines": None}
    problems = []
    for name, field in (("workflow", "quy-trinh"), ("deadlines", "thoi-han")):
        file = request.FILES.get(field)
        if file is not None and file.size is not None and file.size > LARGEST:
            problems.append(f"{file.name}: tệp lớn hơn 200 KB")
            continue
        if file is not None:
            try:
                found[name] = file.read().decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                problems.append(f"{file.name}: tệp không phải là chữ UTF-8")
        elif request.POST.get(field):
            found[name] = request.POST[field].replace("\r\n", "\n")
    if not problems and not any(found.values()):
        problems.append("Chọn tệp quy trình, tệp thời hạn, hoặc cả hai.")
    return found, problems


def _applied(request: PermittedRequest, texts: dict[str, str | None]) -> HttpResponse:
    seen = numbers_in(request.POST.get("thay", ""))
    grant = request.grant
    if grant is None or len(seen) != 1:
        return redirect("register_rules")
    actor = actor_of(request.user, grant)
    event = apply_rules(register(), actor, Seen(0, seen[0]), **texts)
    told("doi-thiet-lap", request, event=event)
    messages.success(request, f"Đã áp dụng từ bây giờ (mắt xích {event} của sổ).")
    return redirect("register_rules")
