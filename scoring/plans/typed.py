"""Values of targets that people typed in, one row a unit, summed; a blank row is not in the sum."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from scoring.base.private_text import private_problem
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.intake.rows.row import IntakeRow
from scoring.plans.loading import ChildrenPlan
from scoring.plans.plan import SHARE, UNITS, PlanTarget
from scoring.plans.tracking import Typed
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, is_blank, text_of
from scoring.tables.raw import MARK, RawTable
from scoring.totals.amounts import Amount

CODE, UNIT, YEAR = "ma_chi_tieu", "don_vi", "nam"
CASES, WHOLE, VALUE, SOURCE = "tu_so", "mau_so", "gia_tri", "nguon"
HEADINGS = (CODE, UNIT, YEAR, CASES, WHOLE, VALUE, SOURCE)
FIRST_TITLE = "Mã chỉ tiêu"
"""The first of a form's headings for people: that row holds no value."""

_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


class Unit(NamedTuple):
    """Whose row it is: the code of a commune, empty for a district or cluster, and the name."""

    code: str
    name: str


@dataclass(slots=True)
class _Sum:
    target: PlanTarget
    names: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    cases: int = 0
    whole: int = 0
    value: Fraction = Fraction(0)
    stated: int = 0
    sources: dict[str, None] = field(default_factory=dict)
    first: IntakeRow | None = None


def typed_of(
    plan: ChildrenPlan, tables: Iterable[RawTable], wanted: Callable[[Unit], bool] | None = None
) -> Typed:
    """Return the sums by target and year; raises ``ProblemsFound`` with every fault by cell.

    With *wanted* only the rows of those units are summed. A share needs the two counts wherever
    more than one unit has a row; every value its source.
    """
    targets = {target.code: target for target in plan.targets}
    sums: dict[tuple[str, int], _Sum] = {}
    problems: list[Problem] = []
    for table in tables:
        for row in _rows(table, problems):
            code, year = row.read(CODE, _code), row.read(YEAR, cells.count)
            unit = Unit(_code(row.cell(MARK)) or "", row.read(UNIT, cells.text) or "")
            is_blank_row = code is None and year is None and not unit.name
            if is_blank_row or (wanted is not None and not wanted(unit)):
                problems += row.problems
                continue
            target = targets.get(code or "")
            if target is None:
                hint = nearest(code or "", targets) or f"đang có: {', '.join(targets)}"
                row.say(CODE, "chi-tieu-la", f"kế hoạch không có chỉ tiêu {shown(code)}", hint)
            if year is None and not row.problems:
                row.say(YEAR, "thieu-gia-tri", "để trống năm")
            if target is not None and year is not None:
                _add(sums.setdefault((target.code, year), _Sum(target)), row, unit)
            problems += row.problems
    for one in sums.values():
        if one.stated and one.first is not None and len(one.names) > 1:
            message = (
                f"chỉ tiêu {shown(one.target.code)} có số của nhiều đơn vị nhưng chỉ ghi tỷ lệ"
            )
            hint = "ghi tử số và mẫu số: tỷ lệ của nhiều đơn vị không cộng, không lấy trung bình"
            problems.append(Problem(one.first.place(VALUE), "khong-cong-ty-le", message, hint))
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    return {key: _amount(one) for key, one in sums.items()}


def _rows(table: RawTable, problems: list[Problem]) -> Iterator[IntakeRow]:
    missing = [name for name in HEADINGS if name not in table.headings]
    if missing:
        named = ", ".join(f"«{name}»" for name in missing)
        hint = f"bảng cần các cột {', '.join(HEADINGS)}; dùng biểu nhập số của kế hoạch"
        problems.append(Problem(table.place(), "thieu-cot", f"không có cột {named}", hint))
        return
    position = {heading: at for at, heading in enumerate(table.headings) if heading}
    for raw in table.rows:
        row = IntakeRow(table, raw, position)
        if text_of(row.cell(CODE)).strip() != FIRST_TITLE:
            yield row


def _code(raw: Raw) -> str | None:
    # Excel keeps the code 1 as a number.
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return None if is_blank(raw) else text_of(raw).strip()


def _add(found: _Sum, row: IntakeRow, unit: Unit) -> None:
    # Communes of one name are told apart by their codes.
    key = unit.code or unit.name
    if key in found.names:
        message = f"đơn vị {shown(unit.name or unit.code)} đã có ở trên, cùng chỉ tiêu và năm"
        row.say(UNIT, "trung-don-vi", message, "giữ lại một dòng")
        return
    found.names[key] = unit.name or unit.code
    cases, whole = row.read(CASES, cells.count), row.read(WHOLE, cells.count)
    value, source = row.read(VALUE, decimal), row.read(SOURCE, cells.text)
    if (cases is None and whole is None and value is None) or row.problems:
        return
    _check(found.target, row, cases, whole, value)
    if source is None:
        hint = "ghi số lấy ở đâu: báo cáo, sổ, công văn nào"
        row.say(SOURCE, "thieu-nguon", "có số nhưng để trống nguồn", hint)
    else:
        problem = private_problem(row.place(SOURCE), source, is_sensitive=True)
        row.problems += [] if problem is None else [problem]
    if row.problems:
        return
    found.filled.add(key)
    found.first = found.first or row
    found.sources[f"{source}"] = None
    found.cases += cases or 0
    found.whole += whole or 0
    found.value += value or 0
    found.stated += found.target.multiplier is not None and cases is None


def _check(
    target: PlanTarget, row: IntakeRow, cases: int | None, whole: int | None, value: Fraction | None
) -> None:
    if target.multiplier is None:
        if value is None or cases is not None or whole is not None:
            message = f"chỉ tiêu {shown(target.code)} là một con số: chỉ ghi «{VALUE}»"
            row.say(VALUE, "sai-cot", message)
    elif (cases is None) != (whole is None):
        message = f"tỷ lệ, tỷ suất cần cả «{CASES}» và «{WHOLE}»"
        row.say(WHOLE if whole is None else CASES, "thieu-gia-tri", message)
    elif cases is not None and value is not None:
        message = f"đã có tử số và mẫu số: để trống «{VALUE}», phần mềm tự chia"
        row.say(VALUE, "sai-cot", message)
    elif target.kind in {SHARE, UNITS} and whole is not None and (cases or 0) > whole:
        message = f"tử số {shown(cases)} lớn hơn mẫu số {shown(whole)}"
        row.say(CASES, "tu-lon-hon-mau", message)


def _amount(one: _Sum) -> Amount:
    origin = f"nhập tay: {'; '.join(one.sources)}" if one.sources else "nhập tay"
    if one.first is not None:
        origin += f" ({one.first.place()})"
    filled = len(one.filled)
    missing = tuple(name for key, name in one.names.items() if key not in one.filled)
    multiplier = one.target.multiplier
    cases: int | None = None
    whole: int | None = None
    stated: Fraction | None = None
    if filled and multiplier is not None and not one.stated:
        cases, whole = one.cases, one.whole
    elif filled and multiplier is None and one.value.denominator == 1:
        cases = one.value.numerator
    elif filled:
        stated = one.value
    wanted = len(one.names)
    return Amount(cases, whole, multiplier, origin, filled, wanted, missing, stated=stated)


def decimal(raw: Raw) -> Fraction | None:
    """Return a number whose decimals stand after a comma or a point; dots group thousands.

    >>> decimal("3.500.000.000"), decimal("74,5"), decimal(0.25)
    (Fraction(3500000000, 1), Fraction(149, 2), Fraction(1, 4))
    """
    if is_blank(raw):
        return None
    if isinstance(raw, bool):
        raise CellFault("khong-phai-so", f"{shown(raw)} không phải là số", _HINT)
    if isinstance(raw, int | float):
        if raw < 0:
            raise CellFault("so-am", f"{shown(raw)} là số âm", _HINT)
        return Fraction(str(raw))
    text = text_of(raw).strip().removesuffix("%").strip()
    if _GROUPED.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "."))
    raise CellFault("khong-phai-so", f"{shown(text_of(raw))} không phải là số", _HINT)


_HINT = "ghi số như 74,5 hoặc 3500000000"
