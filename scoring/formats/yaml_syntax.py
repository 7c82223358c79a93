"""What is wrong with text that is no YAML: the cause in a writer's words, at the writer's line.

PyYAML stops where it can no longer read on, which is often lines below the mistake, and says
so in a grammarian's English. Here the place goes back to where the mistake was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from scoring.base.problems import Place, Problem, shown

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no YAML file may hold."""

_INDENT = re.compile(r"[\s\u200b\ufeff]*")
_QUOTE_IT = "đặt cả câu trong dấu ngoặc kép"
_STRAIGHT = "cho các dòng cùng cấp thụt vào bằng nhau"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place counted from 0, as PyYAML counts."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Cause:
    """What is wrong, what to do, and where."""

    message: str
    hint: str
    at: _Mark


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Return the problem for PyYAML's *error* about *text*."""
    forbidden = _FORBIDDEN.search(text)
    cause = _forbidden(text, forbidden) if forbidden else _Reading(error, text).cause()
    lines = text.splitlines()
    line = lines[cause.at.line] if cause.at.line < len(lines) else ""
    place = Place(file, cause.at.line + 1, cause.at.column + 1)
    seen = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", line.strip())
    message = f"sai cú pháp YAML ở {shown(seen)}: {cause.message}"
    return Problem(place, "cu-phap", message, cause.hint)


def _forbidden(text: str, found: re.Match[str]) -> _Cause:
    before = text[: found.start()]
    line = len((before + ".").splitlines()) - 1
    at = _Mark(line, len((before + ".").splitlines()[-1]) - 1)
    letter = f"U+{ord(found[0]):04X}"
    return _Cause(f"có ký tự không in được ({letter})", "xóa ký tự ở cột này", at)


class _Reading:
    """One error of PyYAML beside the lines it is about."""

    def __init__(self, error: Any, text: str) -> None:
        self.problem = str(getattr(error, "problem", None) or error)
        self.context = str(getattr(error, "context", None) or "")
        stop = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        start = getattr(error, "context_mark", None) or stop
        self.stop = _Mark(stop.line, stop.column) if stop else _Mark(0, 0)
        self.start = _Mark(start.line, start.column) if start else self.stop
        self.lines = text.splitlines()

    def cause(self) -> _Cause:
        """Return the cause, the most telling sign first."""
        return (
            self._strange_indent()
            or self._open_quote()
            or self._no_colon()
            or self._colon()
            or self._brackets()
            or self._beginning()
            or self._block()
            or self._other()
        )

    def _line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def _letter(self, at: _Mark) -> str:
        return self._line(at.line)[at.column : at.column + 1]

    def _indent(self, number: int) -> int:
        return len(_INDENT.match(self._line(number))[0])  # type: ignore[index]

    def _above(self) -> int:
        """Return the number of the nearest line above that is not blank."""
        numbers = range(self.stop.line - 1, -1, -1)
        return next((n for n in numbers if self._line(n).strip()), 0)

    def _strange_indent(self) -> _Cause | None:
        """Look for a tab or a strange space at the start of the line, or of the one above."""
        for number in dict.fromkeys((self._above(), self.stop.line)):
            line = self._line(number)
            for column, letter in enumerate(line[: self._indent(number)]):
                if letter != " ":
                    name = "dấu tab" if letter == "\t" else f"ký tự lạ (U+{ord(letter):04X})"
                    hint = "chỉ dùng dấu cách để thụt dòng"
                    return _Cause(f"đầu dòng có {name}", hint, _Mark(number, column))
        return None

    def _open_quote(self) -> _Cause | None:
        if "quoted scalar" in self.context and "end of stream" in self.problem:
            return self._unclosed(self.start)
        before = self._line(self.stop.line)[: self.stop.column].rstrip()
        quote = before[-1:]
        if quote not in {'"', "'"} or before.count(quote) % 2 == 0:
            return None
        # The quote just read closes one that was opened on an earlier line.
        for number in range(self.stop.line - 1, -1, -1):
            if self._line(number).count(quote) % 2:
                return self._unclosed(_Mark(number, self._line(number).rindex(quote)))
        return None

    def _unclosed(self, at: _Mark) -> _Cause:
        kind = "kép" if self._letter(at) == '"' else "đơn"
        return _Cause(f"dấu ngoặc {kind} mở mà không đóng", "đóng ở cuối câu", at)

    def _no_colon(self) -> _Cause | None:
        if "could not find expected ':'" not in self.problem:
            return None
        return self._not_a_key(self.start)

    def _not_a_key(self, at: _Mark) -> _Cause:
        if ":" in self._line(at.line):
            hint = "viết «khóa: giá trị», có dấu cách sau dấu hai chấm"
            return _Cause("thiếu dấu cách sau dấu hai chấm", hint, at)
        hint = "viết «khóa: giá trị»; mục của danh sách bắt đầu bằng «- »"
        return _Cause("dòng này không có khóa", hint, at)

    def _colon(self) -> _Cause | None:
        if "mapping values are not allowed" not in self.problem:
            return None
        before = self._line(self.stop.line)[: self.stop.column]
        if ": " in before or '"' in before or "'" in before:
            return _Cause("dấu hai chấm nằm trong câu", _QUOTE_IT, self.stop)
        at = _Mark(self.stop.line, self._indent(self.stop.line))
        above = _Mark(self._above(), self._indent(self._above()))
        if above.column == at.column and above.line < at.line:
            return self._not_a_key(above)
        return _Cause("dòng thụt vào sâu hơn các dòng cùng cấp", _STRAIGHT, at)

    def _brackets(self) -> _Cause | None:
        if "did not find expected ','" not in self.problem:
            return None
        if self.stop.line > self.start.line:
            hint = "đóng ngoặc ở cuối dòng; các khóa cách nhau bằng dấu phẩy"
            return _Cause(f"dấu {self._letter(self.start)} mở mà không đóng", hint, self.start)
        if self._letter(self.stop) == ":":
            hint = f"nếu dấu hai chấm là của câu thì {_QUOTE_IT}"
            return _Cause("thiếu dấu phẩy trước khóa, hoặc câu có dấu hai chấm", hint, self.stop)
        hint = "mỗi { đi với một }; các khóa cách nhau bằng dấu phẩy"
        return _Cause("thiếu dấu phẩy, hoặc dấu ngoặc không khớp", hint, self.stop)

    def _beginning(self) -> _Cause | None:
        """Look for a value that begins with a sign of YAML."""
        scanning = ("alias", "anchor", "tag", "block scalar", "next token")
        at = self.start if any(word in self.context for word in scanning) else self.stop
        is_sign = at is self.start or re.search(
            r"undefined tag|entries are not allowed|keys are not allowed", self.problem
        )
        if not is_sign or self._indent(at.line) == at.column:
            return None
        message = f"giá trị không được mở đầu bằng «{self._letter(at)}»"
        return _Cause(message, _QUOTE_IT, at)

    def _block(self) -> _Cause | None:
        """Look for a line that fits into no list or group of keys."""
        is_list = "did not find expected '-'" in self.problem
        if not is_list and "did not find expected key" not in self.problem:
            return None
        line = self._line(self.stop.line)
        if self._indent(self.stop.line) < self.stop.column:
            hint = f"xóa phần thừa, hoặc {_QUOTE_IT}"
            return _Cause("có chữ thừa sau dấu ngoặc đã đóng", hint, self.stop)
        if re.match(r"\s*-\S", line):
            return _Cause("thiếu dấu cách sau dấu «-»", "viết «- » rồi đến nội dung", self.stop)
        if is_list and self.stop.column == self.start.column:
            return _Cause("mục danh sách thiếu dấu «-»", "bắt đầu mục bằng «- »", self.stop)
        return _Cause("dòng thụt vào không thẳng với các dòng cùng cấp", _STRAIGHT, self.stop)

    def _other(self) -> _Cause:
        for piece, message, hint in _OTHER:
            if piece in self.problem:
                return _Cause(message, hint, self.stop)
        return _Cause("không đọc được từ đây", "xem lại dòng này và dòng trên", self.stop)


_OTHER = (
    ("escape", "sau dấu «\\» trong ngoặc kép là chữ lạ", "dùng ngoặc đơn, hoặc viết «\\\\»"),
    ("<document start>", "nội dung thừa sau khi tài liệu đã hết", "bỏ dòng «...» ở trên"),
    ("YAML document", "dòng «%» không dùng trong tệp này", "bỏ dòng bắt đầu bằng «%»"),
    ("directive", "dòng «%» không dùng trong tệp này", "bỏ dòng bắt đầu bằng «%»"),
    ("entries are not allowed", "mục «- » đặt sai chỗ", "khóa ở trên đã có giá trị"),
    ("node content", "thiếu giá trị", "bỏ dấu phẩy thừa, hoặc ghi giá trị"),
)
