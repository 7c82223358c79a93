"""Dossiers of the register as entries of an intake: what worksheets and focus are made from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from registry.store.dossier_keys import Key
from registry.store.schema import dossiers, states, submissions
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.settings import settings_of
from scoring.base.problems import Place
from scoring.engine.assessment_json import assessment_of
from scoring.intake.reading import Entry

_HELD = 50


def kept_entries(connection: Connection, year: int | None = None) -> Iterator[tuple[Key, Entry]]:
    """Yield what the version that counts of each dossier reports, by commune, year and ruleset.

    Drafts are none of the office's business yet. The place of an entry is its dossier's name.
    """
    workflow = settings_of(connection).workflow
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    query = (
        select(
            dossiers.c.commune,
            dossiers.c.year,
            dossiers.c.ruleset,
            states.c.state,
            submissions.c.assessment,
            submissions.c.ruleset_sha256,
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, current)
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )
    if year is not None:
        query = query.where(dossiers.c.year == year)
    for row in connection.execute(query.execution_options(yield_per=_HELD)):
        if workflow.state(row.state).status is None:
            continue
        key = Key(row.commune, row.year, row.ruleset)
        place = Place(str(key))
        assessment = assessment_of(json.loads(row.assessment), place)
        ruleset = kept_ruleset(connection, key.ruleset, row.ruleset_sha256)
        yield key, Entry(assessment, ruleset, place)
