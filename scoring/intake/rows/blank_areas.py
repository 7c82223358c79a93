"""Areas that nobody answered for: the group they lead to is told, and what another would be.

Every row is told exactly: the few of a form by the reference scorer, the many of a table as
columns, which costs a small part of reading them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.base.communes import Area, Commune
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding, OtherGroup, ScoreSheet
from scoring.engine.scorer import score
from scoring.engine.verdict import other_groups
from scoring.engine.verdict_words import blank_areas_words
from scoring.forms.ids import AREA_FIELDS
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import Ruleset
from scoring.rules.threshold_groups import groups_if_inside, threshold_group

CODE = "de-trong-vung"
_FEW = 30
"""Rows for which columns, and the library that holds them, do not pay."""


class BlankAreas:
    """What blank areas change under one ruleset, looked up once for any number of rows."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Begin with nothing looked up."""
        self._ruleset = ruleset
        self._known: dict[object, bool] = {}

    def matter_to(self, commune: Commune) -> bool:
        """Whether *commune* may fall in another group because of an area left blank."""
        if not commune.blank_areas:
            return False
        key = commune.kind, commune.areas, commune.centrally_run_city, commune.blank_areas
        if key not in self._known:
            self._known[key] = bool(groups_if_inside(self._ruleset.recognition, commune))
        return self._known[key]

    def said_of(self, assessments: Sequence[Assessment]) -> Iterator[tuple[str, bool]]:
        """Yield of each what its blank areas come to, and whether the verdict hangs on them.

        They must matter to all of them.
        """
        for one, (verdict, others) in zip(assessments, self._verdicts(assessments), strict=True):
            own = threshold_group(self._ruleset.recognition, one.commune)
            points = own.points if own else others[0].points
            words = blank_areas_words(one.commune.blank_areas or (), points, verdict, others)
            yield words, any(other.verdict is not verdict for other in others)

    def _verdicts(
        self, assessments: Sequence[Assessment]
    ) -> Iterator[tuple[Finding, tuple[OtherGroup, ...]]]:
        if len(assessments) >= _FEW:
            from scoring.batch.columns import columns_of
            from scoring.batch.scorer import FINDINGS, BatchScorer, TooLarge

            try:
                result = BatchScorer(self._ruleset).score(columns_of(self._ruleset, assessments))
            except TooLarge:
                # Numbers of this ruleset leave 64 bits: one by one then.
                pass
            else:
                for at, one in enumerate(assessments):
                    others = other_groups(
                        self._ruleset.recognition,
                        one.commune,
                        FINDINGS[result.finding_criteria[at]],
                        result.points(result.minimum[at]),
                        result.points(result.maximum[at]),
                    )
                    yield FINDINGS[result.verdict[at]], others
                return
        for one in assessments:
            sheet = score(self._ruleset, one)
            yield sheet.verdict, sheet.other_groups


def warn_of_blank_areas(row: IntakeRow, sheet: ScoreSheet) -> None:
    """Note on a form's *row* that its areas are blank, which group that means, and which other."""
    if not sheet.other_groups:
        return
    blank = sheet.commune.blank_areas or (Area.MOUNTAINOUS,)
    words = blank_areas_words(blank, sheet.threshold.points, sheet.verdict, sheet.other_groups)
    row.warn(AREA_FIELDS[blank[0].value].id, CODE, words, "chọn «có» hoặc «không»")
