"""What every page with points of a year rests on: how sure its rules are, invented units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

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
        select(dossiers.c.ruleset, submissions.c.ruleset_sha256)
        .join(submissions, submissions.c.dossier == dossiers.c.id)
        .where(dossiers.c.year == year)
        .distinct()
    )
    last = select(func.max(dossiers.c.commune)).where(dossiers.c.year == year)
    with database.reading() as connection:
        used = {(row.ruleset, row.ruleset_sha256) for row in connection.execute(query)}
        levels = [kept_ruleset(connection, *key).level for key in sorted(used)]
        is_sample = (connection.execute(last).scalar() or "") >= FIRST_INVENTED_CODE
    sample = SAMPLE_NOTICE if is_sample else None
    level = level_notice(weakest(levels)) if levels else None
    return tuple(one for one in (sample, level) if one is not None)
