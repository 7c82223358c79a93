"""Ranks within groups, as sport gives them (1, 2, 2, 4), and what changed since another year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.indices.computing import Computed
from scoring.indices.structure import GOAL_POSTS


@dataclass(frozen=True, slots=True)
class IndexRank:
    """A place's rank among *of* places of its group, shared by *equals* of them."""

    rank: int
    of: int
    equals: int


def ranks(computed: Computed, groups: Mapping[str, str]) -> dict[str, IndexRank]:
    """Return the rank of each place that has an index, among those of its group."""
    found: defaultdict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for score in computed.scores:
        total = computed.total(score)
        if total is not None:
            found[groups.get(score.place, "")].append((score.place, total))
    return {
        place: IndexRank(
            1 + sum(other > total for _, other in group),
            len(group),
            sum(other == total for _, other in group),
        )
        for group in found.values()
        for place, total in group
    }


@dataclass(frozen=True, slots=True)
class IndexChange:
    """Like with like: ranks among the places that both years have, in their groups of now.

    ``value`` is ``None`` where the index compares places with each other: then its numbers of two
    years are no measure of one place.
    """

    before: IndexRank
    now: IndexRank
    value: Fraction | None

    @property
    def climbed(self) -> int:
        """How many ranks a place went up; down is negative."""
        return self.before.rank - self.now.rank


def changes(now: Computed, before: Computed, groups: Mapping[str, str]) -> dict[str, IndexChange]:
    """Return the change of each place that has an index in both years, of one and the same index.

    Raises ``ValueError`` for two different indices.
    """
    if now.index.sha256 != before.index.sha256:
        raise ValueError(before.index.file.name)
    whole_now, whole_before = (
        {score.place: score for score in one.scores if score.is_whole} for one in (now, before)
    )
    both = whole_now.keys() & whole_before.keys()
    own = {place: groups.get(place, "") for place in both}
    ranks_now, ranks_before = (ranks(_only(one, both), own) for one in (now, before))
    is_fixed = all(one.normalisation == GOAL_POSTS for one in now.index.sub_indices)
    found = {}
    for place in sorted(both):
        values = now.total(whole_now[place]), before.total(whole_before[place])
        if values[0] is None or values[1] is None:
            continue
        value = values[0] - values[1] if is_fixed else None
        found[place] = IndexChange(ranks_before[place], ranks_now[place], value)
    return found


def _only(computed: Computed, places: set[str]) -> Computed:
    kept = tuple(score for score in computed.scores if score.place in places)
    return Computed(computed.index, kept, computed.shares, computed.telling_nothing)
