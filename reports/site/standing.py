"""How a commune stands: what was decided, or what its figures come to as long as nobody decided.

A verdict computed from figures is never called a recognition: only the status «được công
nhận» is a decision of the authority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.score_sheet import Finding
from scoring.release.model import PublishedRow
from scoring.release.rows import NOT_RECOGNISED, RECOGNISED, SELF_ASSESSED


@dataclass(frozen=True, slots=True)
class Standing:
    """A sign, words, the colour that goes with them; ``is_decided`` says by the authority."""

    sign: str
    words: str
    tone: str
    finding: Finding
    is_decided: bool = False


_SIGNS: Mapping[Finding, str] = {
    Finding.MET: "✔",
    Finding.NOT_MET: "✘",
    Finding.CANNOT_SAY: "?",
}
_TONES: Mapping[Finding, str] = {
    Finding.MET: "met",
    Finding.NOT_MET: "not_met",
    Finding.CANNOT_SAY: "cannot_say",
}
_BY: Mapping[str, str] = {SELF_ASSESSED: "tự chấm", "đã thẩm định": "thẩm định"}
_COMPUTED: Mapping[Finding, str] = {
    Finding.MET: "đủ điều kiện",
    Finding.NOT_MET: "chưa đủ điều kiện",
    Finding.CANNOT_SAY: "chưa kết luận được",
}


def standing_of(row: PublishedRow) -> Standing:
    """Return how a commune stands."""
    return standing(row.status, row.decision)


def standing(status: str, finding: Finding) -> Standing:
    """Return the words of a status with what the figures come to.

    >>> from scoring.engine.score_sheet import Finding
    >>> standing("tự chấm", Finding.MET).words
    'đủ điều kiện theo tự chấm'
    >>> standing("được công nhận", Finding.MET).words
    'được công nhận'
    """
    if status in {RECOGNISED, NOT_RECOGNISED}:
        found = Finding.MET if status == RECOGNISED else Finding.NOT_MET
        return Standing(_SIGNS[found], status, _TONES[found], found, is_decided=True)
    words = f"{_COMPUTED[finding]} theo {_BY.get(status, status)}"
    return Standing(_SIGNS[finding], words, _TONES[finding], finding)


def _order(one: Standing) -> tuple[int, bool, str]:
    return list(_SIGNS).index(one.finding), not one.is_decided, one.words


@dataclass(frozen=True, slots=True)
class Tally:
    """Communes by how they stand. ``counts`` has the standings of the whole release, in order."""

    communes: int
    counts: Mapping[Standing, int]

    @property
    def recognised(self) -> int:
        """Communes that the authority recognised."""
        return self._of(Finding.MET, is_decided=True)

    @property
    def eligible(self) -> int:
        """Communes whose figures meet the conditions and that nobody decided on."""
        return self._of(Finding.MET, is_decided=False)

    def _of(self, finding: Finding, *, is_decided: bool) -> int:
        return sum(
            count
            for one, count in self.counts.items()
            if one.finding is finding and one.is_decided is is_decided
        )

    def share(self, *, is_decided: bool) -> Fraction | None:
        """Return the recognised (or else the eligible) communes per hundred."""
        if not self.communes:
            return None
        return Fraction(100 * (self.recognised if is_decided else self.eligible), self.communes)


def tally(rows: Iterable[PublishedRow], known: Iterable[Standing]) -> Tally:
    """Return how many of *rows* stand how; standings of *known* that none has count 0."""
    found = Counter(map(standing_of, rows))
    return Tally(found.total(), {one: found[one] for one in known})


def standings(rows: Iterable[PublishedRow]) -> tuple[Standing, ...]:
    """Return the standings that some commune has: met first, decisions before verdicts."""
    return tuple(sorted({standing_of(row) for row in rows}, key=_order))
