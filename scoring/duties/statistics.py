"""Forms of statistics as data: which columns and rows, where each number comes from, checks."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import criteria
from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.fields import Day, Text, Whole, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.verification import Verification

SHIPPED = criteria.DUTIES / "bieu-te.yaml"
ALL_UNITS, RECOGNISED = "tổng số đơn vị", "số được công nhận"
TYPED = "nhập"
"""A numerator that is typed into the form itself."""


@from_yaml
class FormColumn:
    """A column: counted units, a typed number, or per cent of two columns."""

    code: Annotated[Text, yaml_key("mã", "Mã cột: c1, c2 …")]
    name: Annotated[Text, yaml_key("tên", "Đầu cột")]
    counts: Annotated[
        Literal["tổng số đơn vị", "số được công nhận"] | None,
        yaml_key("từ", "Đếm đơn vị cấp xã ngày 31/12"),
    ] = None
    is_typed: Annotated[YesNo | None, yaml_key("nhập", "có: nhập trong bảng")] = None
    numerator: Annotated[Text | None, yaml_key("tử số", "Mã cột, hoặc «nhập»")] = None
    denominator: Annotated[
        Text | None, yaml_key("mẫu số", "Mã cột, hoặc «biểu:cột» của biểu khác")
    ] = None

    @property
    def is_share(self) -> bool:
        """Whether it is per cent of two numbers."""
        return self.denominator is not None

    @property
    def takes_numbers(self) -> bool:
        """Whether somebody types a number for it."""
        return bool(self.is_typed) or self.numerator == TYPED


@from_yaml
class FormRow:
    """A row; a heading row holds no numbers."""

    code: Annotated[Text, yaml_key("mã", "Mã số in trên biểu")]
    name: Annotated[Text, yaml_key("tên", "Tên dòng")]
    is_heading: Annotated[YesNo | None, yaml_key("tiêu đề", "có: dòng chỉ có tên")] = None


@from_yaml
class FormCheck:
    """What must hold between two rows, or between two columns, of counts."""

    row: Annotated[Text | None, yaml_key("dòng", "Mã dòng")] = None
    equals_rows: Annotated[
        tuple[Text, ...] | None, yaml_key("bằng tổng dòng", "Các dòng cộng lại bằng dòng này")
    ] = None
    within_row: Annotated[Text | None, yaml_key("không vượt quá dòng", "Mã dòng")] = None
    column: Annotated[Text | None, yaml_key("cột", "Mã cột")] = None
    within_column: Annotated[Text | None, yaml_key("không vượt quá cột", "Mã cột")] = None


@from_yaml
class Form:
    """One form of the circular."""

    code: Annotated[Text, yaml_key("mã", "Mã để gọi biểu")]
    number: Annotated[Text, yaml_key("số", "Số biểu in trên giấy")]
    name: Annotated[Text, yaml_key("tên", "Tên biểu")]
    unit: Annotated[Text, yaml_key("đơn vị tính", "Đơn vị tính")]
    note: Annotated[Text | None, yaml_key("ghi chú", "Điều cần biết thêm")] = None
    columns: Annotated[tuple[FormColumn, ...], yaml_key("cột", "Các cột số")]
    rows: Annotated[tuple[FormRow, ...], yaml_key("dòng", "Các dòng")]
    checks: Annotated[tuple[FormCheck, ...], yaml_key("kiểm tra", "Điều phải đúng")] = ()

    @property
    def is_typed(self) -> bool:
        """Whether some column of it is typed in."""
        return any(column.takes_numbers for column in self.columns)


@from_yaml
class Exchange:
    """Who sends to whom, from a day on."""

    from_day: Annotated[Day, yaml_key("từ ngày", "Kể từ ngày nào")]
    sender: Annotated[Text, yaml_key("đơn vị báo cáo", "Ai gửi")]
    receiver: Annotated[Text, yaml_key("đơn vị nhận", "Gửi ai")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]


@from_yaml
class Signature:
    """Who signs, and how."""

    who: Annotated[Text, yaml_key("người", "Ai ký")]
    how: Annotated[Text, yaml_key("cách ký", "Ký thế nào")]


@from_yaml
class FormDue:
    """The last day, in the year after the reported one."""

    month: Annotated[Whole, yaml_key("tháng", "Tháng")]
    day: Annotated[Whole, yaml_key("ngày", "Ngày")]


@from_yaml
class StatisticsFile:
    """All forms of one circular."""

    circular: Annotated[Text, yaml_key("thông tư", "Thông tư ban hành biểu")]
    period: Annotated[Text, yaml_key("kỳ báo cáo", "Kỳ báo cáo")]
    medium: Annotated[Text, yaml_key("hình thức", "Gửi bằng gì")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]
    due: Annotated[FormDue, yaml_key("hạn gửi", "Ngày gửi, năm sau")]
    exchanges: Annotated[tuple[Exchange, ...], yaml_key("gửi nhận", "Ai gửi ai, từ ngày nào")]
    signatures: Annotated[tuple[Signature, ...], yaml_key("chữ ký", "Những người ký")]
    forms: Annotated[tuple[Form, ...], yaml_key("biểu", "Các biểu")]

    def due_for(self, year: int) -> date:
        """Return the last day for the report of *year*."""
        return date(year + 1, self.due.month, self.due.day)

    def exchange_for(self, year: int) -> Exchange:
        """Return who sends to whom when the report of *year* is due."""
        due = self.due_for(year)
        begun = [one for one in self.exchanges if one.from_day <= due]
        return max(begun or self.exchanges[:1], key=lambda one: one.from_day)


@lru_cache(maxsize=2)
def load_statistics(path: Path = SHIPPED) -> StatisticsFile:
    """Read the forms; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(StatisticsFile, tree, problems)
    problems += _faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    return file


def _faults(file: StatisticsFile, tree: Tree) -> Iterator[Problem]:
    known = {f"{form.code}:{column.code}" for form in file.forms for column in form.columns}
    for at, form in enumerate(file.forms):
        own = {column.code for column in form.columns}
        rows = {row.code for row in form.rows}
        for position, column in enumerate(form.columns):
            place = tree.place(("biểu", at, "cột", position))
            ways = [column.counts is not None, bool(column.is_typed), column.is_share]
            if sum(ways) != 1 or (column.numerator is None) == column.is_share:
                message = f"cột {shown(column.code)} cần đúng một cách lấy số"
                yield Problem(place, "cach-lay-so", message, "từ; nhập; hoặc tử số và mẫu số")
            for name in (column.numerator, column.denominator):
                if name not in {None, TYPED, *own, *known}:
                    yield Problem(place, "cot-la", f"không có cột {shown(name)}")
        for position, check in enumerate(form.checks):
            place = tree.place(("biểu", at, "kiểm tra", position))
            named = {check.row, check.within_row, *(check.equals_rows or ())} - {None}
            columns = {check.column, check.within_column} - {None}
            if named - rows or columns - own:
                yield Problem(place, "kiem-tra-la", "kiểm tra nêu dòng hoặc cột không có")
