"""Units for the terminal: code, full name, the days of the register, where a commune went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from scoring.units.registers import Confidence, Register, Unit, Units
from scoring.units.search import Hit


def hit_lines(hit: Hit, units: Units, today: date) -> Iterator[str]:
    """Yield the lines about one unit of one register."""
    register, unit = hit.register, hit.unit
    yield f"{unit.code}  {unit.full_name}"
    yield f"  {_span(register)}; {_province(register, unit, units, _day_in(register, today))}"
    doubt = units.kind_doubt(register, unit, _day_in(register, today))
    if doubt is not None:
        yield (
            f"  chú ý: từ {doubt.from_day:%d/%m/%Y} có thể đã thành {doubt.new_kind.value}"
            f" ({doubt.source})"
        )
    yield from _transfers(register, unit, units)


def _span(register: Register) -> str:
    if register.valid_until is None:
        return f"dùng từ {register.valid_from:%d/%m/%Y}"
    last = register.valid_until - timedelta(days=1)
    return f"dùng từ {register.valid_from:%d/%m/%Y} đến hết {last:%d/%m/%Y}"


def _day_in(register: Register, today: date) -> date:
    """Return *today*, or the last day of a register that no longer holds."""
    if register.valid_until is None or today < register.valid_until:
        return max(today, register.valid_from)
    return register.valid_until - timedelta(days=1)


def _province(register: Register, unit: Unit, units: Units, day: date) -> str:
    known = units.province_type(register, unit.province_code, day)
    if known is None:
        return "chưa rõ loại của tỉnh"
    words = "thành phố trực thuộc trung ương" if known.is_city else "tỉnh"
    if known.confidence is Confidence.UNCONFIRMED:
        return f"có thể là {words} từ {known.from_day:%d/%m/%Y}, chưa xác nhận: {known.source}"
    since = f" từ {known.from_day:%d/%m/%Y}" if known.from_day != register.valid_from else ""
    return f"thuộc {words}{since}"


def _transfers(register: Register, unit: Unit, units: Units) -> Iterator[str]:
    conversion = units.conversion
    if conversion is None:
        return
    old, new = (
        units.from_day(conversion.from_register),
        units.from_day(conversion.to_register),
    )
    if register is old:
        for transfer in conversion.targets.get(unit.code, ()):
            target = new.units[transfer.new]
            day = f"{new.valid_from:%d/%m/%Y}"
            yield f"  từ {day}: {transfer.relation.value} vào {target.code} {target.full_name}"
    elif register is new:
        sources = conversion.sources.get(unit.code, ())
        if not sources:
            yield "  không lập từ xã nào của sổ trước"
        for transfer in sources:
            source = old.units[transfer.old]
            yield f"  gồm {transfer.relation.value}: {source.code} {source.full_name}"
