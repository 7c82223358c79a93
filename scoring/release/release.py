"""From the units of a place, as recorded, to what is public of them: here the rest is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.recognition.communes import CommuneYear, State
from scoring.release.assembling import assembled
from scoring.release.forced import Inference
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
    inference = Inference(ruleset)
    public = _Public(ruleset, policy, accepted, inference, clusters or {})
    zero = None
    if policy.sensitive_statistic:
        zero = _zero_share([one for one in found if one.year == found[-1].year], ruleset)
    return assembled(map(public.commune, found), ruleset, policy, inference, zero)


@dataclass(frozen=True, slots=True)
class _Public:
    """What drops everything of a unit that is not public."""

    ruleset: Ruleset
    policy: PublicationPolicy
    accepted: frozenset[RulesetKey]
    inference: Inference
    clusters: Mapping[str, str]

    def commune(self, one: CommuneYear) -> PublicCommune:
        """Return what is public of a unit by itself; ranks and conclusions come later."""
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
        if row.ruleset not in self.accepted:
            return None
        withheld = {one.group for one in self.inference.withheld}
        if row.group in withheld and state is not State.RECOGNISED:
            return None
        points = {
            each.number: row.criteria[each.number].points for each in open_criteria(self.ruleset)
        }
        if not points:
            return None
        known = [one for one in points.values() if one is not None]
        total = sum(known, Fraction(0)) if len(known) == len(points) else None
        return PublicPoints(points, total, None, None)

    def _official(self, row: ResultRow) -> OfficialResult | None:
        if not self.policy.official_results or row.ruleset not in self.accepted:
            return None
        total = row.total
        return OfficialResult(total.points, total.minimum, total.maximum, row.verdict)


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
    if share < Fraction(1, 4):
        return ZeroShare.UNDER_A_QUARTER
    return ZeroShare.OVER_A_HALF if share > Fraction(1, 2) else ZeroShare.A_QUARTER_TO_A_HALF
