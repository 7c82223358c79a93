"""Counts that just reach a band: one fewer, and the points would be others.

Where nothing but chance is at work, about as many communes just reach a band as just miss
it, or are one unit beyond. Many more that just reach it are a reason to look at the counting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from scoring.base.quantities import vietnamese
from scoring.focus.shares import CommuneShare, ScoredCommune, shares
from scoring.focus.signal_kinds import Signal, SignalKind
from scoring.rules.kinds.part import PointsRow, Stretch

RAREST = Fraction(1, 1000)
"""How rare so many communes on one place must be, beside each neighbour: a fair coin."""

FEWEST = 5
"""Communes that just reach a band before anything is said of them together."""

MANY = 3
"""Parts of one commune that just reach a band; two happen to anybody."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Near:
    """A commune near the lower end of a band: so many units beyond the first that reaches it.

    ``steps`` is -1 for one that just misses it, 0 for one that just reaches it, 1 beyond.
    """

    key: Key
    share: CommuneShare
    steps: int
    band: PointsRow
    worse: PointsRow


def edge_signals(group: Sequence[ScoredCommune]) -> Iterator[tuple[Key, Signal]]:
    """Yield the signals of communes of one group: by part over all, and by commune."""
    near: defaultdict[tuple[str, str], list[_Near]] = defaultdict(list)
    own: defaultdict[Key, list[str]] = defaultdict(list)
    for case in group:
        key = (case.assessment.commune.code, case.assessment.year)
        for share in shares(case.assessment, case.ruleset):
            for one in _near(key, share):
                near[share.part.code, one.band.label].append(one)
                if one.steps == 0:
                    own[key].append(share.part.code)
    for found in near.values():
        missed, reached, beyond = (sum(one.steps == at for one in found) for at in (-1, 0, 1))
        # More than on both sides: a slope has more on one, and a crowd has it on neither.
        if reached >= FEWEST and _chance(reached, max(missed, beyond)) <= RAREST:
            for one in found:
                if one.steps == 0:
                    yield one.key, _signal(one, missed, reached, beyond)
    yield from ((key, _many(codes)) for key, codes in own.items() if len(codes) >= MANY)


def _near(key: Key, share: CommuneShare) -> Iterator[_Near]:
    """Yield the bands whose lower end is at most one unit from the share.

    All and none are no edges of counting: that every child was reached happens in earnest.
    """
    part = share.part
    if not part.edges:
        return
    step = 1 if part.is_higher_better else -1
    bands = [*part.stretches({share.ratio.denominator: share.whole}, {})]
    for steps in (-1, 0, 1):
        first = share.count - steps * step
        if 0 < first - step < share.whole and 0 < first + step < share.whole:
            band, worse = (_band(bands, count) for count in (first, first - step))
            if _is_better(band, worse):
                yield _Near(key, share, steps, band, worse)


def _band(bands: Sequence[Stretch], count: int) -> PointsRow:
    return next(one.row for one in bands if one.low <= count <= one.high)


def _is_better(band: PointsRow, other: PointsRow) -> bool:
    if band is other:
        return False
    return band.points is not None and other.points is not None and band.points > other.points


def _chance(reached: int, missed: int) -> Fraction:
    """Return how likely at least *reached* heads are in that many throws of a fair coin."""
    throws = reached + missed
    ways = sum(comb(throws, heads) for heads in range(reached, throws + 1))
    return Fraction(ways, 2**throws)


def _signal(one: _Near, missed: int, reached: int, beyond: int) -> Signal:
    code = one.share.part.code
    counts = f"{vietnamese(one.share.count)}/{vietnamese(one.share.whole)}"
    text = (
        f"Phần {code}: {counts} vừa đủ mức «{one.band.label}», lệch 1 đơn vị là mức "
        f"«{one.worse.label}». Trong nhóm có {reached} xã vừa đủ, {missed} xã vừa hụt, {beyond} xã "
        "hơn đúng 1 đơn vị. Nên xem cách đếm."
    )
    return Signal(SignalKind.EDGE, code, text)


def _many(codes: Sequence[str]) -> Signal:
    text = (
        f"{len(codes)} phần vừa đủ mức đang hưởng (lệch 1 đơn vị là sang mức khác): "
        f"{', '.join(codes)}. Nên xem cách đếm của các số này."
    )
    return Signal(SignalKind.EDGES, "", text)
