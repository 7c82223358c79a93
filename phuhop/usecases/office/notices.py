"""What every page with points of a year rests on: how sure its rules are, invented units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from registry.store.schema import dossiers, submissions
from registry.workflow.kept_rulesets import kept_ruleset
from reports.wording.notices import Notice
from reports.wording.words import SAMPLE_NOTICE, level_notice
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.levels import weakest

if TYPE_CHECKING:
    from registry.store.database import Database


def year_notices(database: Database, year: int) -> tuple[Notice, ...]:
    """Return what must not be overlooked in anything made of the dossiers of a year."""
    query = (
        select(dossiers.c.commune, dossiers.c.ruleset, submissions.c.ruleset_sha256)
        .join(submissions, submissions.c.dossier == dossiers.c.id)
        .where(dossiers.c.year == year)
        .distinct()
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
        used = {(row.ruleset, row.ruleset_sha256) for row in rows}
        levels = [kept_ruleset(connection, *key).level for key in sorted(used)]
    sample = SAMPLE_NOTICE if any(row.commune >= FIRST_INVENTED_CODE for row in rows) else None
    level = level_notice(weakest(levels)) if levels else None
    return tuple(one for one in (sample, level) if one is not None)
