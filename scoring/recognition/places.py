"""One province under several spellings is one province: «Hoà Bình», «tỉnh Hòa Bình».

What it is called everywhere is what the dated register of units calls it; where there is
none, the spelling that most rows have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from scoring.base.place_names import above_keys, name_key
from scoring.results.rows import ResultRow
from scoring.units.registers import Units

_Key = TypeVar("_Key")


@lru_cache(4096)
def province_key(name: str) -> str:
    """Return what all spellings of one province have in common.

    >>> province_key("TỈNH HOÀ BÌNH") == province_key("Hòa  Bình")
    True
    """
    return min(above_keys(name), key=len)


@lru_cache(1 << 14)
def _district_key(province: str | None, district: str) -> tuple[str, str]:
    # «huyện Kỳ Anh» and «thị xã Kỳ Anh» were two: the kind belongs to a district's name.
    return province_key(province or ""), name_key(district)


def with_one_name(rows: Iterable[ResultRow], units: Callable[[], Units]) -> tuple[ResultRow, ...]:
    """Return *rows* with each province and district under one name everywhere.

    *units* is only asked where some row is of a place that can be in a register.
    """
    found = tuple(rows)
    provinces = _provinces(found, units)
    districts = _most_written(
        (_district_key(row.province, row.district), row.district) for row in found if row.district
    )
    return tuple(
        replace(
            row,
            province=row.province and provinces[province_key(row.province)],
            district=row.district and districts[_district_key(row.province, row.district)],
        )
        for row in found
    )


def _provinces(rows: tuple[ResultRow, ...], units: Callable[[], Units]) -> Mapping[str, str]:
    names = _most_written(
        (province_key(row.province), row.province) for row in rows if row.province
    )
    years = sorted({row.year for row in rows if not row.is_invented})
    for year in years:
        register = units().on(date(year, 12, 31))
        for name in {} if register is None else register.provinces:
            key = province_key(name)
            if key in names:
                names[key] = name
    return names


def _most_written(named: Iterable[tuple[_Key, str]]) -> dict[_Key, str]:
    spellings: defaultdict[_Key, Counter[str]] = defaultdict(Counter)
    for key, name in named:
        spellings[key][name] += 1
    return {
        key: min(counts, key=lambda name: (-counts[name], name))
        for key, counts in spellings.items()
    }
