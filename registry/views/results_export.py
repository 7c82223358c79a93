"""The table of results of a register: ``tinh_trang`` beside each row, verified where verified.

A row is made of the stored ``phuhop.result/1`` alone, so that what was decided is what is
exported, whichever version of the program exports it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, select

from registry.acts.deciding import OUTCOMES
from registry.store.schema import appraisals, decisions, dossiers, states, submissions
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.settings import settings_of
from registry.workflow.workflow import BY_DECISION, Workflow
from scoring.base.levels import Level
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding, Outcome
from scoring.results.table_reading import STATUS
from scoring.results.table_writing import TEXT, Heading, Value, headings

CLAIMED = "tự chấm"

_HELD = 50
_CONDITIONS = {
    "all_criteria": "dk_tat_ca_tieu_chi",
    "no_zero": "dk_khong_diem_liet",
    "threshold": "dk_nguong",
}
_BY_OUTCOME = {
    OUTCOMES[True]: "được công nhận",
    OUTCOMES[False]: "không được công nhận",
}
_INTERVAL = {"points": "diem", "min": "it_nhat", "max": "nhieu_nhat"}


@dataclass(slots=True)
class Exported:
    """The rows of a table as they come, its columns, and which dossiers are in none."""

    headings: tuple[Heading, ...]
    left_out: list[str] = field(default_factory=list)


def export(
    connection: Connection, year: int | None = None
) -> tuple[Exported, Iterator[dict[str, Value]]]:
    """Return columns and rows of all dossiers that were handed in, by commune and year.

    Drafts are left out and named once the rows were read.
    """
    used = (
        select(dossiers.c.ruleset, submissions.c.ruleset_sha256)
        .join(submissions, submissions.c.dossier == dossiers.c.id)
        .distinct()
        .order_by(dossiers.c.ruleset, submissions.c.ruleset_sha256)
    )
    if year is not None:
        used = used.where(dossiers.c.year == year)
    rulesets = [
        kept_ruleset(connection, row.ruleset, row.ruleset_sha256)
        for row in connection.execute(used).all()
    ]
    columns = list(headings(rulesets))
    columns.insert([h.name for h in columns].index("nam") + 1, Heading(STATUS, TEXT))
    exported = Exported(tuple(columns))
    return exported, _rows(connection, exported, year)


def _rows(
    connection: Connection, exported: Exported, year: int | None
) -> Iterator[dict[str, Value]]:
    workflow = settings_of(connection).workflow
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    last = and_(
        appraisals.c.dossier == states.c.dossier, appraisals.c.version == states.c.appraisal
    )
    made = and_(decisions.c.dossier == states.c.dossier, decisions.c.version == states.c.decision)
    query = (
        select(
            dossiers.c.commune,
            dossiers.c.year,
            states.c.state,
            submissions.c.result.label("claimed"),
            appraisals.c.result.label("verified"),
            decisions.c.content.label("decision"),
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, current)
        .join(appraisals, last, isouter=True)
        .join(decisions, made, isouter=True)
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )
    if year is not None:
        query = query.where(dossiers.c.year == year)
    for row in connection.execute(query.execution_options(yield_per=_HELD)):
        status = status_of(workflow, row.state, row.decision)
        if status is None:
            exported.left_out.append(f"{row.commune}/{row.year}")
            continue
        verified = row.verified if status != CLAIMED else None
        yield row_of(json.loads(verified or row.claimed), status)


def status_of(workflow: Workflow, state: str, decision: str | None) -> str | None:
    """Return the value of ``tinh_trang``, ``None`` for a draft; *decision* is its JSON."""
    status = workflow.state(state).status
    if status != BY_DECISION:
        return status
    if decision is None:
        return None
    outcome: str = json.loads(decision)["outcome"]
    return _BY_OUTCOME[outcome]


def row_of(result: Mapping[str, Any], status: str) -> dict[str, Value]:
    """Return the row of one ``phuhop.result/1``: the same values as ``phuhop score -o``."""
    commune, ruleset = result["commune"], result["ruleset"]
    row: dict[str, Value] = {
        "ma_xa": commune["code"],
        "ten_xa": commune["name"],
        "loai": commune["kind"],
        "tinh": commune["province"],
        "huyen": commune["district"],
        "nam": result["year"],
        STATUS: status,
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
