"""How safely a commune meets the conditions, and what it could gain besides.

For a commune that meets them: by how much, which part alone would end it, what is within
reach. For every commune: the nearest things that can still be done.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.advice.steps import RouteStep, counts_of, is_possible
from scoring.engine.assessment import Assessment
from scoring.engine.possible_points import Away, away
from scoring.engine.score_sheet import Outcome, ScoreSheet
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class FragilePart:
    """A part whose next fewer points would alone end the recognition; ``away`` is how near."""

    code: str
    loss: Fraction
    away: Away


def fragile_parts(
    ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet
) -> tuple[FragilePart, ...]:
    """Return the parts that alone hold the verdict, the nearest to falling first."""
    floor = ruleset.recognition.disqualifying_points
    rules = {part.code: part for _, part in ruleset.parts}
    found = []
    for criterion in sheet.criteria:
        for scored in criterion.parts:
            if scored.points is None or scored.ruling is not None:
                continue
            part = rules[scored.code]
            lower = [points for points in part.possible_points if points < scored.points]
            if not lower:
                continue
            loss = scored.points - max(lower)
            stays = (
                sheet.total.minimum - loss >= sheet.threshold.points
                and criterion.minimum - loss > floor
            )
            distance = away(ruleset, assessment, part, scored, max(lower))
            if not stays and distance is not None:
                found.append(FragilePart(scored.code, loss, distance))
    return tuple(sorted(found, key=lambda one: (one.away.count, -one.loss)))


def nearest_steps(sheet: ScoreSheet, ruleset: Ruleset) -> tuple[RouteStep, ...]:
    """Return the next better band or item of each part that something can be done for.

    Criteria at the disqualifying points first, then what brings most, then what takes least.
    Fewer cases of harm are no step: what happened cannot be undone.
    """
    floor = sheet.ruleset.disqualifying_points
    counts = counts_of(sheet.parts)
    rules = {part.code: part for _, part in ruleset.parts}
    found: list[tuple[tuple[bool, Fraction, int], RouteStep]] = []
    for criterion in sheet.criteria:
        is_safe = criterion.maximum > floor
        for part in criterion.parts:
            if part.ruling is not None:
                continue
            steps = [
                RouteStep(criterion.number, part.code, i.points, None, i.code, i.question)
                for i in part.items
                if not i.answer and i.points
            ]
            band = part.next_band
            if (
                part.outcome is Outcome.SCORED
                and band is not None
                and band.is_more
                and is_possible(rules[part.code].figures[0], band, ruleset, counts)
            ):
                steps.append(RouteStep(criterion.number, part.code, band.gain, band))
            for step in steps:
                count = 1 if step.band is None else step.band.count
                found.append(((is_safe, -step.gain, count), step))
    return tuple(step for _, step in sorted(found, key=lambda one: one[0]))
