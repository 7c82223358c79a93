"""One edition of the site: the release, in the order and under the names its pages use."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from reports.site.profile import Profile
from reports.site.standing import Standing, Tally, standing_of, standings, tally
from reports.wording.clean import clean
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import collation_key
from scoring.release.model import PublishedRow, Release
from scoring.rules.ruleset import Ruleset

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Area:
    """A province, or a district of one; ``path`` is its page, from the root of the site."""

    name: str
    path: str
    rows: tuple[PublishedRow, ...]
    province: str | None = None


@dataclass(frozen=True, slots=True)
class ThresholdGroup:
    """A threshold group that the release has communes of; ``number`` is its place."""

    number: int
    name: str
    threshold: Fraction
    path: str
    rows: tuple[PublishedRow, ...]


@dataclass(frozen=True)
class Edition:
    """What the pages are made from. Same edition, same bytes.

    ``digest`` is the SHA-256 of the release's statement (``cong-bo.json``), by which a printed
    page can be told to belong to it. A hash of the results themselves would let a reader try
    out what is withheld.
    """

    release: Release
    profile: Profile
    stamp: Stamp
    digest: str

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset of the release."""
        return self.release.ruleset

    @cached_property
    def rows(self) -> tuple[PublishedRow, ...]:
        """Every commune, in Vietnamese order of names."""
        names = {row.code: collation_key(row.name) for row in self.release.rows}
        return tuple(sorted(self.release.rows, key=lambda row: (names[row.code], row.code)))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How communes of this release stand, in the order of lists."""
        return standings(self.release.rows)

    @property
    def is_decided(self) -> bool:
        """Whether the authority decided on some commune: then recognition is what is counted."""
        return any(one.is_decided for one in self.standings)

    def tally(self, rows: Iterable[PublishedRow]) -> Tally:
        """Return how many of *rows* stand how."""
        return tally(rows, self.standings)

    @cached_property
    def place_of(self) -> Mapping[Standing, int]:
        """The place of each standing in lists."""
        return {one: place for place, one in enumerate(self.standings)}

    @cached_property
    def provinces(self) -> tuple[Area, ...]:
        """Every province, in Vietnamese order."""
        return self._areas("tinh", lambda row: row.province and (row.province, None))

    @property
    def has_provinces(self) -> bool:
        """Whether there are several provinces to be compared."""
        return len(self.provinces) > 1

    @cached_property
    def districts(self) -> tuple[Area, ...]:
        """Every district, by province, in Vietnamese order. None since 01/07/2025."""
        return self._areas("huyen", lambda row: row.district and (row.district, row.province))

    def _areas(
        self, folder: str, name_of: Callable[[PublishedRow], tuple[str, str | None] | str | None]
    ) -> tuple[Area, ...]:
        found: dict[tuple[str, str | None], list[PublishedRow]] = {}
        for row in self.rows:
            name = name_of(row)
            if isinstance(name, tuple):
                found.setdefault(name, []).append(row)
        ordered = sorted(
            found, key=lambda one: (collation_key(one[1] or ""), collation_key(one[0]))
        )
        paths = _paths(folder, [one[0] for one in ordered])
        return tuple(
            Area(name, path, tuple(found[name, province]), province)
            for (name, province), path in zip(ordered, paths, strict=True)
        )

    @cached_property
    def groups(self) -> tuple[ThresholdGroup, ...]:
        """The threshold groups in the ruleset's order, those without a commune left out."""
        of_group: dict[str, list[PublishedRow]] = {}
        for row in self.rows:
            of_group.setdefault(row.group, []).append(row)
        return tuple(
            ThresholdGroup(
                number, each.group, each.points, f"nhom/{number}.html", tuple(of_group[each.group])
            )
            for number, each in enumerate(self.ruleset.recognition.thresholds, 1)
            if each.group in of_group
        )

    @cached_property
    def group_of(self) -> Mapping[str, ThresholdGroup]:
        """The groups by their names."""
        return {group.name: group for group in self.groups}

    @cached_property
    def ranks(self) -> Mapping[str, Mapping[str, RankRange]]:
        """Ranks by the commune's code: ``rank`` over all, ``rank_in_group`` in its group."""
        in_group: dict[str, RankRange] = {}
        for group in self.groups:
            in_group |= ranks(group.rows)
        return {"rank": ranks(self.rows), "rank_in_group": in_group}

    @cached_property
    def ranked_in(self) -> Mapping[str, int]:
        """How many communes of each group have a published total, and so a rank."""
        return Counter(row.group for row in self.rows if row.most is not None)

    @cached_property
    def province_of(self) -> Mapping[str, Area]:
        """The province of each commune that has one, by the commune's code."""
        return {row.code: area for area in self.provinces for row in area.rows}

    @cached_property
    def district_of(self) -> Mapping[str, Area]:
        """The district of each commune that has one, by the commune's code."""
        return {row.code: area for area in self.districts for row in area.rows}

    @cached_property
    def sort_keys(self) -> Mapping[str, Mapping[str, int]]:
        """Whole numbers by which the script sorts a column, by the commune's code.

        A commune without a published total has no number in that column.
        """
        totals = sorted({(row.most, row.least) for row in self.rows if row.most is not None})
        total_place = {total: place for place, total in enumerate(totals)}
        group_place = {group.name: group.number for group in self.groups}
        return {
            "name": {row.code: place for place, row in enumerate(self.rows)},
            "total": {
                row.code: total_place[row.most, row.least]
                for row in self.rows
                if row.most is not None
            },
            "standing": {row.code: self.place_of[standing_of(row)] for row in self.rows},
            "group": {row.code: group_place[row.group] for row in self.rows},
            "province": _numbered(self.provinces),
            "district": _numbered(self.districts),
        }


def _numbered(areas: Sequence[Area]) -> dict[str, int]:
    return {row.code: place for place, area in enumerate(areas) for row in area.rows}


RankRange = tuple[int, int]
"""The best and the worst rank that the published totals leave possible."""


def ranks(rows: Sequence[PublishedRow]) -> dict[str, RankRange]:
    """Return standard competition ranks by published totals; equal is equal.

    Where only ranges of totals are published, so are ranks: the best counts the communes
    that are above for certain, the worst those that may be. A commune without a published
    total has no rank. Nothing but what is published decides, so nothing more is told.
    """
    known = {
        row.code: (row.least, row.most)
        for row in rows
        if row.least is not None and row.most is not None
    }
    leasts = sorted(least for least, _ in known.values())
    mosts = sorted(most for _, most in known.values())
    found = {}
    for code, (least, most) in known.items():
        above = len(known) - bisect_right(leasts, most)
        # The commune is not above itself, though its range reaches above its own foot.
        may_be_above = len(known) - bisect_right(mosts, least) - int(most != least)
        found[code] = (above + 1, may_be_above + 1)
    return found


def rank_keys(found: Mapping[str, RankRange]) -> dict[str, int]:
    """Return whole numbers in the order of ranks: by the best, then by the worst."""
    place = {both: number for number, both in enumerate(sorted(set(found.values())))}
    return {code: place[both] for code, both in found.items()}


def _paths(folder: str, names: Sequence[str]) -> list[str]:
    """Return a page for each name; where two would share one, the later ones get a number."""
    used: Counter[str] = Counter()
    paths = []
    for name in names:
        slug = slug_of(name)
        used[slug] += 1
        tail = f"--{used[slug]}" if used[slug] > 1 else ""
        paths.append(f"{folder}/{slug}{tail}.html")
    return paths


def slug_of(name: str) -> str:
    """Return a name in small ASCII letters joined by hyphens, for a file's name.

    >>> slug_of("Thành phố Đồng Mơ (SỐ LIỆU MẪU)")
    'thanh-pho-dong-mo-so-lieu-mau'
    """
    plain = unicodedata.normalize("NFD", clean(name).lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return words[:_LONGEST_NAME].rstrip("-") or "khong-ten"
