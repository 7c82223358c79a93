"""The table of results of a register: status and decision beside each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from registry.store.chain import Head, head_of
from registry.store.schema import dossiers, submissions
from registry.views.listing import Wanted
from registry.views.stored_results import stored_results
from registry.workflow.kept_rulesets import kept_ruleset
from scoring.base.levels import Level
from scoring.base.problems import Place
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding, Outcome
from scoring.results.json_reading import row_of_result
from scoring.results.rows import Decision, ResultRow, Status
from scoring.results.table_reading import DECISION, STATUS
from scoring.results.table_writing import TEXT, Heading, Value, headings

_CONDITIONS = {
    "all_criteria": "dk_tat_ca_tieu_chi",
    "no_zero": "dk_khong_diem_liet",
    "threshold": "dk_nguong",
}
_INTERVAL = {"points": "diem", "min": "it_nhat", "max": "nhieu_nhat"}


@dataclass(frozen=True, slots=True)
class Exported:
    """All dossiers that were handed in: as a table, and as rows read back from it.

    ``left_out`` names the drafts, ``head`` is that of the register at that moment.
    """

    headings: tuple[Heading, ...]
    table: tuple[dict[str, Value], ...]
    rows: tuple[ResultRow, ...]
    left_out: tuple[str, ...]
    head: Head


def export(connection: Connection, wanted: Wanted | None = None) -> Exported:
    """Return the dossiers *wanted* by commune and year; drafts are left out and named.

    Raises ``LookupError`` for a state the workflow does not have, and ``ProblemsFound`` for a
    stored result that is not one.
    """
    wanted = wanted or Wanted()
    head = head_of(connection)
    table: list[dict[str, Value]] = []
    rows: list[ResultRow] = []
    left_out: list[str] = []
    for one in stored_results(connection, wanted):
        if one.status is None:
            left_out.append(one.key.short)
            continue
        table.append(row_of(one.result, one.status, one.decision))
        place = Place(str(one.key))
        rows.append(row_of_result(one.result, place, one.status, one.decision))
    return Exported(_headings(connection, wanted), tuple(table), tuple(rows), tuple(left_out), head)


def _headings(connection: Connection, wanted: Wanted) -> tuple[Heading, ...]:
    used = (
        select(dossiers.c.ruleset, submissions.c.ruleset_sha256)
        .join(submissions, submissions.c.dossier == dossiers.c.id)
        .distinct()
        .order_by(dossiers.c.ruleset, submissions.c.ruleset_sha256)
    )
    if wanted.year is not None:
        used = used.where(dossiers.c.year == wanted.year)
    rulesets = [
        kept_ruleset(connection, row.ruleset, row.ruleset_sha256)
        for row in connection.execute(used).all()
    ]
    columns = list(headings(rulesets))
    at = [h.name for h in columns].index("nam") + 1
    columns[at:at] = [Heading(name, TEXT) for name in (STATUS, *DECISION)]
    return tuple(columns)


def row_of(
    result: Mapping[str, Any], status: Status, decision: Decision | None = None
) -> dict[str, Value]:
    """Return the row of one ``phuhop.result/1``: the same values as in a table of scores."""
    commune, ruleset = result["commune"], result["ruleset"]
    row: dict[str, Value] = {
        "ma_xa": commune["code"],
        "ten_xa": commune["name"],
        "loai": commune["kind"],
        "tinh": commune["province"],
        "huyen": commune["district"],
        "nam": result["year"],
        STATUS: status.value,
        "bo_tieu_chi": ruleset["id"],
        "sha256_bo_tieu_chi": ruleset["sha256"],
        "muc_tin_cay": level_words(Level(ruleset["level"])),
        "nhom_nguong": result["threshold"]["group"],
        "nguong": result["threshold"]["points"],
        "diem": result["total"]["points"],
        "diem_it_nhat": result["total"]["min"],
        "diem_nhieu_nhat": result["total"]["max"],
        "ket_luan": Finding[result["verdict"]].value,
    }
    if decision is not None:
        row |= dict(zip(DECISION, decision.texts, strict=True))
    for condition in result["conditions"]:
        row[_CONDITIONS[condition["code"]]] = Finding[condition["finding"]].value
    for criterion in result["criteria"]:
        for name, words in _INTERVAL.items():
            row[f"tc{criterion['number']}_{words}"] = criterion[name]
        for part in criterion["parts"]:
            row[f"phan_{part['code']}_ket_qua"] = Outcome[part["outcome"]].value
            row[f"phan_{part['code']}_muc"] = part["band"]
            row[f"phan_{part['code']}_diem"] = part["points"]
    return row
