"""What a table says of a commune against the register of the day: every disagreement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scoring.base.communes import FIRST_INVENTED_CODE, CommuneKind
from scoring.base.place_names import plain_key, readings, same_place, same_place_without_marks
from scoring.base.problems import Severity, shown
from scoring.intake.completion import Remark, Said
from scoring.units.registers import Confidence, Register, Unit, Units
from scoring.units.search import suggestion

CITY = "tp_truc_thuoc_tw"


def is_beyond(code: str, units: Units, day: date) -> bool:
    """Whether *code* is an invented one, which no register of *day* has."""
    register = units.on(day)
    is_known = register is not None and code in register.units
    return code >= FIRST_INVENTED_CODE and not is_known


def compare(said: Said, units: Units, day: date) -> Iterator[Remark]:
    """Yield every way in which the table and the register of *day* disagree."""
    register = units.on(day)
    if is_beyond(said.code, units, day):
        return
    if register is None:
        yield no_register(units, day)
        return
    unit = register.units.get(said.code)
    if unit is None:
        yield _unknown_code(said, units, register)
        return
    yield from _name(said, unit, units, register)
    yield from _kind(said, unit, units, register, day)
    yield from _above(said, unit, register)
    known = units.province_type(register, unit.province_code, day)
    if said.city is None or known is None or said.city is known.is_city:
        return
    kind = "thành phố trực thuộc trung ương" if known.is_city else "tỉnh"
    message = f"ngày {day:%d/%m/%Y} {known.name} là {kind}, bảng ghi ngược lại"
    is_sure = known.confidence is Confidence.SECONDARY_SOURCE
    message += "" if is_sure else f"; chưa xác nhận ({known.source})"
    severity = Severity.FAULT if is_sure else Severity.WARNING
    yield Remark(CITY, "loai-tinh-lech", message, "kiểm tra lại", severity)


def no_register(units: Units, day: date) -> Remark:
    """Return the remark that nothing is known of *day*."""
    earliest = min(register.valid_from for register in units.registers)
    message = f"không có sổ đơn vị hành chính cho ngày {day:%d/%m/%Y}"
    hint = f"sổ sớm nhất từ {earliest:%d/%m/%Y}"
    return Remark("nam", "khong-co-so", message, hint, Severity.WARNING)


def _unknown_code(said: Said, units: Units, register: Register) -> Remark:
    hint = "" if said.name is None else suggestion(said.name, said.province, register)
    for other in units.registers:
        unit = other.units.get(said.code)
        if unit is not None:
            message = (
                f"mã {said.code} là {unit.full_name} của sổ {_span(other)}, {_not_in(register)}"
            )
            return Remark("ma_xa", "ma-ngay-khac", message, _moved(unit, units, other) or hint)
    message = f"mã {said.code} không có trong sổ nào"
    return Remark("ma_xa", "ma-khong-co", message, hint or "kiểm tra lại mã")


def _not_in(register: Register) -> str:
    return f"không có trong sổ {_span(register)}"


def _span(register: Register) -> str:
    if register.valid_until is None:
        return f"từ {register.valid_from:%d/%m/%Y}"
    return f"trước {register.valid_until:%d/%m/%Y}"


def _moved(unit: Unit, units: Units, register: Register) -> str:
    """Return where an old commune went, as a hint."""
    conversion = units.conversion
    if conversion is None or conversion.from_register != register.valid_from:
        return ""
    now = units.from_day(conversion.to_register)
    listed = "; ".join(
        f"{transfer.new} {now.units[transfer.new].full_name} ({transfer.relation.value})"
        for transfer in conversion.targets.get(unit.code, ())
        if transfer.new in now.units
    )
    return f"từ {now.valid_from:%d/%m/%Y} thuộc {listed}" if listed else ""


def _name(said: Said, unit: Unit, units: Units, register: Register) -> Iterator[Remark]:
    if said.name is None or _is_named(said.name, unit):
        return
    if any(plain_key(rest) == plain_key(unit.bare_key) for _, rest in readings(said.name)):
        message = f"tên {shown(said.name)} khác dấu với sổ: {shown(unit.name)}"
        yield Remark("ten_xa", "ten-khac-dau", message, "sửa theo sổ", Severity.WARNING)
        return
    message = f"mã {said.code} là {shown(unit.full_name)}, không phải {shown(said.name)}"
    for other in units.registers:
        before = other.units.get(said.code)
        if other is not register and before is not None and _is_named(said.name, before):
            message += f"; đó là tên của mã này trong sổ {_span(other)}"
            hint = _moved(before, units, other)
            yield Remark("ten_xa", "ten-ngay-khac", message, hint or "kiểm tra lại mã và năm")
            return
    hint = suggestion(said.name, said.province, register)
    yield Remark("ten_xa", "ten-ma-lech", message, hint or "kiểm tra lại mã và tên")


def _is_named(name: str, unit: Unit) -> bool:
    return any(rest == unit.bare_key for _, rest in readings(name))


def _kind(said: Said, unit: Unit, units: Units, register: Register, day: date) -> Iterator[Remark]:
    doubt = units.kind_doubt(register, unit, day)
    in_name = None if said.name is None else _kind_in_name(said.name, unit)
    for heading, kind in (("loai", said.kind), ("ten_xa", in_name)):
        is_told = heading == "ten_xa" and kind is said.kind
        if kind is None or kind is unit.kind or is_told:
            continue
        if doubt is not None and kind is doubt.new_kind:
            message = (
                f"sổ {_span(register)} ghi {unit.name} là {unit.kind.value}; từ "
                f"{doubt.from_day:%d/%m/%Y} có thể đã thành {kind.value} ({doubt.source})"
            )
            yield Remark(heading, "loai-chua-ro", message, "kiểm tra lại", Severity.WARNING)
            continue
        message = f"sổ {_span(register)} ghi mã {unit.code} là {shown(unit.name)}, không phải "
        yield Remark(heading, "loai-lech", message + kind.value, "kiểm tra lại loại và mã")


def _kind_in_name(name: str, unit: Unit) -> CommuneKind | None:
    """Return the kind in front of a name that is this unit's, marks aside."""
    plain = plain_key(unit.bare_key)
    fitting = [kind for kind, rest in readings(name) if plain_key(rest) == plain]
    return None if None in fitting else next(iter(fitting), None)


def _above(said: Said, unit: Unit, register: Register) -> Iterator[Remark]:
    places = [("tinh", said.province, unit.province)]
    if unit.district is not None:
        places.append(("huyen", said.district, unit.district))
    elif said.district is not None and not register.has_districts:
        message = f"từ {register.valid_from:%d/%m/%Y} không còn cấp huyện"
        yield Remark("huyen", "khong-con-huyen", message, "để trống", Severity.WARNING)
    for heading, written, known in places:
        if written is None or same_place(written, known):
            continue
        message = f"mã {unit.code} thuộc {shown(known)}, bảng ghi {shown(written)}"
        if same_place_without_marks(written, known):
            yield Remark(heading, "ten-khac-dau", message, "sửa theo sổ", Severity.WARNING)
        else:
            yield Remark(heading, f"{heading}-lech", message, "kiểm tra lại mã")
