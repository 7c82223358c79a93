"""A register of three dossiers under the portal: handed in, returned and sent again, a draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import desk_portal, office_portal


@pytest.fixture(scope="session")
def three_dossiers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_portal.make(tmp_path_factory.mktemp("so"))


@pytest.fixture(autouse=True)
def desk(portal_home: Path, three_dossiers: Path) -> Iterator[Path]:
    """Give the portal the register of three dossiers; afterwards its own is there again."""
    from phuhop.portal.desk import derived

    derived.forget()
    with office_portal.serving(portal_home / "so.db", three_dossiers) as path:
        yield path
