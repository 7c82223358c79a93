"""The version that counts, as the texts and files of a draft: to go on from after a return."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from phuhop.usecases.drafting.evidence import OnDraft, code_of
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.in_register import InRegister
from phuhop.usecases.drafting.typing_back import typed_of
from registry.package.form_json import form_of, given_document
from registry.store.database import Database
from registry.store.dossier_keys import find
from registry.store.schema import evidence, files, submissions
from scoring.base.problems import Place
from scoring.engine.assessment_json import assessment_of
from scoring.forms.form import EvidenceGiven, Form
from scoring.forms.ids import evidence_ids
from scoring.rules.ruleset import Ruleset

_NOTHING = EvidenceGiven()


@dataclass(frozen=True, slots=True)
class CurrentVersion:
    """A version of the register: its number, its hash, what it says by field, its files."""

    number: int
    sha256: str
    texts: Mapping[str, str]
    files: tuple[OnDraft, ...]


def current_version(database: Database, found: InRegister, ruleset: Ruleset) -> CurrentVersion:
    """Return the version that counts. Raises ``LookupError`` where the register has none."""
    if found.standing is None:
        raise LookupError(str(found.key))
    with database.reading() as connection:
        number, _ = find(connection, str(found.key))
        own = (
            submissions.c.dossier == number,
            submissions.c.version == found.standing.submission,
        )
        row = connection.execute(select(submissions).where(*own)).mappings().one()
        kept = (
            select(evidence.c.name, evidence.c.proofs, evidence.c.sha256, files.c.size)
            .join(files, files.c.sha256 == evidence.c.sha256)
            .where(evidence.c.dossier == number, evidence.c.version == found.standing.submission)
            .order_by(evidence.c.position)
        )
        attached = [dict(one) for one in connection.execute(kept).mappings()]
    place = Place(str(found.key))
    form = (
        Form(ruleset.id, ruleset.sha256, str(found.key.year))
        if row["notes"] is None
        else form_of(json.loads(row["notes"]), place)
    )
    known = fields_of(ruleset)
    every = typed_of(assessment_of(json.loads(row["assessment"]), place), form)
    return CurrentVersion(
        found.standing.submission,
        row["sha256"],
        {id_: text for id_, text in every.items() if id_ in known},
        tuple(_on_rows(database, attached, ruleset, form)),
    )


def _on_rows(
    database: Database, attached: Iterable[Mapping[str, Any]], ruleset: Ruleset, form: Form
) -> Iterable[OnDraft]:
    every = [row for rows in evidence_ids(ruleset).values() for row in rows]
    for one in attached:
        content = partial(_content, database, one["sha256"])
        for proof in json.loads(one["proofs"]):
            given = proof["given"]
            for code in proof["codes"]:
                rows = [row for row in every if code_of(row) == code]
                noted = [
                    row for row in rows if given_document(form.evidence.get(row, _NOTHING)) == given
                ]
                row = next(iter([*noted, *rows]), None)
                if row is not None:
                    yield OnDraft(row, one["name"], one["sha256"], one["size"], content)


def _content(database: Database, sha256: str) -> bytes:
    with database.reading() as connection:
        query = select(files.c.content).where(files.c.sha256 == sha256)
        return bytes(connection.execute(query).scalar_one())
