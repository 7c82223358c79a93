"""What a verifier looks at first, as plain values that can be kept by the hash of their input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from registry.store.canonical_json import sha256_of
from registry.store.database import Database
from registry.views.kept_entries import kept_entries
from reports.appraisal.focus_text import nearest_words, overturn_sentence
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ScoreSheet, ThresholdGroup
from scoring.engine.scorer import score
from scoring.focus.decisive_parts import Overturn, overturning
from scoring.focus.shares import ScoredCommune
from scoring.focus.signals import signals
from scoring.rules.ruleset import Ruleset

_MOST_PAIRS = 3
"""Pairs of parts that are told; there are dozens."""

MOST_COMPARED = 400
"""Communes that stand-out figures are looked for among: more take longer than a page may."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of a part; of a pair ``part`` is the first of them, ``""`` is the whole."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Decisive:
    """What could overturn the verdict: the smallest change first.

    ``order`` puts communes in the order of the smallest change; empty where nothing overturns.
    """

    order: tuple[int, ...]
    nearest: str
    sentences: tuple[Sentence, ...]

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Among dossiers: what takes the least comes first."""
        return not self.order, self.order

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain JSON values; ``decisive_of`` is the inverse."""
        return asdict(self)


def decisive_of(plain: Mapping[str, Any]) -> Decisive:
    """Return what was kept as plain values."""
    return Decisive(
        tuple(plain["order"]),
        plain["nearest"],
        tuple(Sentence(**one) for one in plain["sentences"]),
    )


def decisive(ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet) -> Decisive:
    """Return what could overturn the verdict of *sheet*. Pure, and slow: keep it by hash."""
    found = overturning(ruleset, assessment, sheet)
    single = [one for one in found if len(one.parts) == 1]
    pairs = [one for one in found if len(one.parts) > 1][:_MOST_PAIRS]
    return Decisive(
        _order(found[0]) if found else (),
        nearest_words(found[0]) if found else "không phần nào, không cặp phần nào đổi kết luận",
        (
            *(Sentence(one.parts[0].part, nearest_words(one)) for one in single),
            *(Sentence("", overturn_sentence(one)) for one in pairs),
        ),
    )


def _order(one: Overturn) -> tuple[int, ...]:
    away = [other.away.count for other in one.parts if other.away]
    changes = (abs(other.points - other.now) for other in one.parts if other.now is not None)
    # As ``Overturn.order``; points in thousandths, for JSON has no fractions.
    change = int(1000 * sum(changes, Fraction(0)))
    return len(one.parts), len(one.parts) - len(away), sum(away), change


Keep = Callable[[str, Callable[[], Any]], Any]
"""Gives what is kept under a hash, else makes it and keeps it."""


def signals_of_year(
    database: Database,
    year: int,
    versions: Sequence[tuple[str, str]],
    keep: Keep,
) -> Mapping[str, Sequence[Sentence]]:
    """Return which figures stand out among the dossiers of *versions*, by commune.

    *versions* are name and hash of each (``worklist.versions_of``); *keep* holds what was found
    by the hash of all of them. Of more than ``MOST_COMPARED`` nothing is said: a nation is
    compared by its own command.
    """
    if len(versions) > MOST_COMPARED:
        return {}

    def made() -> dict[str, list[list[str]]]:
        wanted = {name for name, _ in versions}
        with database.reading() as connection:
            cases = [
                ScoredCommune(one.assessment, one.ruleset, _threshold(one.ruleset, one.assessment))
                for key, one in kept_entries(connection, year)
                if str(key) in wanted
            ]
        return {
            code: [[one.part, f"{one.kind.value.capitalize()}. {one.text}"] for one in told]
            for (code, _), told in signals(cases).items()
        }

    kept = keep(sha256_of([*map(list, versions)]), made)
    return {code: [Sentence(*one) for one in told] for code, told in kept.items()}


def _threshold(ruleset: Ruleset, assessment: Assessment) -> ThresholdGroup:
    """Return the group of threshold that a commune is in."""
    return score(ruleset, assessment).threshold
