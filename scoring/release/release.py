"""From the units of a place, as recorded, to what is public of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.recognition.communes import CommuneYear, State
from scoring.recognition.counting import count_of
from scoring.release.forced import Inference
from scoring.release.groups import by_place, by_threshold, whole_of
from scoring.release.history import YearCount
from scoring.release.policy import LEAST_REFUSED, PublicationPolicy
from scoring.release.public import (
    OfficialResult,
    PublicCommune,
    PublicPoints,
    PublicRelease,
    ZeroShare,
)
from scoring.release.refusals import refuse
from scoring.results.rows import ResultRow, RulesetKey
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria, sensitive_criteria


def public_release(
    communes: Iterable[CommuneYear],
    ruleset: Ruleset,
    policy: PublicationPolicy,
    *,
    also_under: Iterable[Ruleset] = (),
    clusters: Mapping[str, str] | None = None,
) -> PublicRelease:
    """Return what may be published of *communes* under *policy*.

    Of several years the latest is published; the earlier ones give each unit's history.
    *ruleset* is the one with the marks of what is sensitive; *also_under* are rulesets some
    results were scored under, which count as the same when they say the same but for the
    marks. *clusters* maps codes to the names of a province's own clusters.

    Raises ``ProblemsFound`` with every reason for which these cannot be published together.
    """
    found = sorted(communes, key=lambda one: (one.year, one.code))
    accepted = refuse(found, ruleset, tuple(also_under), clusters or {})
    year = found[-1].year
    maker = _Maker(ruleset, policy, accepted, Inference(ruleset), clusters or {})
    latest = [one for one in found if one.year == year]
    years = sorted({one.year for one in found})
    public = {each: maker.year([one for one in found if one.year == each]) for each in years}
    now = public[year]
    return PublicRelease(
        year=year,
        ruleset=ruleset,
        policy=policy,
        communes=now,
        earlier=tuple(one for each in years[:-1] for one in public[each]),
        is_sealed=not any(one.state is State.SELF_SCORED for one in now),
        is_sample=any(one.code >= FIRST_INVENTED_CODE for one in now),
        whole=whole_of(ruleset, now),
        by_threshold=by_threshold(ruleset, now),
        by_province=by_place(ruleset, "tỉnh", now),
        by_district=by_place(ruleset, "huyện", now),
        by_cluster=by_place(ruleset, "cụm", now),
        history=_history(public),
        withheld_points=maker.inference.withheld,
        zero_share=_zero_share(latest, ruleset) if policy.sensitive_statistic else None,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """What turns units into public ones: rules, policy, and what may be concluded."""

    ruleset: Ruleset
    policy: PublicationPolicy
    accepted: frozenset[RulesetKey]
    inference: Inference
    clusters: Mapping[str, str]

    def year(self, communes: Sequence[CommuneYear]) -> tuple[PublicCommune, ...]:
        """Return the units of one year, ranked, with what their decisions force."""
        ranked = _ranked([self._public(one) for one in communes])
        return tuple(self._concluded(one) for one in ranked)

    def _public(self, one: CommuneYear) -> PublicCommune:
        row = one.result
        return PublicCommune(
            code=one.code,
            name=one.name,
            kind=one.kind,
            province=one.province,
            district=one.district,
            year=one.year,
            state=one.state,
            decision=one.decision,
            group=None if row is None else row.group,
            threshold=None if row is None else row.threshold,
            points=None if row is None else self._points(one.state, row),
            cluster=self.clusters.get(one.code),
            official=None if row is None else self._official(row),
        )

    def _points(self, state: State, row: ResultRow) -> PublicPoints | None:
        withheld = {one.group for one in self.inference.withheld}
        if row.ruleset not in self.accepted:
            return None
        if row.group in withheld and state is not State.RECOGNISED:
            return None
        points = {
            each.number: row.criteria[each.number].points for each in open_criteria(self.ruleset)
        }
        known = [one for one in points.values() if one is not None]
        total = sum(known, Fraction(0)) if len(known) == len(points) else None
        return PublicPoints(points, total, None, None)

    def _official(self, row: ResultRow) -> OfficialResult | None:
        if not self.policy.official_results or row.ruleset not in self.accepted:
            return None
        total = row.total
        return OfficialResult(total.points, total.minimum, total.maximum, row.verdict)

    def _concluded(self, one: PublicCommune) -> PublicCommune:
        if one.points is None or one.threshold is None:
            return one
        return replace(one, forced=self.inference.of(one.state, one.threshold, one.points))


def _ranked(communes: list[PublicCommune]) -> list[PublicCommune]:
    """Return the units with competition ranks: 1, 2, 2, 4; equal totals are equal."""
    everywhere = sorted(_totals(communes))
    in_group = {
        group: sorted(_totals(one for one in communes if one.group == group))
        for group in {one.group for one in communes}
    }
    found = []
    for one in communes:
        points = one.points
        if points is not None and points.total is not None:
            own = in_group[one.group]
            points = replace(
                points,
                rank=_rank(everywhere, points.total),
                rank_in_group=_rank(own, points.total),
            )
        found.append(replace(one, points=points))
    return found


def _totals(communes: Iterable[PublicCommune]) -> list[Fraction]:
    return [
        one.points.total
        for one in communes
        if one.points is not None and one.points.total is not None
    ]


def _rank(ascending: Sequence[Fraction], total: Fraction) -> int:
    return 1 + len(ascending) - bisect_right(ascending, total)


def _history(public: Mapping[int, Sequence[PublicCommune]]) -> tuple[YearCount, ...]:
    found: list[YearCount] = []
    before: set[str] = set()
    for year, communes in public.items():
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


_HALF = Fraction(1, 2)


def _zero_share(communes: Iterable[CommuneYear], ruleset: Ruleset) -> ZeroShare | None:
    """Return how many refused units surely lost a sensitive criterion, as a class.

    ``None`` where fewer are refused than the statistic is given for: a public fact.
    """
    refused = [one for one in communes if one.state is State.REFUSED]
    if len(refused) < LEAST_REFUSED:
        return None
    floor = ruleset.recognition.disqualifying_points
    numbers = [each.number for each in sensitive_criteria(ruleset)]
    lost = sum(
        any(one.result.criteria[number].maximum <= floor for number in numbers)
        for one in refused
        if one.result is not None
    )
    share = Fraction(lost, len(refused))
    if share < _HALF / 2:
        return ZeroShare.UNDER_A_QUARTER
    return ZeroShare.OVER_A_HALF if share > _HALF else ZeroShare.A_QUARTER_TO_A_HALF
