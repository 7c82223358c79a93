"""Files of the office's own: kept with who brought them, checked before, handed to use cases."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from phuhop.portal.office.models import FileKind, OfficeFile


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files that count now, as paths; ``None`` where the office has none of its own."""

    expected: Path | None = None
    office: Path | None = None
    plan: Path | None = None
    profile: Path | None = None
    policy: Path | None = None


_FIELDS = {
    FileKind.EXPECTED: "expected",
    FileKind.OFFICE: "office",
    FileKind.PLAN: "plan",
    FileKind.PROFILE: "profile",
    FileKind.POLICY: "policy",
}


def current(kind: str) -> OfficeFile | None:
    """Return the file of a kind that counts; one without content was taken away."""
    found = OfficeFile.objects.filter(kind=kind).order_by("-id").first()
    return found if found is not None and found.content else None


def letterhead() -> str | None:
    """Return the text of the office's letterhead."""
    found = current(FileKind.OFFICE)
    return None if found is None else bytes(found.content).decode("utf-8")


@contextmanager
def own_files() -> Iterator[OwnFiles]:
    """Give the office's files as paths, as use cases take them, while they are used."""
    with tempfile.TemporaryDirectory() as name:
        paths = {}
        for kind, field in _FIELDS.items():
            found = current(kind)
            if found is None:
                continue
            # Each in a folder of its own: two may bear one name, and a name is told in messages.
            folder = Path(name) / field
            folder.mkdir()
            paths[field] = folder / Path(found.name).name
            paths[field].write_bytes(bytes(found.content))
        yield OwnFiles(**paths)
