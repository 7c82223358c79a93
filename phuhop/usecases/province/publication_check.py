"""Checking a published site: its files, its tables, and what the public values force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from phuhop.files.site_folder import Published, read_site
from phuhop.usecases.province.publication import shipped_like, shipped_ruleset
from phuhop.usecases.rulesets import named_ruleset
from reports.open_data.check import check_files, ruleset_of
from reports.open_data.files import WHOLE
from reports.site.site import DATA
from scoring.base.problems import Place, Problem, ProblemsFound, in_order
from scoring.release.public import PublicRelease
from scoring.release.refusals import unmarked
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class CheckedPublication:
    """What was found: how many files, the release the tables hold, and every fault."""

    files: int
    release: PublicRelease
    problems: tuple[Problem, ...]

    def forced(self) -> list[str]:
        """Return in lines what the public values force of what is not public."""
        from reports.open_data.forced_text import forced_lines

        return [*forced_lines(self.release)]


def check_publication(folder: Path, ruleset: str | None = None) -> CheckedPublication:
    """Read the site in *folder* again, as whoever has only the folder can.

    *ruleset* is an id or a YAML file; by default the shipped one that the data name. Raises
    ``ProblemsFound`` when the folder is no site, or its data cannot be read.
    """
    published, problems = read_site(folder)
    data = check_files(published.data, _ruleset(published, ruleset))
    told = [*problems, *(_in_folder(one) for one in data.problems)]
    return CheckedPublication(len(published.marker["files"]), data.release, tuple(in_order(told)))


def _ruleset(published: Published, asked: str | None) -> Ruleset:
    used, sha256 = ruleset_of(published.data)
    ruleset = shipped_ruleset(used, f"{DATA}/{WHOLE}") if asked is None else named_ruleset(asked)
    if problems := [*unmarked(ruleset, shipped_like(ruleset))]:
        raise ProblemsFound(problems)
    if ruleset.sha256 != sha256:
        message = (
            f"công bố theo một bản khác của {used} (SHA-256 {sha256[:12]}…, bản đang dùng "
            f"{ruleset.sha256[:12]}…)"
        )
        hint = "nêu tệp YAML của bản đã công bố"
        place = Place(f"{DATA}/{WHOLE}")
        raise ProblemsFound([Problem(place, "bo-tieu-chi-khac", message, hint)])
    return ruleset


def _in_folder(problem: Problem) -> Problem:
    return Problem(
        Place(f"{DATA}/{problem.place.file}"), problem.code, problem.message, problem.hint
    )
