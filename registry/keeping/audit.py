"""The whole register judged: what was changed, what is missing, what no command would have written.

Rows cut off at the end leave no gap that could be seen from inside; a head printed on paper
shows them (``expected``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from registry.keeping.content_audit import contents_that_differ, fault, texts_that_differ
from registry.keeping.judging import Judge
from registry.keeping.links import Seen, walked
from registry.keeping.redacted import redaction_problems
from registry.keeping.register_steps import RegisterSteps
from registry.keeping.remark_rows import remark_problems
from registry.keeping.rows import Rows
from registry.keeping.signed import SignedHead
from registry.signing.beside import SignedVersion
from registry.store.chain import Head
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import dossiers, states
from registry.store.triggers import missing_guards
from registry.workflow.standing import Standing, from_row
from scoring.base.problems import Problem, shown


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: the head it reached, how much it looked at, every problem."""

    head: Head
    events: int
    dossiers: int
    problems: tuple[Problem, ...]
    signed: tuple[SignedHead, ...] = ()
    """The heads that known keys signed, in order."""
    signed_versions: tuple[SignedVersion, ...] = ()
    """The signatures beside files that came in, in order."""
    has_accounts: bool = False
    """Whether people acted by accounts of a portal, whose store is no part of the register."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found but warnings."""
        return not any(problem.is_fault for problem in self.problems)


def audit(database: Database, expected: Head | None = None) -> Audit:
    """Check the whole register at one moment; *expected* is a head printed earlier.

    Every event is judged by the workflow text it names, every version scored again by the
    ruleset text it was kept with. Never raises for what it finds: every finding is a problem
    that names link or row.
    """
    seen = Seen(expected=expected)
    with database.reading() as connection:
        problems = [*_judged(connection, seen, None)]
        gone = {spot.entry for spot in seen.redacted.spots if spot.place == "files"}
        problems += contents_that_differ(connection, seen.texts, gone)
        problems += redaction_problems(connection, seen.redacted)
        problems += _guards(connection)
    heads, versions = tuple(seen.signing.heads), tuple(seen.signing.versions)
    return Audit(
        seen.head,
        seen.head.seq,
        len(seen.standings),
        tuple(problems),
        heads,
        versions,
        seen.has_accounts,
    )


def faults(connection: Connection, only: Collection[Key] | None = None) -> list[Problem]:
    """Return the faults that make the rows of *only* (default: of every dossier) untrustworthy.

    For whoever uses figures of the register in the same transaction: the links of the chain
    and its settings whole, the versions and steps of these dossiers judged as ``audit`` does.
    The bytes of evidence files are not read.
    """
    seen = Seen()
    wanted = None if only is None else frozenset(only)
    problems = [*_judged(connection, seen, wanted)]
    problems += texts_that_differ(connection, seen.texts)
    problems += redaction_problems(connection, seen.redacted)
    problems += _guards(connection)
    return [problem for problem in problems if problem.is_fault]


def _judged(connection: Connection, seen: Seen, only: frozenset[Key] | None) -> Iterator[Problem]:
    yield from walked(connection, seen)
    query = select(dossiers)
    keys = {row.id: Key(row.commune, row.year, row.ruleset) for row in connection.execute(query)}
    rows = Rows(connection, seen, keys, only)
    differing = [*rows.problems(), *rows.unread_rulesets()]
    own = RegisterSteps(connection, keys, seen.signing)
    judge = Judge(connection, rows.known, seen.standings, own, only)
    yield from judge.problems()
    yield from _states(connection, seen, keys, only)
    yield from differing
    yield from remark_problems(connection, seen, keys, only)


def _guards(connection: Connection) -> Iterator[Problem]:
    for name in missing_guards(connection):
        yield fault("bộ khóa", "mat-khoa-ghi-them", f"mất trigger bảo vệ {shown(name)}")


def _states(
    connection: Connection, seen: Seen, keys: dict[int, Key], only: frozenset[Key] | None
) -> Iterator[Problem]:
    """Compare the table of states with what the events come to."""
    found: dict[Key, Standing] = {}
    for row in connection.execute(select(states)).mappings():
        key = keys.get(row["dossier"])
        if key is not None:
            found[key] = from_row(dict(row))
    for key in sorted({*found, *seen.standings, *keys.values()}):
        kept, replayed = found.get(key), seen.standings.get(key)
        if only is not None and key not in only:
            continue
        if kept is None and replayed is None:
            yield fault(str(key), "dong-la", "không sự kiện nào ghi dòng này")
        if kept == replayed:
            continue
        words = [s.state if s is not None else "không có" for s in (kept, replayed)]
        message = f"bảng trạng thái ghi «{words[0]}», các sự kiện cho ra «{words[1]}»"
        if words[0] == words[1]:
            message = "bảng trạng thái khác với những gì các sự kiện cho ra"
        yield fault(str(key), "trang-thai-khac", message)
