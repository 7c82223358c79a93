"""A version taken out of the register again: what was handed in, as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, select

from registry.evidence.file_types import type_of
from registry.store.dossier_keys import find
from registry.store.schema import appraisals, evidence, files, submissions, texts
from registry.workflow.standing import standing_of
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.tables.zip_limits import Unsafe

EVIDENCE = "minh-chung"
_SHORT_HASH = 12


def extracted(
    connection: Connection, name: str, version: int | None = None
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield name and bytes of each file of a version, by default the one that counts.

    Evidence is named by its hash and its type, told by its bytes: the officer's own file name
    is text, never a path. Raises ``WrongKey`` and ``ProblemsFound`` as ``keys.find`` does, and
    ``ProblemsFound`` when there is no such version.
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
    yield from _appraisals(connection, number, wanted)
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
    query = select(evidence.c.sha256).where(
        evidence.c.dossier == number, evidence.c.version == wanted
    )
    for sha256 in sorted(set(connection.execute(query).scalars())):
        content: Any = connection.execute(
            select(files.c.content).where(files.c.sha256 == sha256)
        ).scalar_one()
        yield PurePosixPath(EVIDENCE, f"{sha256[:_SHORT_HASH]}.{_ending(content)}"), content


def _ending(content: bytes) -> str:
    try:
        return type_of(content)
    except Unsafe:
        # Taken in by another version of the program: kept, but nothing that opens by itself.
        return "bin"
