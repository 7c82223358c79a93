"""One results table: its columns once, then each row, with every fault of it.

The same text stands in thousands of cells, so each column remembers what it read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.base.problems import Problem, Severity, shown
from scoring.forms.cell_notes import day
from scoring.results import cells as results_cells
from scoring.results.columns import CONDITIONS, DECISION, STATUS
from scoring.results.consistency import contradictions
from scoring.results.rows import Decision, Interval, PartResult, ResultRow, RulesetKey, Status
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, is_blank
from scoring.tables.raw import MARK, RawRow, RawTable

_REQUIRED: Mapping[str, Callable[[Raw], Any]] = {
    MARK: cells.code,
    "ten_xa": cells.text,
    "loai": cells.kind,
    "nam": cells.year,
    "bo_tieu_chi": cells.text,
    "sha256_bo_tieu_chi": results_cells.sha256,
    "muc_tin_cay": results_cells.level,
    "nhom_nguong": cells.text,
    "nguong": results_cells.points,
    "diem_it_nhat": results_cells.points,
    "diem_nhieu_nhat": results_cells.points,
    **dict.fromkeys(CONDITIONS, results_cells.finding),
}
"""Columns whose every cell must be filled in."""

_OPTIONAL: Mapping[str, Callable[[Raw], Any]] = {
    "diem": results_cells.points,
    "tinh": cells.text,
    "huyen": cells.text,
    STATUS: results_cells.status,
    DECISION[0]: cells.text,
    DECISION[1]: day,
    DECISION[2]: cells.text,
}
_INTERVAL = ("diem", "it_nhat", "nhieu_nhat")
_CRITERION = re.compile(r"tc([1-9][0-9]{0,2})_(diem|it_nhat|nhieu_nhat)")
_PART = re.compile(r"phan_(.+)_(ket_qua|muc|diem)")
_PART_READERS: Mapping[str, Callable[[Raw], Any]] = {
    "ket_qua": results_cells.outcome,
    "muc": cells.text,
    "diem": results_cells.points,
}


@dataclass(slots=True)
class _Column:
    """A heading's place in the row, its reader, and what it made of texts and numbers so far."""

    at: int
    read: Callable[[Raw], Any]
    seen: dict[Raw, Any] = field(default_factory=dict)

    def value(self, raw: Raw) -> Any:
        # True equals 1 as a key, so only plain texts and numbers are remembered.
        if type(raw) not in {str, float, int}:
            return self.read(raw)
        if raw not in self.seen:
            self.seen[raw] = self.read(raw)
        return self.seen[raw]


@dataclass(frozen=True, slots=True)
class _Columns:
    single: Mapping[str, _Column]
    criteria: Mapping[int, Mapping[str, _Column]]
    parts: Mapping[str, Mapping[str, _Column]]


def read_table(table: RawTable) -> tuple[list[ResultRow], list[Problem]]:
    """Return the good rows of a results table, and every fault and warning of it."""
    columns, problems = _columns(table)
    if any(problem.is_fault for problem in problems):
        return [], problems
    rows: list[ResultRow] = []
    for raw in table.rows:
        reading = _Row(table, raw)
        row = reading.read(columns)
        if row is not None:
            rows.append(row)
        problems += reading.problems
    return rows, problems


def _columns(table: RawTable) -> tuple[_Columns, list[Problem]]:
    single: dict[str, _Column] = {}
    criteria: dict[int, dict[str, _Column]] = {}
    parts: dict[str, dict[str, _Column]] = {}
    problems: list[Problem] = []
    for at, heading in enumerate(table.headings):
        reader = _REQUIRED.get(heading) or _OPTIONAL.get(heading)
        if reader is not None:
            single[heading] = _Column(at, reader)
        elif found := _CRITERION.fullmatch(heading):
            column = _Column(at, results_cells.points)
            criteria.setdefault(int(found[1]), {})[found[2]] = column
        elif found := _PART.fullmatch(heading):
            parts.setdefault(found[1], {})[found[2]] = _Column(at, _PART_READERS[found[2]])
        elif heading:
            message = f"bảng kết quả không có cột {shown(heading)}; cột này không được đọc"
            place = table.place(None, at)
            problems.append(Problem(place, "cot-la", message, "", Severity.WARNING))
    needed = [
        *(name for name in (*_REQUIRED, "diem") if name not in single),
        *(f"tc{n}_{s}" for n, found in criteria.items() for s in _INTERVAL if s not in found),
        *(f"phan_{c}_{s}" for c, found in parts.items() for s in _PART_READERS if s not in found),
    ]
    if not criteria:
        needed.append("tc1_diem")
    if needed:
        is_input = not {"ket_luan", "diem_it_nhat"} & set(single)
        hint = "đây là bảng số liệu? chấm trước" if is_input else ""
        message = f"thiếu cột của bảng kết quả: {', '.join(needed)}; không đọc dòng nào"
        # What else such a table holds need not be told: it is another kind of table.
        problems = [Problem(table.place(), "thieu-cot", message, hint)]
    return _Columns(single, criteria, parts), problems


class _Row:
    """One row while it is read."""

    def __init__(self, table: RawTable, raw: RawRow) -> None:
        self.table = table
        self.raw = raw
        self.problems: list[Problem] = []

    def read(self, columns: _Columns) -> ResultRow | None:
        width = len(self.table.headings)
        if not all(map(is_blank, self.raw.cells[width:])):
            message = f"dòng có {len(self.raw.cells)} ô, tiêu đề chỉ có {width} cột"
            hint = "ô có dấu phân cách bên trong phải đặt trong dấu ngoặc kép"
            self._say(None, "thua-o", message, hint)
            return None
        value = {name: self._value(column) for name, column in columns.single.items()}
        for name in _REQUIRED:
            if value[name] is None and is_blank(self.raw.cells[columns.single[name].at]):
                self._say(columns.single[name], "thieu-gia-tri", "ô để trống")
        criteria = {
            number: interval
            for number, own in columns.criteria.items()
            if (interval := self._interval(own)) is not None
        }
        parts = {
            code: part
            for code, own in columns.parts.items()
            if (part := self._part(own)) is not None
        }
        if self.problems:
            return None
        row = ResultRow(
            code=value[MARK],
            name=value["ten_xa"],
            kind=value["loai"],
            province=value.get("tinh"),
            district=value.get("huyen"),
            year=value["nam"],
            ruleset=RulesetKey(value["bo_tieu_chi"], value["sha256_bo_tieu_chi"]),
            level=value["muc_tin_cay"],
            group=value["nhom_nguong"],
            threshold=value["nguong"],
            total=Interval(value["diem"], value["diem_it_nhat"], value["diem_nhieu_nhat"]),
            all_criteria=value["dk_tat_ca_tieu_chi"],
            no_zero=value["dk_khong_diem_liet"],
            reached=value["dk_nguong"],
            verdict=value["ket_luan"],
            criteria=criteria,
            parts=parts,
            status=_status(value),
            place=self.table.place(self.raw.number),
            decision=_decision(value),
        )
        for message in contradictions(row):
            self._say(None, "ket-qua-mau-thuan", message, "chấm lại để lấy bảng kết quả")
        return None if self.problems else row

    def _interval(self, own: Mapping[str, _Column]) -> Interval | None:
        points, least, most = (self._value(own[suffix]) for suffix in _INTERVAL)
        if points is None and least is None and most is None:
            return None  # a criterion of another ruleset of the table
        for suffix, value in (("it_nhat", least), ("nhieu_nhat", most)):
            if value is None and is_blank(self.raw.cells[own[suffix].at]):
                self._say(own[suffix], "thieu-gia-tri", "ô để trống")
        return Interval(points, least, most)

    def _part(self, own: Mapping[str, _Column]) -> PartResult | None:
        outcome, band, points = (self._value(own[suffix]) for suffix in _PART_READERS)
        if outcome is None and band is None and points is None:
            return None
        if outcome is None and is_blank(self.raw.cells[own["ket_qua"].at]):
            self._say(own["ket_qua"], "thieu-gia-tri", "ô để trống")
        return PartResult(outcome, band, points)

    def _value(self, column: _Column) -> Any:
        try:
            return column.value(self.raw.cells[column.at])
        except CellFault as fault:
            self._say(column, fault.code, fault.message, fault.hint)
            return None

    def _say(self, column: _Column | None, code: str, message: str, hint: str = "") -> None:
        place = self.table.place(self.raw.number, None if column is None else column.at)
        self.problems.append(Problem(place, code, message, hint))


def _status(value: Mapping[str, Any]) -> Status | None:
    """Return the status: a blank in its column is a self score, no column says nothing."""
    return (value[STATUS] or Status.SELF_SCORED) if STATUS in value else None


def _decision(value: Mapping[str, Any]) -> Decision | None:
    number, on, office = (value.get(name) for name in DECISION)
    return (
        None if number is None and on is None and office is None else Decision(number, on, office)
    )
