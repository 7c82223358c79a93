"""Every change of a dossier's fields, with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, OuterRef, QuerySet, Subquery

from phuhop.portal.accounts.models import Account
from phuhop.portal.drafts.models import DraftChange


def changes_of(commune: str, year: int) -> QuerySet[DraftChange]:
    """Return the changes of all drafts of a dossier, newest first, each with ``before``."""
    earlier = DraftChange.objects.filter(
        draft=OuterRef("draft"), field=OuterRef("field"), revision__lt=OuterRef("revision")
    ).order_by("-revision")
    own = DraftChange.objects.filter(draft__commune=commune, draft__year=year)
    return own.annotate(before=Subquery(earlier.values("value")[:1])).order_by(
        F("draft").desc(), F("revision").desc(), "id"
    )


def people(usernames: Iterable[str]) -> dict[str, str]:
    """Return who stands behind account names; what is none (a source) is itself."""
    names = {*usernames}
    known = Account.objects.filter(username__in=names)
    return {**{name: name for name in names}, **{one.username: str(one) for one in known}}
