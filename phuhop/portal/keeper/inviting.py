"""Inviting one person or a list; letters to print, each link shown once; again, or taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from phuhop.portal.accounts.forms import InvitationForm
from phuhop.portal.accounts.invitations import HOURS, Letter, invited, renewed
from phuhop.portal.accounts.models import Invitation
from phuhop.portal.accounts.people_list import HEADINGS, people_of
from phuhop.portal.commune.downloads import attachment
from phuhop.portal.keeper.people import people_page
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.security_log import told
from scoring.base.problems import ProblemsFound

LARGEST = 1_000_000
"""Bytes of a list of people."""

_EXAMPLES = (
    ("trang-non-1", "Lò Thị Mẫu", "Xã Trăng Non", "xã: chuyên viên", "99001", "", "", ""),
    ("trang-non-2", "Vàng A Mẫu", "Xã Trăng Non", "xã: lãnh đạo", "99001", "", "", "31/12/2027"),
    ("tham-dinh-1", "Trần Thị Mẫu", "Tổ thẩm định", "thẩm định", "99001 99002", "", "", ""),
)


def _letters(request: PermittedRequest, letters: list[Letter]) -> HttpResponse:
    base = request.build_absolute_uri("/").rstrip("/")
    said = {"letters": letters, "base": base, "hours": HOURS, "here": "accounts"}
    return render(request, "quan-tri/thu.html", said)


@needs(Access.ACCOUNTS)
@require_POST
def invite(request: PermittedRequest) -> HttpResponse:
    """Invite one person; the letter is shown once."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return people_page(request, form, 422)
    who = form.invited()
    letters = invited([who], request.user.username)
    told("moi", request, invited=who.username, role=who.right.role.value)
    return _letters(request, letters)


@needs(Access.ACCOUNTS)
@require_POST
def invite_list(request: PermittedRequest) -> HttpResponse:
    """Invite everybody of a list, or nobody: then every fault is told with its line."""
    file = request.FILES.get("tep")
    if file is None or file.size is None or file.size > LARGEST:
        return people_page(
            request, status=422, problems=["Chọn một tệp CSV hoặc Excel, không quá 1 MB."]
        )
    try:
        people = people_of(file.read(), str(file.name))
    except ProblemsFound as found:
        said = [one.words for one in found.problems]
        return people_page(request, status=422, problems=said)
    letters = invited(people, request.user.username)
    told("moi-theo-danh-sach", request, count=len(letters))
    return _letters(request, letters)


@needs(Access.ACCOUNTS)
@require_GET
def sample(request: PermittedRequest) -> HttpResponse:  # noqa: ARG001
    """Give a list with three invented people, to be filled in."""
    lines = "\r\n".join(";".join(row) for row in (HEADINGS, *_EXAMPLES))
    return attachment(f"\ufeff{lines}\r\n".encode(), "danh-sach-moi.csv", "text/csv; charset=utf-8")


@needs(Access.ACCOUNTS)
@require_POST
def again(request: PermittedRequest, invitation: int) -> HttpResponse:
    """Give another letter in the place of one that was lost or became too old."""
    old = get_object_or_404(Invitation, pk=invitation, used_at=None)
    letter = renewed(old, request.user.username)
    told("moi-lai", request, invited=old.username)
    return _letters(request, [letter])


@needs(Access.ACCOUNTS)
@require_POST
def withdraw(request: PermittedRequest, invitation: int) -> HttpResponse:
    """Make a letter worth nothing."""
    old = get_object_or_404(Invitation, pk=invitation, used_at=None, revoked_at=None)
    old.revoked_at = timezone.now()
    old.save()
    told("thu-thu-moi", request, invited=old.username)
    messages.success(request, f"Đã thu hồi thư của {old.full_name}.")
    return redirect("accounts")
