"""A person's tokens: made for one of their grants, shown once, ended."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from phuhop.portal.accounts.models import Grant
from phuhop.portal.api.models import Token
from phuhop.portal.api.tokens import LONGEST, made, revoked, useful
from phuhop.portal.permissions import Access, PermittedRequest, needs, today
from phuhop.portal.security_log import told


class TokenForm(forms.Form):
    """For which system, by which grant, for how long."""

    label = forms.CharField(label="Dùng cho hệ thống nào", max_length=80)
    grant = forms.ChoiceField(label="Quyền của khóa")
    days = forms.IntegerField(
        label="Số ngày còn dùng được", min_value=1, max_value=LONGEST, initial=180
    )

    def __init__(self, grants: list[Grant], data: object = None) -> None:
        """Offer the *grants* of the person."""
        super().__init__(data)  # type: ignore[arg-type] # a QueryDict
        choices = [(str(grant.pk), str(grant)) for grant in grants]
        self.fields["grant"].choices = choices  # type: ignore[attr-defined]


@needs(Access.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def tokens(request: PermittedRequest) -> HttpResponse:
    """List a person's tokens; make one, whose text is shown on this page and never again."""
    grants = [grant for grant in request.grants if useful(grant)]
    form, text, status = TokenForm(grants), None, 200
    if request.method == "POST":
        form = TokenForm(grants, request.POST)
        if form.is_valid():
            said = form.cleaned_data
            grant = next(one for one in grants if str(one.pk) == said["grant"])
            text = made(request.user, grant, said["label"], said["days"])
            told("tao-khoa", request, label_length=len(said["label"]), grant=grant.pk)
            form = TokenForm(grants)
        else:
            status = 422
    own = Token.objects.filter(account=request.user, revoked_at=None, until_day__gte=today())
    page = {"tokens": own.select_related("grant"), "form": form, "text": text, "may": bool(grants)}
    return render(request, "khoa/danh-sach.html", page, status=status)


@needs(Access.SIGNED_IN)
@require_POST
def end(request: PermittedRequest, key: int) -> HttpResponse:
    """End one of a person's own tokens at once."""
    found = get_object_or_404(Token, pk=key, account=request.user)
    revoked(found)
    told("thu-khoa", request, token=found.pk)
    return redirect("tokens")
