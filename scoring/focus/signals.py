"""Figures that deserve a look at their papers: what stands out, and why it does.

A signal says nothing of anybody: a jump may be a new school, an outlier a new hospital.
Each threshold has its reason beside it; everything is compared exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from scoring.base.quantities import vietnamese
from scoring.focus.barely_reached import edge_signals
from scoring.focus.shares import CommuneShare, ScoredCommune, previous_share, shares
from scoring.focus.signal_kinds import Signal, SignalKind
from scoring.rules.ruleset import Ruleset

CHANCE = 9
"""The square of three standard deviations: chance alone goes beyond it 3 times in 1,000."""

LEAST_CHANGE = Fraction(1, 10)
"""Ten points of a hundred. In large communes chance is small, and small changes are life."""

LEAST_TIMES = 2
"""Rare events: a rate twice or half of what it was."""

SMALLEST_GROUP = 8
"""Communes of a group below which its quarters say nothing."""

FENCE = 3
"""Times the width of the middle half; beyond it lie «far out» values (Tukey 1977)."""

LEAST_AWAY = 5
"""Persons or cases that a share must be away from the middle: fewer are one family."""

Key = tuple[str, int]
"""Code of the commune and year."""


def signals(cases: Sequence[ScoredCommune]) -> dict[Key, tuple[Signal, ...]]:
    """Return the signals of every commune and year of a table, in the order of their kinds.

    Earlier years of the same commune are what a jump is measured from; communes of the same
    year, ruleset and threshold group are what an outlier is measured against.
    """
    found: defaultdict[Key, list[Signal]] = defaultdict(list)
    earlier = _by_commune(cases)
    for case in cases:
        found[key_of(case)] += _jumps(case, earlier[case.assessment.commune.code])
    for group in groups_of(cases):
        for key, signal in (*_outliers(group), *edge_signals(group)):
            found[key].append(signal)
    rulesets = {key_of(case): case.ruleset for case in cases}
    return {key: _in_order(of_one, rulesets[key]) for key, of_one in found.items()}


def _in_order(found: Iterable[Signal], ruleset: Ruleset) -> tuple[Signal, ...]:
    kinds = list(SignalKind)
    parts = ["", *(part.code for _, part in ruleset.parts)]
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), parts.index(one.part))))


def key_of(case: ScoredCommune) -> Key:
    """Return code and year."""
    return case.assessment.commune.code, case.assessment.year


def groups_of(cases: Iterable[ScoredCommune]) -> Iterator[list[ScoredCommune]]:
    """Yield the communes of one year, ruleset and threshold group, by code."""
    groups: defaultdict[tuple[int, str, str], list[ScoredCommune]] = defaultdict(list)
    for case in cases:
        groups[case.assessment.year, case.ruleset.id, case.threshold.group].append(case)
    for _, group in sorted(groups.items()):
        yield sorted(group, key=key_of)


def _by_commune(cases: Iterable[ScoredCommune]) -> Mapping[str, list[ScoredCommune]]:
    found: defaultdict[str, list[ScoredCommune]] = defaultdict(list)
    for case in sorted(cases, key=key_of):
        found[case.assessment.commune.code].append(case)
    return found


def _jumps(case: ScoredCommune, years: Sequence[ScoredCommune]) -> Iterator[Signal]:
    """Compare with the nearest earlier year of the table, else with the reported period."""
    before = [
        one
        for one in years
        if one.assessment.year < case.assessment.year and one.ruleset.id == case.ruleset.id
    ]
    earlier = (
        {s.part.code: s for s in shares(before[-1].assessment, case.ruleset)} if before else {}
    )
    for share in shares(case.assessment, case.ruleset):
        then = earlier.get(share.part.code)
        when = f"năm {before[-1].assessment.year}" if then else "kỳ trước"
        then = then or previous_share(case.assessment, share)
        if then is not None and is_jump(share, then):
            text = (
                f"Phần {share.part.code}: {when} là {then.text()}, nay là {share.text()}; thay đổi "
                "lớn hơn mức dao động thường thấy. Nên xem tài liệu của cả hai kỳ."
            )
            yield Signal(SignalKind.JUMP, share.part.code, text)


def is_jump(now: CommuneShare, then: CommuneShare) -> bool:
    """Whether two shares differ by more than chance, and by enough to matter."""
    if now.count > now.whole or then.count > then.whole:
        return False
    pooled = Fraction(now.count + then.count, now.whole + then.whole)
    spread = pooled * (1 - pooled) * (Fraction(1, now.whole) + Fraction(1, then.whole))
    difference = abs(now.value - then.value)
    low, high = sorted((now.value, then.value))
    matters = difference >= LEAST_CHANGE or high >= LEAST_TIMES * low
    return matters and difference**2 > CHANCE * spread


def _outliers(group: Sequence[ScoredCommune]) -> Iterator[tuple[Key, Signal]]:
    by_part: defaultdict[str, list[tuple[Key, CommuneShare]]] = defaultdict(list)
    for case in group:
        for share in shares(case.assessment, case.ruleset):
            by_part[share.part.code].append((key_of(case), share))
    for code, found in by_part.items():
        if len(found) < SMALLEST_GROUP:
            continue
        values = sorted(share.value for _, share in found)
        # The quarter's own commune, no value between two: anybody can count to it.
        place = (len(values) - 1) // 4
        low, middle, high = values[place], values[len(values) // 2], values[-1 - place]
        fence = FENCE * (high - low)
        lowest, highest = low - fence, high + fence
        for key, share in found:
            if not _is_out(share, lowest, highest):
                continue
            if abs(share.count - share.whole * middle) >= LEAST_AWAY:
                text = (
                    f"Phần {code}: {share.text()}, trong khi một nửa số xã cùng nhóm "
                    f"({vietnamese(len(values))} xã có số liệu) từ {share.text(low)} đến "
                    f"{share.text(high)}. Khác biệt có thể có lý do riêng; nên xem tài liệu."
                )
                yield key, Signal(SignalKind.OUTLIER, code, text)


def _is_out(share: CommuneShare, lowest: Fraction, highest: Fraction) -> bool:
    """Whether a share lies beyond either fence, by cross-multiplication."""
    count, whole = share.count, share.whole
    return (
        count * lowest.denominator < lowest.numerator * whole
        or count * highest.denominator > highest.numerator * whole
    )
