"""A release from public units: ranks, conclusions, groups and years are all computed from them.

Whoever has the published tables can do the same and must come to the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.recognition.communes import State
from scoring.recognition.counting import count_of
from scoring.release.forced import Inference
from scoring.release.groups import by_place, by_threshold, whole_of
from scoring.release.history import YearCount
from scoring.release.policy import PublicationPolicy
from scoring.release.public import PublicCommune, PublicRelease, ZeroShare
from scoring.rules.ruleset import Ruleset


def assembled(
    communes: Iterable[PublicCommune],
    ruleset: Ruleset,
    policy: PublicationPolicy,
    inference: Inference,
    zero_share: ZeroShare | None = None,
) -> PublicRelease:
    """Return the release of *communes*, of one or several years; the latest is published.

    Ranks and conclusions they may have are computed anew. Raises ``IndexError`` for none.
    """
    years: dict[int, list[PublicCommune]] = {}
    for one in sorted(communes, key=lambda each: (each.year, each.code)):
        years.setdefault(one.year, []).append(one)
    ready = {
        year: tuple(_concluded(one, inference) for one in _ranked(found))
        for year, found in years.items()
    }
    year = [*ready][-1]
    now = ready[year]
    return PublicRelease(
        year=year,
        ruleset=ruleset,
        policy=policy,
        communes=now,
        earlier=tuple(one for each, found in ready.items() if each != year for one in found),
        is_sealed=not any(one.state is State.SELF_SCORED for one in now),
        is_sample=any(one.code >= FIRST_INVENTED_CODE for one in now),
        whole=whole_of(ruleset, now),
        by_threshold=by_threshold(ruleset, now),
        by_province=by_place(ruleset, "tỉnh", now),
        by_district=by_place(ruleset, "huyện", now),
        by_cluster=by_place(ruleset, "cụm", now),
        history=_history(ready),
        withheld_points=inference.withheld,
        zero_share=zero_share,
    )


def _concluded(one: PublicCommune, inference: Inference) -> PublicCommune:
    if one.points is None or one.threshold is None:
        return one
    return replace(one, forced=inference.of(one.state, one.threshold, one.points))


def _ranked(communes: list[PublicCommune]) -> list[PublicCommune]:
    """Return the units with competition ranks: 1, 2, 2, 4; equal totals are equal."""
    everywhere = _ranks(communes)
    in_group = {
        group: _ranks(one for one in communes if one.group == group)
        for group in {one.group for one in communes}
    }
    found = []
    for one in communes:
        points = one.points
        if points is not None and points.total is not None:
            ratio = points.total.as_integer_ratio()
            own = in_group[one.group]
            points = replace(points, rank=everywhere[ratio], rank_in_group=own[ratio])
        found.append(replace(one, points=points))
    return found


_Ratio = tuple[int, int]


def _ranks(communes: Iterable[PublicCommune]) -> dict[_Ratio, int]:
    """Return the rank of each total there is: 1 + the units above it."""
    counts = Counter(
        one.points.total.as_integer_ratio()
        for one in communes
        if one.points is not None and one.points.total is not None
    )
    ranks, above = {}, 0
    for ratio in sorted(counts, key=lambda each: Fraction(*each), reverse=True):
        ranks[ratio] = above + 1
        above += counts[ratio]
    return ranks


def _history(years: Mapping[int, Sequence[PublicCommune]]) -> tuple[YearCount, ...]:
    found: list[YearCount] = []
    before: set[str] = set()
    for year, communes in years.items():
        codes = {one.code for one in communes}
        found.append(
            YearCount(
                year,
                count_of(communes),
                is_self_scored=any(one.state is State.SELF_SCORED for one in communes),
                has_other_units=bool(found) and codes != before,
            )
        )
        before = codes
    return tuple(found)
