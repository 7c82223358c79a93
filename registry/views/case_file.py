"""A dossier as it stands, read back whole: everything its papers are made of."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, select

from registry.acts.deciding import OUTCOMES
from registry.acts.submission import differences
from registry.package.form_json import form_of
from registry.package.handed_in import Reported
from registry.store.chain import Head, head_of, walk
from registry.store.dossier_keys import Key, find
from registry.store.schema import (
    appraisals,
    decisions,
    dossiers,
    evidence,
    states,
    submissions,
    texts,
)
from registry.views.remarks import remarks_of
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing, standing_of
from reports.appraisal.decisions import Decided, Outcome, Returned, UnderAppraisal
from reports.appraisal.model import RemarkWords
from reports.dossier.evidence import Attached
from reports.wording.stamp import Stamp
from scoring.appraisal.appraised import appraise
from scoring.appraisal.comparison import AppraisalComparison, compare
from scoring.appraisal.findings import Appraisal, appraisal_of
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment_json import assessment_of
from scoring.engine.score_sheet import ScoreSheet
from scoring.results.json_writing import as_result

_CLAIMED = "tự chấm"
"""The status of states in which the verifier has not concluded."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One dossier: what the version that counts reported, its appraisal, its decision.

    ``comparison`` is ``None`` while no appraisal counts; ``outcome`` is what the register says
    came of it; ``head`` is that of the register at that moment.
    """

    key: Key
    reported: Reported
    comparison: AppraisalComparison | None
    outcome: Outcome
    head: Head

    @property
    def decided(self) -> Decided | None:
        """The decision, where there is one."""
        return self.outcome if isinstance(self.outcome, Decided) else None


def case_file(connection: Connection, name: str, stamp: Stamp) -> CaseFile:
    """Return the dossier of this name, scored again by the ruleset it was handed in with.

    Raises ``WrongKey`` and ``ProblemsFound`` as ``keys.find`` does; ``ProblemsFound`` when this
    program no longer takes what is kept, or scores it otherwise: papers never say anything
    else than the register; and when it is cancelled.
    """
    number, key = find(connection, name)
    standing = standing_of(connection, number)
    if standing is None:
        # A dossier and its standing are written together; the audit names what is lost.
        raise ValueError(str(key))
    if standing.state in settings_of(connection).workflow.cancelled:
        message = f"hồ sơ ở trạng thái «{standing.state}», không lập văn bản"
        raise ProblemsFound([Problem(Place(str(key)), "da-huy", message)])
    row = _row(connection, submissions, number, standing.submission)
    reported = _reported(connection, key, row, number)
    _same(reported.sheet, row["result"], stamp, key, f"bản nộp {standing.submission}")
    comparison = None
    outcome = _outcome(connection, key, standing)
    if standing.appraisal is not None:
        given = _row(connection, appraisals, number, standing.appraisal)
        place = Place(str(key))
        appraisal = appraisal_of(json.loads(given["content"]), reported.ruleset, place)
        comparison = _compared(reported, appraisal, place)
        which = f"bản thẩm định {standing.appraisal}"
        _same(comparison.appraised.verified, given["result"], stamp, key, which)
    if standing.decision is not None:
        outcome = _decided(_row(connection, decisions, number, standing.decision)["content"])
    return CaseFile(key, reported, comparison, outcome, head_of(connection))


def blank_comparison(case: CaseFile) -> AppraisalComparison:
    """Return what a sheet that says nothing comes to: for papers before any appraisal."""
    reported = case.reported
    blank = Appraisal(case.key.commune, case.key.year, case.key.ruleset)
    return _compared(reported, blank, Place(str(case.key)))


def _compared(reported: Reported, appraisal: Appraisal, place: Place) -> AppraisalComparison:
    rules, assessment = reported.ruleset, reported.assessment
    return compare(appraise(rules, assessment, appraisal, place, reported.sheet))


def _outcome(connection: Connection, key: Key, standing: Standing) -> Outcome:
    """Return what came of a dossier that is not decided: the step that led where it stands."""
    led = [event for event in walk(connection, str(key)) if event.before != event.after]
    if led and led[-1].detail.get("command") == "return":
        due = None if standing.due is None else date.fromisoformat(standing.due)
        said = tuple(
            RemarkWords(str(one.number), one.where, one.text)
            for one in remarks_of(connection, str(key))
            if one.seq == led[-1].seq
        )
        return Returned(led[-1].reason, due, standing.appraisal is not None, said)
    state = settings_of(connection).workflow.state(standing.state)
    return UnderAppraisal() if state.status == _CLAIMED else None


def _row(connection: Connection, table: Any, number: int, version: int) -> Mapping[str, Any]:
    query = select(table).where(table.c.dossier == number, table.c.version == version)
    return dict(connection.execute(query).mappings().one())


def _reported(connection: Connection, key: Key, row: Mapping[str, Any], number: int) -> Reported:
    place = Place(str(key))
    sha256, office, notes = row["ruleset_sha256"], row["office"], row["notes"]
    text = connection.execute(select(texts.c.content).where(texts.c.sha256 == sha256)).scalar_one()
    return Reported(
        assessment_of(json.loads(row["assessment"]), place),
        kept_ruleset(connection, key.ruleset, sha256),
        text.encode(),
        None if notes is None else form_of(json.loads(notes), place),
        None if office is None else office.encode(),
        attached=_attached(connection, number, row["version"]),
    )


def _attached(connection: Connection, number: int, version: int) -> Attached:
    """Return the names of the evidence by document, as ``packing.attached_files`` does."""
    query = select(evidence.c.name, evidence.c.proofs).where(
        evidence.c.dossier == number, evidence.c.version == version
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query.order_by(evidence.c.position)):
        labels = (proof.get("label") for proof in json.loads(row.proofs))
        for label in dict.fromkeys(label for label in labels if label):
            found[label].append(row.name.rpartition("/")[2])
    return {label: tuple(names) for label, names in found.items()}


def _same(sheet: ScoreSheet, result: str, stamp: Stamp, key: Key, which: str) -> None:
    differing = differences(as_result(sheet, stamp.program), json.loads(result))
    if differing:
        named = ", ".join(differing)
        message = f"{which} chấm lại khác với kết quả đã ghi trong sổ: {named}"
        hint = "không lập văn bản; kiểm tra sổ, hoặc dùng đúng bản "
        hint += "phần mềm đã ghi"
        raise ProblemsFound([Problem(Place(str(key)), "ket-qua-khac", message, hint)])


def _decided(text: str) -> Decided:
    content = json.loads(text)
    day = content["day"]
    return Decided(
        content["outcome"] == OUTCOMES[True],
        content["number"],
        date.fromisoformat(day) if day else None,
        content["signer"],
        content["reason"],
    )


def recognised_by(connection: Connection, paper: tuple[str, str]) -> list[Key]:
    """Return the dossiers that the paper of this number and day recognised, in order."""
    made = and_(decisions.c.dossier == states.c.dossier, decisions.c.version == states.c.decision)
    query = (
        select(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset, decisions.c.content)
        .join(states, states.c.dossier == dossiers.c.id)
        .join(decisions, made)
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )
    return [
        Key(row.commune, row.year, row.ruleset)
        for row in connection.execute(query)
        if (decided := _decided(row.content)).recognised and decided.paper == paper
    ]
