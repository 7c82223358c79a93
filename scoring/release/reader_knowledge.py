"""What a reader of a release knows of a criterion before seeing its statistics.

Which communes there are, in which groups, and the decision on each are public. So the unknowns
behind the statistics are: among the communes that are in exactly these groups, how many meet the
criterion, lose it, or are open. Their sum is known; a recognised commune has met every criterion,
and only a refused one has lost any. So where as many lost a criterion as were refused, each refused
commune is known to have lost it, by name: those sums are guarded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from scoring.disclosure.published_sums import Statement
from scoring.engine.score_sheet import Finding
from scoring.release.model import FINDINGS, CriterionStatistics

Members = Mapping[str, frozenset[str]]
"""The codes of the communes of each group, by its key."""

_Atom = tuple[str, ...]


def cell_key(slug: str, group: str, finding: Finding) -> str:
    """Return the key of a count: ``abuse|huyện:Rừng Thông|NOT_MET``."""
    return f"{slug}|{group}|{finding.name}"


def atoms_of(members: Members) -> dict[str, _Atom]:
    """Return for each commune the groups it is in; communes of the same groups are alike."""
    found: dict[str, list[str]] = {}
    for key in sorted(members):
        for code in members[key]:
            found.setdefault(code, []).append(key)
    return {code: tuple(keys) for code, keys in sorted(found.items())}


class Knowledge:
    """The public side of one criterion's statistics over some groups."""

    def __init__(
        self, slug: str, members: Members, recognised: frozenset[str], refused: frozenset[str]
    ) -> None:
        """*recognised* and *refused* are empty where decisions do not follow from the rules."""
        self.slug = slug
        self._atoms = atoms_of(members)
        self._sizes = Counter(self._atoms.values())
        self._is_ruled = bool(recognised or refused)
        self._met = Counter(atom for code, atom in self._atoms.items() if code in recognised)
        self._lost = Counter(atom for code, atom in self._atoms.items() if code in refused)

    def _name(self, atom: _Atom, finding: Finding) -> str:
        return f"{self.slug}|{'+'.join(atom)}|{finding.name}"

    def unknowns(self, key: str) -> frozenset[str]:
        """Return the unknowns a cell is the sum of; *key* as ``cell_key`` gives it."""
        _, group, name = key.split("|")
        finding = Finding[name]
        return frozenset(self._name(atom, finding) for atom in self._sizes if group in atom)

    def statements(self) -> list[Statement]:
        """Return what is known without any statistics."""
        found = []
        for atom, size in self._sizes.items():
            names = frozenset(self._name(atom, finding) for finding in FINDINGS)
            said = f"{self.slug}|{'+'.join(atom)}"
            found.append(Statement(f"{said}|số xã", names, size, size))
            if not self._is_ruled:
                continue
            met = frozenset({self._name(atom, Finding.MET)})
            lost = frozenset({self._name(atom, Finding.NOT_MET)})
            refused = self._lost[atom]
            found.append(Statement(f"{said}|số xã được công nhận", met, self._met[atom], size))
            found.append(Statement(f"{said}|số xã không được công nhận", lost, 0, refused))
            if refused:
                guard = f"{said}|các xã không được công nhận"
                found.append(Statement(guard, lost, None, None, ceiling=refused))
        return found

    def counts(self, found: Mapping[str, Finding]) -> dict[str, int]:
        """Return the true unknowns; *found* is each commune's finding by its code."""
        counted = Counter(
            (self._atoms[code], finding) for code, finding in found.items() if code in self._atoms
        )
        return {
            self._name(atom, finding): counted[atom, finding]
            for atom in self._sizes
            for finding in FINDINGS
        }


def facts_of(
    criteria: Iterable[CriterionStatistics], members: Members
) -> tuple[Mapping[str, Finding], ...]:
    """Return what statistics say of every single commune, once for each different set.

    Where no commune of a published group lost a criterion each of them met it; where all did,
    each lost it. The empty set is always among them.
    """
    certain = [
        (statistics.slug, finding, members[row.group.key])
        for statistics in criteria
        for row in statistics.rows
        for finding in (Finding.MET, Finding.NOT_MET)
        if row.counts[finding] == row.group.communes
    ]
    codes = {code for each in members.values() for code in each}
    sets = {
        tuple(sorted((slug, f.name) for slug, f, inside in certain if code in inside))
        for code in codes
    }
    return tuple({slug: Finding[name] for slug, name in each} for each in sorted({*sets, ()}))
