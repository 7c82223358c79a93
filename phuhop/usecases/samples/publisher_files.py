"""Files for a publisher to fill in: what is said of a publication, what else is published."""

from __future__ import annotations

from pathlib import Path

from phuhop.files.own_work import write_new
from reports.site.profile import SAMPLE as PROFILE
from scoring.release.policy import SAMPLE as POLICY


def write_profile(output: Path) -> None:
    """Write the sample of a profile; raises ``ProblemsFound`` where another file stands."""
    write_new(output, PROFILE.read_bytes())


def write_policy(output: Path) -> None:
    """Write the sample of a policy; raises ``ProblemsFound`` where another file stands."""
    write_new(output, POLICY.read_bytes())
