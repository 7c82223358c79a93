"""One edition of the site: the release, in the order and under the names its pages use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from statistics import median

from reports.site.goals import Goal
from reports.site.profile import Profile
from reports.site.record import Record
from reports.site.slugs import slug_of
from reports.wording.clean import clean
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import collation_key
from scoring.base.communes import FIRST_INVENTED_CODE, CommuneKind
from scoring.recognition.counting import Count, count_of
from scoring.release.public import PublicCommune, PublicRelease
from scoring.rules.ruleset import Criterion, Ruleset
from scoring.rules.sensitive import open_criteria


@dataclass(frozen=True, slots=True)
class Area:
    """A province, a cluster or a district; ``path`` is its page, from the root of the site."""

    name: str
    path: str
    communes: tuple[PublicCommune, ...]
    province: str | None = None


@dataclass(frozen=True, slots=True)
class ThresholdGroup:
    """A threshold group that some unit is in; ``number`` is its place in the ruleset.

    ``medians`` are the middle points of each public criterion over its units that have any.
    """

    number: int
    name: str
    threshold: Fraction
    path: str
    communes: tuple[PublicCommune, ...]
    medians: Mapping[int, Fraction]
    median_total: Fraction | None


@dataclass(frozen=True)
class Edition:
    """What the pages are made from. Same edition, same bytes.

    ``digest`` is the SHA-256 of the open data (``du-lieu.json``), by which a printed page can
    be told to belong to it. ``clusters`` are the province's own: a name by a unit's code.
    ``record`` tells of the editions before this one.
    """

    release: PublicRelease
    profile: Profile
    stamp: Stamp
    digest: str
    record: Record
    goals: tuple[Goal, ...] = ()
    clusters: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that are public, in the ruleset's order."""
        return open_criteria(self.ruleset)

    @cached_property
    def most_points(self) -> Fraction:
        """The most points that the public criteria give together."""
        return sum((Fraction(one.max_points) for one in self.criteria), Fraction(0))

    @cached_property
    def is_sample(self) -> bool:
        """Whether some unit is invented."""
        return any(one.code >= FIRST_INVENTED_CODE for one in self.communes)

    @cached_property
    def communes(self) -> tuple[PublicCommune, ...]:
        """Every unit of the year, in Vietnamese order of names."""
        names = {one.code: collation_key(one.name) for one in self.release.communes}
        return tuple(sorted(self.release.communes, key=lambda one: (names[one.code], one.code)))

    @cached_property
    def count(self) -> Count:
        """All units by state."""
        return count_of(self.communes)

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
    def years(self) -> tuple[int, ...]:
        """Every year the edition knows of, the latest first."""
        return tuple(sorted({self.year, *(one.year for one in self.release.earlier)}, reverse=True))

    @cached_property
    def provinces(self) -> tuple[Area, ...]:
        """Every province, in Vietnamese order."""
        return self._areas("tinh", lambda one: one.province and (one.province, None))

    @property
    def has_provinces(self) -> bool:
        """Whether there are several provinces to be compared."""
        return len(self.provinces) > 1

    @cached_property
    def parts(self) -> tuple[Area, ...]:
        """The clusters of the province's own list; without one the districts, if any."""
        if self.clusters:
            return self._areas("cum", self._cluster)
        return self._areas("huyen", lambda one: one.district and (one.district, one.province))

    @property
    def part_title(self) -> str:
        """What the parts of a province are called."""
        return "Cụm, địa bàn" if self.clusters else "Huyện, quận"

    def _cluster(self, one: PublicCommune) -> tuple[str, str | None] | None:
        name = self.clusters.get(one.code)
        return None if name is None else (name, one.province)

    def _areas(
        self,
        folder: str,
        name_of: Callable[[PublicCommune], tuple[str, str | None] | str | None],
    ) -> tuple[Area, ...]:
        found: dict[tuple[str, str | None], list[PublicCommune]] = {}
        for one in self.communes:
            name = name_of(one)
            if isinstance(name, tuple):
                found.setdefault(name, []).append(one)
        ordered = sorted(
            found, key=lambda one: (collation_key(one[1] or ""), collation_key(one[0]))
        )
        paths = paths_of(folder, [one[0] for one in ordered])
        return tuple(
            Area(name, path, tuple(found[name, province]), province)
            for (name, province), path in zip(ordered, paths, strict=True)
        )

    @cached_property
    def groups(self) -> tuple[ThresholdGroup, ...]:
        """The threshold groups in the ruleset's order, those without a unit left out."""
        of_group: defaultdict[str, list[PublicCommune]] = defaultdict(list)
        for one in self.communes:
            if one.group is not None:
                of_group[one.group].append(one)
        return tuple(
            ThresholdGroup(
                number,
                each.group,
                each.points,
                f"nhom/nhom-{number}.html",
                tuple(of_group[each.group]),
                self._medians(of_group[each.group]),
                _median(one.points.total for one in of_group[each.group] if one.points),
            )
            for number, each in enumerate(self.ruleset.recognition.thresholds, 1)
            if each.group in of_group
        )

    def _medians(self, communes: Sequence[PublicCommune]) -> Mapping[int, Fraction]:
        found = {
            each.number: _median(one.points.criteria[each.number] for one in communes if one.points)
            for each in self.criteria
        }
        return {number: middle for number, middle in found.items() if middle is not None}

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


def _median(points: Iterable[Fraction | None]) -> Fraction | None:
    known = [one for one in points if one is not None]
    return Fraction(median(known)) if known else None


def paths_of(folder: str, names: Sequence[str]) -> list[str]:
    """Return a page for each name; where two would share one, the later ones get a number."""
    used: Counter[str] = Counter()
    paths = []
    for name in names:
        slug = slug_of(clean(name))
        used[slug] += 1
        tail = f"--{used[slug]}" if used[slug] > 1 else ""
        paths.append(f"{folder}/{slug}{tail}.html")
    return paths


def commune_path(code: str) -> str:
    """Return the page of a unit, from the root of the site."""
    return f"xa/{code}.html"
