"""Files of an office's own, looked at before they count: each by the reader that will use it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from phuhop.usecases.office.brought_files import brought
from scoring.base.problems import Place, Problem, ProblemsFound

EXPECTED, OFFICE, PLAN, PROFILE, POLICY = (
    "danh-sach",
    "co-quan",
    "ke-hoach",
    "cong-bo",
    "chinh-sach",
)
COUNCIL, YEAR_PLAN = "loi-hdnd", "loi-ke-hoach"
LARGEST = 5_000_000

_ENDINGS = {
    EXPECTED: (".csv", ".xlsx"),
    OFFICE: (".yaml", ".yml"),
    PLAN: (".yaml", ".yml"),
    PROFILE: (".yaml", ".yml"),
    POLICY: (".yaml", ".yml"),
    COUNCIL: (".xlsx", ".yaml", ".yml"),
    YEAR_PLAN: (".xlsx", ".yaml", ".yml"),
}


def checked(kind: str, name: str, content: bytes, today: date) -> tuple[str, tuple[Problem, ...]]:
    """Return the file's name without its folders, and warnings.

    Raises ``ProblemsFound`` with every fault for which the file does not count.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    ending = Path(name).suffix.lower()
    if ending not in _ENDINGS[kind]:
        hint = f"tệp {' hoặc '.join(_ENDINGS[kind])}"
        raise ProblemsFound([Problem(Place(name), "sai-loai-tep", "không đúng loại tệp", hint)])
    if len(content) > LARGEST:
        raise ProblemsFound([Problem(Place(name), "tep-qua-lon", "tệp quá lớn", "không quá 5 MB")])
    with brought([(name, [content])]) as files:
        return name, files.named(_CHECKS[kind](files.paths[0], today))


def _expected(path: Path, _: date) -> list[Problem]:
    from phuhop.usecases.province.expected_communes import units_of_table

    return units_of_table(path)[1]


def _office(path: Path, _: date) -> list[Problem]:
    from reports.appraisal.sets import numbered
    from reports.papers.office_file import load_office

    load_office(path, numbered())
    return []


def _plan(path: Path, _: date) -> list[Problem]:
    from scoring.plans.share_targets import load_plan

    load_plan(path)
    return []


def _profile(path: Path, _: date) -> list[Problem]:
    from reports.site.profile import load_profile

    load_profile(path)
    return []


def _policy(path: Path, today: date) -> list[Problem]:
    from scoring.release.policy import load_policy

    load_policy(path, today)
    return []


def _texts(report: str) -> Callable[[Path, date], list[Problem]]:
    def check(path: Path, _: date) -> list[Problem]:
        from phuhop.usecases.duties.outlined_report import REPORTS
        from scoring.duties.outline import load_outline
        from scoring.duties.texts import load_texts

        load_texts(path, load_outline(REPORTS[report][0]))
        return []

    return check


_CHECKS: dict[str, Callable[[Path, date], list[Problem]]] = {
    EXPECTED: _expected,
    OFFICE: _office,
    PLAN: _plan,
    PROFILE: _profile,
    POLICY: _policy,
    COUNCIL: _texts("council"),
    YEAR_PLAN: _texts("year"),
}
