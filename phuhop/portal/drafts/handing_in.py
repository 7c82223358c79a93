"""A draft becomes a version of the register, with everything on it, only when a person says so.

The draft first says what is being handed in, then the register takes it, then the draft says
that it is done. Who finds a draft between the two asks the register, by the hash of the content.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from phuhop.portal.accounts.models import Account, Grant
from phuhop.portal.drafts.asked import answers_of, asked_of
from phuhop.portal.drafts.files import files_of
from phuhop.portal.drafts.models import Draft, DraftState
from phuhop.portal.drafts.opening import opened
from phuhop.portal.drafts.register import actor_of, register, standing_of
from phuhop.portal.drafts.saving import values_of
from phuhop.portal.drafts.scanning import check_scanned
from phuhop.usecases.drafting.handing_in import ToHandIn, hand_in, has_version, to_hand_in
from scoring.base.problems import ProblemsFound


class DraftMoved(Exception):  # noqa: N818 -- it names what was found
    """Somebody changed the draft after the page was opened; nothing was handed in."""


def submit(
    draft: Draft, revision: int, account: Account, grant: Grant, explanation: str | None = None
) -> None:
    """Hand in exactly the *revision* that was read, with the answers to what was asked for.

    The *explanation* is for a version that is sent again as it was.

    Raises ``DraftMoved``, ``ValueError`` while something is at fault, and ``ProblemsFound``
    where the register refuses or a file was not found clean; the draft is open again then.
    """
    check_scanned(draft)
    what = _begun(draft, revision)
    try:
        fields = values_of(draft)
        answers = answers_of(asked_of(standing_of(draft), fields))
        hand_in(register(), what, actor_of(account, grant), answers, explanation)
    except ProblemsFound:
        _reopen(draft, what.sha256)
        raise
    _done(draft, what.sha256, revision)


def _begun(draft: Draft, revision: int) -> ToHandIn:
    with transaction.atomic():
        open_ = Draft.objects.filter(pk=draft.pk, state=DraftState.OPEN, revision=revision)
        if not open_.update(state=DraftState.HANDING_IN):
            raise DraftMoved
        # From here on nobody saves: what is read now is what is handed in.
        found = opened(Draft.objects.get(pk=draft.pk))
        what = to_hand_in(found.ruleset, found.assembled, files_of(found.draft))
        Draft.objects.filter(pk=draft.pk).update(content_sha256=what.sha256)
    return what


def _done(draft: Draft, sha256: str, revision: int | None = None) -> None:
    """Close a draft that the register has; also one that was taken for left behind meanwhile.

    Whoever looked while the register was still at work reopened it: at the *revision* that was
    handed in nobody has typed anything since.
    """
    handed_in = Q(content_sha256=sha256, state=DraftState.HANDING_IN)
    if revision is not None:
        handed_in |= Q(state=DraftState.OPEN, revision=revision)
    Draft.objects.filter(handed_in, pk=draft.pk).update(
        state=DraftState.HANDED_IN, content_sha256=sha256
    )


def _reopen(draft: Draft, sha256: str) -> None:
    being = Draft.objects.filter(pk=draft.pk, content_sha256=sha256, state=DraftState.HANDING_IN)
    being.update(state=DraftState.OPEN, content_sha256="")


def mended(draft: Draft) -> Draft:
    """Return *draft*, after settling what a crash left undecided: the register has it or not."""
    if draft.state != DraftState.HANDING_IN:
        return draft
    if has_version(register(), draft.commune, draft.year, draft.content_sha256):
        _done(draft, draft.content_sha256)
    else:
        _reopen(draft, draft.content_sha256)
    draft.refresh_from_db()
    return draft
