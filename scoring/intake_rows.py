"""One row of a table: its cells to an ``Assessment``, with every fault of the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from scoring import cells
from scoring.assessment import Assessment
from scoring.cell_text import CellFault, Raw, is_blank
from scoring.commune import Area, Commune, CommuneKind, groups_of
from scoring.problems import Place, Problem, Severity, shown
from scoring.quantities import vietnamese
from scoring.ruleset import PREVIOUS, Ruleset
from scoring.tables_headings import REQUIRED, Columns
from scoring.tables_raw import MARK, RawRow, RawTable

T = TypeVar("T")


@dataclass(slots=True)
class Row:
    """A row while it is read: what was understood so far, and every problem of it."""

    table: RawTable
    raw: RawRow
    position: Mapping[str, int]
    """Heading → place in the row, the same for all rows of a table."""
    code: str | None = None
    year: int | None = None
    ruleset: Ruleset | None = None
    assessment: Assessment | None = None
    problems: list[Problem] = field(default_factory=list)

    def place(self, heading: str | None = None) -> Place:
        """Return the place of a cell, or of the row where there is no such column."""
        position = None if heading is None else self.position.get(heading.lower())
        return self.table.place(self.raw.number, position)

    def place_if_any(self, heading: str | None) -> Place | None:
        """Return the place of the row or of a cell, ``None`` where there is no such column."""
        if heading is not None and heading.lower() not in self.position:
            return None
        return self.place(heading)

    def cell(self, heading: str) -> Raw:
        """Return the raw cell, ``None`` where there is no such column."""
        position = self.position.get(heading)
        return None if position is None else self.raw.cells[position]

    def say(self, heading: str | None, code: str, message: str, hint: str = "") -> None:
        """Note a fault of this row."""
        self.problems.append(Problem(self.place(heading), code, message, hint))

    def warn(self, heading: str | None, code: str, message: str, hint: str = "") -> None:
        """Note a warning about this row."""
        place = self.place(heading)
        self.problems.append(Problem(place, code, message, hint, Severity.WARNING))

    def read(self, heading: str, reader: Callable[[Raw], T | None]) -> T | None:
        """Return the cell's value; ``None`` for a blank, and for a fault, which is noted."""
        try:
            value = reader(self.cell(heading))
        except CellFault as fault:
            self.say(heading, fault.code, fault.message, fault.hint)
            return None
        if value is None and heading in REQUIRED and is_blank(self.cell(heading)):
            self.say(heading, "thieu-gia-tri", f"để trống {REQUIRED[heading]}")
        return value

    @property
    def is_good(self) -> bool:
        """Whether nothing withholds this row."""
        return not any(problem.is_fault for problem in self.problems)


def read_row(row: Row, columns: Columns) -> None:
    """Read the whole row into ``row.assessment``; it stays ``None`` when there is a fault.

    *columns* are those of the row's ruleset, or where the year is at fault, of whatever
    ruleset the table uses, so that the faults of the other cells are told at the same time.
    """
    if _has_shifted(row):
        return
    row.code = row.read(MARK, cells.code)
    commune = _commune(row)
    figures = _counts(row, columns.figures)
    previous = _counts(row, columns.previous)
    answers: dict[str, bool] = {}
    for heading, code in columns.items.items():
        answer = row.read(heading, cells.yes_no)
        if answer is not None:
            answers[code] = answer
    if row.ruleset is None:
        return
    _check_subsets(row, row.ruleset, figures, "")
    _check_subsets(row, row.ruleset, previous, PREVIOUS)
    if row.is_good and commune is not None and row.year is not None:
        row.assessment = Assessment(commune, row.year, figures, previous, answers)


def _has_shifted(row: Row) -> bool:
    """Note a row with more cells than headings, and nothing else about it.

    Its cells stand under the wrong headings; what they seem to say would only mislead.
    """
    width = len(row.table.headings)
    if all(map(is_blank, row.raw.cells[width:])):
        return False
    row.problems.clear()
    row.year = None
    message = f"dòng có {len(row.raw.cells)} ô, tiêu đề chỉ có {width} cột"
    hint = "ô có dấu phân cách bên trong phải đặt trong dấu ngoặc kép"
    row.say(None, "thua-o", message, hint)
    return True


def _counts(row: Row, columns: Mapping[str, str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for heading, code in columns.items():
        value = row.read(heading, cells.count)
        if value is not None:
            counts[code] = value
    return counts


def _commune(row: Row) -> Commune | None:
    name = row.read("ten_xa", cells.text)
    kind = row.read("loai", cells.kind)
    before = len(row.problems)
    areas = row.read("vung", cells.areas)
    city = row.read("tp_truc_thuoc_tw", cells.yes_no)
    is_group_known = len(row.problems) == before
    province = row.read("tinh", cells.text)
    district = row.read("huyen", cells.text)
    if kind is not None and row.ruleset is not None:
        is_group_known = _check_kind(row, row.ruleset, kind) and is_group_known
        if is_group_known:
            _check_group(row, row.ruleset, kind, areas or (), city)
    if row.code is None or name is None or kind is None:
        return None
    return Commune(row.code, name, kind, areas or (), province, district, city)


def _check_kind(row: Row, ruleset: Ruleset, kind: CommuneKind) -> bool:
    kinds = ruleset.recognition.kinds
    if kind.value in kinds:
        return True
    message = f"{ruleset.document.number} không áp dụng cho loại {shown(kind.value)}"
    row.say("loai", "loai-khong-ap-dung", message, f"áp dụng cho: {', '.join(kinds)}")
    return False


def _check_group(
    row: Row,
    ruleset: Ruleset,
    kind: CommuneKind,
    areas: tuple[Area, ...],
    city: bool | None,  # noqa: FBT001 -- có / không / blank
) -> None:
    names = tuple(area.value for area in areas)
    groups = groups_of(ruleset.recognition, kind.value, names, city)
    if len(groups) > 1:
        thresholds = " hay ".join(vietnamese(group.points) for group in groups)
        message = f"để trống, nên chưa biết {kind.value} này phải đạt {thresholds} điểm"
        hint = "cột «tp_truc_thuoc_tw»: ghi «có» nếu tỉnh là thành phố trực thuộc trung ương, "
        row.say("tp_truc_thuoc_tw", "thieu-loai-tinh", message, hint + "nếu không thì ghi «không»")


def _check_subsets(row: Row, ruleset: Ruleset, counts: Mapping[str, int], suffix: str) -> None:
    """Check that no part exceeds its whole; a blank between the two is stepped over."""
    for code, value in counts.items():
        whole = _nearest_given(ruleset, code, counts)
        if whole is None or value <= counts[whole]:
            continue
        part_name, whole_name = ruleset.figures[code].name, ruleset.figures[whole].name
        period = " kỳ trước" if suffix else ""
        message = (
            f"«{part_name}»{period} ({vietnamese(value)}) vượt quá "
            f"«{whole_name}»{period} ({vietnamese(counts[whole])})"
        )
        row.say(f"{code}{suffix}", "vuot-qua", message, "sửa một trong hai số")


def _nearest_given(ruleset: Ruleset, code: str, counts: Mapping[str, int]) -> str | None:
    seen = {code}
    whole = ruleset.figures[code].not_exceeding
    while whole is not None and whole not in seen and whole in ruleset.figures:
        if whole in counts:
            return whole
        seen.add(whole)
        whole = ruleset.figures[whole].not_exceeding
    return None
