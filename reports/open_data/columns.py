"""Columns and tables of the open data: names in the files, and what the dictionary says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from scoring.base.levels import Level
from scoring.engine.explanation import level_words

Kind = Literal["chữ", "số nguyên", "số thập phân"]
Value = str | int | float | None

NO_RULES = "không phụ thuộc bộ tiêu chí"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name in the files, and what the data dictionary says of it."""

    name: str
    title: str
    meaning: str
    unit: str
    kind: Kind
    is_by_rules: bool
    """Whether its values depend on the numbers of the ruleset, and so on their level."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table: file name without suffix, title, columns, rows as the columns stand."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def text(name: str, title: str, meaning: str, *, by_rules: bool = False) -> Column:
    """Return a column of words."""
    return Column(name, title, meaning, "", "chữ", by_rules)


def count(name: str, title: str, meaning: str, *, by_rules: bool = False) -> Column:
    """Return a column of numbers of units."""
    return Column(name, title, meaning, "đơn vị", "số nguyên", by_rules)


def number(name: str, title: str, meaning: str, *, by_rules: bool = False) -> Column:
    """Return a column of whole numbers without a unit: a year, a rank."""
    return Column(name, title, meaning, "", "số nguyên", by_rules)


def points(name: str, title: str, meaning: str) -> Column:
    """Return a column of points."""
    return Column(name, title, meaning, "điểm", "số thập phân", is_by_rules=True)


def percent(name: str, title: str, meaning: str, *, by_rules: bool = False) -> Column:
    """Return a column of percentages, rounded to two decimals."""
    meaning = f"{meaning}, làm tròn 2 chữ số thập phân"
    return Column(name, title, meaning, "phần trăm", "số thập phân", by_rules)


_DICTIONARY: tuple[tuple[str, str, str, Callable[[Column], str]], ...] = (
    ("cot", "Cột", "tên cột trong tệp", lambda column: column.name),
    ("ten", "Tên", "tên đọc được", lambda column: column.title),
    ("y_nghia", "Ý nghĩa", "giá trị trong cột là gì", lambda column: column.meaning),
    ("don_vi", "Đơn vị", "đơn vị đo; trống khi không có", lambda column: column.unit),
    ("kieu", "Kiểu", "chữ; số nguyên; số thập phân", lambda column: column.kind),
)


def dictionary(tables: Iterable[OpenTable], level: Level) -> OpenTable:
    """Return the data dictionary as a table: every column of every table, with its level."""
    rows = [
        (
            table.name,
            *(read(column) or None for _, _, _, read in _DICTIONARY),
            level_words(level) if column.is_by_rules else NO_RULES,
        )
        for table in tables
        for column in table.columns
    ]
    columns = (
        text("bang", "Bảng", "tên tệp, không có đuôi"),
        *(text(name, title, meaning) for name, title, meaning, _ in _DICTIONARY),
        text("muc_tin_cay", "Mức tin cậy", "mức yếu nhất của các con số của bộ tiêu chí"),
    )
    return OpenTable("tu-dien", "Từ điển dữ liệu", columns, tuple(rows))
