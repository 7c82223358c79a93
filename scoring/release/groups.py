"""Public units counted together, computed from what is public of each and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from scoring.recognition.counting import count_of
from scoring.release.public import PublicCommune
from scoring.release.spreads import Family, PublicGroup, middle, spread_of
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria

_Name = tuple[str, str | None]
"""A group's name, and the province it lies in."""


def whole_of(ruleset: Ruleset, communes: Sequence[PublicCommune]) -> PublicGroup:
    """Return all units as one group."""
    return _group(ruleset, "toàn bộ", ("", None), communes)


def by_threshold(ruleset: Ruleset, communes: Iterable[PublicCommune]) -> tuple[PublicGroup, ...]:
    """Return the threshold groups that some unit is in, in the ruleset's order."""
    found = _gathered(communes, lambda one: one.group and (one.group, None))
    names = [(each.group, None) for each in ruleset.recognition.thresholds]
    return tuple(
        _group(ruleset, "nhóm ngưỡng", name, found[name]) for name in names if name in found
    )


def by_place(
    ruleset: Ruleset, family: Family, communes: Iterable[PublicCommune]
) -> tuple[PublicGroup, ...]:
    """Return the provinces, districts or clusters, by name. Units without one are left out."""
    name_of: Mapping[Family, Callable[[PublicCommune], _Name | str | None]] = {
        "tỉnh": lambda one: one.province and (one.province, None),
        "huyện": lambda one: one.district and (one.district, one.province),
        "cụm": lambda one: one.cluster and (one.cluster, one.province),
    }
    found = _gathered(communes, name_of[family])
    ordered = sorted(found, key=lambda name: (name[1] or "", name[0]))
    return tuple(_group(ruleset, family, name, found[name]) for name in ordered)


def _gathered(
    communes: Iterable[PublicCommune],
    name_of: Callable[[PublicCommune], _Name | str | None],
) -> dict[_Name, list[PublicCommune]]:
    found: dict[_Name, list[PublicCommune]] = {}
    for one in communes:
        name = name_of(one)
        if isinstance(name, tuple):
            found.setdefault(name, []).append(one)
    return found


def _group(
    ruleset: Ruleset, family: Family, name: _Name, communes: Sequence[PublicCommune]
) -> PublicGroup:
    points = [one.points for one in communes if one.points is not None]
    floor = ruleset.recognition.disqualifying_points
    return PublicGroup(
        family=family,
        name=name[0],
        within=name[1],
        count=count_of(communes),
        pointed=len(points),
        criteria=tuple(
            spread_of(each, floor, [one.criteria[each.number] for one in points])
            for each in open_criteria(ruleset)
        ),
        median_total=middle(one.total for one in points),
    )
