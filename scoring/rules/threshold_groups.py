"""Which threshold group a commune falls in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from scoring.base.communes import Area, Commune
from scoring.rules.ruleset import AREAS, CommunePattern, Recognition, Threshold


def threshold_group(recognition: Recognition, commune: Commune) -> Threshold | None:
    """Return the one threshold group of *commune*.

    ``None`` when the ruleset does not know this kind of unit, or when the group depends on
    the type of the province and that is not given.
    """
    if commune.kind.value not in recognition.kinds:
        return None
    groups = groups_of(
        recognition,
        commune.kind.value,
        tuple(area.value for area in commune.areas),
        commune.centrally_run_city,
    )
    return groups[0] if len(groups) == 1 else None


def groups_if_inside(
    recognition: Recognition, commune: Commune
) -> dict[Threshold, tuple[Area, ...]]:
    """Return the groups that *commune* falls in if it lies in an area that was left blank.

    Only groups that are not its own, each with the areas of which one leads there.
    """

    def of(areas: tuple[Area, ...]) -> list[Threshold]:
        names = tuple(area.value for area in areas)
        return groups_of(recognition, commune.kind.value, names, commune.centrally_run_city)

    own = of(commune.areas)
    found: dict[Threshold, tuple[Area, ...]] = {}
    for area in commune.blank_areas or ():
        for group in of((*commune.areas, area)):
            if group not in own:
                found[group] = (*found.get(group, ()), area)
    return found


def groups_of(
    recognition: Recognition,
    kind: str,
    areas: tuple[str, ...],
    city: bool | None,  # noqa: FBT001 -- unpacked from every_possible_commune
) -> list[Threshold]:
    """Return every group that a commune of these properties may fall in.

    With *city* unknown both possibilities are tried. A sound ruleset gives one group for
    every known commune (``scoring.rules.checks`` proves it).
    """
    found: dict[int, Threshold] = {}
    for possible in (True, False) if city is None else (city,):
        named = [
            (position, threshold)
            for position, threshold in enumerate(recognition.thresholds)
            if not isinstance(threshold.when, str)
            and any(_fits(pattern, kind, areas, possible) for pattern in threshold.when)
        ]
        rest = [
            (position, threshold)
            for position, threshold in enumerate(recognition.thresholds)
            if isinstance(threshold.when, str)
        ]
        found.update(named or rest)
    return list(found.values())


def _fits(pattern: CommunePattern, kind: str, areas: tuple[str, ...], city: bool) -> bool:  # noqa: FBT001
    return (
        pattern.kind == kind
        and (pattern.area is None or pattern.area in areas)
        and (pattern.centrally_run_city is None or pattern.centrally_run_city == city)
    )


def every_possible_commune(kinds: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield kind, areas and type of province of every commune there could be."""
    area_sets = [chosen for size in range(len(AREAS) + 1) for chosen in combinations(AREAS, size)]
    yield from product(kinds, area_sets, (True, False))
