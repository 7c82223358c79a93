"""A YAML file changed where it must be and nowhere else: comments, order and spaces stay.

Places are those of ``scoring.formats.strict_yaml``; only the ends of values are found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from scoring.formats.strict_yaml import Path_, Tree

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What libyaml counts as the end of a line."""


def inline(entries: dict[str, str]) -> str:
    """Return a mapping on one line; the values are YAML already.

    >>> inline({"mức": "giả định"})
    '{mức: giả định}'
    """
    return f"{{{', '.join(f'{key}: {value}' for key, value in entries.items())}}}"


def quoted(text: str) -> str:
    r"""Return a text between quotation marks, whatever is in it.

    >>> quoted('Bản "A", trang 3: số 7')
    '"Bản \\"A\\", trang 3: số 7"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(slots=True)
class YamlEdits:
    """Edits of one file, collected, then made at once."""

    text: str
    tree: Tree
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    replaced: set[Path_] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find where each line begins and where each value ends."""
        self.lines = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        self.ends = _ends(self.text)

    def has(self, path: Path_) -> bool:
        """Whether something stands at *path*."""
        return path in self.tree.values

    def replace(self, path: Path_, new: str) -> None:
        """Put *new* in the place of the value at *path*."""
        start = self._index(self.tree.values[path])
        self.edits.append((start, self.ends[start], new))
        self.replaced.add(path)

    def rename(self, path: Path_, new: str) -> None:
        """Give the key at *path* another name."""
        start = self._index(self.tree.keys[path])
        self.edits.append((start, self.ends[start], new))

    def insert(self, mapping: Path_, key: str, value: str) -> None:
        """Add *key* to the mapping at *mapping*, behind its last value that is on one line."""
        start = self._index(self.tree.values[mapping])
        inner = [path for path in self.tree.keys if path[:-1] == mapping]
        if self.text[start] == "{":
            last = max(self.ends[self._index(self.tree.values[path])] for path in inner)
            self.edits.append((last, last, f", {key}: {value}"))
            return
        lines = [path for path in inner if self._is_on_its_line(path)]
        after = lines[-1] if lines else inner[0]
        column = self.tree.keys[after][1] - 1
        added = f"{' ' * column}{key}: {value}"
        if lines:
            end = self._end_of_line(self.ends[self._index(self.tree.values[after])])
            self.edits.append((end, end, f"{self._newline()}{added}"))
        else:
            begin = self._index(self.tree.keys[after])
            self.edits.append((begin, begin, f"{added.lstrip()}{self._newline()}{' ' * column}"))

    def made(self) -> str:
        """Return the text with every edit made."""
        text = self.text
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2], reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def comments(self) -> list[tuple[int, str]]:
        """Return the comments beside what was changed, with their lines of the new text."""
        found = {}
        for start, _, _ in self.edits:
            line = sum(begin <= start for begin in self.lines)
            whole = self.text[self.lines[line - 1] : self._end_of_line(self.lines[line - 1])]
            comment = re.search(r"\s#\s*(.+)$", whole)
            if comment:
                begin = self.lines[line - 1]
                added = sum(len(_BREAK.findall(new)) for at, _, new in self.edits if at < begin)
                found[line + added] = comment[1].strip()
        return sorted(found.items())

    def _is_on_its_line(self, path: Path_) -> bool:
        start = self._index(self.tree.values[path])
        is_flow = self.text[start : start + 1] in {"{", "["}
        return is_flow or not any(len(other) > len(path) for other in self._below(path))

    def _below(self, path: Path_) -> list[Path_]:
        return [other for other in self.tree.values if other[: len(path)] == path]

    def _index(self, at: tuple[int, int]) -> int:
        return self.lines[at[0] - 1] + at[1] - 1

    def _end_of_line(self, index: int) -> int:
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def _newline(self) -> str:
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"


def _ends(text: str) -> dict[int, int]:
    """Return where each scalar, list and mapping that begins at an index ends.

    What is written in lines begins with its first key and has no end of its own here.
    """
    found: dict[int, int] = {}
    is_open: list[int] = []
    last = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if event.start_mark is None or event.end_mark is None:
            continue
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            last = end
            found.setdefault(start, last)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_open.append(start)
            if event.flow_style:
                found[start] = -1
        elif isinstance(event, yaml.CollectionEndEvent):
            opened = is_open.pop()
            if found.get(opened) == -1:
                last = end
                found[opened] = last
    return found
