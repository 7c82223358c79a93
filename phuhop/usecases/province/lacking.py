"""What units still lack and what verifying changed, as far as figures and a register tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.advice.summary import Summary
    from scoring.appraisal.ledger import Ledger
    from scoring.engine.assessment import Assessment
    from scoring.rules.ruleset import Ruleset


def advice_of(ruleset: Ruleset, reported: Sequence[Assessment]) -> Summary | None:
    """Return what the cheapest routes of all units come to; ``None`` without figures."""
    from scoring.advice.many import advise_many
    from scoring.advice.summary import summary
    from scoring.batch.columns import columns_of
    from scoring.batch.scorer import BatchScorer

    result = BatchScorer(ruleset).score(columns_of(ruleset, reported))
    advices = list(advise_many(result))
    return summary(result, advices, range(len(advices))) if advices else None


def of_register(
    database: Database | None, year: int, ruleset: Ruleset
) -> tuple[Summary | None, Ledger | None]:
    """Return both as a register knows them, on the verified figures where there are some."""
    if database is None:
        return None, None
    from phuhop.usecases.register.results import case_files, entry_of
    from registry.views.listing import Wanted
    from scoring.appraisal.ledger import ledgers

    cases = case_files(database, Wanted(year))
    found = ledgers(case.comparison for case in cases if case.comparison is not None)
    of_rules = [one for one in found if one.ruleset_id == ruleset.id]
    advice = advice_of(ruleset, [entry_of(case).assessment for case in cases])
    return advice, (of_rules[0] if of_rules else None)
