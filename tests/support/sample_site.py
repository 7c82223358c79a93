"""A site of the invented province: its edition and every file of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from reports.open_data.files import open_data
from reports.site.edition import Edition
from reports.site.files import SiteFile
from reports.site.goals import Goal
from reports.site.profile import Objection, Profile, about
from reports.site.record import Record
from reports.site.site import downloads, edition_of, site_files
from reports.wording.stamp import Stamp
from scoring.release.public import PublicRelease

STAMP = Stamp(program="26.11.0-test")

PROFILE = Profile(
    publisher="Ủy ban nhân dân tỉnh Trăng Non",
    day=date(2026, 12, 5),
    objection=Objection(office="Sở Y tế tỉnh Trăng Non", until=date(2027, 1, 15)),
)


def sample_edition(
    release: PublicRelease,
    profile: Profile = PROFILE,
    *,
    before: Record | None = None,
    goal: Fraction | None = Fraction(149, 2),
) -> tuple[Edition, list[SiteFile]]:
    """Return the edition of *release*, held to *goal* per cent, and every file of its site."""
    data = open_data(release, about(profile, STAMP.program))
    edition = edition_of(release, profile, STAMP, data, before=before)
    if goal is not None:
        needed = -(-goal * len(release.communes) // 100)
        goals = (Goal("Tỉnh Trăng Non", goal, release.year, int(needed), "74/KH-UBND", "giả định"),)
        edition = replace(edition, goals=goals)
    return edition, list(site_files(edition, downloads(data)))


def pages_of(files: list[SiteFile]) -> dict[str, str]:
    """Return the text of every page by its path."""
    return {f.path: f.content.decode() for f in files if f.path.endswith(".html")}
