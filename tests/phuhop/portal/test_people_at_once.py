"""Three browsers over one draft: no value disappears that its overwriter had not been shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from phuhop.portal.accounts.models import Account
from phuhop.portal.drafts.models import Draft, DraftState
from tests.support import portal

FIELDS = ("figures.tre_duoi_1_tuoi", "notes.tre_duoi_1_tuoi")
VALUES = st.sampled_from(["51", "52", "53", ""])
_CODES = count(99300)
"""Of communes that nobody else hands in: the register is not emptied."""


@dataclass
class Browser:
    """A page as a script keeps it: what is shown, at which revision, what was sent unanswered."""

    client: Any
    known: int = 0
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    shown: dict[str, set[str]] = field(default_factory=lambda: {one: {""} for one in FIELDS})
    sent: dict[str, list[str]] = field(default_factory=lambda: {one: [] for one in FIELDS})
    read: tuple[int, dict[str, str]] | None = None
    """What «Xem lại và nộp» was showing: the revision, and everything that stood there."""


class ThreeBrowsers(RuleBasedStateMachine):
    """Typing, saving, answers that are lost, requests repeated, pages read, handing in."""

    @initialize()
    def begin(self) -> None:
        self.commune = str(next(_CODES))
        self.base = f"/xa/{self.commune}/{portal.YEAR}/"
        self.draft = portal.draft(self.commune)
        texts = portal.typed_for_a_pass()
        portal.fill_in(self.draft, {one: texts[one] for one in texts if one not in FIELDS})
        Account.objects.filter(username__startswith=f"p{self.commune}").delete()
        self.browsers = [
            Browser(portal.signed_in(portal.person(f"p{self.commune}-{n}", role, [self.commune])))
            for n, role in enumerate(("xa-chuyen-vien", "xa-chuyen-vien", "xa-lanh-dao"))
        ]

    def _stored(self) -> dict[str, str]:
        return {row.field: row.value for row in self.draft.fields.all()}

    @property
    def is_open(self) -> bool:
        """Whether the draft takes anything."""
        return bool(Draft.objects.get(pk=self.draft.pk).state == DraftState.OPEN)

    @rule(
        who=st.integers(0, 2),
        name=st.sampled_from(FIELDS),
        text=VALUES,
        fate=st.sampled_from(["answered", "lost", "repeated"]),
    )
    def type_and_save(self, who: int, name: str, text: str, fate: str) -> None:
        browser, before = self.browsers[who], self._stored()
        posted = {
            "biet": str(browser.known),
            name: text,
            f"ban.{name}": str(browser.seen[name]),
            f"gui.{name}": browser.sent[name],
        }
        browser.sent[name].append(text)
        answer = browser.client.post(self.base + "luu/", posted)
        after = self._stored()
        others = {one: value for one, value in after.items() if one != name}
        assert others == {one: value for one, value in before.items() if one != name}
        was, now = before.get(name, ""), after.get(name, "")
        if now != was:
            assert (now, answer.status_code) == (text, 200)
            assert was in browser.shown[name] | {*browser.sent[name]}
        if fate == "lost":
            return
        if fate == "repeated":
            answer = browser.client.post(self.base + "luu/", posted)
            assert after == self._stored()
        if answer.status_code == 200:
            self._heard(browser, answer.json(), name, text)

    def _heard(self, browser: Browser, said: dict[str, Any], name: str, text: str) -> None:
        browser.known = said["revision"]
        browser.sent[name].clear()
        browser.seen[name] = said["fields"][name]["revision"]
        browser.shown[name].add(text)
        for one in said["conflicts"]:
            browser.seen[name] = one["revision"]
            browser.shown[name].add(one["theirs"])
        for other, row in said["others"].items():
            if other in FIELDS:
                browser.seen[other] = row["revision"]
                browser.shown[other].add(row["value"])

    @rule(who=st.integers(0, 2))
    def open_the_page(self, who: int) -> None:
        browser = self.browsers[who]
        page = browser.client.get(self.base + "tieu-chi/7/").content.decode()
        for name in FIELDS:
            seen = re.search(rf'name="ban\.{re.escape(name)}" value="(\d+)"', page)
            assert seen is not None
            browser.seen[name] = int(seen[1])
            browser.shown[name].add(self._stored().get(name, ""))
            browser.sent[name].clear()

    @rule()
    def read_it_all(self) -> None:
        leader = self.browsers[2]
        page = leader.client.get(self.base + "nop/").content.decode()
        found = re.search(r'name="ban" value="(\d+)"', page)
        leader.read = None if found is None else (int(found[1]), self._stored())

    @precondition(lambda self: self.is_open and self.browsers[2].read is not None)
    @rule()
    def hand_in(self) -> None:
        leader = self.browsers[2]
        revision, read = leader.read or (0, {})
        answer = leader.client.post(self.base + "nop/", {"ban": revision, "da-xem": "on"})
        if not self.is_open:
            assert answer.status_code == 302
            assert self._stored() == read
        else:
            assert answer.status_code in {409, 422}

    @invariant()
    def the_last_change_of_a_field_is_what_stands_there(self) -> None:
        for name in FIELDS if hasattr(self, "draft") else ():
            last = self.draft.changes.filter(field=name).order_by("-revision").first()
            assert self._stored().get(name, "") == ("" if last is None else last.value)


ThreeBrowsers.TestCase.settings = settings(max_examples=8, stateful_step_count=14, deadline=None)
test_three_browsers_never_lose_a_value_unseen = ThreeBrowsers.TestCase
