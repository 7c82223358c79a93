"""One portal for all tests of a process, emptied before each."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from phuhop.portal.config import Config
from tests.support import portal, portal_engine

# Before anything is collected: the models of Django are imported with the tests.
_HOME = Path(tempfile.mkdtemp(prefix="phuhop-cong-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
portal.configure(_HOME)


@pytest.fixture(scope="session")
def portal_home() -> Path:
    portal.make_tables()
    return _HOME


@pytest.fixture(autouse=True)
def empty_portal(portal_home: Path) -> Iterator[Path]:
    from django.core.cache import cache
    from django.core.management import call_command
    from django.db import connections

    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    cache.clear()
    for folder in ("viec-nen", "sao-luu"):
        shutil.rmtree(portal_home / folder, ignore_errors=True)
    yield portal_home
    connections.close_all()


@pytest.fixture(scope="session")
def portal_on_postgresql(portal_home: Path, postgresql_url: str) -> Iterator[Config]:
    with portal_engine.stores_on(postgresql_url, portal_home) as told:
        yield told


@pytest.fixture(params=["sqlite", "postgresql"])
def either_engine(request: pytest.FixtureRequest, empty_portal: Path) -> Iterator[Config]:
    """Let the portal keep its rows and its register in files, then in PostgreSQL."""
    from django.core.cache import cache
    from django.core.management import call_command

    from phuhop.portal.settings import CONFIG

    assert empty_portal.is_dir()
    if request.param == "sqlite":
        yield CONFIG
        return
    told = request.getfixturevalue("portal_on_postgresql")
    with portal_engine.served_from(told):
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        cache.clear()
        yield told
