"""The evidence files of a draft: kept, counted, taken off; nothing of them is in the register."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from phuhop.portal.drafts.models import Blob, Draft, DraftFile, DraftState, Scan
from phuhop.portal.drafts.saving import DraftIsClosed
from phuhop.usecases.drafting.evidence import MOST_BYTES, MOST_FILES, OnDraft, Taken
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.base.quantities import vietnamese


def keep(draft: Draft, row: str, file: Taken, account: str, scan: Scan = Scan.NOT_YET) -> None:
    """Put a file on a draft; the same one on the same row once.

    Raises ``DraftIsClosed``, and ``ProblemsFound`` where the dossier would grow too large.
    """
    with transaction.atomic():
        _touch(draft)
        count, size = held(draft)
        if count >= MOST_FILES or size + len(file.content) > MOST_BYTES:
            message = f"hồ sơ đã có {vietnamese(count)} tệp, {vietnamese(size // 1_000_000)} MB"
            hint = f"nhiều nhất {MOST_FILES} tệp, {MOST_BYTES // 1_000_000} MB"
            raise ProblemsFound([Problem(Place(file.name), "het-cho", message, hint)])
        defaults = {"content": file.content, "scan": scan}
        blob, _ = Blob.objects.get_or_create(sha256=file.sha256, defaults=defaults)
        about = {"name": file.name, "type": file.type, "size": len(file.content)}
        DraftFile.objects.get_or_create(
            draft=draft,
            row=row,
            blob=blob,
            defaults={**about, "account": account, "at": timezone.now()},
        )


def held(draft: Draft) -> tuple[int, int]:
    """Return how many files a draft has, and how many bytes they are together."""
    return draft.files.count(), draft.files.aggregate(size=Sum("size"))["size"] or 0


def take_off(draft: Draft, file: DraftFile) -> None:
    """Take a file off a draft; its bytes go where no other draft has them. Raises as ``keep``."""
    with transaction.atomic():
        _touch(draft)
        blob = file.blob
        file.delete()
        if not DraftFile.objects.filter(blob=blob).exists():
            blob.delete()


def files_of(draft: Draft) -> list[OnDraft]:
    """Return the files of a draft, in the order in which they came."""
    return [
        OnDraft(one.row, one.name, one.blob_id, one.size, partial(_content, one.blob_id))
        for one in draft.files.order_by("id")
    ]


def _content(sha256: str) -> bytes:
    return bytes(Blob.objects.get(pk=sha256).content)


def _touch(draft: Draft) -> None:
    """Let the draft move on: whoever read it before this file hands in nothing unread."""
    opened = Draft.objects.filter(pk=draft.pk, state=DraftState.OPEN)
    if not opened.update(revision=F("revision") + 1):
        raise DraftIsClosed
