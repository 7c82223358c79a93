"""Saving what a verifier typed: the draft begins with the first save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from phuhop.portal.desk.frame import OpenCase, first_texts
from phuhop.portal.desk.models import Verification, VerificationChange, VerificationField
from phuhop.portal.drafts.rows import Tables
from phuhop.portal.drafts.saving import Conflict, Typed, save

TABLES = Tables(Verification, VerificationField, VerificationChange)


def begun(found: OpenCase, account: str) -> Verification:
    """Return the draft about the version that counts; a new one has what its page showed.

    Fields of a new draft have revision 0, as the page said that showed them.
    """
    case = found.case
    with transaction.atomic():
        draft, is_new = Verification.objects.get_or_create(
            commune=case.key.commune,
            year=case.key.year,
            ruleset=case.key.ruleset,
            version=case.standing.submission,
        )
        if is_new:
            at = timezone.now()
            VerificationField.objects.bulk_create(
                VerificationField(
                    draft=draft, field=id_, value=text, revision=0, account=account, at=at
                )
                for id_, text in first_texts(case, found.account).items()
            )
    return draft


def saved(
    found: OpenCase, typed: Sequence[Typed], account: str
) -> tuple[OpenCase, tuple[Conflict, ...]]:
    """Save what was *typed*, all of it or, of fields in conflict, none.

    Return the dossier as it stands then, and where two people differ.
    """
    draft = begun(found, account)
    done = save(draft.pk, typed, account, timezone.now(), TABLES)
    draft.revision = done.revision
    return replace(found, draft=draft, rows=done.fields), done.conflicts
