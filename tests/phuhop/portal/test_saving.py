"""Two people, one draft: nothing disappears that its overwriter had not been shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from phuhop.portal.drafts.saving import DraftIsClosed, Saved, Typed, save
from tests.support import portal

FIELD = "figures.tong_so_tre_em"


def _save(draft: Any, value: str, seen: int, who: str = "mo", field: str = FIELD) -> Saved:
    return save(draft.pk, [Typed(field, value, seen)], who, timezone.now())


def _value(draft: Any, field: str = FIELD) -> str:
    row = draft.fields.filter(field=field).first()
    return "" if row is None else row.value


def test_what_was_saved_is_there_as_it_was_typed() -> None:
    draft = portal.draft()

    saved = _save(draft, " 1.065 trẻ ", 0)

    assert (1, ()) == (saved.revision, saved.conflicts)
    assert " 1.065 trẻ " == _value(draft)


def test_whoever_saw_an_older_value_gets_both_and_writes_nothing() -> None:
    draft = portal.draft()
    first = _save(draft, "10", 0)
    _save(draft, "11", first.revision, who="tu")

    late = _save(draft, "12", first.revision)

    (conflict,) = late.conflicts
    assert ("12", "11", "tu") == (conflict.mine, conflict.theirs, conflict.their_account)
    assert "11" == _value(draft)


def test_whoever_was_shown_the_other_value_may_overwrite_it() -> None:
    draft = portal.draft()
    first = _save(draft, "10", 0)
    (conflict,) = _save(draft, "12", 0, who="tu").conflicts

    again = _save(draft, "12", conflict.their_revision, who="tu")

    assert first.revision == conflict.their_revision
    assert () == again.conflicts
    assert "12" == _value(draft)


def test_a_repeated_request_is_no_conflict_with_oneself() -> None:
    draft = portal.draft()
    _save(draft, "10", 0)

    assert () == _save(draft, "10", 0).conflicts
    assert 1 == draft.changes.count()


def test_a_blank_over_a_value_is_a_change_like_any_other() -> None:
    draft = portal.draft()
    first = _save(draft, "10", 0)

    (conflict,) = _save(draft, "", 0).conflicts
    assert "10" == conflict.theirs

    assert () == _save(draft, "", first.revision).conflicts
    assert "" == _value(draft)


def test_fields_of_one_post_are_judged_one_by_one() -> None:
    draft = portal.draft()
    _save(draft, "10", 0)
    other = "figures.tre_phai_khai_sinh"

    saved = save(draft.pk, [Typed(FIELD, "11", 0), Typed(other, "3", 0)], "tu", timezone.now())

    assert [FIELD] == [one.field for one in saved.conflicts]
    assert ("10", "3") == (_value(draft), _value(draft, other))


@pytest.mark.parametrize("state", ["dang-nop", "da-nop"])
def test_a_draft_that_is_being_handed_in_takes_nothing_more(state: str) -> None:
    draft = portal.draft()
    draft.state = state
    draft.save()

    with pytest.raises(DraftIsClosed):
        _save(draft, "10", 0)
    assert "" == _value(draft)


class TwoPeople(RuleBasedStateMachine):
    """Two pages over one draft: typing, saving, answers that are lost, requests repeated."""

    @initialize()
    def begin(self) -> None:
        from phuhop.portal.drafts.models import Draft

        Draft.objects.all().delete()
        self.draft = portal.draft()
        self.pages: list[dict[str, Any]] = [{"seen": 0, "shown": {""}} for _ in range(2)]
        self.value, self.was_seen_by = "", [{""}, {""}]

    @rule(who=st.integers(0, 1), text=st.sampled_from(["1", "2", "3", ""]), lost=st.booleans())
    def type_and_save(self, who: int, text: str, lost: bool) -> None:  # noqa: FBT001
        page = self.pages[who]
        before = _value(self.draft)
        saved = _save(self.draft, text, page["seen"], who=f"p{who}")
        after = _value(self.draft)
        if after != before:
            assert after == text
            # Whoever overwrote a value had been shown it.
            assert before in page["shown"]
            self.was_written = (who, text)
        else:
            assert saved.conflicts or text == before
        if lost:
            # A repeated request, for the answer did not arrive.
            again = _save(self.draft, text, page["seen"], who=f"p{who}")
            assert _value(self.draft) == after
            saved = again
        self._shown(page, saved, text)

    @rule(who=st.integers(0, 1))
    def open_again(self, who: int) -> None:
        row = self.draft.fields.filter(field=FIELD).first()
        page = self.pages[who]
        page["seen"] = 0 if row is None else row.revision
        page["shown"].add(_value(self.draft))

    def _shown(self, page: dict[str, Any], saved: Saved, text: str) -> None:
        if saved.conflicts:
            page["seen"] = saved.conflicts[0].their_revision
            page["shown"].add(saved.conflicts[0].theirs)
        else:
            row = self.draft.fields.filter(field=FIELD).first()
            page["seen"] = 0 if row is None else row.revision
            page["shown"].add(text)

    @invariant()
    def every_change_is_kept(self) -> None:
        if not hasattr(self, "draft"):
            return
        last = self.draft.changes.filter(field=FIELD).order_by("-revision").first()
        assert _value(self.draft) == ("" if last is None else last.value)


TwoPeople.TestCase.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
test_two_people_never_lose_a_value_unseen = TwoPeople.TestCase
