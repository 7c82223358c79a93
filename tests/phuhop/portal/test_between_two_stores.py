"""A draft on its way into the register: killed on either side, looked at meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from phuhop.portal.accounts.models import Grant
from phuhop.portal.drafts import handing_in
from phuhop.portal.drafts.handing_in import mended, submit
from phuhop.portal.drafts.models import Draft, DraftState
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.saving import Typed, save
from registry.store.schema import submissions
from tests.support import portal

_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.support import portal
portal.configure(Path({home!r}))
from phuhop.portal.accounts.models import Account, Grant
from phuhop.portal.drafts import handing_in
from phuhop.portal.drafts.models import Draft

whole = handing_in.hand_in

def dies(*arguments, **more):
    if {has_acted}:
        whole(*arguments, **more)
    os.kill(os.getpid(), signal.SIGKILL)

handing_in.hand_in = dies
draft, leader = Draft.objects.get(pk={draft}), Account.objects.get(username="tu")
handing_in.submit(draft, draft.revision, leader, Grant.objects.get(account=leader))
"""


def _ready(commune: str) -> Draft:
    draft = portal.draft(commune)
    portal.fill_in(draft, portal.typed_for_a_pass())
    draft.refresh_from_db()
    portal.person("tu", "xa-lanh-dao", (commune,))
    return draft


def _grant() -> Grant:
    return Grant.objects.select_related("account").get(account__username="tu")


def _versions() -> int:
    with register().reading() as connection:
        return connection.execute(select(func.count()).select_from(submissions)).scalar_one()


@pytest.mark.skipif(sys.platform == "win32", reason="a system that knows no kill")
@pytest.mark.parametrize(
    ("commune", "has_acted", "after"),
    [("99021", True, DraftState.HANDED_IN), ("99022", False, DraftState.OPEN)],
    ids=["after the register's act", "before it"],
)
def test_a_kill_between_the_stores_is_settled_by_what_the_register_has(
    portal_home: Path,
    commune: str,
    has_acted: bool,  # noqa: FBT001
    after: DraftState,
) -> None:
    draft, before = _ready(commune), _versions()
    told = {"home": str(portal_home), "draft": draft.pk, "has_acted": has_acted}
    script = _KILLED.format(root=str(Path(__file__).parents[3]), **told)

    killed = subprocess.run([sys.executable, "-c", script], check=False)
    draft.refresh_from_db()
    left = draft.state
    settled = mended(draft).state
    if settled == DraftState.OPEN:
        submit(draft, draft.revision, _grant().account, _grant())

    assert (-9, DraftState.HANDING_IN, after) == (killed.returncode, left, settled)
    assert before + 1 == _versions()
    assert DraftState.HANDED_IN == Draft.objects.get(pk=draft.pk).state


@pytest.mark.parametrize("types_on", [False, True])
def test_a_look_while_the_register_is_at_work_leaves_no_open_copy_of_what_was_handed_in(
    monkeypatch: pytest.MonkeyPatch,
    types_on: bool,  # noqa: FBT001
) -> None:
    draft = _ready("99024" if types_on else "99023")
    whole = handing_in.hand_in

    def slow(*arguments: object, **more: object) -> object:
        mended(Draft.objects.get(pk=draft.pk))
        if types_on:
            note = Typed("notes.1.1", "gõ tiếp", 0)
            save(draft.pk, [note], "mo", draft.created_at)
        return whole(*arguments, **more)

    monkeypatch.setattr(handing_in, "hand_in", slow)
    submit(draft, draft.revision, _grant().account, _grant())
    draft.refresh_from_db()

    # What was typed after the moment of handing in stays a draft; nothing of it is lost.
    assert (DraftState.OPEN if types_on else DraftState.HANDED_IN) == draft.state


def test_a_leader_of_one_commune_hands_in_nothing_of_another() -> None:
    draft = _ready("99025")
    other = portal.person("lan", "xa-lanh-dao", ("99026",))
    Grant.objects.create(
        account=other,
        role="xa-chuyen-vien",
        scope="xa",
        communes=["99025"],
        from_day=_grant().from_day,
        granted_by="quan-tri",
    )

    posted = {"ban": draft.revision, "da-xem": "on"}
    answer = portal.signed_in(other).post(f"/xa/99025/{portal.YEAR}/nop/", posted)

    draft.refresh_from_db()
    assert (403, DraftState.OPEN) == (answer.status_code, draft.state)
