"""What earlier editions said of each unit, so that a later one can tell what it corrects.

The record is a file of the site itself (``cac-ban.json``): the editions so far with their
hashes, the changes told so far, and what stands on each unit's page now. It holds public values
only, so it tells nothing that the pages do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from scoring.base.canonical import iso_day
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import Decision, State
from scoring.release.public import OfficialResult, PublicCommune

FORMAT = "phuhop.editions/1"
RECORD = "cac-ban.json"
"""The file of the site."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One edition: its version, its day, the SHA-256 of its open data, the year it is of."""

    version: str
    day: date | None
    sha256: str
    year: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an edition says otherwise than the one before.

    ``what`` is a criterion's number, or ``state``, ``decision`` or ``official``. ``before`` and
    ``now`` are values as the record keeps them. ``is_correction`` is false where work went on: a
    unit was waiting, or had sent nothing.
    """

    day: date | None
    what: int | str
    before: str | None
    now: str | None
    is_correction: bool


Kept = Mapping[str, Any]
"""What stood on a unit's page: state, decision, points by criterion, as plain JSON; by a named
policy the official result too."""


@dataclass(frozen=True, slots=True)
class Record:
    """``editions`` in their order, those of earlier years too; the last is the present one.

    ``changes`` and ``units`` are of ``year``; a unit that is in no edition any more stays, in case
    it comes back.
    """

    year: int
    editions: tuple[Printed, ...]
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    units: Mapping[str, Kept] = field(default_factory=dict)


def record_of(
    communes: Iterable[PublicCommune], year: int, now: Printed, before: Record | None
) -> Record:
    """Return the record of an edition that follows *before*.

    Of a record of another year only the editions are kept. The same edition made again is no new
    edition.
    """
    units = {one.code: _kept(one) for one in communes}
    if before is None:
        return Record(year, (now,), {}, units)
    if before.year != year:
        return Record(year, (*before.editions, now), {}, units)
    changes = {
        code: (*before.changes.get(code, ()), *_changes(before.units.get(code), kept, now.day))
        for code, kept in units.items()
    }
    is_again = before.editions[-1].sha256 == now.sha256
    earlier = before.editions[:-1] if is_again else before.editions
    told = {code: found for code, found in changes.items() if found}
    return Record(year, (*earlier, now), {**before.changes, **told}, {**before.units, **units})


_DONE = frozenset({State.RECOGNISED.name, State.REFUSED.name})


def _changes(before: Kept | None, now: Kept, day: date | None) -> Iterator[Change]:
    if before is None:
        return
    is_correction = before["state"] in _DONE
    for what in ("state", "decision"):
        if before[what] != now[what]:
            yield Change(day, what, before[what], now[what], is_correction)
    if "official" in before and "official" in now and before["official"] != now["official"]:
        # Where only one of the editions says it, the policy changed and not the result.
        yield Change(day, "official", before["official"], now["official"], is_correction)
    if not before["points"] or not now["points"]:
        return
    for number, points in now["points"].items():
        was = before["points"].get(number)
        if was != points:
            yield Change(day, int(number), was, points, is_correction and was is not None)


def _kept(one: PublicCommune) -> Kept:
    points = one.points.criteria if one.points else {}
    official = {} if one.official is None else {"official": _official(one.official)}
    return {
        **official,
        "state": one.state.name,
        "decision": _decision(one.decision),
        "points": {
            str(number): None if value is None else str(value) for number, value in points.items()
        },
    }


def _official(result: OfficialResult) -> str:
    total = [str(result.minimum), str(result.maximum)]
    return json.dumps([*total, result.verdict.name])


def kept_official(text: str) -> tuple[Fraction, Fraction, Finding]:
    """Return least, most and verdict of an official result as the record keeps it."""
    least, most, verdict = json.loads(text)
    return Fraction(least), Fraction(most), Finding[verdict]


def _decision(decision: Decision | None) -> str | None:
    if decision is None:
        return None
    day = decision.day.isoformat() if decision.day else ""
    return json.dumps([decision.number or "", day, decision.office or ""], ensure_ascii=False)


def kept_decision(text: str | None) -> Decision | None:
    """Return a decision as the record keeps it."""
    if text is None:
        return None
    number, day, office = json.loads(text)
    return Decision(number or None, date.fromisoformat(day) if day else None, office or None)


def written(record: Record) -> bytes:
    """Return the record as the bytes of its file."""
    content = {
        "format": FORMAT,
        "year": record.year,
        "editions": [
            {
                "version": one.version,
                "day": iso_day(one.day),
                "sha256": one.sha256,
                "year": one.year,
            }
            for one in record.editions
        ],
        "changes": {
            code: [
                [iso_day(one.day), one.what, one.before, one.now, one.is_correction]
                for one in found
            ]
            for code, found in sorted(record.changes.items())
        },
        "units": dict(sorted(record.units.items())),
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read_record(content: bytes) -> Record:
    """Return the record of a site; raises ``ValueError`` for anything else."""
    try:
        tree = json.loads(content)
        if tree["format"] != FORMAT:
            raise ValueError(FORMAT)
        editions = tuple(
            Printed(
                str(one["version"]),
                _read_day(one["day"]),
                str(one["sha256"]),
                # The first sites did not say: they held editions of one year only.
                int(one.get("year", tree["year"])),
            )
            for one in tree["editions"]
        )
        changes = {
            code: tuple(Change(_read_day(day), *rest) for day, *rest in found)
            for code, found in tree["changes"].items()
        }
        for kept in tree["units"].values():
            _check("state", kept["state"])
            _check("decision", kept["decision"])
            if "official" in kept:
                _check("official", kept["official"])
            for number, points in kept["points"].items():
                _check(int(number), points)
        for change in (one for found in changes.values() for one in found):
            _check(change.what, change.before)
            _check(change.what, change.now)
        return Record(int(tree["year"]), editions, changes, tree["units"])
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(RECORD) from error


def _check(what: int | str, value: str | None) -> None:
    """Raise what ``read_record`` turns into ``ValueError`` for a value no page can print."""
    if what == "state":
        State[str(value)]
    elif what == "decision":
        kept_decision(value)
    elif what == "official":
        kept_official(str(value))
    elif value is not None and int(what) > 0:
        Fraction(value)


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
