"""Targets as a table or JSON: a row each, with all units by state and what is still needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from reports.wording.recognition import share_cell
from reports.wording.stamp import Stamp
from scoring.base.quantities import json_number
from scoring.plans.share_results import TargetResult
from scoring.plans.share_targets import Plan
from scoring.recognition.communes import State
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

FORMAT = "phuhop.targets/2"

_STATES = {
    State.REFUSED: "so_khong_duoc_cong_nhan",
    State.WAITING: "so_cho_quyet_dinh",
    State.SENT_NOTHING: "so_chua_gui",
    State.SELF_SCORED: "so_tu_cham",
}

TARGETS_HEADINGS = (
    *(Heading(name, TEXT) for name in ("noi", "huyen", "nhom")),
    Heading("nam", NUMBER),
    Heading("chi_tieu", NUMBER),
    *(Heading(name, TEXT) for name in ("van_ban", "muc_tin_cay")),
    *(Heading(name, NUMBER) for name in ("nam_ket_qua", "tong_so", "trong_do_dac_khu")),
    Heading("so_duoc_cong_nhan", NUMBER),
    *(Heading(name, NUMBER) for name in _STATES.values()),
    Heading("so_dat_theo_ket_qua_cham", NUMBER),
    *(Heading(name, TEXT) for name in ("nguon_tong_so", "ly_do_nguon", "ty_le")),
    *(Heading(name, NUMBER) for name in ("can", "con_thieu_it_nhat", "con_thieu_nhieu_nhat")),
    Heading("ket_luan", TEXT),
)


def target_rows(results: Sequence[TargetResult]) -> Iterator[dict[str, Value]]:
    """Yield a row for each target, in the plan's order.

    Blank are the results where there are none; recognised and lacking units while nothing is
    decided, where ``ty_le`` says so.
    """
    for one in results:
        target, count = one.target, one.count
        row: dict[str, Value] = {
            "noi": target.place,
            "huyen": target.district,
            "nhom": target.group,
            "nam": target.year,
            "chi_tieu": json_number(target.percent),
            "van_ban": target.document,
            "muc_tin_cay": str(target.verified),
            "ket_luan": one.reached.value,
        }
        if count is not None and one.everybody is not None:
            least, most = one.needed
            row |= {
                "nam_ket_qua": one.everybody.year,
                "tong_so": count.total,
                "trong_do_dac_khu": count.special_zones,
                **{name: count.states[state] for state, name in _STATES.items()},
                "so_dat_theo_ket_qua_cham": one.qualified,
                "nguon_tong_so": one.everybody.whole.value,
                "ly_do_nguon": one.everybody.why_table or None,
                "ty_le": share_cell(count, [target.percent]),
                "can": one.goal,
            }
            if count.is_decided:
                row |= {
                    "so_duoc_cong_nhan": count.recognised,
                    "con_thieu_it_nhat": least,
                    "con_thieu_nhieu_nhat": most,
                }
        yield row


def targets_json(plan: Plan, results: Sequence[TargetResult], stamp: Stamp) -> bytes:
    """Return the plan's identity and the rows as one JSON object."""
    found = {
        "format": FORMAT,
        "program": stamp.program,
        "plan": {"name": plan.name, "sha256": plan.sha256},
        "targets": [
            {name: value for name, value in row.items() if value is not None}
            for row in target_rows(results)
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
