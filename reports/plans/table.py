"""A plan in one year as a table or JSON: a row for each place and target."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from reports.plans.words import tracked_words
from reports.wording.stamp import Stamp
from scoring.base.quantities import json_number
from scoring.plans.loading import ChildrenPlan
from scoring.plans.tracking import Tracked
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value
from scoring.totals.amounts import Amount

FORMAT = "phuhop.targets/3"

PLAN_HEADINGS = (
    *(Heading(name, TEXT) for name in ("ke_hoach", "noi", "ma_chi_tieu", "chi_tieu", "cach_co_so")),
    Heading("nam", NUMBER),
    *(Heading(name, TEXT) for name in ("muc_giao", "thuc_hien")),
    *(Heading(name, NUMBER) for name in ("tu_so", "mau_so", "gia_tri")),
    Heading("nguon_so", TEXT),
    *(Heading(name, NUMBER) for name in ("so_don_vi_co_so", "so_don_vi")),
    *(Heading(name, TEXT) for name in ("ket_luan", "theo_so_da_co", "ly_do")),
    Heading("con_cach", NUMBER),
    *(Heading(name, TEXT) for name in ("don_vi_dem", "nam_truoc", "xu_huong", "muc_tin_cay")),
)


def plan_rows(
    plan: ChildrenPlan, whole: Sequence[Tracked], parts: Mapping[str, Sequence[Tracked]]
) -> Iterator[dict[str, Value]]:
    """Yield the rows of the whole place, then those of each part that anything is known of."""
    for place, found in ((plan.head.place, whole), *parts.items()):
        for one in found:
            if found is whole or one.amount is not None or one.target.indicator is not None:
                yield _row(plan, place, one)


def _row(plan: ChildrenPlan, place: str, one: Tracked) -> dict[str, Value]:
    words = tracked_words(one)
    row: dict[str, Value] = {
        "ke_hoach": plan.head.code,
        "noi": place,
        "ma_chi_tieu": one.target.code,
        "chi_tieu": words.name,
        "cach_co_so": "tính" if one.target.indicator is not None else "nhập tay",
        "nam": one.year,
        "muc_giao": words.wanted,
        "thuc_hien": words.value,
        "nguon_so": words.source,
        "ket_luan": one.progress.value,
        "theo_so_da_co": one.so_far.value,
        "ly_do": one.why or None,
        "con_cach": one.distance,
        "don_vi_dem": one.counted or None,
        "nam_truoc": words.before if one.before is not None else None,
        "xu_huong": None if one.trend is None else one.trend.value,
        "muc_tin_cay": words.level or plan.head.verified.level,
    }
    if one.amount is not None:
        row |= amount_cells(one.amount)
    return row


def amount_cells(amount: Amount) -> dict[str, Value]:
    """Return an amount as the cells of a row; blanks stay blank."""
    value = amount.value
    return {
        "tu_so": amount.numerator,
        "mau_so": amount.denominator,
        "gia_tri": None if value is None else json_number(value),
        "so_don_vi_co_so": amount.covered,
        "so_don_vi": amount.wanted,
    }


def plan_json(
    plan: ChildrenPlan,
    whole: Sequence[Tracked],
    parts: Mapping[str, Sequence[Tracked]],
    stamp: Stamp,
) -> bytes:
    """Return the plan's identity and the rows as one JSON object."""
    found = {
        "format": FORMAT,
        "program": stamp.program,
        "plan": {"code": plan.head.code, "name": plan.head.name, "sha256": plan.sha256},
        "targets": [
            {name: value for name, value in row.items() if value is not None}
            for row in plan_rows(plan, whole, parts)
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
