"""One edition of the site: the release, in the order and under the names its pages use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from reports.site.goals import Goal
from reports.site.profile import Profile
from reports.site.record import Record
from reports.wording.clean import clean
from reports.wording.file_names import slug
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import collation_key
from scoring.base.communes import CommuneKind
from scoring.base.quantities import vietnamese
from scoring.recognition.counting import Count
from scoring.release.public import PublicCommune, PublicRelease
from scoring.release.spreads import PublicGroup
from scoring.rules.ruleset import Criterion, Ruleset

_Name = tuple[str | None, str | None]
"""A place's name, and the province it lies in."""


@dataclass(frozen=True, slots=True)
class Area:
    """A province, a cluster or a district; ``path`` is its page, from the root of the site."""

    name: str
    path: str
    communes: tuple[PublicCommune, ...]
    group: PublicGroup

    @property
    def province(self) -> str | None:
        """The province of a cluster or district."""
        return self.group.within


@dataclass(frozen=True, slots=True)
class ThresholdGroup:
    """A threshold group that some unit is in; ``number`` is its place in the ruleset."""

    number: int
    name: str
    threshold: Fraction
    path: str
    communes: tuple[PublicCommune, ...]
    group: PublicGroup
    ranked: str
    """How many of its units have all points, and so a rank; in words."""


@dataclass(frozen=True)
class Edition:
    """What the pages are made from. Same edition, same bytes.

    ``digest`` is the SHA-256 of the open data (``du-lieu.json``), by which a printed page can
    be told to belong to it. ``record`` tells of the editions before this one. ``total`` says
    where the number of all units comes from; it is partial where only those of a table are known.
    """

    release: PublicRelease
    profile: Profile
    stamp: Stamp
    digest: str
    record: Record
    goals: tuple[Goal, ...] = ()
    total: str = ""
    is_partial: bool = False

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset of the release."""
        return self.release.ruleset

    @property
    def year(self) -> int:
        """The year that is published."""
        return self.release.year

    @property
    def is_sealed(self) -> bool:
        """Whether states and decisions come from a register."""
        return self.release.is_sealed

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that are public, in the ruleset's order."""
        return self.release.criteria

    @cached_property
    def communes(self) -> tuple[PublicCommune, ...]:
        """Every unit of the year, in Vietnamese order of names."""
        names = {one.code: collation_key(one.name) for one in self.release.communes}
        return tuple(sorted(self.release.communes, key=lambda one: (names[one.code], one.code)))

    @property
    def count(self) -> Count:
        """All units by state."""
        return self.release.whole.count

    @cached_property
    def kinds(self) -> str:
        """The kinds of the units in words: «xã, phường, đặc khu»."""
        found = {one.kind for one in self.communes}
        return ", ".join(kind.value for kind in CommuneKind if kind in found)

    @cached_property
    def history(self) -> Mapping[str, tuple[PublicCommune, ...]]:
        """The years of each unit, this one included, the latest first."""
        found: defaultdict[str, list[PublicCommune]] = defaultdict(list)
        for one in (*self.release.earlier, *self.communes):
            found[one.code].append(one)
        return {
            code: tuple(sorted(years, key=lambda one: -one.year)) for code, years in found.items()
        }

    @cached_property
    def provinces(self) -> tuple[Area, ...]:
        """Every province, in Vietnamese order."""
        return self._areas("tinh", self.release.by_province, lambda one: (one.province, None))

    @property
    def has_provinces(self) -> bool:
        """Whether there are several provinces to be compared."""
        return len(self.provinces) > 1

    @cached_property
    def parts(self) -> tuple[Area, ...]:
        """The clusters of the province's own list; without one the districts, if any."""
        if self.has_clusters:
            return self._areas(
                "cum", self.release.by_cluster, lambda one: (one.cluster, one.province)
            )
        return self._areas(
            "huyen", self.release.by_district, lambda one: (one.district, one.province)
        )

    @property
    def part_title(self) -> str:
        """What the parts of a province are called."""
        return "Cụm, địa bàn" if self.has_clusters else "Huyện, quận"

    @property
    def has_clusters(self) -> bool:
        """Whether the province gave a list of its own."""
        return bool(self.release.by_cluster)

    def _areas(
        self, folder: str, groups: Sequence[PublicGroup], name_of: Callable[[PublicCommune], _Name]
    ) -> tuple[Area, ...]:
        found: defaultdict[_Name, list[PublicCommune]] = defaultdict(list)
        for one in self.communes:
            found[name_of(one)].append(one)
        ordered = sorted(
            groups, key=lambda one: (collation_key(one.within or ""), collation_key(one.name))
        )
        paths = paths_of(folder, [one.name for one in ordered])
        return tuple(
            Area(group.name, path, tuple(found[group.name, group.within]), group)
            for group, path in zip(ordered, paths, strict=True)
        )

    @cached_property
    def groups(self) -> tuple[ThresholdGroup, ...]:
        """The threshold groups in the ruleset's order, those without a unit left out."""
        of_group: defaultdict[str, list[PublicCommune]] = defaultdict(list)
        for one in self.communes:
            if one.group is not None:
                of_group[one.group].append(one)
        numbered = {
            each.group: (number, each.points)
            for number, each in enumerate(self.ruleset.recognition.thresholds, 1)
        }
        return tuple(
            ThresholdGroup(
                numbered[each.name][0],
                each.name,
                numbered[each.name][1],
                f"nhom/nhom-{numbered[each.name][0]}.html",
                tuple(of_group[each.name]),
                each,
                vietnamese(sum(bool(o.points and o.points.rank) for o in of_group[each.name])),
            )
            for each in self.release.by_threshold
        )

    @cached_property
    def group_of(self) -> Mapping[str, ThresholdGroup]:
        """The groups by their names."""
        return {group.name: group for group in self.groups}

    @cached_property
    def province_of(self) -> Mapping[str, Area]:
        """The province of each unit that has one, by the unit's code."""
        return {one.code: area for area in self.provinces for one in area.communes}

    @cached_property
    def part_of(self) -> Mapping[str, Area]:
        """The cluster or district of each unit that has one, by the unit's code."""
        return {one.code: area for area in self.parts for one in area.communes}

    @cached_property
    def criterion_paths(self) -> Mapping[int, str]:
        """The page of each public criterion, named for what it is."""
        paths = paths_of("tieu-chi", [one.name for one in self.criteria])
        return {one.number: path for one, path in zip(self.criteria, paths, strict=True)}


def paths_of(folder: str, names: Sequence[str]) -> list[str]:
    """Return a page for each name; where two would share one, the later ones get a number."""
    used: Counter[str] = Counter()
    paths = []
    for name in names:
        word = slug(clean(name))
        used[word] += 1
        tail = f"--{used[word]}" if used[word] > 1 else ""
        paths.append(f"{folder}/{word}{tail}.html")
    return paths


def commune_path(code: str) -> str:
    """Return the page of a unit, from the root of the site."""
    return f"xa/{code}.html"
