"""Files of the office's own: kept with who brought them, checked before, handed to use cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from phuhop.portal.office.models import FileKind, OfficeFile
from phuhop.usecases.office.brought_files import brought
from scoring.base.problems import Problem


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files that count now, as paths; ``None`` where the office has none of its own."""

    expected: Path | None = None
    office: Path | None = None
    plan: Path | None = None
    profile: Path | None = None
    policy: Path | None = None
    council: Path | None = None
    year_plan: Path | None = None
    named: Callable[[Iterable[Problem]], tuple[Problem, ...]] = tuple
    """Gives what was told of them with the names that they were brought by."""


_FIELDS = {
    FileKind.EXPECTED: "expected",
    FileKind.OFFICE: "office",
    FileKind.PLAN: "plan",
    FileKind.PROFILE: "profile",
    FileKind.POLICY: "policy",
    FileKind.COUNCIL: "council",
    FileKind.YEAR_PLAN: "year_plan",
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
    """Give the office's files as paths, as use cases take them, while they are used.

    A ``ProblemsFound`` that is raised meanwhile names them as they were brought.
    """
    held = {field: found for kind, field in _FIELDS.items() if (found := current(kind))}
    with brought((one.name, [bytes(one.content)]) for one in held.values()) as files:
        paths = dict(zip(held, files.paths, strict=True))
        yield OwnFiles(**paths, named=files.named)
