"""Shared fixtures, and the rule that nothing may be skipped where everything is installed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

import criteria
from phuhop.cli.main import phuhop
from scoring.base.communes import Commune
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support import postgresql
from tests.support import province_story as province_story_of
from tests.support.examples import IN_CI
from tests.support.scored_years import Report, best_year

# CI judges a change by the same examples each time. Elsewhere every run looks for new ones, a
# quarter as many, for somebody waits for it; --hypothesis-profile=thorough is for a night.
# No test is about speed: on a busy machine a deadline would fail what is right.
settings.register_profile("ci", max_examples=IN_CI, derandomize=True, deadline=None)
settings.register_profile("local", max_examples=IN_CI // 4, deadline=None)
settings.register_profile("thorough", max_examples=IN_CI * 70, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def decision_06() -> Ruleset:
    return load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")


@pytest.fixture
def report(decision_06: Ruleset) -> Report:
    def scored(*arguments: Commune, **changes: object) -> ScoreSheet:
        return score(decision_06, best_year(*arguments, **changes))  # type: ignore[arg-type]

    return scored


@pytest.fixture
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command line inside this process; text arguments are joined from paths."""

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(phuhop, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture(scope="session")
def province_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the story's register ``so.db`` and its list; nobody writes there."""
    folder = tmp_path_factory.mktemp("tinh")
    database = province_story_of.lead(folder)
    province_story_of.win_appeal(database)
    database.close()
    province_story_of.expected_table(folder)
    return folder


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """Give the address of a PostgreSQL server in which tests may make databases."""
    told = os.environ.get(postgresql.VARIABLE)
    if told:
        yield told
        postgresql.drop_templates()
    elif postgresql.programs() is None:
        pytest.skip(postgresql.ABSENT)
    else:
        with postgresql.cluster(is_durable=False) as server:
            yield server.url


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database: a file, then one of PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "so.db")
    else:
        with postgresql.new_database(request.getfixturevalue("postgresql_url")) as url:
            yield url


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Return how many processes ``-n auto`` starts: none but for the whole suite.

    Whoever names a file or a word wants one answer soon; starting workers takes longer than most
    files. ``None`` leaves the number to xdist: one a core.
    """
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    chosen = ("keyword", "markexpr", "lf", "stepwise", "collectonly")
    if is_whole and not any(config.getoption(name, None) for name in chosen):
        return None
    return 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files marked slow first: one that starts last is waited for by all cores."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which CI skipped a test: it installs everything a test may need."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped: Sequence[object] = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("PHUHOP_NOTHING_SKIPPED"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
