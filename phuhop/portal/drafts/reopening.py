"""A dossier that came back is opened again: a new draft with what was handed in."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from phuhop.portal.drafts.models import Blob, Draft, DraftFile, DraftState
from phuhop.portal.drafts.opening import ruleset_of
from phuhop.portal.drafts.register import register, standing_of
from phuhop.portal.drafts.saving import Typed, save, values_of
from phuhop.usecases.drafting.in_register import InRegister
from phuhop.usecases.drafting.returned import CurrentVersion, current_version


def may_reopen(draft: Draft, stands: InRegister) -> bool:
    """Whether a handed-in *draft* may be gone on with: the workflow takes a version again."""
    is_done = draft.state == DraftState.HANDED_IN
    return is_done and stands.standing is not None and stands.may_hand_in


def reopen(draft: Draft, account: str) -> Draft:
    """Return a new draft with the version that counts; the one there is where there is one.

    What was handed in here is there as it was typed; what came in by a file, as the register
    reads it.
    """
    stands = standing_of(draft)
    if not may_reopen(draft, stands):
        return draft
    version = current_version(register(), stands, ruleset_of(draft.ruleset))
    try:
        with transaction.atomic():
            new = Draft.objects.create(
                commune=draft.commune,
                commune_name=draft.commune_name,
                province=draft.province,
                year=draft.year,
                ruleset=draft.ruleset,
                ruleset_sha256=draft.ruleset_sha256,
                based_on=version.number,
            )
            same = draft if draft.content_sha256 == version.sha256 else None
            _fill_in(new, version, same, account)
    except IntegrityError:
        # Two people pressed at once.
        return Draft.objects.filter(commune=draft.commune, year=draft.year).latest("id")
    return new


def _fill_in(new: Draft, version: CurrentVersion, same: Draft | None, account: str) -> None:
    now = timezone.now()
    if same is not None:
        texts = {id_: row.value for id_, row in values_of(same).items()}
        DraftFile.objects.bulk_create(
            DraftFile(
                draft=new,
                row=one.row,
                name=one.name,
                type=one.type,
                size=one.size,
                blob_id=one.blob_id,
                account=one.account,
                at=one.at,
            )
            for one in same.files.order_by("id")
        )
    else:
        texts = dict(version.texts)
        for file in version.files:
            about = {"content": file.content()}
            blob, _ = Blob.objects.get_or_create(sha256=file.sha256, defaults=about)
            DraftFile.objects.get_or_create(
                draft=new,
                row=file.row,
                blob=blob,
                defaults={
                    "name": file.name,
                    "type": file.type,
                    "size": file.size,
                    "account": account,
                    "at": now,
                },
            )
    save(new.pk, [Typed(id_, text, 0) for id_, text in texts.items()], account, now)
