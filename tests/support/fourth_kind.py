"""A kind of part that only tests know: «đếm so với kỳ trước», a count against its own previous.

Defined by what each of the three that ship is defined by: a class, how it is scored, its
vector form, its row of the workbook.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
import pytest

import criteria
from reports.workbook.formulas.language import (
    MISSING,
    NOTHING,
    SCORED,
    UNKNOWN_RULE,
    both,
    choose,
    either,
    first,
    is_blank,
    text,
    when,
    whole,
)
from reports.workbook.formulas.parts import ROWS
from reports.workbook.formulas.rows import (
    Row,
    helpers,
    next_cells,
    open_between,
    own_cells,
    points_of,
)
from reports.workbook.plan import WorkbookPlan
from scoring.batch.columns import Columns
from scoring.batch.part_columns import (
    MISSING as IS_MISSING,
)
from scoring.batch.part_columns import (
    NO_BAND,
    LookedUp,
    Meanings,
    PartColumns,
    State,
    rule_state,
    scaled,
)
from scoring.batch.parts import VECTOR_FORMS, CompiledPart
from scoring.engine.assessment import Assessment
from scoring.engine.part_scorer import (
    SCORERS,
    missing_previous,
    reads,
    scored_by_trend,
    with_next_band,
)
from scoring.engine.score_sheet import PartScore
from scoring.engine.sentences import POINTS
from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.indicators import Count
from scoring.rules.kinds.part import BoundaryCase, IsWithin, Part, PointsRow, Stretch
from scoring.rules.kinds.trends import PointsByTrend, Trend, compared, trend_stretches
from scoring.rules.loading import load_bytes
from scoring.rules.parts import KINDS_OF_PART
from scoring.rules.ruleset import Figure, Ruleset
from tests.support.places import SOUND

KIND = "đếm so với kỳ trước"


@from_yaml
class CountAgainstPrevious(Part):
    """One count against the same count of the previous period."""

    is_compared: ClassVar[bool] = True

    kind: Annotated[Literal["đếm so với kỳ trước"], yaml_key("cách tính", "Cách tính điểm")]
    indicator: Annotated[Count, yaml_key("chỉ số", "Một số liệu")]
    unit: Annotated[Text, yaml_key("đơn vị", "đơn vị đếm")]
    points_by_trend: Annotated[PointsByTrend, yaml_key("điểm theo diễn biến", "Điểm")]

    @cached_property
    def rows(self) -> tuple[PointsRow, ...]:
        return self.points_by_trend.rows(self.verified)

    def with_points(self, points: Sequence[Fraction | None], most: Fraction | None) -> Self:
        return replace(self, points_by_trend=PointsByTrend.of(points), given_max_points=most)

    def stretches(
        self, figures: Mapping[str, int], previous: Mapping[str, int]
    ) -> Iterator[Stretch]:
        del figures
        yield from trend_stretches(self.rows, previous.get(self.indicator.figure))

    def faults(self, path: Path_) -> Iterator[Fault]:
        yield from self.points_by_trend.faults((*path, "điểm theo diễn biến"))

    def boundary_cases(self, is_within: IsWithin) -> Iterator[BoundaryCase]:
        del is_within
        (code,) = self.figures
        for row, now in zip(self.rows, (0, 5, 6, 7), strict=True):
            where = f"{now} so với 6 kỳ trước"
            yield BoundaryCase(self.code, where, {code: now}, {code: 6}, row.label, row.points)


NONE = "Kỳ này {tên tử số} là {tử số}, " + POINTS
AGAINST = "{tên tử số}: kỳ này {tử số}, kỳ trước {tử số kỳ trước}: {mức}, " + POINTS


def scored(
    part: CountAgainstPrevious,
    blank: PartScore,
    figures: Mapping[str, Figure],
    assessment: Assessment,
) -> PartScore:
    (now,) = reads(part, figures, assessment)
    (before,) = reads(part, figures, assessment, previous=True)
    is_needed = now.value != 0 or before.value is not None
    start = replace(blank, figures=(now, before) if is_needed else (now,), numerator=now.value)
    if now.value is None:
        return start
    start = replace(start, value=Fraction(now.value), value_text=str(now.value))
    if now.value == 0:
        return scored_by_trend(part, start, Trend.NO_CASE_AROSE, NONE)
    if before.value is None:
        return missing_previous(part, start)
    start = replace(start, previous_text=str(before.value))
    trended = scored_by_trend(part, start, compared(now.value, before.value), AGAINST)
    return with_next_band(trended, part, figures, assessment)


class VectorForm(CompiledPart):
    """The four trends, then what is missing."""

    def __init__(self, part: CountAgainstPrevious, scale: int) -> None:
        super().__init__(part, scale)
        (self.figure,) = part.figures
        left = [scaled(row.points, scale) for row in part.rows[1:] if row.points is not None]
        bounds = (min(left), max(left)) if len(left) == len(part.rows) - 1 else (0, self.most)
        self.meanings = Meanings(
            [
                *(
                    rule_state(at, row.points, row.level, self.open, scale)
                    for at, row in enumerate(part.rows)
                ),
                State(IS_MISSING, NO_BAND, *bounds, self.level),
                self.open,
            ]
        )

    def score(self, columns: Columns) -> PartColumns:
        now, before = columns.figures[self.figure], columns.previous[self.figure]
        state = np.select(
            [~now.given, now.values == 0, ~before.given, now.values < before.values],
            [5, 0, 4, 1],
            2 + (now.values > before.values),
        )
        return LookedUp(self.code, state.astype(np.intp), self.meanings)


def workings(part: CountAgainstPrevious, plan: WorkbookPlan) -> Row:
    own = own_cells(part, plan)
    (code,) = part.figures
    now, before = own["C"], own["E"]
    points = [row.points for row in part.rows]
    labels = [text(row.label) for row in part.rows]
    index = first(
        [
            (is_blank(now), "0"),
            (f"{now}=0", "1"),
            (is_blank(before), "0"),
            (f"{now}<{before}", "2"),
            (f"{now}={before}", "3"),
        ],
        "4",
    )
    unknown = either(f"{own['G']}={at}" for at, each in enumerate(points, 1) if each is None)
    bounds = open_between(own, whole(part.max_points, plan.scale))
    left = [each for each in points[1:] if each is not None]
    if len(left) == len(points) - 1:
        only_before = both([f"{own['H']}={MISSING}", f'{now}<>""'])
        bounds = {
            "J": when(only_before, whole(min(left), plan.scale), bounds["J"]),
            "K": when(only_before, whole(max(left), plan.scale), bounds["K"]),
        }
    return {
        "C": plan.now(code),
        "E": plan.before(code),
        "G": index,
        "H": first([(f"{own['G']}=0", MISSING), (unknown, UNKNOWN_RULE)], SCORED),
        "I": points_of(own, points, "0", plan.scale),
        **bounds,
        "L": now,
        "M": when(f"{own['G']}=0", NOTHING, choose(own["G"], labels)),
        **next_cells(own, plan, [labels[at] for at in (1, 2, 0)], [points[at] for at in (1, 2, 0)]),
        "Q": f'{now}&" so với kỳ trước "&{before}',
        **_helpers(part, plan, own),
    }


def _helpers(
    part: CountAgainstPrevious, plan: WorkbookPlan, own: Mapping[str, str]
) -> dict[str, str]:
    targets, distances = helpers(plan)
    most = (f"{own['E']}-1", own["E"], "0")
    open_ = either([f"{own['H']}<>{SCORED}", f"{own['G']}<2"])
    row = own["G"].rpartition("$")[2]
    cells: dict[str, str] = {}
    for at, reached, target, distance in zip((1, 2, 0), most, targets, distances, strict=False):
        points = part.rows[at].points
        if points is not None:
            here = f"${target}${row}"
            lowest = f"{here}>0" if at else f"{here}>=0"
            better = [f"{whole(points, plan.scale)}>{own['I']}", lowest, f"{here}<{own['C']}"]
            cells[target] = when(open_, NOTHING, reached)
            found = when(both(better), f"{own['C']}-{here}", NOTHING)
            cells[distance] = when(open_, NOTHING, found)
    return cells


@contextmanager
def registered() -> Iterator[None]:
    """Let rulesets use the fourth kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SCORERS, CountAgainstPrevious, scored)
        patch.setitem(VECTOR_FORMS, CountAgainstPrevious, VectorForm)
        patch.setitem(ROWS, CountAgainstPrevious, workings)
        KINDS_OF_PART.append(CountAgainstPrevious)
        try:
            yield
        finally:
            KINDS_OF_PART.remove(CountAgainstPrevious)


_POINTS = "điểm theo diễn biến: {không phát sinh: 20, giảm: 10, không đổi: 0, tăng: 0}"


def small_ruleset(points: str = _POINTS) -> Ruleset:
    """Return the small sound decision whose part 2 is of the fourth kind."""
    sound = SOUND.read_text(encoding="utf-8")
    head, tail = sound.split("        cách tính: so với kỳ trước\n")
    rest = tail[tail.index("  - số: 3") :]
    part = f"""        cách tính: {KIND}
        đối chiếu: {{mức: giả định}}
        chỉ số: {{số liệu: tre_bi_xam_hai}}
        đơn vị: trẻ em
        {points}

"""
    return load_bytes((head + part + rest).encode(), "thu.yaml", "thu")


def decision_with_it() -> Ruleset:
    """Return Decision 06 with a part of the fourth kind in place of part 8.1."""
    shipped = (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_text(encoding="utf-8")
    head, tail = shipped.split("suy dinh dưỡng thể nhẹ cân\n        cách tính: theo thang điểm\n")
    rest = tail[tail.index("        minh chứng:") :]
    part = f"""suy dinh dưỡng thể nhẹ cân
        cách tính: {KIND}
        đối chiếu: {{mức: giả định}}
        chỉ số: {{số liệu: tre_duoi_5_tuoi_nhe_can}}
        đơn vị: trẻ em
        điểm theo diễn biến: {{không phát sinh: 25, giảm: 15, không đổi: 5, tăng: 0}}
"""
    return load_bytes((head + part + rest).encode(), "thu.yaml", "06-QD-TTg-2019")
