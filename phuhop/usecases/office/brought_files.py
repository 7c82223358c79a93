"""Files that came through a page: written for as long as they are read, told by their own names."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.base.problems import Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Brought:
    """The files as paths, each in a folder of its own: two may bear one name."""

    folder: Path
    paths: tuple[Path, ...]

    def plain(self, text: str) -> str:
        """Return *text* with the names of the files as they came."""
        return re.sub(rf"{re.escape(self.folder.as_posix())}/\d+/", "", text)

    def named(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return *problems* with the names of the files as they came."""
        return tuple(
            replace(
                one,
                place=replace(one.place, file=self.plain(one.place.file)),
                message=self.plain(one.message),
                hint=self.plain(one.hint),
            )
            for one in problems
        )


@contextmanager
def brought(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[Brought]:
    """Give *files*, names and pieces of their contents, as paths; they go afterwards.

    Of a name only its last part counts. A ``ProblemsFound`` that is raised meanwhile names them
    as they came.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for number, (said, pieces) in enumerate(files):
            own = folder / str(number)
            own.mkdir()
            path = own / (said.replace("\\", "/").rpartition("/")[2] or "tep")
            with path.open("wb") as stream:
                stream.writelines(pieces)
            paths.append(path)
        found = Brought(folder, tuple(paths))
        try:
            yield found
        except ProblemsFound as refused:
            raise ProblemsFound(found.named(refused.problems)) from None
