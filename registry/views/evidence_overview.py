"""Which documents of each dossier are there, by file or by number and day, and which are not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from registry.store.dossier_keys import Key
from registry.store.schema import dossiers, evidence, states, submissions
from registry.views.listing import Wanted
from registry.workflow.kept_rulesets import kept_ruleset
from scoring.base.levels import Level
from scoring.rules.kinds.part import Part, YesNoItem
from scoring.rules.ruleset import Ruleset
from scoring.rules.verification import EvidenceItem

_HELD = 500


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A document the ruleset asks for: its number in the list of evidence, what it serves.

    ``rows`` are its rows on the form's sheet *Minh chứng*.
    """

    label: str
    name: str
    codes: frozenset[str]
    rows: frozenset[str]


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """How many documents a dossier needs, and which of them nobody has seen or noted."""

    asked: int
    missing: tuple[AskedDocument, ...]

    @property
    def given(self) -> int:
        """How many are there, as a file or with number or day."""
        return self.asked - len(self.missing)


def asked_documents(ruleset: Ruleset) -> tuple[AskedDocument, ...]:
    """Return the documents *ruleset* asks for, numbered as the papers number them."""
    served: dict[tuple[str, str | None, Level], list[tuple[str, str]]] = {}
    for _, part in ruleset.parts:
        asking: tuple[Part | YesNoItem, ...] = (part, *part.items)
        for one in asking:
            for place, needed in enumerate(one.evidence, 1):
                key = _same_as(needed)
                served.setdefault(key, []).append((one.code, f"{one.code}:{place}"))
    return tuple(
        AskedDocument(
            f"TL {number:02}",
            key[0],
            frozenset(code for code, _ in rows),
            frozenset(row for _, row in rows),
        )
        for number, (key, rows) in enumerate(served.items(), 1)
    )


def _same_as(needed: EvidenceItem | str) -> tuple[str, str | None, Level]:
    """Return by what the list of evidence tells documents apart: words, citation, level."""
    if isinstance(needed, EvidenceItem):
        return needed.document, needed.citation, needed.verified.as_level
    return needed, None, Level.ASSUMED


def state_of(
    asked: Iterable[AskedDocument],
    denied: frozenset[str],
    noted: Mapping[str, Mapping[str, Any]],
    proofs: Iterable[Mapping[str, Any]],
) -> EvidenceState:
    """Return the state of one version: items answered không, the form's notes, its files' proofs.

    A document of yes/no items alone is not needed where all of them are answered không.
    """
    rows = {row for row, given in noted.items() if given.get("number") or given.get("day")}
    labels: set[str] = set()
    codes: set[str] = set()
    for proof in proofs:
        if proof.get("label"):
            labels.add(proof["label"])
        else:
            codes.update(proof["codes"])
    needed = [one for one in asked if not one.codes <= denied]
    missing = (
        one
        for one in needed
        if one.label not in labels and not one.rows & rows and not one.codes & codes
    )
    return EvidenceState(len(needed), tuple(missing))


def denied_in(answers: Mapping[str, bool]) -> frozenset[str]:
    """Return the items that are answered không."""
    return frozenset(code for code, answer in answers.items() if answer is False)


def evidence_overview(
    connection: Connection, wanted: Wanted | None = None
) -> dict[Key, EvidenceState]:
    """Return the state of the version that counts of each dossier *wanted*, drafts among them."""
    wanted = wanted or Wanted()
    proofs = _proofs(connection, wanted)
    query = (
        _narrowed(
            select(
                dossiers.c.id,
                dossiers.c.commune,
                dossiers.c.year,
                dossiers.c.ruleset,
                submissions.c.ruleset_sha256,
                submissions.c.assessment,
                submissions.c.notes,
            ),
            wanted,
        )
    ).execution_options(yield_per=_HELD)
    asked: dict[str, tuple[AskedDocument, ...]] = {}
    alike: dict[tuple[str, frozenset[str]], EvidenceState] = {}
    found: dict[Key, EvidenceState] = {}
    for number, commune, year, ruleset, sha256, assessment, notes in connection.execute(query):
        if sha256 not in asked:
            asked[sha256] = asked_documents(kept_ruleset(connection, ruleset, sha256))
        denied = denied_in(json.loads(assessment)["answers"])
        noted = json.loads(notes)["evidence"] if notes else {}
        if noted or number in proofs:
            state = state_of(asked[sha256], denied, noted, proofs.get(number, ()))
        else:
            # Of a nation most have sent neither, and hundreds answer alike.
            if (sha256, denied) not in alike:
                alike[sha256, denied] = state_of(asked[sha256], denied, {}, ())
            state = alike[sha256, denied]
        found[Key(commune, year, ruleset)] = state
    return found


def _proofs(connection: Connection, wanted: Wanted) -> Mapping[int, list[Mapping[str, Any]]]:
    held = and_(
        evidence.c.dossier == submissions.c.dossier, evidence.c.version == submissions.c.version
    )
    query = _narrowed(select(dossiers.c.id, evidence.c.proofs), wanted).join(evidence, held)
    found: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.id] += json.loads(row.proofs)
    return found


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    return (
        query.select_from(dossiers)
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, current)
        .where(*wanted.conditions)
    )
