"""Rulesets: which there are, their faults, and sheets to read and to compare with the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import criteria
from phuhop import __version__
from phuhop.files.writing import write_bytes
from phuhop.usecases.rulesets import named_ruleset, shipped
from scoring.base.problems import Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class RulesetListed:
    """A ruleset as a list shows it; ``in_force_until`` is the first day without force."""

    id: str
    number: str
    title: str
    in_force_from: date
    in_force_until: date | None
    still_in_force_on: date
    level: str
    sha256: str


def list_rulesets() -> tuple[RulesetListed, ...]:
    """Return the shipped rulesets by their first day; raises ``ProblemsFound``."""
    return tuple(
        RulesetListed(
            ruleset.id,
            ruleset.document.number,
            ruleset.document.title,
            ruleset.document.in_force_from,
            ruleset.document.in_force_until,
            ruleset.document.still_in_force_on,
            ruleset.level.value,
            ruleset.sha256,
        )
        for ruleset in shipped().rulesets
    )


def ruleset_faults(files: Sequence[Path], today: date) -> tuple[Problem, ...]:
    """Return every fault of ruleset files and of the cases beside them; of none, of the shipped.

    A comparison with the official text that is dated after *today* is a fault.
    """
    from scoring.rules.catalogue import ruleset_files

    found = [
        fault
        for path in files or ruleset_files(criteria.DECISIONS)
        for fault in _faults(path, today)
    ]
    if files or found:
        return tuple(found)
    try:
        shipped()
    except ProblemsFound as problems:
        return tuple(problems.problems)
    return ()


def _faults(path: Path, today: date) -> Sequence[Problem]:
    from scoring.engine.cases import cases_file, load_cases, run_cases
    from scoring.rules.loading import load

    try:
        ruleset = load(path, today=today)
        beside = cases_file(path)
        if not beside.exists():
            return []
        return list(run_cases(ruleset, load_cases(beside, ruleset)))
    except ProblemsFound as found:
        return found.problems


def ruleset_text(name: str, *, has_boundaries: bool) -> str:
    """Return a ruleset as a readable table, on demand with the edges of every band scale."""
    from reports.rules.text import boundary_text, rules_text

    chosen = named_ruleset(name)
    text = rules_text(chosen)
    return f"{text}\n{boundary_text(chosen)}" if has_boundaries else text


def write_review(name: str, output: Path | None) -> tuple[Path, ...]:
    """Write the sheets for comparing a ruleset with the official text; return their places.

    A workbook to fill in and a page to print, or of the two the one that *output* ends like.
    Raises ``ProblemsFound`` over a workbook that stands there already: it may be filled in.
    """
    from phuhop.files.own_work import write_new
    from reports.rules.review_sheet import review_html
    from reports.rules.review_workbook import review_workbook
    from reports.wording.stamp import Stamp

    chosen = named_ruleset(name)
    stem = f"doi-chieu-{chosen.id}"
    targets = (output,) if output else (Path(f"{stem}.xlsx"), Path(f"{stem}.html"))
    for target in targets:
        if target.suffix.lower() == ".xlsx":
            write_new(target, review_workbook(chosen))
        else:
            write_bytes(target, review_html(chosen, Stamp(__version__)).encode())
    return targets


SCHEMAS_OF = ("bộ tiêu chí", "kế hoạch", "chỉ số", "bộ chỉ số", "dùng lại", "bài tập")
"""What files of ours a schema describes."""


def schema(which: str = SCHEMAS_OF[0]) -> str:
    """Return the JSON schema of one kind of file of ours."""
    if which == SCHEMAS_OF[0]:
        from scoring.rules.json_schema import schema_text

        return schema_text()
    if which == SCHEMAS_OF[5]:
        from scoring.practice.loading import course_schema_text

        return course_schema_text()
    if which == SCHEMAS_OF[4]:
        from scoring.crosswalk.loading import crosswalk_schema_text

        return crosswalk_schema_text()
    if which == SCHEMAS_OF[3]:
        from scoring.indices.json_schema import index_schema_text

        return index_schema_text()
    from scoring.plans.json_schema import plan_schema_text

    return plan_schema_text(which)
