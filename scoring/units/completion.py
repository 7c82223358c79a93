"""What a table leaves out of a commune, from the register of the day.

The table is never overruled: where it and the register disagree, nothing is filled in and
both are named. What the register itself does not know for sure (types of provinces not
confirmed, kinds that changed later) stays blank and is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scoring.base.problems import Severity
from scoring.intake.completion import Completed, Remark, Said
from scoring.units.comparison import CITY, compare, is_beyond
from scoring.units.registers import Confidence, ProvinceType, Units

FILLED = ("loai", "tinh", CITY)
"""Columns that the register can fill in."""


def complete(said: Said, units: Units, day: date) -> Completed:
    """Fill the blanks among kind, province and type of province from the register of *day*.

    Nothing is filled where the register does not have the code or disagrees with anything
    the table says; the remarks then tell why. They are warnings: whether a row can do
    without the blank is for its reader to judge. Invented codes are left as they are.
    """
    register = units.on(day)
    if said.is_whole or is_beyond(said.code, units, day):
        return Completed(said)
    found = list(compare(said, units, day))
    remarks = tuple(replace(remark, severity=Severity.WARNING) for remark in found)
    unit = None if register is None else register.units.get(said.code)
    if register is None or unit is None or any(remark.is_fault for remark in found):
        return Completed(said, (), remarks)
    unknown: list[Remark] = []
    known = units.province_type(register, unit.province_code, day)
    kind, province, city = said.kind, said.province, said.city
    if kind is None:
        doubt = units.kind_doubt(register, unit, day)
        if doubt is None:
            kind = unit.kind
        else:
            message = (
                f"từ {doubt.from_day:%d/%m/%Y} một số {doubt.old_kind.value} của {unit.province} "
                f"thành {doubt.new_kind.value}; sổ chưa biết là những xã nào"
            )
            unknown.append(Remark("loai", "loai-chua-ro", message, _WRITE_KIND, Severity.WARNING))
    if province is None:
        province = _confirmed_name(known) or unit.province
    if city is None:
        city, remark = _city(known)
        unknown += [remark] if remark else []
    whole = replace(said, kind=kind, province=province, city=city)
    values = ((said.kind, kind), (said.province, province), (said.city, city))
    filled = tuple(
        heading
        for heading, (before, after) in zip(FILLED, values, strict=True)
        if before is None and after is not None
    )
    return Completed(whole, filled, (*remarks, *unknown))


_WRITE_KIND = "ghi loại đơn vị vào cột «loai»"
_WRITE_CITY = "ghi «có» hoặc «không» vào cột «tp_truc_thuoc_tw»"


def _city(known: ProvinceType | None) -> tuple[bool | None, Remark | None]:
    if known is None:
        message = "sổ không ghi loại của tỉnh"
    elif known.confidence is Confidence.SECONDARY_SOURCE:
        return known.is_city, None
    else:
        message = f"{known.name} từ {known.from_day:%d/%m/%Y}: chưa xác nhận ({known.source})"
    remark = Remark(CITY, "loai-tinh-chua-ro", message, _WRITE_CITY, Severity.WARNING)
    return None, remark


def _confirmed_name(known: ProvinceType | None) -> str | None:
    if known is None or known.confidence is not Confidence.SECONDARY_SOURCE:
        return None
    return known.name
