"""Jobs that follow from acts of the register, found again from its events.

Whoever acts only acts: what follows is ordered by whoever reads the chain, from the last link
that was read. A worker that dies between two links reads them again and orders nothing twice,
for an order carries the hash of the link that it follows from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from phuhop.portal.accounts.models import Scope
from phuhop.portal.drafts.register import register
from phuhop.portal.jobs.models import Seen
from phuhop.portal.jobs.ordering import order
from phuhop.portal.jobs.shipped import DECIDED_PAPERS, LETTER
from phuhop.portal.reach import Reach
from phuhop.portal.security_log import told
from phuhop.portal.settings import CONFIG
from registry.store.chain import Head, head_of
from registry.views.happenings import Happening, happenings, link_at

_WHO = "viec-nen"


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from an act: papers of the dossier, a letter to its people."""

    papers: bool = False
    letter: bool = False


FOLLOWS: Mapping[str, Follows] = {
    "return": Follows(letter=True),
    "decide --recognise": Follows(papers=True, letter=True),
    "decide --refuse": Follows(papers=True, letter=True),
    "publish": Follows(letter=True),
    "reopen": Follows(letter=True),
    "cancel": Follows(letter=True),
    "transfer": Follows(letter=True),
}
"""By what an act is to the program: how an office calls its steps, its workflow says."""


def begin_to_follow() -> None:
    """Follow what happens from now on; what lies before was nobody's to follow."""
    with register().reading() as connection:
        head = head_of(connection)
    Seen.objects.get_or_create(who=_WHO, defaults={"seq": head.seq, "hash": head.hash})


def follow(_now: datetime) -> int:
    """Order what follows from every act since the last look; return how many acts there were."""
    begin_to_follow()
    with transaction.atomic():
        seen = Seen.objects.select_for_update().get(who=_WHO)
        with register().reading() as connection:
            head = head_of(connection)
            if not _is_same_chain(link_at(connection, seen.seq), seen):
                told("so-khac", None, at=seen.seq)
                found = []
            else:
                found = happenings(connection, seen.seq)
        for one in reversed(found):
            _order(one)
        seen.seq, seen.hash = head.seq, head.hash
        seen.save()
    return len(found)


def _is_same_chain(link: Head | None, seen: Seen) -> bool:
    """Whether this is the register that was read before: not another, not an older copy."""
    return seen.seq == 0 or (link is not None and link.hash == seen.hash)


def _order(one: Happening) -> None:
    follows = FOLLOWS.get(one.command or "", Follows())
    reach = Reach(Scope.COMMUNE, (one.key.commune,))
    if follows.papers:
        order(DECIDED_PAPERS, reach, "", cause=one.event.hash, year=one.key.year)
    if follows.letter and CONFIG.mail is not None:
        order(LETTER, reach, "", cause=one.event.hash, seq=one.event.seq)
