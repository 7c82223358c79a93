"""A small invented province in the register of the portal, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import office_portal


@pytest.fixture(scope="session")
def led_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office_portal.lead(tmp_path_factory.mktemp("tinh"))


@pytest.fixture
def province(portal_home: Path, led_register: Path) -> Iterator[Path]:
    """Give the portal the province's register; afterwards its own is there again."""
    with office_portal.serving(portal_home / "so.db", led_register) as path:
        yield path
    shutil.rmtree(portal_home / "cong-bo", ignore_errors=True)
