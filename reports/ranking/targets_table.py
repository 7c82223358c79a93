"""Targets as a table or JSON: a row each, with whole, source and what is still needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from reports.wording.shares import share_text
from reports.wording.stamp import Stamp
from scoring.base.quantities import json_number
from scoring.ranking.target_shares import Measured, Shares
from scoring.ranking.targets import Plan
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

FORMAT = "phuhop.targets/1"

TARGETS_HEADINGS = (
    *(Heading(name, TEXT) for name in ("noi", "huyen", "nhom")),
    Heading("nam", NUMBER),
    Heading("chi_tieu", NUMBER),
    *(Heading(name, TEXT) for name in ("van_ban", "muc_tin_cay")),
    Heading("nam_ket_qua", NUMBER),
    *(Heading(name, NUMBER) for name in ("so_dat", "so_de_ngo", "so_khong_co_trong_bang")),
    Heading("tong_so", NUMBER),
    *(Heading(name, TEXT) for name in ("nguon_tong_so", "ly_do_nguon", "ty_le")),
    *(Heading(name, NUMBER) for name in ("can", "con_thieu_it_nhat", "con_thieu_nhieu_nhat")),
    Heading("ket_luan", TEXT),
)


def target_rows(measured: Sequence[Measured]) -> Iterator[dict[str, Value]]:
    """Yield a row for each target, in the plan's order; blanks where there are no results."""
    for one in measured:
        target, share = one.target, one.share
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
        if share is not None:
            least, most = one.needed
            row |= {
                "nam_ket_qua": share.year,
                "so_dat": share.met,
                "so_de_ngo": share.open,
                "so_khong_co_trong_bang": share.absent,
                "tong_so": share.whole,
                "nguon_tong_so": share.source.value,
                "ly_do_nguon": share.why_table or None,
                "ty_le": share_text(share.met, share.whole, [target.percent]),
                "can": one.goal,
                "con_thieu_it_nhat": least,
                "con_thieu_nhieu_nhat": most,
            }
        yield row


def targets_json(shares: Shares, plan: Plan, measured: Sequence[Measured], stamp: Stamp) -> bytes:
    """Return the plan's identity, the basis and the rows as one JSON object."""
    found = {
        "format": FORMAT,
        "program": stamp.program,
        "plan": {"name": plan.name, "sha256": plan.sha256},
        "basis": shares.basis.value,
        "targets": [
            {name: value for name, value in row.items() if value is not None}
            for row in target_rows(measured)
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
