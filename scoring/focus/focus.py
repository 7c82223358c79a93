"""Where a verifier looks first: what decides, then what stands out, then chance.

The order is no judgement. A part that decides the verdict has to hold; a figure that stands
out is looked at because it does; a sample because everybody may be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.focus.decisive_parts import Overturn, overturning
from scoring.focus.sampling import Sample, draw
from scoring.focus.shares import ScoredCommune
from scoring.focus.signal_kinds import Signal
from scoring.focus.signals import key_of, signals
from scoring.intake.reading import Entry


@dataclass(frozen=True, slots=True)
class CommuneFocus:
    """One commune: its sheet, what could overturn the verdict, what stands out, if drawn."""

    sheet: ScoreSheet
    overturns: tuple[Overturn, ...]
    signals: tuple[Signal, ...]
    is_drawn: bool

    @property
    def closest(self) -> Overturn | None:
        """The smallest change that would overturn the verdict."""
        return self.overturns[0] if self.overturns else None

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the smaller the change that overturns, the earlier; then signals."""
        closest = self.closest
        of_closest = closest.order if closest else ()
        return (
            closest is None,
            of_closest,
            -len(self.signals),
            not self.is_drawn,
            self.sheet.commune.code,
        )


@dataclass(frozen=True, slots=True)
class Focus:
    """The communes of one year in the order in which to look at them, and the sample."""

    year: int
    communes: tuple[CommuneFocus, ...]
    sample: Sample | None


def focus(
    entries: Iterable[Entry],
    *,
    sample: int = 0,
    seed: str = "",
    progress: Callable[[Sequence[ScoredCommune]], Iterable[ScoredCommune]] = list,
) -> Focus:
    """Order the communes of the latest year among *entries*; earlier years are compared with.

    *sample* communes are drawn with *seed*. Raises ``ValueError`` when there are no entries.
    *progress* may tell somebody how far the work is.
    """
    sheets = {}
    cases = []
    for entry in entries:
        sheet = score(entry.ruleset, entry.assessment)
        case = ScoredCommune(entry.assessment, entry.ruleset, sheet.threshold)
        sheets[key_of(case)] = sheet
        cases.append(case)
    if not cases:
        raise ValueError("no communes to look at")
    year = max(case.assessment.year for case in cases)
    latest = [case for case in cases if case.assessment.year == year]
    drawn = (
        draw([case.assessment.commune.code for case in latest], sample, seed) if sample else None
    )
    told = signals(cases)
    found = [
        CommuneFocus(
            sheets[key_of(case)],
            tuple(overturning(case.ruleset, case.assessment, sheets[key_of(case)])),
            told.get(key_of(case), ()),
            drawn is not None and case.assessment.commune.code in drawn.codes,
        )
        for case in progress(latest)
    ]
    return Focus(year, tuple(sorted(found, key=lambda one: one.order)), drawn)
