"""The problems of tables of any size, kept out of memory until they are told."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Self

from phuhop.files.folders import FileFaults
from scoring.base.problems import Problem

_IN_MEMORY = 8_000_000
"""Bytes. What is more waits in a temporary file."""


class ProblemLog:
    """Takes the problems of each file in the order of their places, gives all at the end."""

    def __init__(self, in_words: Callable[[Problem], object] = str) -> None:
        """Begin with none; *in_words* gives the line a problem is told in."""
        self._in_words = in_words
        # The system removes it whatever happens to the program.
        self._texts = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self.by_file: dict[str, FileFaults] = {}
        self.faults = 0
        self.warnings = 0

    def add(self, file: str, problems: Iterable[Problem]) -> None:
        """Take problems of a file that stand below those taken before."""
        lines = []
        for problem in problems:
            lines.append(f"{self._in_words(problem)}\n")
            if not problem.is_fault:
                self.warnings += 1
                continue
            self.faults += 1
            before = self.by_file.get(file)
            self.by_file[file] = before.and_one_more if before else FileFaults(problem)
        if lines:
            text = "".join(lines).encode("utf-8", "surrogatepass")
            self._spans[file].append((self._texts.tell(), len(text)))
            self._texts.write(text)

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._spans)

    def texts(self) -> Iterator[str]:
        """Yield all of them by file and place, in pieces of whole lines."""
        for file in sorted(self._spans):
            for start, size in self._spans[file]:
                self._texts.seek(start)
                yield self._texts.read(size).decode("utf-8", "surrogatepass")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what waits, told or not."""
        self._texts.close()
