"""A site of an invented province for tests: two years, districts, decisions, one tangled name."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reports.papers.office import EMPTY as NO_OFFICE
from reports.site.edition import Edition
from reports.site.files import SiteFile
from reports.site.profile import EMPTY, Profile
from reports.site.site import downloads, edition_of, open_files, reports_of, site_files
from reports.wording.stamp import Stamp
from scoring.engine.score_sheet import Finding
from scoring.release.policy import DEFAULT, load_policy
from scoring.release.release import release_of
from scoring.release.rows import ScoredRow
from scoring.rules.ruleset import Ruleset
from tests.support.release_samples import province

STAMP = Stamp(program="26.11.0-test")

NAMES = (
    "Xã Đồng Nắng",
    "Xã Dải Mây",
    "Phường Ốc Biếc",
    "Xã Ẩn Sơn",
    "Xã Ấm Hạ",
    "Phường 10",
    "Phường 9",
    'Xã <b>Khe</b> & "Nà" <script>alert(1)</script>',
)
"""Names in no order, one that HTML could trip over."""


def sample_rows(
    ruleset: Ruleset, communes: int = 60, seed: int = 7, *, is_decided: bool = True
) -> list[ScoredRow]:
    """Return two years of one province; most communes of the later year are decided on."""
    draw = random.Random(seed)  # noqa: S311 -- invented data
    now = province(ruleset, communes, seed, luck=0.93)
    for place, name in enumerate(NAMES[:communes]):
        now[place] = replace(now[place], name=name)
    if is_decided:
        now = [replace(row, status=_status(row, draw)) for row in now]
    return [*now, *province(ruleset, communes, seed + 1, year=2023, luck=0.9)]


def _status(row: ScoredRow, draw: random.Random) -> str:
    if draw.random() < 0.2:
        return "đã thẩm định"
    return "được công nhận" if row.verdict is Finding.MET else "không được công nhận"


def sample_edition(
    ruleset: Ruleset,
    rows: Sequence[ScoredRow],
    profile: Profile = EMPTY,
    policy: Path = DEFAULT,
) -> tuple[Edition, list[SiteFile]]:
    """Return the edition of *rows* and every file of its site."""
    release = release_of(rows, load_policy(policy), ruleset)
    data = open_files(release, profile, STAMP)
    edition = edition_of(release, profile, STAMP, data)
    handed_out = downloads(data, reports_of(release, STAMP, NO_OFFICE))
    return edition, list(site_files(edition, handed_out))
