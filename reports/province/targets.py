"""Which targets of a plan the province's report is held to."""

from __future__ import annotations

from collections.abc import Iterator

from reports.province.sentences import Target
from scoring.engine.explanation import level_words
from scoring.ranking.targets import Plan
from scoring.ranking.targets import Target as Planned
from scoring.release.model import Release
from scoring.units.names import same_place


def targets_for(release: Release, plan: Plan) -> tuple[Target, ...]:
    """Return the targets of the release's place that are still ahead in its year, in plan order.

    A release of one province is held to that province's targets, one of several provinces to
    the national ones: a target for the whole country says nothing of one province. Targets of
    districts and groups have no place in the report's table of wholes.
    """
    return tuple(_words(target) for target in _of_place(release, plan))


def _of_place(release: Release, plan: Plan) -> Iterator[Planned]:
    provinces = release.provinces
    for target in plan.targets:
        if target.year < release.year or target.district is not None or target.group is not None:
            continue
        if target.is_national:
            if len(provinces) > 1:
                yield target
        elif len(provinces) == 1 and same_place(provinces[0], target.place):
            yield target


def _words(target: Planned) -> Target:
    level = level_words(target.verified.as_level)
    return Target(
        name=f"{target.place[0].upper()}{target.place[1:]}, đến hết năm {target.year}",
        percent=target.percent,
        source=f"{target.document} (mức tin cậy: {level})",
    )
