"""The ledger of a year as a table of words: where verifying found otherwise, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from registry.store.canonical_json import sha256_of
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import appraisals, dossiers, states, submissions
from registry.views.listing import APPRAISAL_THAT_COUNTS, VERSION_THAT_COUNTS, Wanted
from registry.workflow.kept_rulesets import kept_ruleset
from reports.appraisal import comparison_words as words
from scoring.appraisal.appraised import appraise
from scoring.appraisal.comparison import AppraisalComparison, Direction, compare
from scoring.appraisal.findings import appraisal_of
from scoring.appraisal.ledger import CriterionTally, Ledger, Tally, ledgers
from scoring.appraisal.reasons import reasons
from scoring.base.problems import Place
from scoring.engine.assessment_json import assessment_of


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A criterion or a part over all communes, in words and counts of communes."""

    code: str
    name: str
    is_part: bool
    higher: int
    lower: int
    equal: int
    unclear: int
    difference: str
    changing: int
    reasons: str


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """One ledger: under which decision, of how many communes, whose verdict changed."""

    ruleset: str
    communes: int
    changed: int
    verdicts: tuple[str, ...]
    rows: tuple[LedgerRow, ...]


Keep = Callable[[str, Callable[[], Any]], Any]
"""Gives what is kept under a hash, else makes it and keeps it."""


def year_ledgers(
    database: Database,
    year: int,
    scope: tuple[Collection[str] | None, Collection[str]],
    keep: Keep,
) -> tuple[LedgerTable, ...]:
    """Return the ledgers of a year, one a decision, over the communes and states of *scope*.

    *keep* holds them by the hash of the appraisals they rest on.
    """
    wanted = Wanted(year, communes=scope[0], states=scope[1])
    with database.reading() as connection:
        query = _query(wanted)
        found = [
            [row.commune, row.ruleset, row.sha256, row.appraised]
            for row in connection.execute(query)
        ]

    def made() -> list[dict[str, Any]]:
        with database.reading() as connection:
            compared = [*_comparisons(connection, wanted)]
        return [asdict(_table(one)) for one in ledgers(compared)]

    return tuple(
        LedgerTable(
            one["ruleset"],
            one["communes"],
            one["changed"],
            tuple(one["verdicts"]),
            tuple(LedgerRow(**row) for row in one["rows"]),
        )
        for one in keep(sha256_of([year, found]), made)
    )


def _query(wanted: Wanted, *more: Any) -> Any:
    return (
        select(
            dossiers.c.commune,
            dossiers.c.ruleset,
            submissions.c.sha256,
            appraisals.c.sha256.label("appraised"),
            *more,
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, VERSION_THAT_COUNTS)
        .join(appraisals, APPRAISAL_THAT_COUNTS)
        .where(*wanted.conditions)
        .order_by(dossiers.c.commune, dossiers.c.ruleset)
    )


def _comparisons(connection: Connection, wanted: Wanted) -> Iterator[AppraisalComparison]:
    columns = submissions.c.assessment, submissions.c.ruleset_sha256, appraisals.c.content
    for row in connection.execute(_query(wanted, *columns)).all():
        place = Place(str(Key(row.commune, wanted.year or 0, row.ruleset)))
        ruleset = kept_ruleset(connection, row.ruleset, row.ruleset_sha256)
        appraisal = appraisal_of(json.loads(row.content), ruleset, place)
        assessment = assessment_of(json.loads(row.assessment), place)
        yield compare(appraise(ruleset, assessment, appraisal, place))


def _table(ledger: Ledger) -> LedgerTable:
    verdicts = sorted(ledger.verdicts.items(), key=lambda one: [verdict.name for verdict in one[0]])
    return LedgerTable(
        ledger.ruleset_number,
        len(ledger.communes),
        ledger.changed,
        tuple(f"{was.value} → {now.value}: {number} xã" for (was, now), number in verdicts),
        tuple(_rows(ledger.criteria)),
    )


def _rows(criteria: Sequence[CriterionTally]) -> Iterator[LedgerRow]:
    for criterion in criteria:
        single = len(criterion.parts) == 1
        # Of one part the whole says it all, but for the reasons.
        yield _row(criterion.whole, criterion.parts[0] if single else None, is_part=False)
        if not single:
            yield from (_row(part, part, is_part=True) for part in criterion.parts)


def _row(tally: Tally, reasoned: Tally | None, *, is_part: bool) -> LedgerRow:
    given = {} if reasoned is None else reasoned.reasons
    said = "; ".join(f"{reasons()[code].name}: {number}" for code, number in given.items())
    counts = tally.directions
    return LedgerRow(
        tally.code,
        tally.name,
        is_part,
        counts.get(Direction.CLAIMED_HIGHER, 0),
        counts.get(Direction.CLAIMED_LOWER, 0),
        counts.get(Direction.EQUAL, 0),
        counts.get(Direction.OPEN, 0),
        words.difference(tally.difference),
        tally.changing,
        said,
    )
