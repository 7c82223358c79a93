"""A version taken out of the register again: what was handed in, as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from sqlalchemy import Connection, select

from registry.evidence.file_types import type_of
from registry.evidence.listing import LIST_NAME
from registry.package.form_json import form_of
from registry.package.unpacking import (
    FIGURES,
    WORKBOOK,
    evidence_list,
    figures_table,
    filled_form,
    safe_names,
)
from registry.store.canonical_json import kept
from registry.store.dossier_keys import find
from registry.store.schema import appraisals, evidence, files, submissions, texts
from registry.views.remarks import remarks_of
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.standing import standing_of
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment_json import assessment_of
from scoring.tables.zip_limits import Unsafe

EVIDENCE = "minh-chung"


def extracted(
    connection: Connection, name: str, version: int | None = None
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield name and bytes of each file of a version, by default the one that counts.

    Beside what is kept stand the figures as a table and the form filled in again. Evidence has a
    safe name close to its officer's, its ending told by its bytes, and a list of what proves
    what, so that the folder can be packed again. Raises ``WrongKey`` and ``ProblemsFound`` as
    ``keys.find`` does, and ``ProblemsFound`` when there is no such version.
    """
    number, key = find(connection, name)
    standing = standing_of(connection, number)
    wanted = version if version is not None or standing is None else standing.submission
    query = select(submissions).where(
        submissions.c.dossier == number, submissions.c.version == wanted
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        message = f"hồ sơ không có bản {wanted}"
        raise ProblemsFound([Problem(Place(str(key)), "khong-co-ban", message)])
    yield PurePosixPath("assessment.json"), row["assessment"].encode()
    yield PurePosixPath("result.json"), row["result"].encode()
    for column, file in (("office", "office.yaml"), ("notes", "form.json")):
        if row[column] is not None:
            yield PurePosixPath(file), row[column].encode()
    rules = select(texts.c.content).where(texts.c.sha256 == row["ruleset_sha256"])
    yield PurePosixPath(f"{key.ruleset}.yaml"), connection.execute(rules).scalar_one().encode()
    place = Place(str(key))
    ruleset = kept_ruleset(connection, key.ruleset, row["ruleset_sha256"])
    assessment = assessment_of(json.loads(row["assessment"]), place)
    form = None if row["notes"] is None else form_of(json.loads(row["notes"]), place)
    yield PurePosixPath(FIGURES), figures_table(ruleset, assessment)
    yield PurePosixPath(WORKBOOK), filled_form(ruleset, assessment, form)
    yield from _appraisals(connection, number, wanted)
    said = [one.plain for one in remarks_of(connection, str(key))]
    if said:
        # Of all versions: an answer stands in another one than its remark.
        yield PurePosixPath("remarks.json"), kept(said).encode()
    yield from _evidence(connection, number, wanted)


def _appraisals(
    connection: Connection, number: int, wanted: int | None
) -> Iterator[tuple[PurePosixPath, bytes]]:
    query = select(appraisals.c.version, appraisals.c.content).where(
        appraisals.c.dossier == number, appraisals.c.submission == wanted
    )
    for row in connection.execute(query.order_by(appraisals.c.version)):
        yield PurePosixPath(f"appraisal-{row.version}.json"), row.content.encode()


def _evidence(
    connection: Connection, number: int, wanted: int | None
) -> Iterator[tuple[PurePosixPath, bytes]]:
    query = (
        select(evidence.c.name, evidence.c.proofs, evidence.c.sha256)
        .join(files, files.c.sha256 == evidence.c.sha256)
        # Of a file that was taken out nothing is left.
        .where(evidence.c.dossier == number, evidence.c.version == wanted, files.c.content != b"")
    )
    rows = connection.execute(query.order_by(evidence.c.position)).all()
    if not rows:
        return
    # Read twice, held once: a dossier may have three hundred scans.
    endings = [_ending(_content(connection, row.sha256)) for row in rows]
    names = safe_names((row.name, ending) for row, ending in zip(rows, endings, strict=True))
    listed = []
    for row, name in zip(rows, names, strict=True):
        yield PurePosixPath(EVIDENCE, name), _content(connection, row.sha256)
        proofs = json.loads(row.proofs)
        codes = [proof.get("label") or ";".join(proof["codes"]) for proof in proofs]
        noted = (proof.get("given") or {} for proof in proofs)
        given = next((one for one in noted if one.get("number") or one.get("day")), None)
        listed.append((name, codes, given))
    yield PurePosixPath(EVIDENCE, LIST_NAME), evidence_list(listed)


def _content(connection: Connection, sha256: str) -> bytes:
    query = select(files.c.content).where(files.c.sha256 == sha256)
    return bytes(connection.execute(query).scalar_one())


def _ending(content: bytes) -> str:
    try:
        return type_of(content)
    except Unsafe:
        # Taken in by another version of the program: kept, but nothing that opens by itself.
        return "bin"
