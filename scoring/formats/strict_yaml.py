"""YAML as a civil servant may write it: plain, without the language's traps, with places.

``read`` turns text into dicts, tuples, strings, integers and ``Decimal``; every value keeps
its line and column. What another YAML reader would take for something else (``no``, ``00004``,
``1_000``, ``12:30``), and what hides content (anchors, merge keys, tags), is refused.

The event stream of PyYAML's C parser is read directly, so that nesting is counted before
anything recurses.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, shown
from scoring.base.text import nfc
from scoring.formats.yaml_scalars import resolved

LARGEST_FILE = 1_000_000
"""Bytes. A decision's file has about 30,000."""
DEEPEST = 20
_TOO_DEEP = "exceeded maximum nesting depth"
"""What newer libyaml itself says where its look-ahead meets a thousand levels before we do."""

Path_ = tuple[str | int, ...]
"""Where a value stands in the tree: keys and positions from the root."""

Value = str | int | Decimal | None | dict[str, "Value"] | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A read file: its value, and for each path the place of its key and of its value."""

    file: str
    sha256: str
    """Of the file's bytes, as they stand."""
    value: Value
    keys: dict[Path_, tuple[int, int]]
    values: dict[Path_, tuple[int, int]]

    def place(self, path: Path_, *, of_key: bool = False) -> Place:
        """Return the place of *path*, or of the nearest ancestor that stands in the file."""
        first, second = (self.keys, self.values) if of_key else (self.values, self.keys)
        while True:
            at = first.get(path) or second.get(path)
            if at is not None:
                return Place(self.file, *at)
            if not path:
                return Place(self.file, 1, 1)
            path = path[:-1]


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read."""

    path: Path_
    is_mapping: bool
    at: tuple[int, int]
    is_flow: bool
    mapping: dict[str, Value] = field(default_factory=dict)
    items: list[Value] = field(default_factory=list)
    key: str | None = None
    skip: bool = False
    """The value that follows belongs to a key that was refused."""


class _Refused(Exception):  # noqa: N818 -- control flow of this module
    """Reading cannot go on after this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read(path: Path, *, is_as_typed: bool = False) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML file; the tree is ``None`` when it could not be read to its end.

    *is_as_typed*: 05 and 8:30 stay the texts that an officer typed, for files no other program
    reads. Never raises for what stands in the file or for a file that cannot be opened.
    """
    try:
        raw = read_raw(path)
    except ProblemsFound as found:
        return None, found.problems
    return read_bytes(raw, file_name(path), is_as_typed=is_as_typed)


def read_raw(path: Path) -> bytes:
    """Return the bytes of a YAML file, one more than is allowed of a larger one.

    Raises ``ProblemsFound`` for a file that cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        place = Place(file_name(path))
        raise ProblemsFound([Problem(place, "khong-doc-duoc", message)]) from None


def read_bytes(
    raw: bytes, file: str, *, is_as_typed: bool = False
) -> tuple[Tree | None, list[Problem]]:
    """Read the bytes of a YAML file called *file*, as ``read`` does."""
    here = Place(file)
    if len(raw) > LARGEST_FILE:
        message = f"tệp lớn hơn {LARGEST_FILE // 1_000_000} MB, không phải tệp bộ tiêu chí"
        return None, [Problem(here, "tep-qua-lon", message)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{raw[error.start]:02x} không phải chữ UTF-8"
        hint = "lưu lại tệp với bảng mã UTF-8"
        return None, [Problem(Place(file, line, column), "bang-ma", message, hint)]
    return parse(text, file, hashlib.sha256(raw).hexdigest(), is_as_typed=is_as_typed)


def parse(
    text: str, file: str, sha256: str = "", *, is_as_typed: bool = False
) -> tuple[Tree | None, list[Problem]]:
    """Read YAML *text* as ``read`` does; *file* and *sha256* are only passed on."""
    reader = _Reader(file, is_as_typed=is_as_typed)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except _Refused as refused:
        return None, [*reader.problems, refused.problem]
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        if mark is not None and _TOO_DEEP in str(error):
            return None, [*reader.problems, _too_deep(file, (mark.line + 1, mark.column + 1))]
        # Only a faulty file pays for finding out what is wrong with it.
        from scoring.formats.yaml_syntax import syntax_problem

        return None, [*reader.problems, syntax_problem(error, text, file)]
    if not reader.has_root:
        return None, [Problem(Place(file, 1, 1), "tep-trong", "tệp không có nội dung")]
    return Tree(file, sha256, reader.root, reader.keys, reader.values), reader.problems


def _too_deep(file: str, at: tuple[int, int]) -> Problem:
    return Problem(Place(file, *at), "long-qua-sau", f"lồng nhau quá {DEEPEST} cấp")


class _Reader:
    """Builds the tree from parser events, collecting problems on the way."""

    def __init__(self, file: str, *, is_as_typed: bool) -> None:
        self.file = file
        self.is_as_typed = is_as_typed
        self.problems: list[Problem] = []
        self.keys: dict[Path_, tuple[int, int]] = {}
        self.values: dict[Path_, tuple[int, int]] = {}
        self.root: Value = None
        self.has_root = False
        self.stack: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        at = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(at, "nhieu-tai-lieu", "một tệp chỉ chứa một tài liệu", "bỏ dòng «---»")
        elif isinstance(event, yaml.AliasEvent):
            message = f"không dùng «*{event.anchor}» (tham chiếu)"
            self._say(at, "neo", message, "viết đầy đủ nội dung ra")
            self._text(f"*{event.anchor}", at, quoted=True)
        elif isinstance(event, yaml.ScalarEvent):
            self._common(event, at)
            self._text(event.value, at, quoted=bool(event.style))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._common(event, at)
            self._open(event, at)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()

    def _common(self, event: yaml.NodeEvent, at: tuple[int, int]) -> None:
        if event.anchor is not None:
            message = f"không dùng «&{event.anchor}» (neo)"
            self._say(at, "neo", message, "viết đầy đủ nội dung ra")
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"không dùng nhãn kiểu {shown(written)}"
            self._say(at, "nhan-kieu", message, "bỏ phần bắt đầu bằng «!»")

    def _stop(self, at: tuple[int, int], code: str, message: str, hint: str = "") -> None:
        raise _Refused(Problem(Place(self.file, *at), code, message, hint))

    def _say(self, at: tuple[int, int], code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(Place(self.file, *at), code, message, hint))

    def _open(self, event: yaml.CollectionStartEvent, at: tuple[int, int]) -> None:
        if len(self.stack) >= DEEPEST:
            raise _Refused(_too_deep(self.file, at))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        path = self._path_for_value(at, is_key_allowed=False)
        self.values[path] = at
        self.stack.append(_Open(path, is_mapping, at, bool(event.flow_style)))

    def _close(self) -> None:
        done = self.stack.pop()
        if done.is_flow and not done.is_mapping and done.items:
            message = "danh sách viết trong ngoặc vuông [ ]"
            hint = "viết mỗi mục một dòng, bắt đầu bằng «- »"
            self._say(done.at, "danh-sach-ngoac-vuong", message, hint)
        self._put(done.mapping if done.is_mapping else tuple(done.items))

    def _text(self, text: str, at: tuple[int, int], *, quoted: bool) -> None:
        text = nfc(text)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.is_mapping and top.key is None:
            self._key(top, text, at, quoted=quoted)
            return
        path = self._path_for_value(at, is_key_allowed=True)
        self.values[path] = at
        self._put(text if quoted else self._resolve(text, at))

    def _key(self, top: _Open, text: str, at: tuple[int, int], *, quoted: bool) -> None:
        if text == "<<" and not quoted:
            self._say(at, "khoa-tron", "không dùng «<<» (trộn khóa)", "viết đầy đủ nội dung ra")
            top.key, top.skip = text, True
            return
        if not quoted:
            self._resolve(text, at)
        top.key = text
        path = (*top.path, text)
        if text in top.mapping:
            first = self.keys[path][0]
            message = f"khóa {shown(text)} đã có ở dòng {first}"
            self._say(at, "trung-khoa", message, "giữ lại một khóa")
            top.skip = True
            return
        self.keys[path] = at

    def _path_for_value(self, at: tuple[int, int], *, is_key_allowed: bool) -> Path_:
        if not self.stack:
            return ()
        top = self.stack[-1]
        if not top.is_mapping:
            return (*top.path, len(top.items))
        if top.key is None:
            if not is_key_allowed:
                hint = "xem lại dấu ngoặc, dấu «?» hoặc «-» ở đây"
                self._stop(at, "khoa-khong-phai-chu", "khóa phải là một dòng chữ", hint)
            return top.path
        # A refused key's value is read under a path of its own, so that it overwrites nothing.
        return (*top.path, top.key + "\x00") if top.skip else (*top.path, top.key)

    def _put(self, value: Value) -> None:
        if not self.stack:
            self.root, self.has_root = value, True
            return
        top = self.stack[-1]
        if not top.is_mapping:
            top.items.append(value)
            return
        if not top.skip and top.key is not None:
            top.mapping[top.key] = value
        top.key, top.skip = None, False

    def _resolve(self, text: str, at: tuple[int, int]) -> str | int | Decimal | None:
        value, trap = resolved(text, is_as_typed=self.is_as_typed)
        if trap is not None:
            self._say(at, *trap)
        return value
