"""One portal for all tests of a process, emptied before each."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import portal

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
