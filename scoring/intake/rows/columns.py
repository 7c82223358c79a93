"""The headings of a table: which columns there must be, may be, and must never be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.base.problems import Problem, Severity, nearest, shown
from scoring.rules.ruleset import PREVIOUS, Ruleset
from scoring.tables.private_data import slug
from scoring.tables.raw import MARK, MOST_HEADINGS, RawTable, doubled_headings

REQUIRED = {MARK: "mã xã", "ten_xa": "tên xã", "loai": "loại đơn vị", "nam": "năm đánh giá"}
"""Columns without which no row can be read, with their names for messages."""

MUST_BE_FILLED = frozenset(REQUIRED) - {"loai"}
"""Of these every cell too; a blank kind may stand in the register of that day."""

IDENTITY = (MARK, "ten_xa", "loai", "vung", "tinh", "huyen", "tp_truc_thuoc_tw", "nam")
"""The columns that say which commune and year a row is about, in the contract's order."""


_EXPECTED = {
    "vung": "mọi xã coi như không thuộc miền núi, hải đảo, vùng đặc biệt khó khăn "
    "nên phải đạt ngưỡng điểm cao hơn",
    "tinh": "hồ sơ sẽ không có tên tỉnh",
}
"""Columns that may be missing, but hardly on purpose, and what their absence does."""


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """The columns of one ruleset: heading in lower case → the code it stands for."""

    figures: Mapping[str, str]
    previous: Mapping[str, str]
    items: Mapping[str, str]

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading, figures first."""
        return (*self.figures, *self.previous, *self.items)


def columns_of(ruleset: Ruleset) -> KnownColumns:
    """Return the columns that a table may have for communes under *ruleset*."""
    compared = [code for code in ruleset.figures if code in ruleset.compared_figures]
    return KnownColumns(
        {code.lower(): code for code in ruleset.figures},
        {f"{code}{PREVIOUS}".lower(): code for code in compared},
        {code.lower(): code for code in ruleset.items},
    )


def together(columns: Iterable[KnownColumns]) -> KnownColumns:
    """Return the columns of several rulesets as one; the first meaning of a heading counts."""
    figures: dict[str, str] = {}
    previous: dict[str, str] = {}
    items: dict[str, str] = {}
    for one in columns:
        figures = {**one.figures, **figures}
        previous = {**one.previous, **previous}
        items = {**one.items, **items}
    items = {heading: code for heading, code in items.items() if heading not in figures}
    return KnownColumns(figures, previous, items)


def positions(headings: Iterable[str]) -> dict[str, int]:
    """Return the place of each named heading in a row."""
    return {heading: at for at, heading in enumerate(headings) if heading}


def unreadable_headings(table: RawTable) -> list[Problem]:
    """Return the faults because of which no row of the table can be read."""
    problems: list[Problem] = []
    if len(table.headings) > MOST_HEADINGS:
        message = f"bảng có hơn {MOST_HEADINGS} cột"
        return [Problem(table.place(), "qua-nhieu-cot", message)]
    problems += doubled_headings(table)
    for name, words in REQUIRED.items():
        if name not in table.headings:
            similar = [heading for heading in table.headings if slug(heading) == name]
            hint = f"đổi tiêu đề «{similar[0]}» thành «{name}»" if similar else ""
            hint = hint or nearest(name, [h for h in table.headings if h and h not in REQUIRED])
            message = f"thiếu cột «{name}» ({words}); không đọc dòng nào của bảng"
            problems.append(Problem(table.place(), "thieu-cot", message, hint))
    if not problems and not table.rows:
        problems.append(Problem(table.place(), "tep-trong", "bảng chỉ có tiêu đề, không có dòng"))
    return problems


def strange_columns(table: RawTable, known: KnownColumns) -> list[Problem]:
    """Return a fault for every column that no ruleset in use knows; the rows are read."""
    expected = (*IDENTITY, *known.headings)
    problems: list[Problem] = []
    for position, heading in enumerate(table.headings):
        place = table.place(None, position)
        if not heading:
            if any(row.cells[position] is not None for row in table.rows):
                message = f"cột thứ {position + 1} có nội dung mà không có tiêu đề"
                problems.append(Problem(place, "cot-la", message, "ghi tiêu đề hoặc xóa cột"))
        elif heading not in expected:
            message = f"không có cột {shown(heading)} trong mẫu; cột này không được đọc"
            hint = nearest(slug(heading), expected) or "sửa tiêu đề hoặc xóa cột"
            if heading.endswith(PREVIOUS) and heading.removesuffix(PREVIOUS) in known.figures:
                hint = "xóa cột: không phần nào so sánh số liệu này với kỳ trước"
            problems.append(Problem(place, "cot-la", message, hint))
    return problems


def doubtful_columns(
    table: RawTable,
    rulesets: Sequence[Ruleset],
    used: Sequence[Ruleset],
    columns_of: Callable[[Ruleset], KnownColumns],
) -> list[Problem]:
    """Return every doubt about the columns of a table.

    They are held to all *rulesets*; those that its rows *used* should have their columns there.
    """
    problems = strange_columns(table, together(map(columns_of, rulesets))) if rulesets else []
    problems += missing_identity(table)
    for ruleset in used:
        problems += missing_columns(table, ruleset, columns_of(ruleset))
    return problems


def missing_columns(table: RawTable, ruleset: Ruleset, columns: KnownColumns) -> list[Problem]:
    """Return a warning that lists the figure and item columns that are not in the table."""
    missing = [heading for heading in columns.headings if heading not in table.headings]
    if not missing:
        return []
    number = ruleset.document.number
    message = f"thiếu {len(missing)} cột của {number}: {', '.join(missing)}"
    hint = "mọi xã trong bảng coi như chưa có các số liệu này"
    return [Problem(table.place(), "thieu-cot-so-lieu", message, hint, Severity.WARNING)]


def missing_identity(table: RawTable) -> list[Problem]:
    """Return a warning for each column of the commune's own that is hardly missing on purpose."""
    return [
        Problem(
            table.place(), "thieu-cot", f"không có cột «{name}»: {effect}", "", Severity.WARNING
        )
        for name, effect in _EXPECTED.items()
        if name not in table.headings
    ]
