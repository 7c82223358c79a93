"""A release as the machine-readable statement ``cong-bo.json``, and the outsider's view of it.

The check of a publication reads this object and nothing else: not the results, not the policy's
file, not the memory of the program. So it proves something of the files that are out, and of two
publications together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.base.quantities import json_number, points_text
from scoring.disclosure.published_sums import Statement, numerators
from scoring.engine.score_sheet import Finding
from scoring.release.model import FINDINGS, Release, Share
from scoring.release.reader_knowledge import Knowledge, cell_key

FORMAT = "phuhop.publication/1"


def publication_of(release: Release) -> dict[str, Any]:
    """Return what *release* says, as JSON holds it.

    No hash of the results is in it: who knows nearly all of them could try the rest against it.
    """
    policy = release.policy
    return {
        "format": FORMAT,
        "year": release.year,
        "provinces": list(release.provinces),
        "ruleset": {"id": release.ruleset.id, "sha256": release.ruleset.sha256},
        "policy": {
            "name": policy.name,
            "sha256": policy.sha256,
            "smallest_count": policy.smallest_count,
            "smallest_group": policy.smallest_group,
            "sensitive": list(policy.sensitive),
            "total": policy.total,
        },
        "follows_rules": release.follows_rules,
        "communes": [
            {
                "code": row.code,
                "province": row.province,
                "district": row.district,
                "group": row.group,
                "threshold": json_number(row.threshold),
                "decision": row.decision.name,
                "total": None
                if row.least is None or row.most is None
                else [points_text(row.least), points_text(row.most)],
            }
            for row in release.rows
        ],
        "cells": [
            {
                "criterion": statistics.slug,
                "family": row.group.family,
                "group": row.group.name,
                "communes": row.group.communes,
                "counts": {finding.name: row.counts[finding] for finding in FINDINGS},
                "lost_percent": None
                if row.lost_share is None
                else [row.lost_share.least, row.lost_share.most],
            }
            for statistics in release.criteria
            for row in statistics.rows
        ],
        "withheld": list(release.pattern),
    }


_FIELDS = {"tỉnh": "province", "huyện": "district", "nhóm ngưỡng": "group"}


@dataclass(frozen=True, slots=True)
class Publication:
    """What stands in one ``cong-bo.json``; *source* names it in messages."""

    content: Mapping[str, Any]
    source: str

    @property
    def scope(self) -> tuple[Any, ...]:
        """What two publications of the same communes and year have in common."""
        return self.content["year"], tuple(self.content["provinces"])

    @property
    def members(self) -> dict[str, frozenset[str]]:
        """The communes of every group that some statistic is given for."""
        found: dict[str, frozenset[str]] = {}
        for cell in self.content["cells"]:
            key = f"{cell['family']}:{cell['group']}"
            if key not in found:
                found[key] = frozenset(self._codes(cell["family"], cell["group"]))
        return found

    def _codes(self, family: str, name: str) -> Iterator[str]:
        field = _FIELDS.get(family)
        for commune in self.content["communes"]:
            if field is None or commune[field] == name:
                yield commune["code"]

    def decided(self, decision: Finding) -> frozenset[str]:
        """Return the communes of a decision that follows from the rules; else none.

        A recognised one has met every criterion, and only a refused one has lost any.
        """
        if not self.content["follows_rules"]:
            return frozenset()
        name = decision.name
        return frozenset(c["code"] for c in self.content["communes"] if c["decision"] == name)

    def slugs(self) -> list[str]:
        """Return the criteria with statistics, in their order."""
        return list(dict.fromkeys(cell["criterion"] for cell in self.content["cells"]))

    def statements(self, knowledge: Knowledge) -> list[Statement]:
        """Return every count of one criterion, and every percentage as the counts it allows."""
        found = []
        for cell in self.content["cells"]:
            if cell["criterion"] != knowledge.slug:
                continue
            group = f"{cell['family']}:{cell['group']}"
            for finding in FINDINGS:
                key = cell_key(knowledge.slug, group, finding)
                count = cell["counts"][finding.name]
                found.append(Statement(key, knowledge.unknowns(key), count, count, self.source))
            if cell["lost_percent"] is not None:
                key = cell_key(knowledge.slug, group, Finding.NOT_MET)
                try:
                    least, most = counts_of(Share(*cell["lost_percent"]), cell["communes"])
                except ValueError:
                    # No count gives this percentage: nothing fits, which the check tells.
                    least = most = -1
                said = f"{key} tỷ lệ"
                found.append(Statement(said, knowledge.unknowns(key), least, most, self.source))
        return found


def counts_of(share: Share, whole: int) -> tuple[int, int]:
    """Return the least and most count a published percentage allows.

    >>> counts_of(Share(12, 12), 25), counts_of(Share(25, 50), 12)
    ((3, 3), (3, 6))
    """
    if share.least == share.most:
        return numerators(str(share.least), whole)
    least = math.ceil(Fraction(share.least * whole, 100))
    return least, math.floor(Fraction(share.most * whole, 100))
