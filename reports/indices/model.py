"""Everything that is printed of an index of one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.indices.computing import Computed, PlaceScore
from scoring.indices.sensitivity import RankSpan
from scoring.indices.standings import IndexChange, IndexRank


@dataclass(frozen=True, slots=True)
class IndexReport:
    """An index computed, with names of places, ranks, changes and how firm the ranks are.

    ``coverage`` says by place and sub-index how many communes are in the number where not all.
    """

    year: int
    computed: Computed
    names: Mapping[str, str]
    groups: Mapping[str, str]
    ranks: Mapping[str, IndexRank]
    changes: Mapping[str, IndexChange] = field(default_factory=dict)
    spans: Mapping[str, RankSpan] = field(default_factory=dict)
    coverage: Mapping[tuple[str, str], str] = field(default_factory=dict)
    is_sample: bool = False

    @property
    def ordered(self) -> list[PlaceScore]:
        """The places: by group, ranked ones first, equal ones by name."""
        none = len(self.computed.scores) + 1

        def key(score: PlaceScore) -> tuple[str, int, str]:
            ranked = self.ranks.get(score.place)
            rank = none if ranked is None else ranked.rank
            return self.groups.get(score.place, ""), rank, self.names.get(score.place, score.place)

        return sorted(self.computed.scores, key=key)
