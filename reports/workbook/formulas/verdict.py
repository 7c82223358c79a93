"""Criteria, total, threshold group, conditions and verdict, as formulas of the workings."""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbook.formulas.language import (
    CANNOT_SAY,
    MET,
    NOT_MET,
    NOTHING,
    SCORED,
    both,
    choose,
    either,
    first,
    text,
    when,
    whole,
)
from reports.workbook.plan import WorkbookPlan
from scoring.base.communes import Area
from scoring.forms.ids import AREA_FIELDS, CITY, KIND
from scoring.rules.ruleset import CommunePattern, Criterion, Threshold


def criterion_row(criterion: Criterion, plan: WorkbookPlan) -> Mapping[str, str]:
    """Return least (B), most (C), whether it is lost (D) or open (E), and points (F)."""
    row = plan.criterion_rows[criterion.number]
    codes = [part.code for part in criterion.parts]
    floor = whole(plan.ruleset.recognition.disqualifying_points, plan.scale)
    scored = both(f"{plan.counted('H', code)}={SCORED}" for code in codes)
    return {
        "B": "+".join(plan.counted("J", code) for code in codes),
        "C": "+".join(plan.counted("K", code) for code in codes),
        "D": when(f"$C${row}<={floor}", "1", "0"),
        "E": when(both([f"$B${row}<={floor}", f"$C${row}>{floor}"]), "1", "0"),
        "F": when(scored, f"$B${row}", NOTHING),
    }


def summary_row(plan: WorkbookPlan) -> Mapping[str, str]:
    """Return the row of the whole.

    B least, C most, D points (empty while open), E threshold, F its group's words, G finding
    on the criteria, H on the threshold, I verdict, J criteria that decide G; K–M the place
    of the group in a centrally run city, elsewhere, and as *Đơn vị* says; N–P place, threshold
    and verdict if the commune lay in every area that is left blank.
    """
    row = plan.summary_row
    rows = plan.criterion_rows.values()
    span = {column: f"${column}${min(rows)}:${column}${max(rows)}" for column in "BCDEF"}
    thresholds = plan.ruleset.recognition.thresholds
    listed = {
        column: "&".join(
            when(f"{plan.criterion(column, number)}=1", f'"{number}, "', NOTHING)
            for number in plan.criterion_rows
        )
        for column in "DE"
    }
    group = f"$M${row}"
    goals = [whole(t.points, plan.scale) for t in thresholds]
    goal = choose(group, goals)
    words = choose(group, [text(t.group) for t in thresholds])
    return {
        "B": f"SUM({span['B']})",
        "C": f"SUM({span['C']})",
        "D": when(f"COUNT({span['F']})={len(rows)}", f"$B${row}", NOTHING),
        "E": when(f"{group}=0", NOTHING, goal),
        "F": when(f"{group}=0", NOTHING, words),
        "G": first([(f"SUM({span['D']})>0", NOT_MET), (f"SUM({span['E']})>0", CANNOT_SAY)], MET),
        "H": _reached(row, f"$E${row}"),
        "I": _verdict(row, f"$H${row}"),
        "J": when(f"$G${row}={NOT_MET}", listed["D"], listed["E"]),
        "K": _group(plan, is_city=True),
        "L": _group(plan, is_city=False),
        "M": _place(plan, f"$K${row}", f"$L${row}"),
        "N": _place(
            plan,
            _group(plan, is_city=True, is_blank_inside=True),
            _group(plan, is_city=False, is_blank_inside=True),
        ),
        "O": when(f"$N${row}=0", NOTHING, choose(f"$N${row}", goals)),
        "P": _verdict(row, f"({_reached(row, f'$O${row}')})"),
    }


def _reached(row: int, threshold: str) -> str:
    """Return the finding on a threshold."""
    cases = [
        (f'{threshold}=""', CANNOT_SAY),
        (f"$B${row}>={threshold}", MET),
        (f"$C${row}<{threshold}", NOT_MET),
    ]
    return first(cases, CANNOT_SAY)


def _verdict(row: int, finding: str) -> str:
    """Return the verdict with this finding on the threshold."""
    cases = [
        (either([f"$G${row}={NOT_MET}", f"{finding}={NOT_MET}"]), NOT_MET),
        (both([f"$G${row}={MET}", f"{finding}={MET}"]), MET),
    ]
    return first(cases, CANNOT_SAY)


def _place(plan: WorkbookPlan, in_city: str, elsewhere: str) -> str:
    """Return the place of the group as *Đơn vị* says the type of province, 0 where it is open."""
    return first(
        [
            (f'{plan.field(KIND)}=""', "0"),
            (f"{plan.field(CITY)}=1", in_city),
            (f"{plan.field(CITY)}=0", elsewhere),
            (f"({in_city})=({elsewhere})", in_city),
        ],
        "0",
    )


def _group(plan: WorkbookPlan, *, is_city: bool, is_blank_inside: bool = False) -> str:
    """Return the place (from 1) of the commune's group, with the type of province settled.

    An area left blank counts as outside, or with *is_blank_inside* as inside.
    """
    thresholds = list(enumerate(plan.ruleset.recognition.thresholds, 1))
    rest = next((str(place) for place, t in thresholds if isinstance(t.when, str)), "0")
    named = [
        (_fits(threshold, plan, is_city=is_city, is_blank_inside=is_blank_inside), str(place))
        for place, threshold in thresholds
        if not isinstance(threshold.when, str)
    ]
    return first(named, rest)


def _fits(threshold: Threshold, plan: WorkbookPlan, *, is_city: bool, is_blank_inside: bool) -> str:
    patterns = () if isinstance(threshold.when, str) else threshold.when
    possible = [p for p in patterns if p.centrally_run_city in (None, is_city)]
    return either(_pattern(pattern, plan, is_blank_inside=is_blank_inside) for pattern in possible)


def _pattern(pattern: CommunePattern, plan: WorkbookPlan, *, is_blank_inside: bool) -> str:
    conditions = [f"{plan.field(KIND)}={text(pattern.kind)}"]
    if pattern.area is not None:
        field = AREA_FIELDS[Area(pattern.area).value]
        cell = plan.field(field.id)
        is_inside = f"{cell}=1"
        conditions.append(either([is_inside, f'{cell}=""']) if is_blank_inside else is_inside)
    return both(conditions)
