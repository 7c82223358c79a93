"""The advice for many communes as a table: a row each, the cheapest route in numbers and words."""

from __future__ import annotations

from reports.wording.steps import is_prevention
from scoring.advice.routes import Advice
from scoring.advice.summary import DistanceSummary, away, cheapest
from scoring.base.communes import Commune
from scoring.base.quantities import json_number
from scoring.results.columns import PLACE, place_cells
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

ADVICE_HEADINGS = (
    *(Heading(name, TEXT) for name in PLACE),
    Heading("nam", NUMBER),
    Heading("bo_tieu_chi", TEXT),
    Heading("so_buoc", NUMBER),
    Heading("ghi_chu", TEXT),
    *(Heading(name, NUMBER) for name in ("so_noi_dung", "so_viec_phong_ngua")),
    Heading("diem_it_nhat_sau_do", NUMBER),
    Heading("cac_buoc", TEXT),
    Heading("phan_chua_cham", TEXT),
)
"""``so_buoc`` is the least number of steps, ``cac_buoc`` the cheapest route's."""


def advice_row(commune: Commune, year: int, ruleset: str, advice: Advice) -> dict[str, Value]:
    """Return one commune's row; blanks where there is no route or none is needed."""
    far = away(advice)
    route = cheapest(advice)
    row: dict[str, Value] = {
        **place_cells(commune, year),
        "bo_tieu_chi": ruleset,
        "so_buoc": None if isinstance(far, DistanceSummary) else far,
        "ghi_chu": far.value if isinstance(far, DistanceSummary) else None,
        "phan_chua_cham": "; ".join(advice.open_parts) or None,
    }
    if route is None:
        return row
    steps = [
        f"nội dung {s.item}"
        if s.band is None
        else f"phần {s.part}: {'thêm' if s.band.is_more else 'bớt'} {s.band.count} {s.band.unit}"
        for s in route.steps
    ]
    return row | {
        "so_noi_dung": route.cost.items,
        "so_viec_phong_ngua": sum(is_prevention(step) for step in route.steps),
        "diem_it_nhat_sau_do": json_number(route.total),
        "cac_buoc": "; ".join(steps),
    }
